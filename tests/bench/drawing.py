"""Drawing: figures as a table in Markdown, as bars of text, and as a plot whose two axes are logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 760, 460, 70, 170, 30, 50
COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#f47738", "#4c2c92", "#505a5f")


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def bars(lines: Mapping[str, Mapping[int, float]]) -> str:
    """Return a plot as text, for a page, which may hold no picture: at each size a bar for each name, longest first."""
    long, named = 40, max(map(len, lines))
    said = ["```text"]
    for notes in sorted({notes for line in lines.values() for notes in line}):
        values = sorted(((line[notes], name) for name, line in lines.items() if notes in line), reverse=True)
        said.append(f"{notes:,} notes")
        for value, name in values:
            said.append(f"  {name:<{named}}  {'=' * max(1, round(long * value / values[0][0]))} {value:.1f}")
    return "\n".join([*said, "```"])


def plot(title: str, unit: str, lines: Mapping[str, Mapping[int, float]]) -> str:
    """Return an SVG: for each name, its value at each number of notes."""
    across = sorted({notes for line in lines.values() for notes in line})
    values = [value for line in lines.values() for value in line.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    span = math.log10(across[-1] / across[0]) or 1

    def x(notes: int) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * math.log10(notes / across[0]) / span

    def y(value: float) -> float:
        return HIGH - BOTTOM - (HIGH - BOTTOM - TOP) * (math.log10(value) - low) / max(high - low, 1)

    def text(at: float, down: float, words: str, anchor: str = "start", colour: str = "#0b0c0c") -> str:
        return f'<text x="{at:.0f}" y="{down:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'

    drawn = [text(LEFT, 18, f"{title} ({unit})"), text((LEFT + WIDE - RIGHT) / 2, HIGH - 10, "notes", "middle")]
    for power in range(low, high + 1):
        level = y(10.0**power)
        drawn.append(f'<path d="M{LEFT} {level:.1f}H{WIDE - RIGHT}" stroke="#b1b4b6"/>')
        drawn.append(text(LEFT - 8, level + 4, f"{10.0**power:g}", "end"))
    drawn += [text(x(notes), HIGH - BOTTOM + 20, f"{notes:,}", "middle") for notes in across]
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        points = [(x(notes), y(value)) for notes, value in sorted(line.items())]
        path = "L".join(f"{at:.1f} {down:.1f}" for at, down in points)
        drawn.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{at:.1f}" cy="{down:.1f}" r="4" fill="{colour}"/>' for at, down in points]
        drawn.append(text(points[-1][0] + 10, points[-1][1] + 4, name, colour=colour))
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="13">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>\n{body}\n</svg>\n'
    )

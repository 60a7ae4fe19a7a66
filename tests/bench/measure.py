"""Measure the build and the search on made-up notes, all in one run on this machine, and say which goals are met.

usage: python -m bench.measure [--write] [NOTES ...]
NOTES are 50 500 2000 unless said. Above 2,000 only this project and Markdown alone are built: the others take hours.
The tables go to stdout and with a plot into build/bench/; --write puts them into docs/help/performance.md.
"""

from __future__ import annotations

import datetime
import functools
import math
import os
import platform
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path

from browser.conftest import FLAGS, Quiet, chromium
from playwright.sync_api import sync_playwright

from bench import builds, drawing, readings, searches
from bench.builds import Spent
from macros.values import letter_date

OUT = builds.ROOT / "docs" / "help" / "performance.md"
MOST_OTHERS = 2000
OWN = "this project"
NAMES = {
    "material": "Material, as usually set up",
    "mkdocs": "MkDocs' own theme",
    "zensical": f"Zensical {builds.ZENSICAL}, menu pruned",
    "markdown": "Markdown alone",
}
HEADS = """---
title: Performance
---

`make bench WRITE=yes` measures and writes this page; nothing on it is typed. The notes are made up: {words} words each,
with references, citations, supersessions and numbers that only look like references. All figures are of one run that
ended on {day}, on one machine ({machine}). [What the figures mean](engineers.md#figures)

"""


@dataclass(slots=True)
class Size:
    """What was measured at one number of notes."""

    notes: int
    spent: dict[str, Spent] = field(default_factory=dict)
    first: float = 0
    full: float = 0
    found: Mapping[str, str] = field(default_factory=dict)
    waited: float = 0
    at_once: float = 0
    weight: float = 0
    page: float = 0
    switch: tuple[float, float] = (0, 0)

    def ratio(self, other: str) -> float:
        """Return this project's CPU seconds as a part of another's."""
        return self.spent[OWN].cpu / self.spent[other].cpu


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure(notes: int, scratch: Path) -> Size:
    """Build one corpus with each engine, then search and read what this project made of it."""
    say(f"{notes} notes: {OWN} …")
    size = Size(notes)
    folder = scratch / f"own-{notes}"
    folder.mkdir()
    truth = builds.own(folder, notes)
    size.spent[OWN] = builds.build(folder)
    for name, other, command in builds.others(scratch / f"others-{notes}", folder):
        if notes <= MOST_OTHERS or name == "markdown":
            say(f"{notes} notes: {NAMES[name]} …")
            size.spent[name] = builds.build(other, command)
    say(f"{notes} notes: in a browser …")
    site = folder / "build" / "site"
    size.first = builds.zipped([site / "search/first.json"])
    size.full = builds.zipped(sorted((site / "search").glob("full-*")))
    pages = [page.stat().st_size / 1000 for page in site.glob("advice/[3-9]*/index.html")]
    size.page = sum(pages) / len(pages)
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}"
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        size.waited = searches.waits(browser, root)
        size.at_once = searches.waits(browser, root, every=0)
        size.found = searches.found(browser, root, truth)
        size.weight = readings.weight(browser, root, site, next(iter(truth.references.values())))
        size.switch = readings.switch(browser, root)
        browser.close()
        server.shutdown()
    return size


def exponent(sizes: Sequence[Size], value: Callable[[Size], float]) -> float | None:
    """Return how a value grows with the notes from 500, or the smallest, to the most: 1.00 is in proportion."""
    ordered = [size for size in sizes if size.notes >= 500] or sizes
    low, high = ordered[0], ordered[-1]
    return math.log(value(high) / value(low)) / math.log(high.notes / low.notes) if high.notes > low.notes else None


def goals(sizes: Sequence[Size]) -> list[tuple[str, str, str, str]]:
    """Return each goal that this run can speak of: what, at most (or at least), measured, and whether it is met."""
    of = {size.notes: size for size in sizes}
    rows: list[tuple[str, str, str, str]] = []

    def at_most(what: str, most: float, value: float | None, form: str = ".2f") -> None:
        if value is not None:
            rows.append((what, f"at most {most:g}", f"{value:{form}}", "met" if value <= most else "**missed**"))

    for notes, most in ((500, 0.50), (2000, 0.18)):
        if notes in of and "material" in of[notes].spent:
            at_most(f"CPU of a cold build, of Material's, {notes:,} notes", most, of[notes].ratio("material"))
    at_most("Exponent of CPU", 1.05, exponent(sizes, lambda size: size.spent[OWN].cpu))
    at_most("Exponent of HTML bytes", 1.05, exponent(sizes, lambda size: size.spent[OWN].html))
    if 2000 in of:
        at_most("Memory of a build, MB, 2,000 notes", 350, of[2000].spent[OWN].memory, ".0f")
    for notes, most in ((50, 200), (500, 400), (5000, 500)):
        if notes in of:
            at_most(f"Last key to first result, ms, {notes:,} notes", most, of[notes].waited, ".0f")
    for notes, most in ((500, 80), (5000, 500)):
        if notes in of:
            at_most(f"First index, KB, {notes:,} notes", most, of[notes].first, ".0f")
    if 500 in of:
        at_most("Full text, KB, 500 notes", 700, of[500].full, ".0f")
    for size in sizes:
        at = f"{size.notes:,} notes"
        right, asked = size.found["first"].split(" of ")
        rows += [
            (f"Least recall, {at}", "1.000", size.found["recall"], _met(size.found["recall"] == "1.000")),
            (
                f"Least precision, {at}",
                "at least 0.990",
                size.found["precision"],
                _met(float(size.found["precision"]) >= 0.99),
            ),
            (f"References that come first, {at}", "all", size.found["first"], _met(right == asked)),
        ]
        at_most(f"A note's page with all that it fetches, KB, {at}", 90, size.weight, ".0f")
        at_most(f"HTML of a note's page, KB on average, {at}", 27, size.page, ".1f")
        at_most(f"Change of force, every wording, {readings.SLOWER} times slower, ms, {at}", 50, size.switch[0], ".0f")
    return rows


def _met(met: bool) -> str:
    return "met" if met else "**missed**"


def spent(sizes: Sequence[Size]) -> dict[str, dict[int, float]]:
    """Return the CPU seconds of each engine at each number of notes."""
    lines = {
        NAMES.get(name, OWN): {size.notes: size.spent[name].cpu for size in sizes if name in size.spent}
        for name in (OWN, *NAMES)
    }
    return {name: line for name, line in lines.items() if line}


def report(sizes: Sequence[Size]) -> str:
    """Return the tables of a run as Markdown, and a plot in text."""
    engines = list(dict.fromkeys(name for size in sizes for name in size.spent))
    spent_on = [
        (f"{size.notes:,}", NAMES.get(name, OWN), size.spent[name], size.ratio(name))
        for size in sizes
        for name in engines
        if name in size.spent
    ]
    time = [(notes, name, f"{one.cpu:.1f}", f"{one.wall:.1f}", f"{part:.2f}") for notes, name, one, part in spent_on]
    room = [(notes, name, f"{one.memory:.0f}", f"{one.html:.1f}") for notes, name, one, _ in spent_on]
    rows = {
        "First index, KB": [f"{s.first:.0f}" for s in sizes],
        "Full text, KB": [f"{s.full:.0f}" for s in sizes],
        "Least recall": [s.found["recall"] for s in sizes],
        "Least precision": [s.found["precision"] for s in sizes],
        "References that come first": [s.found["first"] for s in sizes],
        "Last key to first result, typed, ms": [f"{s.waited:.0f}" for s in sizes],
        "Last key to first result, at once, ms": [f"{s.at_once:.0f}" for s in sizes],
        "A note's page with all that it fetches, KB": [f"{s.weight:.0f}" for s in sizes],
        "HTML of a note's page, on average, KB": [f"{s.page:.1f}" for s in sizes],
        "Change of force (the most), ms": [f"{s.switch[0]:.0f} ({s.switch[1]:.0f})" for s in sizes],
    }
    return "\n\n".join(
        [
            "## Goals\n\n" + drawing.table(("What", "Goal", "Measured", "Result"), goals(sizes)),
            "## Builds\n\nThe last column is this project's CPU as a part of that engine's: below 1 is less.\n\n"
            + drawing.table(("Notes", "Engine", "CPU s", "Wall s", "Ratio"), time),
            drawing.table(("Notes", "Engine", "Memory MB", "HTML MB"), room),
            "CPU seconds of a cold build, each size by itself:\n\n" + drawing.bars(spent(sizes)),
            "## Search and pages\n\nKB are as sent, with gzip. “Typed” is a key every "
            f"{searches.KEY_EVERY} ms as soon as search is open; “at once” has no time between keys.\n\n"
            + drawing.table(
                ("What", *(f"{size.notes:,} notes" for size in sizes)), [(name, *line) for name, line in rows.items()]
            ),
        ]
    )


def main(arguments: Sequence[str]) -> None:
    chosen = sorted(int(one) for one in arguments if one.isdigit()) or [50, 500, 2000]
    builds.KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        sizes = [measure(notes, Path(scratch)) for notes in chosen]
    made = report(sizes)
    drawn = drawing.plot("A cold build", "CPU seconds", spent(sizes))
    (builds.KEPT / "builds.svg").write_text(drawn, encoding="utf-8")
    (builds.KEPT / "performance.md").write_text(made + "\n", encoding="utf-8")
    print(made)
    say(f"\nWritten: {builds.KEPT / 'performance.md'} and builds.svg beside it")
    if "--write" in arguments:
        machine = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
        head = HEADS.format(words="1,280", machine=machine, day=letter_date(datetime.date.today()))
        OUT.write_text(head + made + "\n", encoding="utf-8")
        say(f"Written: {OUT}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Flowchart: a decision laid out in rows, for one drawing made at build; no library, and no font of the machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

from macros.decision import Decision, depths
from macros.flowchart_rows import GAP, LANE, LEAD, PAD, WIDTH, Item, Links, add_lanes, least, measure, ordered, stacked

DROP, TIP = 30, 7
"""What is between two rows, and the length of an arrow's tip."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A question, an outcome or the answers on a line, in place; `lines` are its words as they are broken."""

    id: str
    kind: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int

    @property
    def texts(self) -> list[tuple[int, int, str]]:
        """Each line of words with the middle of its foot."""
        top = self.y + (self.height - LEAD * len(self.lines)) // 2
        return [(self.x + self.width // 2, top + LEAD * n - 4, line) for n, line in enumerate(self.lines, 1)]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size, its shapes, its lines as points in turn (vertical in rows, curved between), its tips."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
    tips: tuple[tuple[int, int], ...]


def draw(decision: Decision) -> Chart:
    """Return the drawing of a checked decision; the same decision gives the same drawing."""
    items, links = _items(decision)
    rows = stacked(items, links)
    add_lanes(rows, items, links)
    rows = ordered(rows, links)
    return _placed([[items[one] for one in row] for row in rows], links)


def _items(decision: Decision) -> tuple[dict[str, Item], dict[str, list[str]]]:
    """Return what is drawn and what each leads to; answers of a question that go to one place share a line."""
    items: dict[str, Item] = {}
    links: dict[str, list[str]] = {}
    for name in depths(decision):
        if name in decision.outcomes:
            items[name] = Item(name, "outcome", (decision.outcomes[name].title,))
            continue
        items[name] = Item(name, "question", (decision.questions[name].ask,))
        for to in dict.fromkeys(option.goes_to for option in decision.questions[name].options):
            labels = [option.label for option in decision.questions[name].options if option.goes_to == to]
            words = tuple(part for label in labels for part in ("or", label))[1:]
            items[f"{name}>{to}"] = Item(f"{name}>{to}", "answer", words)
            links.setdefault(name, []).append(f"{name}>{to}")
            links[f"{name}>{to}"] = [to]
    return items, links


def _most(item: Item) -> int:
    """Return the width at which an item has a pleasant shape."""
    if item.kind == "lane":
        return LANE
    whole = max(measure(words, item.kind) for words in item.words)
    shape = sqrt(whole * LEAD * 4)
    return max(least(item), ceil(min(whole, shape)) + (0 if item.kind == "answer" else 2 * PAD))


def _broken(item: Item, width: int) -> tuple[str, ...]:
    """Return the words of an item in lines that its width has room for."""
    room = width - (0 if item.kind == "answer" else 2 * PAD)
    lines: list[str] = []
    for part in item.words:
        line = ""
        for word in part.split():
            if line and measure(f"{line} {word}", item.kind) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return tuple(lines)


def _widths(row: Sequence[Item], width: int) -> list[int]:
    """Return the width of each item: what it needs, and its share of what is left up to what is pleasant."""
    left = width - sum(map(least, row)) - GAP * (len(row) - 1)
    wanted = sum(_most(item) - least(item) for item in row)
    share = min(1.0, max(0, left) / wanted) if wanted else 0.0
    return [least(item) + int((_most(item) - least(item)) * share) for item in row]


def _placed(rows: Sequence[Sequence[Item]], links: Links) -> Chart:
    width = max(WIDTH, *(sum(map(least, row)) + GAP * (len(row) - 1) + 4 for row in rows))
    widths = {item.id: wide for row in rows for item, wide in zip(row, _widths(row, width - 4), strict=True)}
    middles = _middles(rows, widths, links, width)
    shapes: dict[str, Shape] = {}
    tops: list[tuple[int, int]] = []
    top = 2
    for row in rows:
        lines = {one.id: _broken(one, widths[one.id]) for one in row}
        boxes = max((len(lines[one.id]) for one in row if one.kind in {"question", "outcome"}), default=0)
        bottom = top
        for item in row:
            if item.kind != "lane":
                high = LEAD * len(lines[item.id]) if item.kind == "answer" else LEAD * boxes + 2 * PAD
                x = middles[item.id] - widths[item.id] // 2
                shapes[item.id] = Shape(item.id, item.kind, lines[item.id], x, top, widths[item.id], high)
                bottom = max(bottom, top + high)
        tops.append((top, bottom))
        top = bottom + DROP
    paths, tips = _lines(rows, shapes, middles, links, tops)
    return Chart(width, top - DROP + 2, tuple(shapes.values()), tuple(paths), tuple(dict.fromkeys(tips)))


def _middles(rows: Sequence[Sequence[Item]], widths: Mapping[str, int], links: Links, width: int) -> dict[str, int]:
    """Return where the middle of each item stands: near what it is linked to, and clear of its neighbours."""
    near: dict[str, list[str]] = {item.id: [] for row in rows for item in row}
    for one, after in links.items():
        for to in after:
            near[one].append(to)
            near[to].append(one)
    middles = {item.id: width * (place + 0.5) / len(row) for row in rows for place, item in enumerate(row)}
    for turn in range(24):
        for row in rows if turn % 2 == 0 else reversed(rows):
            ids = [item.id for item in row]
            wish = [sum(middles[other] for other in near[one]) / len(near[one]) for one in ids]
            middles |= zip(ids, _spread(wish, [widths[one] for one in ids], width), strict=True)
    return {one: round(middle) for one, middle in middles.items()}


def _spread(wish: Sequence[float], widths: Sequence[int], width: int) -> list[float]:
    """Return the middles nearest to those wished for, in least squares, at which nothing touches or sticks out."""
    offsets = [0.0]
    for left, right in pairwise(widths):
        offsets.append(offsets[-1] + (left + right) / 2 + GAP)
    blocks: list[tuple[float, int]] = []
    for wished, offset in zip(wish, offsets, strict=True):
        mean, count = wished - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        blocks.append((mean, count))
    low, high = 2 + widths[0] / 2, width - 2 - widths[-1] / 2 - offsets[-1]
    flat = [min(max(mean, low), high) for mean, count in blocks for _ in range(count)]
    return [place + offset for place, offset in zip(flat, offsets, strict=True)]


def _lines(
    rows: Sequence[Sequence[Item]],
    shapes: Mapping[str, Shape],
    middles: Mapping[str, int],
    links: Links,
    tops: Sequence[tuple[int, int]],
) -> tuple[list[tuple[tuple[int, int], ...]], list[tuple[int, int]]]:
    """Return a line for each link, from the foot of one to the head of the other, and a tip at each box."""
    paths: list[tuple[tuple[int, int], ...]] = []
    tips: list[tuple[int, int]] = []
    for number, row in enumerate(rows[:-1]):
        bottom, top = tops[number][1], tops[number + 1][0]
        for item in row:
            for to in links.get(item.id, ()):
                foot, head = _port(shapes, middles, item.id, to), _port(shapes, middles, to, item.id)
                start = tops[number][0] if item.kind == "lane" else shapes[item.id].y + shapes[item.id].height
                boxed = to in shapes and shapes[to].kind != "answer"
                paths.append(((foot, start), (foot, bottom), (head, top - (TIP if boxed else 0))))
                tips += [(head, top)] if boxed else []
    return paths, tips


def _port(shapes: Mapping[str, Shape], middles: Mapping[str, int], one: str, other: str) -> int:
    """Return where on a box a line to or from another item begins: as near above or below it as the box allows."""
    if one not in shapes or shapes[one].kind == "answer":
        return middles[one]
    box = shapes[one]
    return min(max(middles[other], box.x + 14), box.x + box.width - 14)

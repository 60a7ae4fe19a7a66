"""Rows of a flowchart: which items stand above which, in which order; widths of letters are upper bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations
from math import ceil

WIDTH = 320
"""The width of a drawing in its own units, as many as a small phone has pixels; a wide decision takes more."""
SIZE, LEAD = 13, 17
PAD, GAP, LANE = 6, 8, 8
_NARROW, _SLIM, _WIDE = set("ijl.,:;'\u2019|!I "), set('frt()-J[]"'), set("mwMW&\u201c\u201d\u2014\u2026@%")
_LEAST_BOX = 84
_BOLD = 1.12
_MOST_TO_TURN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """What takes room in a row: a question, an outcome, the answers on a line, or a lane that a line passes by."""

    id: str
    kind: str
    words: tuple[str, ...] = ()


Links = Mapping[str, Sequence[str]]


def stacked(items: Mapping[str, Item], links: Links) -> list[list[str]]:
    """Return rows from the top down: each item as high as it can stand, answers first, while the row has room."""
    before = {one: [a for a, after in links.items() if one in after] for one in items}
    ready_first = sorted(items, key=lambda one: items[one].kind != "answer")
    rows: list[list[str]] = []
    above: set[str] = set()
    while len(above) < len(items):
        row: list[str] = []
        for one in ready_first:
            if one not in above and above.issuperset(before[one]):
                passing = sum(a in above and b not in above and b not in (*row, one) for b in items for a in before[b])
                room = sum(least(items[each]) + GAP for each in (*row, one)) + passing * (LANE + GAP) - GAP
                if room <= WIDTH or not row:
                    row.append(one)
        rows.append(row)
        above |= set(row)
    return rows


def add_lanes(rows: list[list[str]], items: dict[str, Item], links: dict[str, list[str]]) -> None:
    """Give each line that passes by a row a lane in it, so that every link is between neighbouring rows."""
    at = {one: number for number, row in enumerate(rows) for one in row}
    for one, after in list(links.items()):
        for place, to in enumerate(after):
            lanes = [f"{one}>>{to}@{number}" for number in range(at[one] + 1, at[to])]
            for number, lane in enumerate(lanes, at[one] + 1):
                items[lane] = Item(lane, "lane")
                rows[number].append(lane)
            links |= {lane: [following] for lane, following in pairwise([*lanes, to])}
            after[place] = [*lanes, to][0]


def ordered(rows: Sequence[Sequence[str]], links: Links) -> list[list[str]]:
    """Return the rows with few crossings: try each order of each question's answers while that helps."""
    turned = {one: list(after) for one, after in links.items()}
    best = _sorted(rows, turned)
    better = True
    while better:
        better = False
        for one in [one for one, after in turned.items() if 1 < len(after) <= _MOST_TO_TURN]:
            for order in permutations(turned[one]):
                tried = _sorted(rows, {**turned, one: order})
                if _cost(tried, links) < _cost(best, links):
                    best, better = tried, True
                    turned[one] = list(order)
    return best


def _sorted(rows: Sequence[Sequence[str]], links: Links) -> list[list[str]]:
    """Return each row in the order of what leads to it."""
    found = [list(rows[0])]
    for row in rows[1:]:
        reached: dict[str, list[float]] = {one: [] for one in row}
        for place, one in enumerate(found[-1]):
            for number, to in enumerate(links.get(one, ())):
                reached[to].append((place + (number + 0.5) / len(links[one])) / len(found[-1]))
        found.append(sorted(row, key=lambda one: sum(reached[one]) / len(reached[one])))
    return found


def _cost(rows: Sequence[Sequence[str]], links: Links) -> tuple[int, int]:
    """Return how many lines cross, and then how far all of them lean, in thousandths of the width."""
    crossings, lean = 0, 0.0
    for upper, lower in pairwise(rows):
        ends = [(a, lower.index(to)) for a, one in enumerate(upper) for to in links.get(one, ())]
        crossings += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
        lean += sum(abs((a + 0.5) / len(upper) - (b + 0.5) / len(lower)) for a, b in ends)
    return crossings, round(lean * 1000)


def measure(words: str, kind: str) -> float:
    """Return an upper bound of the width of words, in units, for the wide letters of DejaVu Sans; answers are bold."""
    ems = (
        0.36 if c in _NARROW else 0.44 if c in _SLIM else 0.99 if c in _WIDE else 0.79 if c.isupper() else 0.64
        for c in words
    )
    return SIZE * sum(ems) * (_BOLD if kind == "answer" else 1)


def least(item: Item) -> int:
    """Return the least width of an item: its longest word, and the room that a box keeps around it."""
    if item.kind == "lane":
        return LANE
    longest = ceil(max(measure(word, item.kind) for words in item.words for word in words.split()))
    return longest if item.kind == "answer" else max(longest + 2 * PAD, _LEAST_BOX)

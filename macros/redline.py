"""Redline: what became of some words, told word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(r"\w+(?:['\u2019-]\w+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w")
_MOST_WORK = 20_000_000
"""How many steps a comparison may take at worst; past that the words are shown as replaced, all of them."""
_NEAR = 20
"""How many paragraphs ahead the one that a paragraph became is looked for."""


class Mark(Enum):
    """What became of a run of words; the value is said of it to a reader who does not see the page."""

    KEPT = "kept"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that share what became of them."""

    mark: Mark
    words: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One paragraph that changed: its number before and after, None where it was not there, and its words.

    `at` is its number after, or that of the paragraph before which it stood.
    """

    before: int | None
    after: int | None
    pieces: Pieces
    at: int


def words(was: str, now: str) -> Pieces:
    """Return the words of both in order: those not inserted give `was`, those not removed give `now`."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    pieces: list[Piece] = []
    removed = inserted = ""
    steps = _steps(old, new)
    for number, (same, before, after) in enumerate(steps):
        left, right = "".join(old[before.start : before.stop]), "".join(new[after.start : after.stop])
        gap = same and not _WORD.search(left) and 0 < number < len(steps) - 1
        if same and not gap:
            pieces += [*_replaced(removed, inserted), Piece(Mark.KEPT, left)]
            removed = inserted = ""
        else:
            removed, inserted = removed + left, inserted + right
    return (*pieces, *_replaced(removed, inserted))


def _replaced(removed: str, inserted: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Mark.REMOVED, removed)
    if inserted:
        yield Piece(Mark.INSERTED, inserted)


def paragraphs(was: Sequence[str], now: Sequence[str]) -> list[Changed]:
    """Return each paragraph that changed, in order; one that became another one altogether is two."""
    found: list[Changed] = []
    for same, before, after in _steps(was, now):
        at = after.start
        if not same:
            for left, right in _paired(was[before.start : before.stop], now[after.start : after.stop]):
                one = None if left is None else before.start + left
                other = None if right is None else after.start + right
                pieces = words("" if one is None else was[one], "" if other is None else now[other])
                at = at if other is None else other
                found.append(Changed(one, other, pieces, at))
                at += other is not None
    return found


def document(was: Sequence[str], now: Sequence[str]) -> list[Pieces]:
    """Return every paragraph of both in order, whether it changed or not."""
    found: list[Pieces] = []
    done = 0
    for one in paragraphs(was, now):
        found += [(Piece(Mark.KEPT, same),) for same in now[done : one.at]]
        found.append(one.pieces)
        done = one.at + (one.after is not None)
    return [*found, *((Piece(Mark.KEPT, same),) for same in now[done:])]


def _paired(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the numbers of each paragraph and of the one that it became, the order kept."""
    old, new = list(map(_counted, was)), list(map(_counted, now))
    done = 0
    for number, one in enumerate(old):
        ahead = range(done, min(len(new), done + _NEAR))
        like = next((other for other in ahead if _alike(one, new[other])), None)
        if like is not None:
            yield from ((None, other) for other in range(done, like))
            done = like + 1
        yield number, like
    yield from ((None, other) for other in range(done, len(new)))


def _counted(paragraph: str) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(paragraph) if _WORD.search(token))


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    """Return whether half of the words of both are the same."""
    return 4 * (one & other).total() >= one.total() + other.total()


def _steps(was: Sequence[str], now: Sequence[str]) -> list[tuple[bool, range, range]]:
    """Return both in runs that are the same or differ, in order, each run by its numbers in either."""
    most = min(len(was), len(now))
    first = _same(zip(was, now, strict=False), most)
    last = _same(zip(reversed(was), reversed(now), strict=False), most - first)
    left, right = range(first, len(was) - last), range(first, len(now) - last)
    middle = _compared(was[left.start : left.stop], now[right.start : right.stop])
    steps = [(True, range(first), range(first))]
    steps += [(same, _moved(before, first), _moved(after, first)) for same, before, after in middle]
    steps += [(True, range(left.stop, len(was)), range(right.stop, len(now)))]
    return [step for step in steps if step[1] or step[2]]


def _same(pairs: Iterable[tuple[str, str]], most: int) -> int:
    """Return how many pairs, from the first on and `most` of them at most, are the same on both sides."""
    return next((number for number, (one, other) in enumerate(pairs) if number == most or one != other), most)


def _moved(run: range, by: int) -> range:
    return range(run.start + by, run.stop + by)


def _compared(was: Sequence[str], now: Sequence[str]) -> list[tuple[bool, range, range]]:
    there = Counter(now)
    pairs = sum(number * there[token] for token, number in Counter(was).items() if not token.isspace())
    if not was or not now or pairs * min(len(was), len(now)) > _MOST_WORK:
        return [(False, range(len(was)), range(len(now)))]
    matcher = difflib.SequenceMatcher(str.isspace, was, now, autojunk=False)
    steps = matcher.get_opcodes()
    return [(tag == "equal", range(i, to_i), range(j, to_j)) for tag, i, to_i, j, to_j in steps]

"""Change note: what changed in the words of a wording, a note or a decision, and why; kept in `changes:`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

from macros.models import STRICT, Line
from macros.pages import Page
from macros.problems import Problem


class Weight(Enum):
    """Whether a reader who knows the page must be told; the value is front matter's."""

    MAJOR = "major"
    MINOR = "minor"


def _date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    raise ValueError("must be a day (YYYY-MM-DD)")


@dataclass(frozen=True, slots=True, config=STRICT)
class ChangeNote:
    """One entry of `changes:`, the newest first."""

    date: Annotated[datetime.date, BeforeValidator(_date)]
    kind: Weight
    what: Line
    why: Line


_SAMPLE = {"what": "What changed, in one line.", "why": "Why, in one line."}
"""The entry that docs/help/cru.md shows."""


def check(
    page: Page,
    changes: Sequence[ChangeNote],
    today: datetime.date,
    year: int = 0,
    issued_on: datetime.date | None = None,
) -> Iterator[Problem]:
    """Yield each entry of a page's `changes:` that is of a wrong day, not in order, not filled in or there twice.

    `year` is the one before which there was no such page, and `issued_on` the day on which it was issued.
    """
    for index, entry in enumerate(changes):
        keys = ("changes", index, "date")
        if entry.date.year < year:
            yield page.problem(f"`date: {entry.date}` is before {year}, the year of the advice; correct the day", *keys)
        elif issued_on and entry.date < issued_on:
            message = f"`date: {entry.date}` is before `issued_on: {issued_on}`; see which of them is wrong"
            yield page.problem(message, *keys, warning=True)
        if entry in changes[:index]:
            yield page.problem("is there twice; take one of them out", "changes", index)
        if entry.date > today:
            yield page.problem(f"`date: {entry.date}` is in the future; write the day of the change", *keys)
        for key in (key for key, words in _SAMPLE.items() if getattr(entry, key) == words):
            message = f"`{key}: {_SAMPLE[key]}` is the example that the help gives; write your own"
            yield page.problem(message, "changes", index, key)
        if index and entry.date > changes[index - 1].date:
            yield page.problem(f"`date: {entry.date}` is newer than the one above it; put the newest first", *keys)

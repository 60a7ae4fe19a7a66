"""Console: what the commands share: exit codes, what is said to a person, the content they work on."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from macros import checking, problems
from macros.library import Library
from macros.problems import did_you_mean

DOCS = Path("docs")


class Exit(IntEnum):
    """How a command went."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    VALUES = 3
    REFUSED = 4
    ERROR = 70


class Usage(Exception):
    """The call's words are off; the message says which and what is known."""


class Broken(Exception):
    """The content has problems and cannot be relied on; they have been said."""


def day_in_the_uk(moment: datetime.datetime) -> datetime.date:
    """Return the day that it is in the UK, which no day of UTC is ahead of, wherever the machine's clock is set."""
    return moment.astimezone(ZoneInfo("Europe/London")).date()


def say(text: str) -> None:
    print(text, file=sys.stderr)


def content() -> Library:
    """Return the library of docs/; raise Broken where it cannot be relied on, Usage where there is none."""
    if not DOCS.is_dir():
        raise Usage("There is no docs/ here. Run this from the project's folder.")
    loaded, faults = checked()
    for problem in faults:
        say(problems.as_text(problem))
    if faults:
        raise Broken
    return loaded


def checked() -> tuple[Library, list[problems.Problem]]:
    loaded, everything = checking.whole(DOCS, datetime.date.today())
    return loaded, [problem for problem in everything if not problem.warning]


def known(name: str, those: Mapping[str, Any], what: str) -> Any:
    """Return the one of `those` with this id; raise Usage, naming those there are, for any other."""
    if name not in those:
        article = "an" if what[0] in "aeiou" else "a"
        raise Usage(f"`{name}` is not {article} {what}.{did_you_mean(name, those)} Known: {', '.join(those)}.")
    return those[name]

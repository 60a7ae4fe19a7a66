"""Version: one published state of the site, named by its day; and the list of all of them, as mike keeps it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from macros.values import letter_date

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A version's name: its day, and which one of that day it is."""

    day: datetime.date
    number: int

    def __str__(self) -> str:
        return f"{self.day}.{self.number}" if self.number > 1 else str(self.day)

    @property
    def words(self) -> str:
        """The name as pages show it, such as `24 November 2026 (2)`."""
        return letter_date(self.day) + (f" ({self.number})" if self.number > 1 else "")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why a version, or a page of it, was taken out of what is served."""

    on: datetime.date
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of the list: what was published, and whether it was withdrawn since, or some of its pages were.

    `commit` is the commit that it was built from, `manifest` the sha-256 of its manifest. `pages` has each withdrawn
    page by its address, such as `advice/1750-22/`. `published` is the day on which it was published, None if unknown.
    """

    name: Name
    commit: str
    manifest: str
    withdrawn: Withdrawal | None = None
    pages: Mapping[str, Withdrawal] = field(default_factory=dict)
    published: datetime.date | None = None

    @property
    def other_day(self) -> datetime.date | None:
        """The day on which it was published, where that is not the day of its name."""
        return self.published if self.published != self.name.day else None


def parse(name: str) -> Name:
    """Return the name; raise ValueError, saying what a name looks like, for anything else."""
    found = _NAME.fullmatch(name)
    try:
        if not found or found[2] == "1":
            raise ValueError
        return Name(datetime.date.fromisoformat(found[1]), int(found[2] or 1))
    except ValueError:
        message = f"`{name}` is no version. A version is named by its day, such as 2026-11-24, or 2026-11-24.2"
        raise ValueError(f"{message} for the second of that day.") from None


def read(text: bytes | None) -> list[Version]:
    """Return the versions of a versions.json, the oldest first; raise ValueError where it is not one of ours."""
    try:
        return sorted(map(_version, json.loads(text or b"[]")), key=lambda one: one.name)
    except (LookupError, TypeError, ValueError) as fault:
        raise ValueError(f"versions.json is not as publish writes it ({fault}).") from None


def _version(entry: Any) -> Version:
    kept = entry["properties"]
    gone = kept.get("withdrawn")
    pages = {str(page): _withdrawal(about) for page, about in kept.get("pages", {}).items()}
    about = (str(kept["commit"]), str(kept["manifest"]), _withdrawal(gone) if gone else None)
    published = datetime.date.fromisoformat(kept["published"]) if "published" in kept else None
    return Version(parse(entry["version"]), *about, pages, published)


def _withdrawal(about: Any) -> Withdrawal:
    return Withdrawal(datetime.date.fromisoformat(about["on"]), str(about["reason"]))


def successor(name: Name, every: Sequence[Version]) -> Version | None:
    """Return the newest version that is later than `name` and stands, or None."""
    return next((one for one in reversed(every) if one.name > name and not one.withdrawn), None)


def in_force(day: datetime.date, every: Sequence[Version]) -> Version | None:
    """Return the last version that is named for a day or one before, withdrawn or not; None before the first."""
    return next((one for one in reversed(every) if one.name.day <= day), None)

"""Force: one police body in the register, its name forms, and whether a FOIA wording fits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from enum import Enum
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from macros.models import STRICT, Line, Text, read
from macros.pages import Page
from macros.problems import Problem

FORMS = (
    "force_name",
    "the_force",
    "The_force",
    "force_name_possessive",
    "the_force_possessive",
    "The_force_possessive",
)
"""The only force fields that a wording may hold."""

_NAME = re.compile(r"[A-Za-z]+(?:(?: & |[ '-])[A-Za-z]+)*")


class Regime(Enum):
    """The law under which the force answers requests; only `FOIA` takes a wording."""

    FOIA = "FOIA"
    PART = "FOIA-part"
    FOISA = "FOISA"
    OTHER = "other"


def _name(value: str) -> str:
    if value and not _NAME.fullmatch(value):
        raise ValueError("may hold letters, spaces, & - and ' only")
    return value


Name = Annotated[Line, AfterValidator(_name)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Entry:
    """The front matter of docs/forces/<id>.md: the columns of the register."""

    name: Name
    short: Name
    nation: Line
    regime: Regime
    website: Line
    abbreviation: Name | Literal[""] = ""
    aliases: tuple[Name, ...] = ()
    article: Literal["", "the"] = ""
    note: Text | Literal[""] = ""


@plain(frozen=True, slots=True)
class Force:
    """A force of the register; `id` is its file's name."""

    id: str
    entry: Entry
    page: Page

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def refusal(self) -> str:
        """Why no wording may be used for this force, or an empty string; the register's note is on its page."""
        match self.entry.regime:
            case Regime.FOIA:
                return ""
            case Regime.FOISA:
                why = "it answers under the Freedom of Information (Scotland) Act 2002, and section numbers differ"
            case Regime.PART:
                why = "the Freedom of Information Act 2000 covers it in part only"
            case Regime.OTHER:
                why = "the register does not list it under the Freedom of Information Act 2000"
        return f"No wording here is for {self.forms()['the_force']}: {why}. Ask the CRU."

    def forms(self) -> Mapping[str, str]:
        """Return each force field with its words for this force."""
        name, article = self.entry.name, self.entry.article
        the = f"{article} {name}" if article else name
        plain_forms = (name, the, the[0].upper() + the[1:])
        return dict(zip(FORMS, (*plain_forms, *(f"{form}'s" for form in plain_forms)), strict=True))


def load(pages: Iterable[Page]) -> tuple[dict[str, Force], list[Problem]]:
    """Return the register by id, from the pages of docs/forces/."""
    forces: dict[str, Force] = {}
    problems: list[Problem] = []
    for page in pages:
        if page.folder == "forces" and page.stem != "index":
            entry, faults = read(Entry, page)
            problems += faults
            if entry is not None:
                forces[page.stem] = Force(page.stem, entry, page)
    return forces, problems


def check(forces: Mapping[str, Force]) -> Iterator[Problem]:
    """Yield what is wrong between entries: a name or abbreviation that two forces share."""
    owners: dict[str, Force] = {}
    for force in forces.values():
        entry = force.entry
        own = {entry.name, entry.short, entry.abbreviation, *entry.aliases} - {""}
        for name in sorted(own):
            other = owners.setdefault(name.casefold(), force)
            if other is not force:
                yield force.page.problem(f"`{name}` is also in {other.page.path}; one name is one force's", "name")
        if entry.name.startswith(("The ", "the ")):
            yield force.page.problem("`name:` begins with an article; write it as `article: the`", "name")

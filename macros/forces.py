"""Force: one police body in the register, its name forms, and whether a FOIA wording fits it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from enum import Enum
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from pydantic.dataclasses import dataclass

from macros.front_matter import Keys
from macros.models import STRICT, Line, Text, read_all
from macros.pages import Page
from macros.problems import Problem
from macros.values import refuse_link

FORMS = (
    "force_name",
    "the_force",
    "The_force",
    "force_name_possessive",
    "the_force_possessive",
    "The_force_possessive",
)
"""The only force fields that a wording may hold."""

NOT_SUPPLIED = "not supplied"
"""What the register holds for a particular that nobody supplied."""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[a-z0-9-]+)*")
_NAME = re.compile(r"[A-Z][A-Za-z]*(?:(?: & |[ '-])[A-Za-z]+)*'?")
_NO_NAME = re.compile(
    r"\b(?:name|tb[acd]|to ?do|xx+|unknown|none|insert|enter|your|this force|not (?:known|supplied|applicable))\b",
    re.IGNORECASE,
)


class Regime(Enum):
    """The law under which the force answers requests; only `FOIA` takes a wording."""

    FOIA = "FOIA"
    PART = "FOIA-part"
    FOISA = "FOISA"
    OTHER = "other"
    UNKNOWN = NOT_SUPPLIED


_LAWS = {
    Regime.FOIA: "Freedom of Information Act 2000",
    Regime.PART: "Freedom of Information Act 2000, in part",
    Regime.FOISA: "Freedom of Information (Scotland) Act 2002",
    Regime.OTHER: "not the Freedom of Information Act 2000",
    Regime.UNKNOWN: NOT_SUPPLIED,
}


class Nation(Enum):
    """Where the force polices; the value is the word on the page."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    IRELAND = "Northern Ireland"
    BRITAIN = "Great Britain"
    UK = "UK"
    MAN = "Isle of Man"
    JERSEY = "Jersey"
    GUERNSEY = "Guernsey"
    UNKNOWN = NOT_SUPPLIED


def _name(value: str) -> str:
    if value and not _NAME.fullmatch(value):
        raise ValueError("begins with a capital and may hold letters, spaces, & - and ' only")
    if hit := _NO_NAME.search(value):
        raise ValueError(f"holds “{hit.group()}”, which is in no force's name; write the force's own")
    if hit := re.search(r"(?i)\b([a-z]+) \1\b", value):
        raise ValueError(f"says “{hit[1]}” twice; write it once")
    if value.endswith(("'s", "'")):
        raise ValueError("ends in a possessive, which a letter makes itself; write the name without it")
    return value


Name = Annotated[Line, StringConstraints(max_length=100), AfterValidator(_name)]


def _website(value: str) -> str:
    if "://" in value:
        raise ValueError("begins with `https://` or the like; write what stands after it")
    if value != NOT_SUPPLIED and not _HOST.fullmatch(value):
        raise ValueError(f"is no host name; write one such as www.kent.police.uk, or `{NOT_SUPPLIED}`")
    if value != NOT_SUPPLIED and (refused := refuse_link(f"https://{value}")):
        raise ValueError(refused.value.removeprefix("It ").replace(": ", "; ").rstrip("."))
    return value


@dataclass(frozen=True, slots=True, config=STRICT)
class Entry:
    """The front matter of docs/forces/<id>.md: the columns of the register."""

    name: Name
    short: Name
    nation: Nation
    regime: Regime
    website: Annotated[Line, AfterValidator(_website)]
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
    def law(self) -> str:
        return _LAWS[self.entry.regime]

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
                why = "the Freedom of Information Act 2000 does not apply to it"
            case Regime.UNKNOWN:
                why = "the law under which it answers was not supplied"
        return f"No wording here is for {self.forms()['the_force']}: {why}. Ask the CRU."

    def forms(self) -> Mapping[str, str]:
        """Return each force field with its words for this force."""
        name, article = self.entry.name, self.entry.article
        the = f"{article} {name}" if article else name
        plain_forms = (name, the, the[0].upper() + the[1:])
        return dict(zip(FORMS, (*plain_forms, *(f"{form}'s" for form in plain_forms)), strict=True))


def load(pages: Iterable[Page]) -> tuple[dict[str, Force], list[Problem]]:
    """Return the register by id, from the pages of docs/forces/."""
    found, problems = read_all(Entry, pages, "forces")
    return {stem: Force(stem, entry, page) for stem, (entry, page) in found.items()}, problems


def check(forces: Mapping[str, Force]) -> Iterator[Problem]:
    """Yield what is wrong in and between entries: an article in a name, and a name or website that two share."""
    websites: dict[str, Force] = {}
    for force in forces.values():
        site = force.entry.website
        first = websites.setdefault(site, force)
        if site != NOT_SUPPLIED and first is not force:
            message = f"`website: {site}` is also that of {first.page.path}; correct the one that is wrong"
            yield force.page.problem(message, "website")
        if force.name.startswith(("The ", "the ")):
            yield force.page.problem("`name:` begins with an article; write it as `article: the`", "name")
    owners: dict[str, tuple[str, Force]] = {}
    for _, name, force, keys in sorted(_claims(forces), key=lambda claim: claim[0]):
        held, owner = owners.setdefault(_as_found(name), (name, force))
        if owner is force:
            continue
        if held.casefold() == name.casefold():
            message = f"`{name}` is also in {owner.page.path}; keep it in one of them"
        else:
            other = f"another form of `{held}` in {owner.page.path}"
            message = f'`{name}` is read as {other} ("&" or "and", Police or Constabulary); keep one of them'
        yield force.page.problem(message, *keys)


def _claims(forces: Mapping[str, Force]) -> Iterator[tuple[int, str, Force, Keys]]:
    """Yield each name once for each force, with the rank of its claim: a full name (0) goes before an alias (3)."""
    for force in forces.values():
        entry = force.entry
        listed: list[tuple[int, str, Keys]] = [
            (0, entry.name, ("name",)),
            (1, entry.short, ("short",)),
            (2, entry.abbreviation, ("abbreviation",)),
            *((3, alias, ("aliases", index)) for index, alias in enumerate(entry.aliases)),
        ]
        own: dict[str, tuple[int, str, Keys]] = {}
        for claim in listed:
            own.setdefault(_as_found(claim[1]), claim)
        yield from ((rank, name, force, keys) for rank, name, keys in own.values() if name)


def _as_found(name: str) -> str:
    """Return what all forms of a name share that `names.aliases` makes of it."""
    return name.replace(" & ", " and ").replace("Constabulary", "Police").casefold()

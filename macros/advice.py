"""Advice: the CRU's notes, one folder for each reference, and the source e-mail beside them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Annotated, Literal

from pydantic.dataclasses import dataclass

from macros.change_notes import ChangeNote
from macros.models import STRICT, Day, Line, Shape, Text, Title, read
from macros.pages import Page
from macros.problems import Problem
from macros.wording import ApprovalDay, Fingerprint, Status, fingerprint

Reference = Annotated[str, Shape(r"[0-9]{4}/[0-9]{2}|unknown", 'a reference such as "1750/22", or `unknown`')]
DAYS = ("issued_on", "last_reviewed_on", "review_by")


@dataclass(frozen=True, slots=True, config=STRICT)
class Note:
    """The front matter of one advice note."""

    title: Title
    reference: Reference
    status: Status
    text: Literal["supplied", "not supplied"]
    issued_on: Day
    last_reviewed_on: Day
    review_by: Day
    follows: Reference | Literal[""] = ""
    supersedes: Reference | Literal[""] = ""
    provisions: tuple[Line, ...] = ()
    wordings: tuple[Line, ...] = ()
    topics: tuple[Line, ...] = ()
    changes: tuple[ChangeNote, ...] = ()
    approved_by: Line | Literal[""] = ""
    approved_on: ApprovalDay = ""
    approved_words: Fingerprint | Literal[""] = ""

    @property
    def year(self) -> str:
        """The year in which it was issued, or else that of its own reference, or an empty string."""
        if isinstance(self.issued_on, datetime.date):
            return str(self.issued_on.year)
        return "" if self.reference == "unknown" else f"20{self.reference[-2:]}"

    @property
    def claims_approval(self) -> bool:
        """Whether any of the lines of an approval stands there."""
        return bool(self.approved_by or self.approved_on or self.approved_words)

    @property
    def days_to_fill_in(self) -> tuple[str, ...]:
        """The keys of the days without which a note that has its text is not current."""
        return () if self.text == "not supplied" else tuple(key for key in DAYS if getattr(self, key) == "unknown")


@dataclass(frozen=True, slots=True, config=STRICT)
class Mark:
    """A redaction mark in the source: its words there, and how the site shows it."""

    words: Line
    shown: Line


@dataclass(frozen=True, slots=True, config=STRICT)
class SourceHead:
    """The front matter of source.md: where in source.txt the wording begins, and its redaction marks."""

    title: Title
    wording_after: Line
    marks: tuple[Mark, ...]
    inference: Text


@plain(frozen=True, slots=True)
class Advice:
    """A note with its page; `id` is its path under docs/advice/ ("1750-22/continued")."""

    id: str
    note: Note
    page: Page

    @property
    def earlier(self) -> Mapping[str, str]:
        """The id of the note that it names by `follows` and by `supersedes`."""
        named = {"follows": self.note.follows, "supersedes": self.note.supersedes}
        return {key: f"{folder(other)}/index" for key, other in named.items() if other not in {"", "unknown"}}

    @property
    def words_hash(self) -> str:
        """Return the sha-256 of the words as they stand in the file, without the white space around them."""
        return fingerprint(self.page)


@plain(frozen=True, slots=True)
class Source:
    """The e-mail as supplied; `blocks` is its wording, W01 first."""

    ref: str
    head: SourceHead
    text: str
    page: Page

    @property
    def marked(self) -> bool:
        """Whether the place where the wording begins is found once."""
        return self.text.count(self.head.wording_after) == 1

    @property
    def blocks(self) -> Mapping[str, str]:
        """Return each block of the wording by its id."""
        wording = self.text.replace("\r\n", "\n").partition(self.head.wording_after)[2]
        lines = [line for line in wording.split("\n") if line.strip()]
        return {f"W{number:02}": line for number, line in enumerate(lines, 1)}


def folder(reference: str) -> str:
    """Return the folder of a reference: "1750/22" is in 1750-22."""
    return reference.replace("/", "-")


def load(
    pages: Iterable[Page], texts: Mapping[str, str | None]
) -> tuple[dict[str, Advice], dict[str, Source], list[Problem]]:
    """Return the notes by id and the sources by folder.

    `texts` holds each source.txt by folder, as None where it cannot be read.
    """
    notes: dict[str, Advice] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for page in pages:
        if not re.fullmatch(r"advice/[^/]+", page.folder):
            continue
        ref = page.folder.removeprefix("advice/")
        if page.stem == "source":
            head, faults = read(SourceHead, page)
            problems += faults
            if head is not None and ref not in texts:
                problems.append(page.problem("there is no source.txt beside it; add the e-mail as it was supplied"))
            elif head is not None and (text := texts[ref]) is not None:
                sources[ref] = Source(ref, head, text, page)
        else:
            note, faults = read(Note, page)
            problems += faults
            if note is not None:
                notes[f"{ref}/{page.stem}"] = Advice(f"{ref}/{page.stem}", note, page)
    return notes, sources, problems


def check(notes: Mapping[str, Advice], sources: Mapping[str, Source], known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong in or between notes; `known` holds the id of every note that is there."""
    for advice in notes.values():
        yield from _check_place(advice, known)
        yield from _check_state(advice)
    yield from _check_rings(notes)
    yield from _check_superseded(notes, known)
    for source in sources.values():
        if not source.marked:
            yield source.page.problem(
                "`wording_after:` is not found once in source.txt; copy it from there", "wording_after"
            )
        for index, mark in enumerate(source.head.marks):
            if mark.words not in source.text:
                yield source.page.problem(f"`{mark.words}` is not in source.txt; copy it from there", "marks", index)


def _check_place(advice: Advice, known: Collection[str]) -> Iterator[Problem]:
    note, page = advice.note, advice.page
    here = page.folder.removeprefix("advice/")
    if note.reference == "unknown":
        if folder(note.follows) != here:
            yield page.problem("`reference: unknown` needs `follows:` with its folder's reference", "reference")
    elif folder(note.reference) != here:
        yield page.problem(f'`reference: "{note.reference}"` is not its folder\'s; the folder is {here}', "reference")
    for key, earlier in advice.earlier.items():
        if earlier not in known:
            yield page.problem(f'`{key}: "{getattr(note, key)}"` has no note; add advice/{earlier}.md', key)
        elif earlier == advice.id:
            yield page.problem(f"`{key}:` names this note itself; name an earlier one, or take the line out", key)


def _check_state(advice: Advice) -> Iterator[Problem]:
    note, page = advice.note, advice.page
    if note.text == "not supplied" and note.status in {Status.UNCONFIRMED, Status.CURRENT}:
        yield page.problem(
            f"is a stub (`text: not supplied`) and marked {note.status.value}; write `status: draft`", "status"
        )
    elif note.status is Status.CURRENT and note.days_to_fill_in and not note.claims_approval:
        yield page.problem("is marked current and a date is unknown; write `status: unconfirmed`", "status")


def _check_rings(notes: Mapping[str, Advice]) -> Iterator[Problem]:
    """Yield each ring of notes in which every one comes after the next."""
    earlier = {name: [one for one in advice.earlier.values() if one != name] for name, advice in notes.items()}
    while True:
        try:
            return TopologicalSorter(earlier).prepare()
        except CycleError as fault:
            ring = sorted(set(fault.args[1]))
        first = notes[ring[0]]
        key = next(key for key, one in first.earlier.items() if one in ring)
        named = ", ".join(f"advice/{name}.md" for name in ring)
        yield first.page.problem(f"`{key}:` leads back to this note, by {named}; take one of their lines out", key)
        earlier = {
            name: [one for one in those if one not in ring] for name, those in earlier.items() if name not in ring
        }


def _check_superseded(notes: Mapping[str, Advice], known: Collection[str]) -> Iterator[Problem]:
    """Yield where `supersedes:` and `status: superseded` do not stand on both sides; a draft supersedes nothing yet."""
    by: dict[str, list[Advice]] = defaultdict(list)
    for advice in notes.values():
        old = advice.earlier.get("supersedes", advice.id)
        if old != advice.id and advice.note.status is not Status.DRAFT:
            by[old].append(advice)
    for name, advice in notes.items():
        state, page = advice.note.status, advice.page
        new = next((one for one in by[name] if one.note.status is not Status.WITHDRAWN), None)
        if new and state is not Status.SUPERSEDED:
            message = f"is superseded by {new.page.path} and marked {state.value}; write `status: superseded`"
            yield page.problem(message, "status")
        ref = name.partition("/")[0]
        if state is Status.SUPERSEDED and not by[f"{ref}/index"] and notes.keys() >= set(known):
            message = f'is marked superseded, and no note but a draft has `supersedes: "{ref.replace("-", "/")}"`'
            yield page.problem(f"{message}; add that line to the note that replaced it, or change the status", "status")


def check_days(notes: Mapping[str, Advice], today: datetime.date) -> Iterator[Problem]:
    """Yield the days of notes that are out of order or to come, and a warning for each whose review is due."""
    for advice in notes.values():
        note, page = advice.note, advice.page
        all_days = {key: getattr(note, key) for key in DAYS}
        days = {key: day for key, day in all_days.items() if day != "unknown"}
        for (key, day), (next_key, next_day) in pairwise(days.items()):
            if next_day < day:
                message = f"`{next_key}: {next_day}` is before `{key}: {day}`; correct the one that is wrong"
                yield page.problem(message, next_key)
        for key, day in days.items():
            if key != "review_by" and day > today:
                yield page.problem(f"`{key}: {day}` is still to come; correct the day", key)
        if note.approved_on and days.get("issued_on", note.approved_on) > note.approved_on:
            message = f"`approved_on: {note.approved_on}` is before `issued_on: {note.issued_on}`"
            yield page.problem(f"{message}; correct the one that is wrong", "approved_on")
        due = note.text == "supplied" and note.status in {Status.UNCONFIRMED, Status.CURRENT}
        if due and days.get("review_by", today) < today:
            message = f"`review_by: {note.review_by}` has passed; review the note and write the next day"
            yield page.problem(message, "review_by", warning=True)

"""Advice: the CRU's notes, one folder for each reference, and the source e-mail beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from typing import Annotated, Literal

from pydantic.dataclasses import dataclass

from macros.models import STRICT, Day, Line, Text, Title, read, shape
from macros.pages import Page
from macros.problems import Problem
from macros.wording import ApprovalDay, Status, fingerprint

Reference = Annotated[str, shape(r"[0-9]{1,5}/[0-9]{2}|unknown", 'a reference such as "1750/22", or `unknown`')]


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
    approved_by: Line | Literal[""] = ""
    approved_on: ApprovalDay = ""
    approved_words: Line | Literal[""] = ""


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
    def words_hash(self) -> str:
        """Return the sha-256 of the words as they stand in the file, without the white space around them."""
        return fingerprint(self.page.body)


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
    for key, other in (("follows", note.follows), ("supersedes", note.supersedes)):
        if other and other != "unknown" and f"{folder(other)}/index" not in known:
            yield page.problem(f'`{key}: "{other}"` has no note; add advice/{folder(other)}/index.md', key)


def _check_state(advice: Advice) -> Iterator[Problem]:
    note, page = advice.note, advice.page
    if note.text == "not supplied" and note.status is not Status.DRAFT:
        yield page.problem(
            f"is a stub (`text: not supplied`) and marked {note.status.value}; write `status: draft`", "status"
        )
    if note.status is Status.CURRENT and "unknown" in (note.issued_on, note.last_reviewed_on, note.review_by):
        yield page.problem("is marked current and a date is unknown; write `status: unconfirmed`", "status")

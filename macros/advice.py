"""Advice: the CRU's notes, one folder for each reference, and the source e-mail beside them; note_rules checks them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass as plain
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

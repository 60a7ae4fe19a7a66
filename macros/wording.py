"""Wording: one form of words for part of a reply, with its fields, choices and departures from the source."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass as plain
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic.dataclasses import dataclass

from macros import grammar
from macros.change_notes import ChangeNote
from macros.forces import FORMS
from macros.grammar import Block
from macros.models import STRICT, Line, Shape, Text, Title, read
from macros.pages import Page
from macros.problems import Problem
from macros.values import Kind

COVERED = ("after", "alone", "choices", "fields", "limbs", "needs", "stance")
"""The data that an approval covers beside the words: what the officer is asked and told, and which letters it fits."""

_NO_WORDS = re.compile(r"\[[^\]]*\bnot supplied\b[^\]]*\]", re.IGNORECASE)
"""What a new wording holds in place of its words."""

BlockId = Annotated[str, Shape(r"[WP][0-9]{2}", "the name of a block, such as W01 or P01")]


def _approval_day(value: object) -> object:
    if isinstance(value, datetime.date) and value.year < 2000:
        raise ValueError("is before 2000, the year of the Act; correct the day")
    if isinstance(value, datetime.date) or value == "":
        return value
    raise ValueError("must be the day of the approval, as YYYY-MM-DD")


ApprovalDay = Annotated[datetime.date | Literal[""], BeforeValidator(_approval_day)]


def _small(value: str) -> str:
    if re.fullmatch("[0-9A-Fa-f]{64}", value) and value != value.lower():
        raise ValueError("holds capitals; write its letters small")
    return value


Fingerprint = Annotated[Line, AfterValidator(_small)]
"""The fingerprint of the words that were approved; what is no such thing, approval.py says."""


class Approval(Enum):
    """What the CRU has said of the words; the value is front matter's, `words` the page's."""

    SUPPLIED = "supplied"
    EDITED = "supplied-edited"
    DRAFT = "project-draft"
    APPROVED = "approved"

    @property
    def words(self) -> str:
        return {
            Approval.SUPPLIED: "Supplied by the MPS",
            Approval.EDITED: "Supplied by the MPS, edited by this project, not approved by the CRU",
            Approval.DRAFT: "Project draft, not approved by the CRU",
            Approval.APPROVED: "Approved by the CRU",
        }[self]


class Status(Enum):
    """Where a note or wording stands; the value is the word on the page."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def over(self) -> bool:
        """Whether it is no longer to be followed."""
        return self in {Status.SUPERSEDED, Status.WITHDRAWN}


class Stance(Enum):
    """The kind of reply that the words belong to."""

    FULL = "full"
    PARTIAL = "partial"
    ANY = "any"


class EditKind(Enum):
    """Why the words differ from the source."""

    NAME = "name"
    SLIP = "slip"
    DUPLICATE = "duplicate"
    SUBSTANCE = "substance"


@dataclass(frozen=True, slots=True, config=STRICT)
class Field:
    """A letter field: what it is called, what it takes, and what to say when its default is changed."""

    label: Line
    kind: Kind
    hint: Text | Literal[""] = ""
    default: Line | Literal[""] = ""
    example: Line | Literal[""] = ""
    optional: bool = False
    lines: bool = False
    if_changed: Line | Literal[""] = ""
    suggest: Literal["", "regulator"] = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Choice:
    """A fact that only the officer can answer; with `must_be: "yes"` the other answer cannot be sent."""

    ask: Line
    yes: Line
    no: Line
    hint: Text | Literal[""] = ""
    if_no: Text | Literal[""] = ""
    must_be: Literal["", "yes"] = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Edit:
    """One departure from the source: in `block`, `was` became `now`."""

    block: BlockId
    kind: EditKind
    was: Line
    now: Line | Literal[""]
    why: Line


@dataclass(frozen=True, slots=True, config=STRICT)
class Head:
    """The front matter of docs/wording/<id>.md."""

    title: Title
    status: Status
    approval: Approval
    stance: Stance
    rests_on: Line
    provisions: tuple[Line, ...]
    blocks: tuple[BlockId, ...]
    summary: Text
    source: Line | Literal[""] = ""
    limbs: tuple[Line, ...] = ()
    alone: Text | Literal[""] = ""
    needs: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    same_as: dict[str, Line] | None = None
    fields: dict[str, Field] | None = None
    choices: dict[str, Choice] | None = None
    edits: tuple[Edit, ...] = ()
    lacks: dict[str, Line] | None = None
    weak: dict[str, Line] | None = None
    beside: tuple[Line, ...] = ()
    approved_by: Line | Literal[""] = ""
    approved_on: ApprovalDay = ""
    approved_words: Fingerprint | Literal[""] = ""
    changes: tuple[ChangeNote, ...] = ()


@plain(frozen=True, slots=True)
class Wording:
    """A wording, parsed; `id` is its file's name."""

    id: str
    head: Head
    blocks: tuple[Block, ...]
    page: Page

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.head.fields or {}

    @property
    def choices(self) -> Mapping[str, Choice]:
        return self.head.choices or {}

    @property
    def whole(self) -> bool:
        """Whether every block could be read; if not, what is missing here may stand in the others."""
        return [block.id for block in self.blocks] == list(self.head.blocks)

    @property
    def below(self) -> tuple[str, ...]:
        """The wordings that it needs below it in a letter: those that `after:` does not name."""
        return tuple(one for one in self.head.needs if one not in self.head.after)

    @property
    def supplied(self) -> bool:
        """Whether its words are there; a new wording says in brackets that they are not."""
        return not _NO_WORDS.search(self.page.body)

    def declares(self, block: Block) -> bool:
        """Whether every field and choice in a block is known; if not, that is the one thing to say of the block."""
        fields = {segment.field for segment in block.segments if segment.field}
        asked = {segment.when.choice for segment in block.segments if segment.when}
        return fields <= {*FORMS, *self.fields} and asked <= self.choices.keys()

    @property
    def words_hash(self) -> str:
        """Return the sha-256 of all that an approval covers, as it stands in the file."""
        return fingerprint(self.page)

    @property
    def unapproved(self) -> bool:
        """Whether the CRU has not approved the words, or not these words."""
        return self.head.approval is not Approval.APPROVED or self.head.approved_words != self.words_hash

    @property
    def approval_words(self) -> str:
        """Return what the page says of the approval."""
        if self.head.approval is Approval.APPROVED and self.unapproved:
            return "Changed since approval, not approved by the CRU as it stands"
        return self.head.approval.words


def fingerprint(page: Page) -> str:
    """Return the sha-256 of what an approval covers: the words, then the data of COVERED, if the page has any.

    The words are the body without the white space around it. An empty value counts as one left out. Other data does
    not count: it names the page, says where the words come from and where they stand, or is the approval itself. A note
    has none of COVERED, so its words alone count. It asks no more of the front matter than to be YAML, so that an older
    version of the page has one too.
    """
    said = _filled_in({key: page.meta.get(key) for key in COVERED})
    data = f"\0{json.dumps(said, sort_keys=True, default=str)}" if said else ""
    return hashlib.sha256(f"{page.body.strip()}{data}".encode()).hexdigest()


def _filled_in(value: Any) -> Any:
    """Return a value without the keys that hold nothing."""
    if not isinstance(value, dict):
        return value
    return {str(key): kept for key, one in value.items() if (kept := _filled_in(one))}


def load(pages: Iterable[Page]) -> tuple[dict[str, Wording], list[Problem]]:
    """Return the wordings by id, from the pages of docs/wording/."""
    wordings: dict[str, Wording] = {}
    problems: list[Problem] = []
    for page in pages:
        if page.folder == "wording" and page.stem != "index":
            head, faults = read(Head, page)
            problems += faults
            if head is not None:
                blocks, broken = grammar.parse(page.body, page.body_line, head.blocks)
                problems += [Problem(page.path, fault.line, fault.message) for fault in broken]
                wordings[page.stem] = Wording(page.stem, head, tuple(blocks), page)
    return wordings, problems

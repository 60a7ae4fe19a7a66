"""Reading: what one file of docs/ says, paragraph by paragraph, as its reader meets it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from macros.change_notes import ChangeNote
from macros.forces import FORMS, Force
from macros.grammar import Segment
from macros.library import Library
from macros.pages import Page
from macros.wording import Field, Wording

_BREAK = re.compile(r"\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*+#|]|[0-9]+[.)]) ?)")
"""Where a paragraph, a heading or an item of a list begins; a line that goes on is no new one."""


class Kind(Enum):
    """The kind of file; the value is the heading of its changes."""

    WORDING = "Wordings"
    NOTE = "Advice"
    DECISION = "Decisions"
    FORCE = "Forces"
    PROVISION = "Provisions"
    SOURCE = "Source e-mails"
    SYNONYMS = "Synonyms for the search"
    PAGE = "Other pages"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with its line in its file; `named` is its text by the name of the force that sends it."""

    text: str
    line: int
    label: str = ""
    looks: object = None
    named: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file: its words as they are written, its data apart from `changes:`, and those.

    `sent` are the words of a wording as an applicant reads them, where all of it can be read.
    """

    kind: Kind
    id: str
    title: str
    paragraphs: Sequence[Paragraph]
    data: Mapping[str, Any]
    changes: Sequence[ChangeNote]
    page: Page
    sent: Sequence[Paragraph] = ()


def read(library: Library, forces: Sequence[Force]) -> dict[str, Reading]:
    """Return what each file says by its path below docs/; `forces` are those in whose names wordings are read."""
    wordings = {item.page.id: item for item in library.wordings.values()}
    notes = {item.page.id: item for item in library.notes.values()}
    provisions = {item.page.id for item in library.provisions.values()}
    found: dict[str, Reading] = {}
    for page in library.pages.values():
        kind, name, sent = Kind.PAGE, page.id, list[Paragraph]()
        noted: Sequence[ChangeNote] = ()
        if item := wordings.get(page.id):
            kind, name, noted = Kind.WORDING, item.id, item.head.changes
            sent = as_sent(item, forces) if item.whole else []
        elif note := notes.get(page.id):
            kind, name, noted = Kind.NOTE, note.id, note.note.changes
        elif page.folder == "forces" and page.stem in library.forces:
            kind, name = Kind.FORCE, page.stem
        elif page.id in provisions:
            kind, name = Kind.PROVISION, page.stem
        words = _paragraphs(page.body, page.body_line)
        found[page.id] = Reading(kind, name, _title(page), words, _data(page), noted, page, sent)
    for one in library.decisions.values():
        title = f"Decision {one.reference}"
        found[one.page.id] = Reading(Kind.DECISION, one.ref, title, (), _data(one.page), one.changes, one.page)
    for ref, source in library.sources.items():
        words = _paragraphs(source.text.replace("\r\n", "\n"), 1)
        title = f"{source.head.title}: the text"
        found[f"advice/{ref}/source.txt"] = Reading(Kind.SOURCE, ref, title, words, {}, (), source.page)
    if one_page := library.synonyms_page:
        found[one_page.id] = Reading(Kind.SYNONYMS, one_page.id, "Synonyms", (), one_page.meta, (), one_page)
    return found


def there(library: Library) -> frozenset[str]:
    """Return the path below docs/ of every file that is there, whether it can be read or not."""
    decided = {f"advice/{ref}/decision.yml" for ref in library.ids["decision"]}
    others = decided | library.ids["synonyms"]
    return library.ids["page"] | others | {f"advice/{ref}/source.txt" for ref in library.ids["source"]}


def _title(page: Page) -> str:
    return str(page.meta.get("title") or page.meta.get("name") or page.id)


def _data(page: Page) -> Mapping[str, Any]:
    return {key: value for key, value in page.meta.items() if key != "changes"}


def _paragraphs(text: str, first_line: int) -> list[Paragraph]:
    """Return the paragraphs of Markdown, however their lines are wrapped."""
    found, at = [], 0
    for end in [*(hit.start() for hit in _BREAK.finditer(text)), len(text)]:
        piece = text[at:end]
        if piece.strip():
            before = len(piece) - len(piece.lstrip())
            line = first_line + text.count("\n", 0, at) + piece.count("\n", 0, before)
            found.append(Paragraph(" ".join(piece.split()), line))
        at = end
    return found


def as_sent(item: Wording, forces: Sequence[Force]) -> list[Paragraph]:
    """Return the paragraphs of a wording as each of the forces would send it, its other fields open.

    Words that hang on a choice say so in brackets, so that those of either answer are there.
    """
    opened = {name: f"[{name.replace('_', ' ')}]" for name in FORMS}
    found = []
    for block in item.blocks:
        text = _words(block.segments, item.fields, opened)
        named = {force.forms()["the_force"]: _words(block.segments, item.fields, force.forms()) for force in forces}
        label = f"{block.id} (heading)" if block.tag != "p" else block.id
        found.append(Paragraph(text, block.line, label, (block.tag, block.segments), named))
    return found


def _words(segments: Sequence[Segment], fields: Mapping[str, Field], forms: Mapping[str, str]) -> str:
    said = ""
    for when, run in groupby(segments, key=lambda segment: segment.when):
        words = "".join(
            f"{''.join(_shown(one, fields, forms) for one in part)}{f' ({href})' if href else ''}"
            for href, part in groupby(run, key=lambda segment: segment.href)
        )
        said += f"[only if {when.choice} is {when.answer}: {words}]" if when else words
    return said


def _shown(segment: Segment, fields: Mapping[str, Field], forms: Mapping[str, str]) -> str:
    if not segment.field:
        return segment.text
    field = fields.get(segment.field)
    if field:
        return field.default or f"[{field.label[0].lower()}{field.label[1:]}]"
    return forms.get(segment.field, f"[{segment.field}]")

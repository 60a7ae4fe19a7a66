"""Since: words that changed since a revision and whose change nobody noted in `changes:`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from macros import spellings
from macros.change_notes import Weight
from macros.changes import Change, How, compare
from macros.library import Library
from macros.problems import Problem
from macros.readings import Kind
from macros.redline import Mark

_WORDS = {Kind.WORDING: "words", Kind.NOTE: "words", Kind.DECISION: "questions or outcomes"}
"""What must not change without a change note, in each kind of file that keeps them."""

_NOT = re.compile(r"\b(?:not|no|nor|never|none|neither|cannot|without|unless|except)\b|n['\u2019]t\b", re.IGNORECASE)

_PLACES = {Kind.WORDING: "to its front matter", Kind.NOTE: "to its front matter", Kind.DECISION: "at its end"}
"""Where the first change note of a file goes."""


def check(old: Library, new: Library, revision: str, today: datetime.date) -> Iterator[Problem]:
    """Yield each wording, note and decision that changed since `revision` without a new entry in `changes:`."""
    for ref, source in old.sources.items():
        if ref in new.sources and new.sources[ref].text != source.text:
            page = new.sources[ref].page
            message = f"changed since {revision}, and is the e-mail as it was supplied; put it back"
            yield Problem(page.path.replace("source.md", "source.txt"), 1, message)
    kept = {f"docs/{page.id}": (page, changes) for page, changes in new.noted()}
    for change in compare(old, new).every:
        rows = [*change.words, *(change.data if change.kind is Kind.DECISION else ())]
        if change.path in kept and change.how is not How.ADDED and rows and not change.noted:
            page, changes = kept[change.path]
            where = "at the top of `changes:`" if changes else _PLACES[change.kind]
            message = f"its {_WORDS[change.kind]} changed since {revision}{_labels(change)} and the change is not noted"
            lines = _lines(bool(changes), today)
            yield Problem(page.path, rows[0].line, f"{message}; add these lines {where} and fill them in", paste=lines)
        elif change.path in kept and change.noted and all(one.kind is Weight.MINOR for one in change.noted):
            page, told = kept[change.path][0], next(_weighty(change), None)
            if told:
                remedy = "see whether it is `major`" if told[1] else "write `kind: major`"
                message = f"the change since {revision} is noted as minor, and {told[0]}; {remedy}"
                yield page.problem(message, "changes", 0, "kind", warning=told[1])


def _weighty(change: Change) -> Iterator[tuple[str, bool]]:
    """Yield what makes a change one that its reader must be told of, and whether that is in doubt."""
    for row in change.data:
        added = " ".join(piece.words for piece in row.pieces if piece.mark is Mark.INSERTED)
        if row.label == "edits" and "substance" in added:
            yield "an edit of substance came to it", False
        if row.label.rpartition(": ")[2] in {"limbs", "exemptions"}:
            yield f"`{row.label.rpartition(': ')[2]}:` changed", False
    for row in change.words:
        was, now = (
            " ".join("".join(piece.words for piece in row.pieces if piece.mark is not gone).split())
            for gone in (Mark.INSERTED, Mark.REMOVED)
        )
        if change.kind is Kind.WORDING and {*spellings.cited(was)} != {*spellings.cited(now)}:
            yield "other sections are cited", False
        if len(_NOT.findall(was)) != len(_NOT.findall(now)):
            yield "a “not” came or went", True


def _labels(change: Change) -> str:
    """Return the blocks of a wording that changed, as a message names them."""
    labels = list(dict.fromkeys(row.label.partition(" ")[0] for row in change.words if row.label))
    return f" ({', '.join(labels)})" if labels else ""


def _lines(has_some: bool, today: datetime.date) -> str:
    """Return the lines of an entry to paste and fill in, below `changes:` where the file has some."""
    entry = f"  - date: {today}\n    kind: major or minor\n    what:\n    why:"
    return entry if has_some else f"changes:\n{entry}"

"""Change report: all that changed between two revisions, as Markdown for a summary and as a page of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from macros.changes import Change, Changes, Row
from macros.components import render
from macros.problems import Problem, as_text
from macros.redline import Mark, Pieces
from macros.values import letter_date

_SPECIAL = re.compile(r"[\\`*_\[~$@]|^[#+=-]")
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
_STYLE = Path(__file__).with_name("redline.css")
_MOST_SHOWN = 20
_MOST_BYTES = 1000 * 1024
"""What a job summary of the forge takes is 1 MiB; a longer one is not shown at all."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the revision as it was given, and what its check finds."""

    name: str
    problems: Sequence[Problem]


def summary(changes: Changes, outside: Sequence[str]) -> str:
    """Return in one or two sentences whether words change, and whose."""
    if changes.letters:
        said = "Letters change."
    elif changes.every:
        said = "No letter changes: no words that an applicant reads."
    elif changes.unread:
        said = "What could be compared reads the same."
    else:
        said = "This change alters no words."
    program = any(name.startswith("macros/") for name in outside)
    return f"{said} That is of docs/: the program changes too, and may put the words otherwise." if program else said


def cautions(sides: Sequence[Side], changes: Changes, outside: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what a reviewer must know of the comparison itself, each with its list."""
    for side in sides:
        if side.problems:
            count = "1 problem" if len(side.problems) == 1 else f"{len(side.problems)} problems"
            words = f"docs/ at {side.name} does not check clean ({count}); it is compared as far as it can be read."
            yield words, _first([as_text(one) for one in side.problems])
    if changes.unread:
        yield "Not compared, as it cannot be read:", changes.unread
    if changes.rewritten:
        yield "Written otherwise, with the same words:", changes.rewritten
    if outside:
        yield "Changed outside docs/, and not shown here; read the diff:", _first(outside)


def _first(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST_SHOWN
    return [*lines[:_MOST_SHOWN], *([f"and {more} more"] if more > 0 else [])]


def as_page(changes: Changes, old: Side, new: Side, outside: Sequence[str]) -> str:
    """Return a whole page that needs no other file."""
    return render(
        "change_report",
        title=f"What changes from {old.name} to {new.name}",
        style=_STYLE.read_text(encoding="utf-8"),
        summary=summary(changes, outside),
        kinds=_by_kind(changes),
        cautions=list(cautions((old, new), changes, outside)),
    )


def as_markdown(changes: Changes, old: Side, new: Side, outside: Sequence[str]) -> str:
    """Return the report in Markdown, all text escaped and only `<ins>` and `<del>` as markup."""
    lines = [f"# What changes from {_plain(old.name)} to {_plain(new.name)}", f"**{summary(changes, outside)}**"]
    for kind, shown in _by_kind(changes):
        lines += [f"## {kind}", *(line for one in shown for line in _entry(one))]
    found = list(cautions((old, new), changes, outside))
    lines += ["## About this comparison"] if found else []
    for words, items in found:
        lines += [_plain(words), _list(map(_plain, items))]
    return _fitted("\n\n".join(lines), f"make changes OLD={old.name} NEW={new.name}")


def _fitted(report: str, whole: str) -> str:
    """Return the report as far as a job summary takes it, ending with a paragraph, and where the whole of it is."""
    if len(report.encode()) <= _MOST_BYTES:
        return report
    kept = report.encode()[:_MOST_BYTES].decode(errors="ignore").rpartition("\n\n")[0]
    return f"{kept}\n\n**This report is cut off here, as it is too long. For the whole, run** `{whole}`"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A change in finished sentences, for either form of the report."""

    title: str
    path: str
    points: Sequence[str]
    noted: Sequence[str]
    words: Sequence[tuple[str, Pieces]]
    data: Sequence[tuple[str, Pieces]]


def _by_kind(changes: Changes) -> list[tuple[str, list[_Shown]]]:
    return [(kind.value, list(map(_shown, run))) for kind, run in groupby(changes.every, key=lambda one: one.kind)]


def _shown(change: Change) -> _Shown:
    noted = [f"{letter_date(one.date)}, {one.kind.value}: {one.what} Why: {one.why}" for one in change.noted]
    return _Shown(
        title=f"{change.title}: {change.how.value}",
        path=change.path,
        points=[*change.reaches, *change.remarks],
        noted=noted,
        words=[(_heading(change, row), row.pieces) for row in change.words],
        data=[(row.label, row.pieces) for row in change.data],
    )


def _heading(change: Change, row: Row) -> str:
    if row.force:
        return f"{row.label}, as {row.force} sends it"
    return f"{row.label}, the same for every force" if row.label else ""


def _entry(shown: _Shown) -> Iterator[str]:
    yield f"### {_plain(shown.title)}"
    yield f"`{shown.path}`"
    if shown.points:
        yield _list(map(_plain, shown.points))
    if shown.noted:
        yield "Noted in `changes:`"
        yield _list(map(_plain, shown.noted))
    for heading, pieces in shown.words:
        if heading:
            yield f"**{_plain(heading)}**"
        yield f"> {_marked(pieces)}"
    if shown.data:
        yield "Data"
        yield _list(f"{_plain(label)}: {_marked(pieces)}" for label, pieces in shown.data)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _marked(pieces: Pieces) -> str:
    """Return a redline in Markdown; GitHub shows both marks in a job summary."""
    tags = {Mark.REMOVED: "del", Mark.INSERTED: "ins"}
    marked = [(tags.get(piece.mark), _plain(piece.words)) for piece in pieces]
    return "".join(f"<{tag}>{words}</{tag}>" if tag else words for tag, words in marked)


def _plain(text: str) -> str:
    """Return text as Markdown that shows it and does nothing else."""
    escaped = _SPECIAL.sub(r"\\\g<0>", html.escape(" ".join(text.split("\n")), quote=False))
    return _NUMBERED.sub(r"\1\\\2", escaped)

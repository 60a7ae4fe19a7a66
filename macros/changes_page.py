"""Changes page: every change note by date, and the major ones on the pages that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.change_notes import ChangeNote, Weight
from macros.components import render
from macros.library import Library
from macros.values import letter_date


@dataclass(frozen=True, slots=True)
class Entry:
    """A change note with what it is about and each note and outcome that uses that, as (title, address)."""

    note: ChangeNote
    title: str
    address: str
    uses: Sequence[tuple[str, str]] = ()

    @property
    def day(self) -> str:
        """The day as pages show it."""
        return letter_date(self.note.date)


def changes(library: Library, up: str) -> str:
    """Return every change note of the site, the newest first; `up` leads from the page to the site's first."""
    return render("changes", entries=_in_order(_every(library)), up=up)


def major(library: Library) -> Mapping[str, Sequence[Entry]]:
    """Return the major changes by the address of what they are about."""
    of: dict[str, list[Entry]] = {}
    for entry in _every(library):
        if entry.note.kind is Weight.MAJOR:
            of.setdefault(entry.address, []).append(entry)
    return of


def noted(library: Library, of: Mapping[str, Sequence[Entry]], page_id: str) -> str:
    """Return the major changes that the reader of a page must know: its own, and those of wordings that a note uses.

    `of` is what `major` returns, the same for every page.
    """
    kind, _, stem = page_id.removesuffix(".md").partition("/")
    own = f"{kind}/{stem.removesuffix('index').strip('/')}/"
    note = library.notes.get(stem) if kind == "advice" else None
    about = {own, *(f"wording/{one}/" for one in (note.note.wordings if note else ()))}
    entries = _in_order([entry for address in sorted(about & of.keys()) for entry in of[address]])
    return render("noted", entries=entries, own=own, up="../" * own.count("/")) if entries else ""


def of_letter(library: Library, wordings: Sequence[str]) -> list[Entry]:
    """Return the major changes in the wordings of an outcome's letter."""
    of = major(library)
    return _in_order([entry for one in wordings for entry in of.get(f"wording/{one}/", ())])


def _every(library: Library) -> list[Entry]:
    found = []
    for item in library.wordings.values():
        uses = [*_notes(library, item.id), *_outcomes(library, item.id)]
        found += [Entry(note, item.head.title, f"wording/{item.id}/", uses) for note in item.head.changes]
    for advice in library.notes.values():
        found += [Entry(note, advice.note.title, _address(advice.id)) for note in advice.note.changes]
    for one in library.decisions.values():
        found += [Entry(note, f"Decision {one.reference}", f"decide/{one.ref}/") for note in one.changes]
    return found


def _address(note_id: str) -> str:
    return f"advice/{note_id.removesuffix('index').rstrip('/')}/"


def _notes(library: Library, wording_id: str) -> list[tuple[str, str]]:
    notes = library.notes.values()
    return [(one.note.title, _address(one.id)) for one in notes if wording_id in one.note.wordings]


def _outcomes(library: Library, wording_id: str) -> list[tuple[str, str]]:
    return [
        (f"Letter: {outcome.title}", f"letter/{decision.ref}/#{name}")
        for decision in library.decisions.values()
        for name, outcome in decision.outcomes.items()
        if wording_id in outcome.letter
    ]


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: one.note.date, reverse=True)

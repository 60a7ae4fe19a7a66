"""Change: what one file of docs/ says now that it did not say before, and what that reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from macros import redline
from macros.change_notes import ChangeNote
from macros.forces import Force
from macros.front_matter import Keys
from macros.library import Library
from macros.reach import reach
from macros.readings import Kind, Paragraph, Reading, read, there
from macros.redline import Mark, Pieces

ENDS = ("superseded", "withdrawn")


class How(Enum):
    """What happened to a file."""

    ADDED = "added"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph or value that changed, with its line in the file as it is now.

    `force` is the name in which the words are read, and empty where they are the same in each.
    """

    label: str
    pieces: Pieces
    line: int
    force: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that reads differently; `noted` are the entries new in its `changes:`, `reaches` what else it changes."""

    path: str
    kind: Kind
    title: str
    how: How
    words: Sequence[Row]
    data: Sequence[Row]
    noted: Sequence[ChangeNote]
    remarks: Sequence[str]
    reaches: Sequence[str]
    letters: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two libraries.

    `rewritten` are the files that are written otherwise and read the same, `unread` those that could not be compared.
    """

    every: Sequence[Change]
    rewritten: Sequence[str]
    unread: Sequence[str]

    @property
    def letters(self) -> bool:
        """Whether a letter changes."""
        return any(change.letters for change in self.every)


def shown_forces(library: Library) -> list[Force]:
    """Return the first force under FOIA whose name takes an article and the first whose name takes none."""
    forces = library.foia_forces()
    either = [next((one for one in forces if bool(one.entry.article) is the), None) for the in (True, False)]
    return [one for one in either if one]


def compare(old: Library, new: Library) -> Changes:
    """Return what a reader of `new` meets that a reader of `old` did not."""
    forces = shown_forces(new) or shown_forces(old)
    before, after = read(old, forces), read(new, forces)
    was_there, is_there = there(old), there(new)
    found: list[Change] = []
    rewritten: list[str] = []
    unread: list[str] = []
    for path in sorted(was_there | is_there):
        was, now = before.get(path), after.get(path)
        sides = (("was before", was_there, was), ("is now", is_there, now))
        if lost := [f"docs/{path}, as it {when}" for when, files, one in sides if path in files and not one]:
            unread += lost
        elif change := _change(path, was, now, old, new):
            found.append(change)
        elif was and now and was.page.body != now.page.body:
            rewritten.append(f"docs/{path}")
    order = list(Kind)
    return Changes(sorted(found, key=lambda one: order.index(one.kind)), rewritten, unread)


def _change(path: str, was: Reading | None, now: Reading | None, old: Library, new: Library) -> Change | None:
    both = [one for one in (now, was) if one]
    noun = next((one for one in both if one.kind is not Kind.PAGE), both[0])
    sent = all(one.sent for one in both)
    before, after = (() if one is None else one.sent if sent else one.paragraphs for one in (was, now))
    words = list(_words(before, after, now.page.body_line if now else 1))
    data = list(_data(was.data if was else {}, now.data if now else {}, now))
    remarks = list(_looks(before, after))
    if noun.kind is Kind.WORDING and not sent:
        remarks.append("It cannot be read as a wording in both, so its paragraphs are compared as they are written.")
    was_noted, is_noted = was.changes if was else (), now.changes if now else ()
    if was and now and not words and not data and was_noted == is_noted and not list(_looks(before, after)):
        return None
    noted = is_noted[: max(0, len(is_noted) - len(was_noted))]
    letters, reaches = reach(noun, bool(words), old, new)
    return Change(f"docs/{path}", noun.kind, noun.title, _how(was, now), words, data, noted, remarks, reaches, letters)


def _how(was: Reading | None, now: Reading | None) -> How:
    if was is None or now is None:
        return How.ADDED if now else How.REMOVED
    state = now.data.get("status")
    return How(state) if state in ENDS and state != was.data.get("status") else How.CHANGED


def _words(was: Sequence[Paragraph], now: Sequence[Paragraph], body_line: int) -> Iterator[Row]:
    for one in redline.paragraphs([p.text for p in was], [p.text for p in now]):
        left = None if one.before is None else was[one.before]
        right = None if one.after is None else now[one.after]
        label = (right or left or was[0]).label
        line = now[min(one.at, len(now) - 1)].line if now else body_line
        named = [(name, _named(left, right, name)) for name in _names(left, right)]
        telling = [(name, pieces) for name, pieces in named if any(piece.mark is not Mark.KEPT for piece in pieces)]
        if len({pieces for _, pieces in telling}) == 1 and len(telling) == len(named):
            telling = [("", telling[0][1])]
        for name, pieces in telling or [("", one.pieces)]:
            yield Row(label, pieces, line, name)


def _names(*paragraphs: Paragraph | None) -> list[str]:
    return list(dict.fromkeys(name for one in paragraphs if one for name in one.named or ()))


def _named(left: Paragraph | None, right: Paragraph | None, name: str) -> Pieces:
    was, now = ((one.named or {}).get(name, one.text) if one else "" for one in (left, right))
    return redline.words(was, now)


def _looks(was: Sequence[Paragraph], now: Sequence[Paragraph]) -> Iterator[str]:
    before = {one.label.partition(" ")[0]: one for one in was if one.label}
    for one in now:
        name = one.label.partition(" ")[0]
        if name in before and before[name].text == one.text and before[name].looks != one.looks:
            yield f"{name} keeps its words; what is a heading, emphasised or linked in it changes."


def _data(was: Any, now: Any, page: Reading | None, keys: Keys = ()) -> Iterator[Row]:
    """Yield each value of front matter that changed."""
    line = page.page.line(*keys) if page else 1
    label = ": ".join(map(str, keys))
    if isinstance(was or {}, Mapping) and isinstance(now or {}, Mapping) and (was or now or not keys):
        was, now = was or {}, now or {}
        for key in dict.fromkeys([*now, *was]):
            yield from _data(was.get(key), now.get(key), page, (*keys, key))
        kept = [[key for key in one if key in was and key in now] for one in (was, now)]
        if keys and kept[0] != kept[1]:
            yield Row(f"{label}, their order", redline.words(*map(_said, kept)), line)
    elif isinstance(was or [], list) and isinstance(now or [], list) and (was or now):
        items = [[_said(item) for item in one or []] for one in (was, now)]
        for one in redline.paragraphs(*items):
            at = page.page.line(*keys, one.after) if page and one.after is not None else line
            yield Row(label, one.pieces, at)
    elif _said(was) != _said(now):
        yield Row(label, redline.words(_said(was), _said(now)), line)


def _said(value: Any) -> str:
    """Return a value of front matter on one line."""
    match value:
        case Mapping():
            return ", ".join(f"{key}: {_said(one)}" for key, one in value.items())
        case list():
            return ", ".join(map(_said, value))
        case bool():
            return "true" if value else "false"
        case None:
            return ""
    return " ".join(str(value).split())

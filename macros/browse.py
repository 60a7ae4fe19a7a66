"""Browse: the lists of pages: one for each kind, and of advice and wordings by year, section, topic and state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.advice import Note
from macros.library import GROUPED, Library

_NONE = {"year": "Year not known", "provision": "No section named", "topic": "No topic given", "status": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One page in a list: its address below the root, what is said of it, and the groups that it stands in."""

    address: str
    title: str
    tag: str = ""
    words: str = ""
    year: str = ""
    provisions: Sequence[str] = ()
    topics: Sequence[str] = ()
    state: str = ""


def groups(library: Library, by: str) -> list[tuple[str, list[Row]]]:
    """Return the rows of a list under their headings; a list of one kind has one group, without a heading."""
    if by not in GROUPED:
        return [("", _kind(library, by))]
    found: dict[str, list[Row]] = {}
    for row in [*_kind(library, "advice"), *(_kind(library, "wording") if by != "year" else [])]:
        of = {"year": [row.year], "provision": row.provisions, "topic": row.topics, "status": [row.state]}[by]
        for name in [one for one in of if one] or [""]:
            found.setdefault(name, []).append(row)
    order = sorted(found, key=lambda name: _order(library, by, name))
    return [(_heading(library, by, name), found[name]) for name in order]


def _order(library: Library, by: str, name: str) -> tuple[bool, int, str]:
    """Years from the newest, sections by number, all else by name; what has none comes last."""
    number = int("".join(filter(str.isdigit, name)) or 0) if by in {"year", "provision"} else 0
    return name == "", -number if by == "year" else number, name


def _heading(library: Library, by: str, name: str) -> str:
    if not name:
        return _NONE[by]
    provision = library.provisions.get(name) if by == "provision" else None
    return provision.head.title if provision else name[0].upper() + name[1:]


def _kind(library: Library, kind: str) -> list[Row]:
    match kind:
        case "forces":
            return [
                Row(f"forces/{f.id}/", f.name, "no wording", f"{f.entry.nation.value} · law: {f.law}")
                if f.refusal
                else Row(f"forces/{f.id}/", f.name, words=f.entry.nation.value)
                for f in sorted(library.forces.values(), key=lambda f: f.name)
            ]
        case "wording":
            return [
                Row(
                    f"wording/{w.id}/",
                    w.head.title,
                    w.approval_words,
                    w.head.summary,
                    provisions=w.head.provisions,
                    state=w.head.status.value,
                )
                for w in library.wordings.values()
            ]
        case "provisions":
            ordered = sorted(library.provisions.values(), key=lambda p: int(p.head.section))
            return [Row(f"provisions/{p.id}/", p.head.title, _test(p.head.exemption)) for p in ordered]
    notes = sorted(library.notes.values(), key=lambda n: (n.note.status.over, n.id))
    return [
        Row(
            f"advice/{n.id.removesuffix('/index')}/",
            n.note.title,
            n.note.status.value,
            _about(n.note),
            n.note.year,
            n.note.provisions,
            n.note.topics,
            n.note.status.value,
        )
        for n in notes
    ]


def _test(exemption: str) -> str:
    return "" if exemption == "none" else f"{exemption} exemption"


def _about(note: Note) -> str:
    """Return a note's reference, year, sections and topics, on one line."""
    reference = f"CRU {note.reference}"
    if note.reference == "unknown":
        reference = f"follows CRU {note.follows}, its own reference not supplied"
    return " · ".join(filter(None, [reference, note.year, ", ".join(note.provisions), ", ".join(note.topics)]))

"""Record: what a version keeps beside a page of what the page says, to be compared with other versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from macros.library import Library
from macros.readings import Kind, Reading, read

FILE = "record.json"
FOLDERS = {
    "wording": Kind.WORDING,
    "advice": Kind.NOTE,
    "decide": Kind.DECISION,
    "forces": Kind.FORCE,
    "provisions": Kind.PROVISION,
}
"""The kinds of page that have a record, by the first folder of their addresses, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a page is called, its status and approval if it has any, and of a wording its paragraphs, fields left open.

    `says` is a sha-256 of all that the page's file says, so that two records differ where a reader reads otherwise.
    """

    title: str
    status: str
    approval: str
    words: Sequence[str]
    says: str

    def written(self) -> str:
        """Return the record as the version keeps it."""
        return f"{json.dumps(asdict(self), indent=1, sort_keys=True)}\n"


def parse(text: bytes) -> Record:
    """Return a record; raise ValueError or TypeError for what is none."""
    return Record(**json.loads(text))


def kind(address: str) -> Kind:
    """Return the kind of a page that has a record, such as `wording/full-ncnd/`."""
    return FOLDERS[address.partition("/")[0]]


def files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield each record's path in the site and its content."""
    for one in read(library, ()).values():
        if one.kind in FOLDERS.values():
            folder = one.page.id.removesuffix(".md").removesuffix("index").rstrip("/")
            address = f"decide/{one.id}" if one.kind is Kind.DECISION else folder
            yield f"{address}/{FILE}", _record(library, one).written()


def _record(library: Library, one: Reading) -> Record:
    words = [paragraph.text for paragraph in one.sent]
    approval = library.wordings[one.id].approval_words if one.kind is Kind.WORDING else ""
    # The order of the keys at the top of a file means nothing to a reader; below it may be the order of a list.
    said = [[paragraph.text for paragraph in one.paragraphs], words, approval, sorted(one.data.items())]
    says = hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
    return Record(one.title, str(one.data.get("status", "")), approval, words, says)

"""Succession: what each version says that the one before it did not, and nothing of what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from macros import manifest, records
from macros.archive import Archive
from macros.changes import ENDS, How
from macros.readings import Kind
from macros.records import FILE, FOLDERS, Record
from macros.versions import Name, Version, Withdrawal

Had = Mapping[Name, Mapping[str, str]]
"""The files of each version as it was published: their sha-256 by their paths."""


@dataclass(frozen=True, slots=True)
class Change:
    """A page that one version has otherwise than the one before; `title` is empty where its words were withdrawn.

    `at` is the version to read it in. `words` says of a wording whether its words changed, where both can be read.
    """

    address: str
    how: How
    title: str
    at: Name
    words: bool | None
    withdrawn: Withdrawal | None


@dataclass(frozen=True, slots=True)
class Step:
    """What changed up to a version from the last one before it that stands, by kind of page.

    `before` is None for the first that stands and for a withdrawn one; `told` says whether both keep records.
    """

    version: Version
    before: Version | None
    told: bool
    changes: Sequence[tuple[Kind, Sequence[Change]]]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a wording in versions that stand and follow each other; the title and approval are the last's."""

    versions: Sequence[Name]
    last: Record

    @property
    def words(self) -> Sequence[str]:
        return self.last.words

    @property
    def first(self) -> Name:
        """The version from which on the words were so; it names them in addresses."""
        return self.versions[0]


class Succession:
    """The versions, the oldest first, with the records of their pages that stand."""

    def __init__(self, every: Sequence[Version], had: Had, read: Mapping[str, Record]) -> None:
        self.every, self._read = every, read
        self._kept = {one.name: _kept(had[one.name]) for one in every}

    def steps(self) -> list[Step]:
        """Return the step to each version, the newest first."""
        found: list[Step] = []
        before = None
        for one in self.every:
            found.append(self._step(None if one.withdrawn else before, one))
            before = before if one.withdrawn else one
        return found[::-1]

    def texts(self) -> dict[str, list[Text]]:
        """Return by its id the words that each wording had one after the other, the oldest first."""
        found: dict[str, list[Text]] = {}
        for one in self.every:
            for address in self._kept[one.name]:
                record = self._record(one, address)
                if record and records.kind(address) is Kind.WORDING:
                    texts = found.setdefault(address.split("/")[1], [])
                    same = texts.pop().versions if texts and texts[-1].words == record.words else ()
                    texts.append(Text((*same, one.name), record))
        return found

    def _step(self, before: Version | None, one: Version) -> Step:
        told = before is not None and bool(self._kept[before.name] and self._kept[one.name])
        changes = list(self._changes(before, one)) if before and told else []
        by_kind = groupby(changes, key=lambda change: records.kind(change.address))
        return Step(one, before, told, [(kind, list(run)) for kind, run in by_kind])

    def _changes(self, before: Version, one: Version) -> Iterator[Change]:
        was, now = self._kept[before.name], self._kept[one.name]
        for address in sorted(was.keys() | now.keys(), key=_order):
            if was.get(address) != now.get(address):
                old, new = self._record(before, address), self._record(one, address)
                at, record = (one, new) if address in now else (before, old)
                words = old.words != new.words if old and new and new.words else None
                how = How.ADDED if address not in was else How.CHANGED if address in now else How.REMOVED
                if old and new and new.status != old.status and new.status in ENDS:
                    how = How(new.status)
                title = record.title if record else ""
                yield Change(address, how, title, at.name, words, at.pages.get(address))

    def _record(self, one: Version, address: str) -> Record | None:
        """Return what a version has of a page, or None where it has none or it was withdrawn."""
        gone = one.withdrawn or address in one.pages
        return None if gone else self._read.get(self._kept[one.name].get(address, ""))


def read(kept: Archive, every: Sequence[Version], had: Had) -> Succession:
    """Return the succession with each record read once that stands and is as it was published."""
    where: dict[str, str] = {}
    for one in every:
        for address, digest in () if one.withdrawn else _kept(had[one.name]).items():
            if address not in one.pages:
                where[digest] = f"{one.name}/{address}{FILE}"
    contents = [content for _, _, content in kept.files(*where.values())] if where else []
    digests = [(manifest.digest(content), content) for content in contents]
    found = {digest: records.parse(content) for digest, content in digests if digest in where}
    return Succession(every, had, found)


def _kept(files: Mapping[str, str]) -> dict[str, str]:
    return {path.removesuffix(FILE): digest for path, digest in files.items() if path.endswith(f"/{FILE}")}


def _order(address: str) -> tuple[int, str]:
    return list(FOLDERS.values()).index(records.kind(address)), address

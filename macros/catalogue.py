"""Catalogue: what stands beside the versions and is made anew at each change: the list, the way in, the tombstones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mike import git_utils  # type: ignore[import-untyped]

from macros import manifest, versions
from macros.archive import LEDGER, Archive
from macros.components import render
from macros.versions import Name, Version, Withdrawal

FILE = "catalogue.json"
SEARCH = "search/search_index.json"
_PAGE = "index.html"
_STYLE = Path(__file__).with_name("catalogue.css")


def commit(kept: Archive, ledger: bytes, changed: Mapping[str, bytes] | None = None) -> None:
    """Commit the ledger, what changed in a version, and the catalogue for the list that the clone's branch has."""
    every = kept.versions()
    made = pages(every, {one.name: files(kept, one) for one in every})
    listed = {path: manifest.digest(content) for path, content in made.items()}
    written = f"{json.dumps(listed, indent=1, sort_keys=True)}\n".encode()
    with git_utils.Commit(kept.branch, "Catalogue", allow_empty=True) as commit:
        commit.delete_files(sorted(digests(kept).keys() - made.keys()))
        for path, content in {LEDGER: ledger, FILE: written, **(changed or {}), **made}.items():
            commit.add_file(git_utils.FileInfo(path, content))


def digests(kept: Archive) -> dict[str, str]:
    """Return the sha-256 of each file of the catalogue, by its path, as it was when it was made."""
    return dict(json.loads(kept.read(FILE) or b"{}"))


def files(kept: Archive, version: Version) -> frozenset[str]:
    """Return the files that a version had when it was published."""
    written = kept.read(f"{version.name}/{manifest.FILE}")
    return frozenset(manifest.read(written).files) if written else frozenset()


def pages(every: Sequence[Version], had: Mapping[Name, frozenset[str]]) -> dict[str, bytes]:
    """Return each file of the catalogue by its path; `had` are the files of each version as it was published."""
    return {
        _PAGE: _page("moved", up="", to="latest/", title="The newest version"),
        f"versions/{_PAGE}": _page("versions", up="../", title="Versions", every=list(reversed(every))),
        _STYLE.name: _STYLE.read_bytes(),
        **dict(_tombstones(every, had)),
    }


def _tombstones(every: Sequence[Version], had: Mapping[Name, frozenset[str]]) -> Iterator[tuple[str, bytes]]:
    for one in every:
        if one.withdrawn:
            gone = {path: one.withdrawn for path in had[one.name] if path.endswith(_PAGE)}
        else:
            gone = {f"{page}{_PAGE}": about for page, about in one.pages.items()}
        for path, about in gone.items():
            yield f"{one.name}/{path}", _tombstone(one, path, about, every, had)


def _tombstone(
    one: Version, path: str, about: Withdrawal, every: Sequence[Version], had: Mapping[Name, frozenset[str]]
) -> bytes:
    """Return what stands in the place of a page: why it is gone, and the page, or the version, that replaces it."""
    address = path.removesuffix(_PAGE)
    those = [other for other in every if path in had[other.name] and address not in other.pages]
    page = versions.successor(one.name, those)
    after = page or versions.successor(one.name, every)
    link = f"{after.name}/{address if page else ''}" if after else ""
    what = "This version" if one.withdrawn else "This page"
    strings = {"what": what, "name": one.name, "about": about, "after": after, "same_page": bool(page), "link": link}
    return _page("tombstone", up="../" * (path.count("/") + 1), title="Withdrawn", **strings)


def _page(component: str, **strings: object) -> bytes:
    return f"{render(component, **strings)}\n".encode()

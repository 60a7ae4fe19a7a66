"""Catalogue: what stands beside the versions and is made anew at each change: the list, the way in, the tombstones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mike import git_utils  # type: ignore[import-untyped]
from pydantic import TypeAdapter

from macros import compared, manifest, records, succession, versions
from macros.archive import LEDGER, Archive
from macros.components import render
from macros.succession import Had, Succession
from macros.versions import Version, Withdrawal

FILE = "catalogue.json"
SEARCH = "search"
"""The folder in a version that holds the words of every page, to be searched."""
_PAGE = "index.html"
_LISTED = TypeAdapter(dict[str, str])
_OWN = [Path(__file__).with_name(name) for name in ("catalogue.css", "catalogue.js", "compare.js", "redline.css")]
_REFERENCE = re.compile(r"advice/([0-9]+)-([0-9]{2})/")


def commit(kept: Archive, ledger: bytes) -> None:
    """Commit the ledger, and the catalogue for the list of versions that the clone's branch has."""
    every = kept.versions()
    had = {one.name: files(kept, one) for one in every}
    made = pages(every, had, succession.read(kept, every, had))
    was = digests(kept)
    lost = (path for path in was if path.startswith(compared.ROOT) and path not in made)
    made |= {path: f"{compared.gone(path)}\n".encode() for path in lost}
    listed = {path: manifest.digest(content) for path, content in made.items()}
    written = f"{json.dumps(listed, indent=1, sort_keys=True)}\n".encode()
    with git_utils.Commit(kept.branch, "Catalogue", allow_empty=True) as commit:
        commit.delete_files(sorted(was.keys() - made.keys()))
        for path, content in {LEDGER: ledger, FILE: written, **made}.items():
            commit.add_file(git_utils.FileInfo(path, content))


def digests(kept: Archive) -> dict[str, str]:
    """Return the sha-256 of each file of the catalogue, by its path, as it was when it was made.

    Raise ValueError where publish did not write that list so.
    """
    try:
        return _LISTED.validate_json(kept.read(FILE) or b"{}")
    except ValueError:
        raise ValueError(f"{FILE} cannot be read. Run `python -m macros verify`.") from None


def files(kept: Archive, version: Version) -> Mapping[str, str]:
    """Return the sha-256 of each file that a version had when it was published."""
    written = kept.read(f"{version.name}/{manifest.FILE}")
    return manifest.read(written).files if written else {}


def taken_out(page: str) -> tuple[str, ...]:
    """Return what a version no longer serves once a page of it is withdrawn: all that holds the page's words."""
    return f"{page}{_PAGE}", f"{page}{records.FILE}", f"{SEARCH}/"


def pages(every: Sequence[Version], had: Had, told: Succession) -> dict[str, bytes]:
    """Return each file of the catalogue by its path."""
    noted = f"latest/{compared.ROOT}" if every and _stands(every[-1], compared.ROOT, had) else ""
    return {
        **dict(_addresses(every, had)),
        _PAGE: _page("moved", up="", to="latest/", title="The newest version"),
        f"versions/{_PAGE}": _page("versions", up="../", title="Versions", every=list(reversed(every))),
        **{path: f"{html}\n".encode() for path, html in compared.pages(told, noted)},
        **{path.name: path.read_bytes() for path in _OWN},
        **dict(_tombstones(every, had)),
    }


def _addresses(every: Sequence[Version], had: Had) -> Iterator[tuple[str, bytes]]:
    """Yield, for each address that any version had, the way to it: in the newest version, or the last that had it."""
    last = {path.removesuffix(_PAGE): one for one in every for path in had[one.name] if path.endswith(f"/{_PAGE}")}
    for address, one in last.items():
        to = f"{'latest' if one == every[-1] else one.name}/{address}"
        reference = _REFERENCE.fullmatch(address)
        spellings = ("{0}-{1}/", "{0}/{1}/", "CRU-{0}-{1}/") if reference else ()
        for path in (address, *(spelling.format(*reference.groups()) for spelling in spellings if reference)):
            if not _taken(path):
                yield f"{path}{_PAGE}", _page("moved", up="../" * path.count("/"), to=to, title="Moved")


def _taken(address: str) -> bool:
    """Say whether an address would stand where the archive keeps something else."""
    first = address.partition("/")[0]
    try:
        versions.parse(first)
    except ValueError:
        return first in {"latest", "versions", "changes"}
    return True


def _tombstones(every: Sequence[Version], had: Had) -> Iterator[tuple[str, bytes]]:
    for one in every:
        if one.withdrawn:
            gone = {path: one.withdrawn for path in had[one.name] if path.endswith(_PAGE)}
        else:
            gone = {f"{page}{_PAGE}": about for page, about in one.pages.items()}
        for path, about in gone.items():
            yield f"{one.name}/{path}", _tombstone(one, path, about, every, had)


def _tombstone(one: Version, path: str, about: Withdrawal, every: Sequence[Version], had: Had) -> bytes:
    """Return what stands in the place of a page: why it is gone, and the page, or the version, that replaces it."""
    address = path.removesuffix(_PAGE)
    those = [other for other in every if _stands(other, address, had)]
    page = versions.successor(one.name, those)
    after = page or versions.successor(one.name, every)
    link = f"{after.name}/{address if page else ''}" if after else ""
    what = "This version" if one.withdrawn else "This page"
    strings = {"what": what, "name": one.name, "about": about, "after": after, "same_page": bool(page), "link": link}
    return _page("tombstone", up="../" * (path.count("/") + 1), title="Withdrawn", **strings)


def _stands(one: Version, address: str, had: Had) -> bool:
    return f"{address}{_PAGE}" in had[one.name] and address not in one.pages


def _page(component: str, **strings: object) -> bytes:
    return f"{render(component, **strings)}\n".encode()

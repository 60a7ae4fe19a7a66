"""Catalogue: what stands beside the versions and is made anew at each change: the list, the way in, the tombstones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mike import git_utils  # type: ignore[import-untyped]

from macros.archive import LEDGER, Archive
from macros.components import render
from macros.versions import Version

_STYLE = Path(__file__).with_name("catalogue.css")


def commit(kept: Archive, ledger: bytes) -> None:
    """Commit the ledger and every page of the catalogue to the clone, for the list of versions that stands there."""
    every = kept.versions()
    with git_utils.Commit(kept.branch, "Catalogue", allow_empty=True) as made:
        made.add_file(git_utils.FileInfo(LEDGER, ledger))
        for path, content in pages(every).items():
            made.add_file(git_utils.FileInfo(path, content))


def pages(every: Sequence[Version]) -> Mapping[str, bytes]:
    """Return each page beside the versions, by its path."""
    return {
        "index.html": _page("moved", up="", to="latest/", title="The newest version"),
        "versions/index.html": _page("versions", up="../", title="Versions", every=list(reversed(every))),
        "catalogue.css": _STYLE.read_bytes(),
    }


def _page(name: str, **strings: object) -> bytes:
    return f"{render(name, **strings)}\n".encode()

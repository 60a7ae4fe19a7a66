"""Anchors: the places in a page that a published version could be linked to; a later version keeps each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros import catalogue
from macros.archive import Archive, Refused

_PAGE = "index.html"
_HEADING = re.compile(rb'<h[2-6] id="([^"]+)">')
"""A heading that Markdown made. The one at the top is left out: a link to it opens the page at its top all the same."""
_SHOWN = 5


def check(kept: Archive, site: Path) -> None:
    """Raise Refused where the built site has a page without an anchor that the page had when it was last published."""
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob(_PAGE)}
    where = last(kept, pages)
    was = {path.partition("/")[2]: content for _, path, content in kept.files(*where)} if where else {}
    found = list(lost(was, pages))
    if found:
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Refused(
            f"published links would lead to nothing: {', '.join(found[:_SHOWN])}{more}. Keep each anchor: write it "
            "after the heading that took its place, such as `## New heading {#old-heading}`. Where none did, keep the "
            "heading and say below it what became of it. Then commit."
        )


def last(kept: Archive, pages: Mapping[str, bytes]) -> list[str]:
    """Return where each page was last published, such as `2026-11-24/advice/1750-22/index.html`, if it still stands."""
    found: dict[str, str] = {}
    for one in kept.versions():
        if not one.withdrawn:
            had = catalogue.files(kept, one).keys() & pages.keys()
            found |= {path: f"{one.name}/{path}" for path in had if path.removesuffix(_PAGE) not in one.pages}
    return list(found.values())


def lost(was: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[str]:
    """Yield each anchor of a page that the page no longer has, as `advice/1750-22/#limits`."""
    for path in sorted(was.keys() & now.keys()):
        for anchor in dict.fromkeys(_HEADING.findall(was[path])):
            if b' id="%b"' % anchor not in now[path]:
                yield f"{path.removesuffix(_PAGE)}#{anchor.decode()}"

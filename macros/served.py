"""Serving: after an edit of words alone, the pages that show them are made again and no others.

What stands here lasts from one build of a served site to the next, for as long as nothing of macros/ is edited.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.library import Library
from macros.pages import Page

_last: list[Library] = []


def stale(library: Library) -> frozenset[str] | None:
    """Return the ids of the pages to make again since the last good build; None where that is every page."""
    if not _last:
        return None
    [before] = _last
    for part in ("sources", "decisions", "synonyms"):
        if getattr(before, part) != getattr(library, part):
            return None
    if before.pages.keys() != library.pages.keys():
        return None
    pages = [page for name, page in library.pages.items() if page is not before.pages[name]]
    if not all(_only_words(page, before) and page.meta == before.pages[page.id].meta for page in pages):
        return None
    found = {page.id for page in pages}
    refs = {page.folder.removeprefix("advice/") for page in pages} & library.decisions.keys()
    return frozenset(found | {name for ref in refs for name in _showing(library, ref)})


def _only_words(page: Page, before: Library) -> bool:
    """Say whether a page is shown on itself alone, or by the pages of its decision."""
    return page.folder == "help" or f"{page.folder.removeprefix('advice/')}/{page.stem}" in before.notes


def _showing(library: Library, ref: str) -> Iterator[str]:
    """Yield the pages that show a decision, whose reasons are quoted from its notes."""
    for name, calls in library.calls.items():
        if any(call.arguments.get("ref") == ref for call in calls):
            yield name


def keep(library: Library | None) -> None:
    """Keep what is built now; None where the site shows problems, so that the next build makes every page."""
    _last[:] = [library] if library else []

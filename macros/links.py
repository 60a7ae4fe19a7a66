"""Link: where the words of a page, and the menu, lead; each must be there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from macros import markup, pictures
from macros.files import shown
from macros.markup import Link, links, words
from macros.pages import Page, front_lines, once
from macros.problems import Problem, did_you_mean, mistyped
from macros.sections import anchors
from macros.values import Reason, refuse_link
from macros.wording import Wording

_HTTPS = re.compile(r"https://", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"`()\[\]{}|]*", re.IGNORECASE)
_MENU = re.compile(r"\s+- (?:[^:#]+: *)?([\w/.-]+\.md) *")
_HELP = "help/index.md"
_FOLDERS = {"", "advice", "browse", "decide", "forces", "help", "letter", "provisions", "wording"}
_FLAT = "help/"
"""Folders of pages that are no nouns: those of nouns say themselves how deep their pages stand."""


def check(pages: Mapping[str, Page], known: Collection[str]) -> Iterator[Problem]:
    """Yield each link that leads nowhere, and each page of help that its menu does not name.

    `known` holds the id of every page that is there, readable or not.
    """
    reached: set[str] = set()
    for page in pages.values():
        for link in links(page):
            target, _, anchor = link.target.partition("#")
            page_id = _page_id(page, target)
            if page.id == _HELP:
                reached.add(page_id)
            if _HTTPS.match(link.target):
                if reason := refuse_link(link.target):
                    yield Problem(page.path, link.line, _not_open(link.target, reason))
                continue
            if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/", link.target):
                message = f"`{link.target}` is no page of this site and no https address; write one of the two"
                yield Problem(page.path, link.line, message)
            elif page_id not in known:
                yield Problem(page.path, link.line, _nowhere(link, page_id, known))
            elif anchor and page_id in pages and anchor not in anchors(pages[page_id]):
                hint = did_you_mean(anchor, anchors(pages[page_id])) or " Correct it."
                yield Problem(page.path, link.line, f"`#{anchor}` is no heading of {page_id}.{hint}")
    if _HELP in pages:
        for page in pages.values():
            if page.folder == "help" and page.id not in {_HELP, *reached}:
                message = f"no page of help leads here; link to it from {_HELP}"
                yield Problem(page.path, 1, message)


@once
def check_addresses(page: Page) -> Iterator[Problem]:
    """Yield each address that stands among a page's words and that nobody outside can open.

    What the site itself says may hold an example of an address, or a part; what an applicant reads may not.
    """
    own = () if page.folder == "wording" and page.stem != "index" else words(page)
    for number, line in [*front_lines(page), *own]:
        for address in _addresses(line):
            reason = refuse_link(re.sub("^http:", "https:", address))
            if reason and reason not in {Reason.NOT_A_LINK, Reason.EXAMPLE}:
                yield Problem(page.path, number, _not_open(address, reason))


def check_given(wording: Wording) -> Iterator[Problem]:
    """Yield each address in the words of a wording that an applicant could not open."""
    for block in wording.blocks:
        for segment in block.segments:
            for address in [segment.href] if segment.href else _addresses(segment.text):
                if reason := refuse_link(address):
                    yield Problem(wording.page.path, block.line, _not_open(address, reason))


def _addresses(line: str) -> Iterator[str]:
    yield from (hit.group().rstrip(".,;:!?'\u2019*_~") for hit in _ADDRESS.finditer(line))


def _not_open(address: str, reason: Reason) -> str:
    return f"`{address}` may not be linked to; {reason.value[0].lower()}{reason.value[1:].rstrip('.')}"


def _page_id(page: Page, target: str) -> str:
    """Return the id of the page that a relative address leads to."""
    return posixpath.normpath(posixpath.join(page.folder, target)) if target else page.id


def _nowhere(link: Link, page_id: str, known: Collection[str]) -> str:
    inside = f"{page_id.removesuffix('/')}/index.md"
    if inside in known:
        return f"`{link.target}` is a folder; link to the page in it, {inside.rpartition('/')[2]}"
    hint = mistyped(page_id, known) or " Correct the address, or take the link out."
    return f"`{link.target}` is not there.{hint}"


def check_pictures(docs: Path, pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each picture that a page of help shows and that is not there, and each that no page shows."""
    here = {path.name for path in docs.glob(f"{pictures.FOLDER}/*.png")}
    seen: set[str] = set()
    for page in pages:
        for picture in markup.shown(page):
            seen.add(picture.target)
            if picture.target not in here:
                hint = did_you_mean(picture.target, here) or " Draw it with `make kept-pictures`, or take the line out."
                yield Problem(page.path, picture.line, f"`{picture.target}` is not there.{hint}")
    for name in sorted(here - seen):
        yield Problem(shown(docs / pictures.FOLDER / name), 1, "is shown on no page of help; show it, or take it out")


def check_menu(docs: Path, pages: Iterable[Page], known: Collection[str]) -> Iterator[Problem]:
    """Yield each page that the menu of mkdocs.yml leads to and that is missing, and each that no menu leads to.

    Where no mkdocs.yml stands beside `docs`, only the folders are looked at.
    """
    path = docs.parent / "mkdocs.yml"
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    start = lines.index("nav:") if "nav:" in lines else len(lines)
    menu = {hit[1]: number for number, line in enumerate(lines[start:], start + 1) if (hit := _MENU.fullmatch(line))}
    for page_id, number in menu.items():
        if page_id not in known:
            message = f"the menu leads to {docs.name}/{page_id}, which is not there; put the page back"
            yield Problem(shown(path), number, message)
    for page in pages:
        folder = page.id.partition("/")[0] if page.folder else ""
        if folder not in _FOLDERS or (menu and not folder and page.id not in menu):
            message = "no menu leads here; put the page into help/ and link to it from help/index.md"
            yield Problem(page.path, 1, message)
        elif page.folder.startswith(_FLAT):
            yield Problem(page.path, 1, f"stands in a folder below {folder}/; move it up, into {folder}/ itself")

"""Sections: the parts of a page's words below each of its headings, by the heading's anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown.extensions.toc import slugify, unique

from macros.pages import Page, once, outside_code
from macros.problems import Problem

_HEADING = re.compile(r"(#{2,6}) +(.*?)(?: *\{:? *#([\w-]+)[^{}]*\})? *")
_LIST_MARK = re.compile(r"^ *(?:[-*+]|[0-9]+\.) +|^[|: -]+$|\|", re.MULTILINE)
_MARKS = re.compile(r"^ *> ?|\*\*|`|!?\[([^\[\]]*)\]\([^()]*\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the words below it, up to the next one of its level, without their Markdown."""

    heading: str
    words: str


def sections(page: Page) -> dict[str, Section]:
    """Return each section of a page by its anchor: the one written after the heading, or the one made from it."""
    lines = [line for _, line in outside_code(page)]
    headings = [(number, hit) for number, line in enumerate(lines) if (hit := _HEADING.fullmatch(line))]
    found: dict[str, Section] = {}
    for place, (number, heading) in enumerate(headings):
        later = (start for start, other in headings[place + 1 :] if len(other[1]) <= len(heading[1]))
        words = "\n".join(lines[number + 1 : next(later, len(lines))])
        found.setdefault(heading[3] or slugify(heading[2], "-"), Section(heading[2], plain(words)))
    return found


def parts(page: Page) -> list[tuple[str, Section]]:
    """Return each part of a page up to the next heading, with the anchor that leads there ("" at first)."""
    lines = [line for _, line in outside_code(page)]
    headings = [(number, hit) for number, line in enumerate(lines) if (hit := _HEADING.fullmatch(line))]
    used = {hit[3] for _, hit in headings if hit[3]}
    ends = [*(number for number, _ in headings), len(lines)]
    lines = [_LIST_MARK.sub("", line) for line in lines]
    found = [("", Section("", plain("\n".join(lines[: ends[0]]))))]
    for (number, hit), end in zip(headings, ends[1:], strict=True):
        heading = plain(hit[2])
        anchor = hit[3] or unique(slugify(heading, "-"), used)
        found.append((anchor, Section(heading, plain("\n".join(lines[number + 1 : end])))))
    return found


def plain(words: str) -> str:
    """Return words on one line, without the Markdown of quotations, emphasis and links."""
    return " ".join(_MARKS.sub(r"\1", words).split())


@cache
def anchors(page: Page) -> frozenset[str]:
    """Return the anchor of each heading of a page, as Python-Markdown's toc extension gives them."""
    found = [hit for _, line in outside_code(page) if (hit := _HEADING.fullmatch(line))]
    used = {hit[3] for hit in found if hit[3]}
    for hit in found:
        if not hit[3]:
            unique(slugify(plain(hit[2]), "-"), used)
    return frozenset(used)


@once
def check(page: Page) -> Iterator[Problem]:
    """Yield each anchor that is given to a second heading."""
    seen: set[str] = set()
    for number, line in outside_code(page):
        if (hit := _HEADING.fullmatch(line)) and hit[3]:
            if hit[3] in seen:
                yield Problem(page.path, number, f"`#{hit[3]}` is already the anchor of a heading; give it another")
            seen.add(hit[3])

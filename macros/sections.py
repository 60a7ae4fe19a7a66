"""Sections: the parts of a page's words below each of its headings, by the heading's anchor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from macros.pages import Page, outside_code

_HEADING = re.compile(r"(#{2,6}) +(.*?)(?: *\{:? *#([\w-]+)[^{}]*\})? *")
_MARKS = re.compile(r"^ *> ?|\*\*|`|\[([^\[\]]*)\]\([^()]*\)", re.MULTILINE)


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


def plain(words: str) -> str:
    """Return words on one line, without the Markdown of quotations, emphasis and links."""
    return " ".join(_MARKS.sub(r"\1", words).split())

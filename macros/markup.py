"""Markup: the Markdown that a page's words may hold; everything that a browser could run, fetch or hide is refused.

A wording's words have their own, closer grammar. What stands here errs on the side of refusing: the words are read
line by line, and what Python-Markdown might read across lines (a code span, a link) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from macros import hand_lists, pictures
from macros.pages import Page, once, outside_code
from macros.problems import Problem

JINJA = re.compile(r"\{\{|\{%|\[\[#")
"""What begins anything of Jinja's, as mkdocs.yml sets its marks."""
CLASSES = frozenset({"cru-door"})
"""The only classes that a page may give."""

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TAG = re.compile(r"<[A-Za-z/!?][^\s>]*>?")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_LINK = re.compile(r"\]\((?P<target>[^\s()<>\"'`\\]+)(?: \"[^\"]*\")?\)")
_FENCE = re.compile(r"```|~~~")
_NAMED_LINK = re.compile(r"\[\s*((?:https?:|www\.)[^\]]*)\]\(([^\s()]*)", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"\[\s*\]\([^\s()]*")
_DEFINITION = re.compile(r"\]:")
_ATTRIBUTES = re.compile(r"\{:? *([^{}]*?) *\}")
_ANCHOR = re.compile(r"#[a-z0-9]+(?:-[a-z0-9]+)*")
_DEEP = re.compile(r"(?:[> ]*(?:>|[-+*] |[0-9]+\. )){6}|(?: {4}){6}")
_TELLING = re.compile(r"[]<&`~{}[]")
_NO_HEADING = re.compile(r"#{2,6}[^#\s]")
_BULLET = re.compile(rf" *({hand_lists.BULLET}) *\S")
_MOST_BRACKETS = 20
_PICTURE = (
    "holds a picture in another form; write ![what it shows](name.png) as a paragraph of its own, the file beside it"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a page's words, with its line in the file."""

    target: str
    line: int


def words(page: Page) -> Iterator[tuple[int, str]]:
    """Yield each line of the page's own words, less code and what `calls` reads, with its number in the file."""
    for number, line in outside_code(page):
        if "{" in line or "[[#" in line:
            line = "" if JINJA.search(line) else line
        yield number, _CODE.sub(" ", line) if "`" in line else line


@once
def links(page: Page) -> Iterator[Link]:
    """Yield every link of the page's words; what a line with a picture may hold, `check` says."""
    for number, line in words(page):
        for hit in () if "![" in line else _LINK.finditer(line):
            yield Link(hit["target"], number)


@once
def shown(page: Page) -> Iterator[Link]:
    """Yield every picture that a page of help shows, by its file's name."""
    for number, line in words(page) if page.folder == pictures.FOLDER else ():
        if hit := pictures.LINE.fullmatch(line):
            yield Link(hit["file"], number)


@once
def check(page: Page) -> Iterator[Problem]:
    """Yield what the words hold beyond plain Markdown, the first of each line."""
    brackets = 0
    above = ""
    for number, line in words(page):
        brackets = brackets + _LINK.sub("", line).count("[") - line.count("](") if line.strip() else 0
        fault = next(_faults(line, page.folder), "")
        if above.strip() and line.strip() and any(map(pictures.LINE.fullmatch, (above, line))):
            fault = fault or _PICTURE
        above = line
        if not fault and brackets > _MOST_BRACKETS:
            fault = f"is in a paragraph of more than {_MOST_BRACKETS} square brackets; write it without them"
            brackets = 0
        if fault:
            yield Problem(page.path, number, fault)


def _faults(line: str, folder: str) -> Iterator[str]:
    if _DEEP.match(line):
        yield "is nested more than five deep; bring it further out"
    if _NO_HEADING.match(line):
        yield "begins with `#` and has no space after it; write `## ` and the words of the heading"
    if hit := _BULLET.match(line):
        yield f"begins a line with `{hit[1]}`, which makes no list on a page; write `- ` in its place"
    if not _TELLING.search(line):
        return
    if hit := _TAG.search(line):
        yield f"holds markup, `{hit.group()}`; write Markdown, and put what is meant as words in `backticks`"
    if _FENCE.match(line):
        yield "begins a block of code that is not closed, or says more than its language; end it with the same marks"
    if "`" in line:
        yield "holds a backtick that is not closed on its line; close it, or take it out"
    if hit := next((hit for hit in _REFERENCE.finditer(line) if unescape(hit.group()) != hit.group()), None):
        yield f"holds a character by its code, `{hit.group()}`; type the character itself"
    if "![" in line and folder != pictures.FOLDER:
        yield "holds a picture; describe it in words"
    elif "![" in line and not pictures.LINE.fullmatch(line):
        yield _PICTURE
    if hit := _EMPTY_LINK.search(line):
        yield f"holds a link without words, `{hit.group()})`; write between its brackets where it leads"
    if "[^" in line:
        yield "holds a footnote, which no page shows; write it in the text, or in brackets"
    elif _DEFINITION.search(line):
        yield "holds the address of a link apart from it; write it as [words](address) where it stands"
    if hit := next((hit for hit in _NAMED_LINK.finditer(line) if hit[1] != hit[2]), None):
        yield f"shows one address, `{hit[1]}`, and leads to another; write words, or the address itself"
    if "](" in _LINK.sub("", line):
        yield "holds a link that cannot be read; write [words](address) on one line, the address without spaces"
    for hit in _ATTRIBUTES.finditer(line):
        if not all(_allowed(one, line) for one in hit[1].split()):
            yield f"gives attributes, `{hit.group()}`; only an anchor such as `{{#limits}}` may stand after a heading"
    if "{" in _ATTRIBUTES.sub("", line) or "}" in _ATTRIBUTES.sub("", line):
        yield "holds a curly bracket that stands alone; take it out, or put it in `backticks`"


def _allowed(attribute: str, line: str) -> bool:
    """Return whether an attribute list may hold it: a heading its anchor, and anything one of the known classes."""
    if attribute.startswith("#"):
        return line.startswith("#") and bool(_ANCHOR.fullmatch(attribute))
    return attribute[1:] in CLASSES and attribute.startswith(".")

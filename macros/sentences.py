"""Sentence: a draft's words, line by line, paragraph by paragraph, sentence by sentence, each with its place.

assets/drafts.js does the same in the page; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from macros import phrases
from macros.phrases import is_like


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading: its place (offsets, line from 1), its words made plain, and what it does.

    `low` is the words in small letters, as most patterns meet them.
    """

    start: int
    end: int
    line: int
    words: str
    low: str
    heading: bool = False
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class Paragraph:
    """A line, or lines that were wrapped; `gap` says that a blank line stands before it."""

    start: int
    end: int
    line: int
    words: str
    gap: bool
    heading: bool = False
    role: str = ""
    sentences: list[Sentence] = field(default_factory=list)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, with their headings marked and their sentences read."""
    found = list(_paragraphs(text))
    _mark_headings(found)
    for paragraph in found:
        paragraph.sentences = list(_sentences(text, paragraph))
    return found


def _lines(text: str) -> Iterator[Paragraph]:
    """Yield each line that is not blank, without the spaces around it."""
    shapes = phrases.shapes()
    start, number, gap = 0, 1, False
    ends = [(hit.start(), hit.end(), hit.group()) for hit in shapes["break"].finditer(text)]
    for end, after, mark in [*ends, (len(text), len(text), "")]:
        if inner := shapes["inner"].search(text[start:end]):
            words = phrases.plain(inner.group())
            yield Paragraph(start + inner.start(), start + inner.end(), number, words, gap)
            gap = False
        else:
            gap = True
        number += shapes["counted"].search(mark) is not None
        start = after


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield each paragraph, lines that were wrapped joined again."""
    block: list[Paragraph] = []
    for line in _lines(text):
        if line.gap and block:
            yield from _joined(text, block)
            block = []
        block.append(line)
    yield from _joined(text, block)


def _joined(text: str, block: Sequence[Paragraph]) -> Iterator[Paragraph]:
    width = max((len(line.words) for line in block), default=0)
    whole: list[Paragraph] = []
    for line, before in zip(block, [None, *block], strict=False):
        if before is not None and _goes_on(before.words, line.words, width):
            whole[-1].end = line.end
        else:
            whole.append(replace(line))
    for paragraph in whole:
        paragraph.words = phrases.plain(text[paragraph.start : paragraph.end])
        yield paragraph


def _goes_on(line: str, following: str, width: int) -> bool:
    """Return whether a line was wrapped: the next goes on in small letters, or its first word had no room here."""
    if not line or not following or is_like("ended", line):
        return False
    if is_like("bullet", following) or is_like("point", following):
        return False
    if len(line) < 30 and any(is_like(shape, line) for shape in ("asks", "question", "replies")):
        return False
    first = phrases.shapes()["first_word"].search(following)
    room = len(line) + 1 + (len(first.group()) if first else 40)
    return is_like("small_cased", following) or (50 <= width <= 120 and room > width)


def _mark_headings(paragraphs: Sequence[Paragraph]) -> None:
    """Mark each heading: a short line without a full stop that states nothing and is no item of a list."""
    listed = False
    for paragraph in paragraphs:
        words = paragraph.words
        telling = any(is_like(shape, words) for shape in ("legal", "closing", "asks", "replies", "question"))
        stated = bool(phrases.marks(words.lower()) & {"operative", "confirms"})
        paragraph.heading = (
            is_like("heading", words) and not is_like("bullet", words) and not stated and (telling or not listed)
        )
        listed = (listed and not paragraph.gap and is_like("heading", words)) or (
            not paragraph.heading and words.endswith(":")
        )


def _sentences(text: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; one that holds two, such as "we hold … but can neither …", is parted."""
    ends = [(paragraph.start, paragraph.end)] if paragraph.heading else _ranges(text, paragraph)
    counted, line = paragraph.start, paragraph.line
    for start, end in ends:
        line += _line_ends(text[counted:start])
        counted = start
        sentence = _sentence(text, start, end, line, paragraph.heading)
        turn = phrases.shapes()["turn_cased"].search(text[start:end])
        if turn and {"operative", "confirms"} <= sentence.marks:
            after = start + turn.end()
            yield _sentence(text, start, start + turn.start(), line, False)
            yield _sentence(text, after, end, line + _line_ends(text[start:after]), False)
        else:
            yield sentence


def _ranges(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends."""
    start = paragraph.start
    for hit in phrases.shapes()["stop_cased"].finditer(text[paragraph.start : paragraph.end]):
        stop = paragraph.start + hit.start()
        near = phrases.plain(text[max(start, stop - 12) : stop])
        marker = stop - start <= 16 and is_like("number_only", phrases.plain(text[start:stop]))
        if not marker and not (text[stop] == "." and is_like("short", near)):
            yield start, paragraph.start + hit.end(1)
            start = paragraph.start + hit.end()
    if start < paragraph.end:
        yield start, paragraph.end


def _line_ends(text: str) -> int:
    """Return how many ends of lines, as an editor counts them, are in the text."""
    shapes = phrases.shapes()
    return sum(shapes["counted"].search(hit.group()) is not None for hit in shapes["break"].finditer(text))


def _sentence(text: str, start: int, end: int, line: int, heading: bool) -> Sentence:
    words = phrases.plain(text[start:end])
    marks = frozenset[str]() if words.endswith("?") else phrases.marks(words.lower())
    return Sentence(start, end, line, words, words.lower(), heading, marks)

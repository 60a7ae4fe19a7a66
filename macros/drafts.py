"""Draft: a reply as an officer wrote it, told apart into the quoted request and the parts of the reply.

assets/drafts.js does the same in the page; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from macros import phrases


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading: its place (offsets, line from 1), its words made plain, and what it does."""

    start: int
    end: int
    line: int
    words: str
    heading: bool = False
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A run of sentences about one thing; parts of one `point` answer the same point of the request."""

    point: int
    sentences: tuple[Sentence, ...]

    @property
    def marks(self) -> frozenset[str]:
        return frozenset().union(*(sentence.marks for sentence in self.sentences))


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentences of the quoted request, and the parts of the reply."""

    request: tuple[Sentence, ...]
    parts: tuple[Part, ...]

    @property
    def reply(self) -> tuple[Sentence, ...]:
        return tuple(sentence for part in self.parts for sentence in part.sentences)


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


def _is(shape: str, words: str) -> bool:
    return phrases.shapes()[shape].search(words) is not None


def split(text: str, part: bool = False, full: bool = False) -> Draft:
    """Return a draft told apart; `part`: it is one part of a reply; `full`: its NCND is said to cover everything."""
    paragraphs = list(_paragraphs(text))
    _mark_headings(paragraphs)
    for paragraph in paragraphs:
        paragraph.sentences = list(_sentences(text, paragraph))
    if part:
        everything = tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences)
        return Draft((), (Part(0, everything),) if everything else ())
    asked = _requests(paragraphs)
    request = [s for paragraph, is_asked in zip(paragraphs, asked, strict=True) if is_asked for s in paragraph.sentences]
    return Draft(tuple(request), tuple(_parts(paragraphs, asked, full)))


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
    if not line or not following or _is("ended", line) or _is("bullet", following) or _is("point", following):
        return False
    if len(line) < 30 and (_is("asks", line) or _is("question", line) or _is("replies", line)):
        return False
    first = phrases.shapes()["first_word"].search(following)
    room = len(line) + 1 + (len(first.group()) if first else 40)
    return _is("small", following) or (50 <= width <= 120 and room > width)


def _mark_headings(paragraphs: Sequence[Paragraph]) -> None:
    """Mark each heading: a short line that no full stop ends and that is no item of a list."""
    listed = False
    for paragraph in paragraphs:
        words = paragraph.words
        telling = any(_is(shape, words) for shape in ("legal", "closing", "asks", "replies", "question"))
        paragraph.heading = _is("heading", words) and not _is("bullet", words) and (telling or not listed)
        listed = (listed and not paragraph.gap and _is("heading", words)) or (
            not paragraph.heading and words.endswith(":")
        )


def _sentences(text: str, paragraph: Paragraph) -> Iterator[Sentence]:
    if paragraph.heading:
        yield _sentence(text, paragraph, paragraph.start, paragraph.end, 0)
        return
    start = paragraph.start
    line, counted = 0, paragraph.start
    shapes = phrases.shapes()
    for hit in shapes["stop"].finditer(text, paragraph.start, paragraph.end):
        stop = hit.start()
        near = text[max(start, stop - 12) : stop]
        marker = stop - start <= 16 and _is("number_only", text[start:stop])
        if marker or (text[stop] == "." and _is("short", near)):
            continue
        end = stop + len(hit.group().rstrip(_SPACES))
        yield _sentence(text, paragraph, start, end, line)
        start = hit.end()
        line += _ends(text[counted:start])
        counted = start
    if start < paragraph.end:
        yield _sentence(text, paragraph, start, paragraph.end, line)


_SPACES = "".join(map(chr, [*range(0x21), 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x3000]))


def _ends(text: str) -> int:
    """Return how many ends of lines, as an editor counts them, are in the text."""
    shapes = phrases.shapes()
    return sum(shapes["counted"].search(hit.group()) is not None for hit in shapes["break"].finditer(text))


def _sentence(text: str, paragraph: Paragraph, start: int, end: int, line: int) -> Sentence:
    words = phrases.plain(text[start:end])
    question = words.endswith("?")
    return Sentence(
        start, end, paragraph.line + line, words, paragraph.heading, frozenset() if question else phrases.marks(words)
    )


def _requests(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Return, for each paragraph, whether it belongs to the quoted request."""
    _give_roles(paragraphs)
    asked: list[bool] = []
    asking, replied, since = False, False, -1
    for place, paragraph in enumerate(paragraphs):
        before, own = asking, False
        match paragraph.role:
            case "asks":
                asking = True
            case "asks loosely":
                asking = asking or not replied
            case "question" if not asking:
                asking = _is_asked(paragraphs[place + 1 :], replied)
                own = not asking and paragraph.words.endswith("?")
            case "replies" | "answers":
                asking, replied = False, True
            case "quoted":
                own = True
            case _:
                own = not asking and _is("point", paragraph.words) and paragraph.words.endswith("?")
        if asking and not before:
            since = place
        asked.append(asking or own)
    if asking:
        _end_request(paragraphs, asked, since, replied)
    return asked


def _give_roles(paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        words = paragraph.words
        if _is("quoted", words):
            paragraph.role = "quoted"
        elif _is("asks", words):
            paragraph.role = "asks"
        elif _is("question", words):
            paragraph.role = "question"
        elif _is("asks_loosely", words):
            paragraph.role = "asks loosely"
        elif _is("replies", words) or _is("replies_name", words):
            paragraph.role = "answers" if _is("answers", words) else "replies"


def _is_asked(later: Sequence[Paragraph], replied: bool) -> bool:
    """Return whether "Question 1" quotes the request: an answer follows, after a reply before the next question."""
    roles = (paragraph.role for paragraph in later if paragraph.role in {"question", "answers"})
    return next(roles, "") == "answers" if replied else "answers" in roles


def _end_request(paragraphs: Sequence[Paragraph], asked: list[bool], since: int, replied: bool) -> None:
    """End a request that no heading ends where the reply begins by its words; with no such words all is reply."""
    for place in range(since + 1, len(paragraphs)):
        if _is("begins_reply", paragraphs[place].words):
            asked[place:] = [paragraph.role == "quoted" for paragraph in paragraphs[place:]]
            return
    answered = any(
        {"ncnd", "confirms"} & sentence.marks for paragraph in paragraphs[:since] for sentence in paragraph.sentences
    )
    if not replied and not answered:
        asked[since:] = [paragraph.role == "quoted" for paragraph in paragraphs[since:]]


def _parts(paragraphs: Sequence[Paragraph], asked: Sequence[bool], full: bool) -> Iterator[Part]:
    """Yield the parts of each answer to a point."""
    point, answer = 0, list[Paragraph]()
    for paragraph, before in zip(paragraphs, [False, *asked], strict=False):
        ...

"""Draft: a reply as an officer wrote it, told apart into the quoted request and the parts of the reply.

assets/drafts.js does the same in the page; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from macros.phrases import is_like
from macros.sentences import Paragraph, Sentence, paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """A run of sentences about one thing, and what they do.

    Parts of one `point` answer the same point of the request; `around` is what all of them do. "ncnd" is among the
    marks of a part that neither confirms nor denies, and "limited" where it says of what.
    """

    point: int
    sentences: tuple[Sentence, ...]
    marks: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentences of the quoted request, and the parts of the reply."""

    request: tuple[Sentence, ...]
    parts: tuple[Part, ...]

    @property
    def reply(self) -> tuple[Sentence, ...]:
        return tuple(sentence for part in self.parts for sentence in part.sentences)


def split(text: str, part: bool = False, full: bool = False) -> Draft:
    """Return a draft told apart; `part`: it is one part of a reply; `full`: its NCND is said to cover everything."""
    found = paragraphs(text)
    if part:
        everything = tuple(sentence for paragraph in found for sentence in paragraph.sentences)
        marks = _marks(everything)
        marks |= {"ncnd"} if marks & {"says_ncnd", "limb"} else set()
        return Draft((), (Part(0, everything, marks, marks),) if everything else ())
    asked = _requests(found)
    request = [s for paragraph, is_asked in zip(found, asked, strict=True) if is_asked for s in paragraph.sentences]
    return Draft(tuple(request), tuple(_parts(found, asked, full)))


def _requests(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Return, for each paragraph, whether it belongs to the quoted request."""
    _give_roles(paragraphs)
    following = _following(paragraphs)
    answered = max((place for place, one in enumerate(paragraphs) if one.role == "answers"), default=-1)
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
                asking = following[place] == "answers" if replied else place < answered
                own = not asking and paragraph.words.endswith("?")
            case "replies" if asking and place < answered and _goes_on_asking(paragraph, paragraphs[since]):
                pass
            case "replies" | "answers":
                asking, replied = False, True
            case "quoted":
                own = True
            case _:
                own = not asking and is_like("point", paragraph.words) and paragraph.words.endswith("?")
        if asking and not before:
            since = place
        asked.append(asking or own)
    if asking:
        _end_request(paragraphs, asked, since, replied)
    return asked


def _give_roles(paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        words = paragraph.words
        if is_like("quoted", words):
            paragraph.role = "quoted"
        elif is_like("asks", words):
            paragraph.role = "asks"
        elif is_like("question", words):
            paragraph.role = "question"
        elif is_like("asks_loosely", words):
            paragraph.role = "asks loosely"
        elif is_like("replies", words) or is_like("replies_cased", words):
            paragraph.role = "answers" if is_like("answers", words) else "replies"


def _goes_on_asking(paragraph: Paragraph, heading: Paragraph) -> bool:
    """Return whether "In response to your letter" is the applicant's: a heading began the request, one will end it."""
    return heading.role == "asks" and is_like("replies_softly", paragraph.words)


def _following(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return, for each paragraph, whether a question or an answer comes next: "Question 1" may quote or reply."""
    found: list[str] = []
    role = ""
    for paragraph in reversed(paragraphs):
        found.append(role)
        role = paragraph.role if paragraph.role in {"question", "answers"} else role
    return found[::-1]


def _end_request(paragraphs: Sequence[Paragraph], asked: list[bool], since: int, replied: bool) -> None:
    """End a request that no heading ends where the reply begins by its words; with no such words all is reply."""
    for place in range(since + 1, len(paragraphs)):
        if is_like("begins_reply", paragraphs[place].words):
            asked[place:] = [paragraph.role == "quoted" for paragraph in paragraphs[place:]]
            return
    before = _marks(sentence for paragraph in paragraphs[:since] for sentence in paragraph.sentences)
    if not replied and not before & {"says_ncnd", "limb", "confirms"}:
        asked[since:] = [paragraph.role == "quoted" for paragraph in paragraphs[since:]]


def _parts(paragraphs: Sequence[Paragraph], asked: Sequence[bool], full: bool) -> Iterator[Part]:
    """Yield the parts of the reply, point by point."""
    for point, answer in enumerate(_answers(paragraphs, asked)):
        yield from _parts_of(answer, point, full)


def _answers(paragraphs: Sequence[Paragraph], asked: Sequence[bool]) -> Iterator[list[list[Sentence]]]:
    """Yield what the reply says to each point of the request, as runs of sentences, a run to a paragraph."""
    answer: list[list[Sentence]] = []
    for paragraph, is_asked in zip(paragraphs, asked, strict=True):
        if is_asked and answer:
            yield answer
            answer = []
        run: list[Sentence] = []
        legal = paragraph.heading and is_like("legal", paragraph.words)
        numbered = is_like("labelled", paragraph.words) or (is_like("point", paragraph.words) and not legal)
        for place, sentence in enumerate(() if is_asked else paragraph.sentences):
            if (numbered and place == 0) or is_like("opens", sentence.words):
                if run or answer:
                    yield [*answer, run] if run else answer
                answer, run = [], []
            run.append(sentence)
        if run:
            answer.append(run)
    if answer:
        yield answer


def _parts_of(answer: Sequence[Sequence[Sentence]], point: int, full: bool) -> Iterator[Part]:
    """Yield the parts of one answer.

    A heading begins a part, unless it goes on with the argument ("Factors against"). So does an NCND that is limited
    to something, and what is public beside it. Where the NCND covers the whole request, nothing stands beside it.
    """
    operative = [sentence.words for run in answer for sentence in run if "operative" in sentence.marks]
    scoped = any(is_like("scoped", words) for words in operative)
    whole = full or any(is_like("whole", words) and not is_like("scoped", words) for words in operative)
    parts: list[list[Sentence]] = [[]]
    aside = argued = bare = False
    for run in answer:
        public = not whole and _is_public(run)
        for place, sentence in enumerate(run):
            argues = bool(sentence.marks & {"says_ncnd", "limb"})
            leaves = aside and (argues or sentence.heading or "argues" in sentence.marks)
            steps_aside = public and place == 0 and argued
            if leaves or steps_aside or _begins(sentence, bare, whole):
                parts.append([])
                aside, argued = steps_aside, False
            bare = sentence.heading and (bare or not parts[-1])
            argued = argued or argues
            parts[-1].append(sentence)
    around = _marks(sentence for run in answer for sentence in run)
    said = not operative or whole
    for sentences in filter(None, parts):
        marks = _marks(sentences)
        said = said or "operative" in marks
        if is_like("closing", sentences[0].low) and sentences[0].heading:
            marks -= {"confirms"}
        if "says_ncnd" in marks or ("limb" in marks and said):
            marks |= {"ncnd", "limited"} if scoped and not whole else {"ncnd"}
        yield Part(point, tuple(sentences), marks, around)


def _begins(sentence: Sentence, bare: bool, whole: bool) -> bool:
    """Return whether a sentence begins a part; `bare`: the part before it is headings alone."""
    if sentence.heading:
        legal = is_like("legal", sentence.words)
        return not legal and (not whole or is_like("closing", sentence.words))
    scoped = "operative" in sentence.marks and is_like("scoped", sentence.words)
    return scoped and not whole and not bare


def _is_public(run: Sequence[Sentence]) -> bool:
    """Return whether a paragraph, or the heading over it, is about what is public already."""
    marks = _marks(run)
    if marks & {"says_ncnd", "limb"}:
        return False
    if run[0].heading:
        return "other_limb" in marks
    return any("confirms" in sentence.marks and is_like("published", sentence.words) for sentence in run)


def _marks(sentences: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(mark for sentence in sentences for mark in sentence.marks)

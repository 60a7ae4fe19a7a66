"""Fill: put one force's names and an officer's answers into a wording, as words or as runs for rich text.

The page does the same two things to the same blocks: it sets a field's text and hides what a choice hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from macros.forces import Force
from macros.grammar import Block, Segment
from macros.values import clean
from macros.wording import Choice, Field


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer gave: words for each field, cleaned, and "yes" or "no" for each choice."""

    words: Mapping[str, str]
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lack:
    """A field or choice that stops the words from being sent, and why."""

    name: str
    label: str
    why: str


def answer(
    blocks: Iterable[Block],
    fields: Mapping[str, Field],
    choices: Mapping[str, Choice],
    force: Force,
    typed: Mapping[str, str],
    chosen: Mapping[str, str],
) -> tuple[Answers, list[Lack], list[str]]:
    """Return the answers, everything that is missing or refused, and notices for the officer.

    `typed` holds fields as typed, `chosen` "yes" or "no"; a field that stands only in words that a choice
    hides is not asked for. A default stands for a field that was not typed at all; one emptied is missing.
    """
    lacks = [_unanswered(name, choice) for name, choice in choices.items() if name not in chosen]
    lacks += [_unsendable(name, c) for name, c in choices.items() if c.must_be and chosen.get(name) == "no"]
    notices = [c.if_no for name, c in choices.items() if c.if_no and chosen.get(name) == "no"]
    words = dict(force.forms())
    standing = {s.field for block in blocks for s in block.segments if stands(s, chosen)}
    for name, field in fields.items():
        value = clean(field.kind, typed.get(name, field.default), field.lines)
        if value.taken_out:
            notices.append(f"{field.label}: invisible characters were taken out.")
        if name in standing and not (field.optional and not value.text):
            if value.refused:
                lacks.append(Lack(name, field.label, value.refused.value))
            elif field.if_changed and value.text != field.default:
                notices.append(f"{field.label}: {field.if_changed}")
        words[name] = value.text
    return Answers(words, chosen), lacks, notices


def _unanswered(name: str, choice: Choice) -> Lack:
    return Lack(name, choice.ask, "Answer yes or no.")


def _unsendable(name: str, choice: Choice) -> Lack:
    return Lack(name, choice.ask, f"With the answer no, these words cannot be sent. {choice.hint}".strip())


def stands(segment: Segment, chosen: Mapping[str, str]) -> bool:
    """Return whether the segment is in the letter, as far as the choices made so far say."""
    return segment.when is None or chosen.get(segment.when.choice, segment.when.answer) == segment.when.answer


def text(blocks: Iterable[Block], answers: Answers) -> str:
    """Return the words as plain text: LF, one blank line between blocks, a link as `text (URL)`."""
    return "\n\n".join(_plain(runs) for block in blocks for runs in paragraphs(block, answers))


Run = tuple[tuple[str, ...], str, str]


def paragraphs(block: Block, answers: Answers) -> list[list[Run]]:
    """Return the standing words of a block as runs of (emphasis, link, words): none, one paragraph, or more.

    A field that keeps its lines is a block of its own, and each of its lines a paragraph.
    """
    grouped = groupby(_standing(block, answers), key=lambda s: (s.emphasis, s.href))
    runs = [(*marks, "".join(_words(segment, answers) for segment in run)) for marks, run in grouped]
    if len(runs) == 1 and "\n" in runs[0][2]:
        emphasis, href, words = runs[0]
        return [[(emphasis, href, line)] for line in words.split("\n")]
    return [runs] if any(words.strip() for _, _, words in runs) else []


def _words(segment: Segment, answers: Answers) -> str:
    return answers.words[segment.field] if segment.field else segment.text


def _standing(block: Block, answers: Answers) -> list[Segment]:
    return [segment for segment in block.segments if stands(segment, answers.choices)]


def _plain(runs: Iterable[Run]) -> str:
    by_link = groupby(runs, key=lambda run: run[1])
    linked = (("".join(words for _, _, words in run), href) for href, run in by_link)
    return "".join(f"{words} ({href})" if href else words for words, href in linked).strip()

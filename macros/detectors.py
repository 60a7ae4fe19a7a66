"""Detector: a letter rule that patterns cannot say, in code; assets/rules.js holds the same four."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from macros import phrases
from macros.drafts import Part
from macros.names import Found as Name
from macros.names import Names
from macros.phrases import is_like
from macros.sentences import Sentence

Found = tuple[Sentence, str]
"""A sentence that breaks a rule, and the words that its message names."""


def names_in(reply: Iterable[Sentence], names: Names, own: str | None) -> Iterator[Found]:
    """Yield each sentence with a name of another force than `own`, once for each name."""
    for sentence in reply:
        others = [one.words for one in _found(names, sentence.words) if one.aliases_of and own not in one.aliases_of]
        yield from ((sentence, words) for words in dict.fromkeys(others))


def fragments_in(reply: Iterable[Sentence], names: Names) -> Iterator[Found]:
    """Yield each sentence with half of any force's name, once for each."""
    for sentence in reply:
        halves = [one.words for one in _found(names, sentence.words) if not one.aliases_of]
        yield from ((sentence, words) for words in dict.fromkeys(halves))


@lru_cache(maxsize=phrases.MOST)
def _found(names: Names, words: str) -> tuple[Name, ...]:
    """Return the names in a sentence, those in an address or in "Met Office" left out."""
    return tuple(names.find(phrases.without(phrases.blanks(("places",), any_case=True), words)))


def register(names: Names) -> list[dict[str, Any]]:
    """Return every name and fragment as the page finds them, longest first, with the forces that bear it."""
    return [
        {"name": key, "case": key != key.casefold(), "of": of, "part": part, "place": place}
        for key, of, part, place in names.entries()
    ]


def references_in(reply: Sequence[Sentence]) -> Iterator[Found]:
    """Yield each sentence with an empty reference, or with another than the first that the reply gives."""
    own = ""
    blank = (phrases.shapes()["own_reference"],)
    for place, sentence in enumerate(reply):
        following = reply[place + 1].words if place + 1 < len(reply) else ""
        if is_like("reference_empty", sentence.words) and not is_like("reference_alone", following):
            yield sentence, "A reference is empty."
        if is_like("elsewhere", sentence.words):
            continue
        for hit in phrases.shapes()["reference"].finditer(phrases.without(blank, sentence.low)):
            given = hit[1].upper()
            key = re.sub(r"^FOIA?|[^A-Z0-9]", "", given)
            own = own or key
            if key not in own and own not in key:
                yield sentence, f"“{given}” is not the reference that this reply gives first."
                break


def duplicates_in(parts: Iterable[Part]) -> Iterator[Found]:
    """Yield each sentence of four words or more that the same answer has before, with the line where it stands."""
    first: dict[tuple[int, str], Sentence] = {}
    for part in parts:
        for sentence in part.sentences:
            if not sentence.heading and sentence.words.count(" ") > 2:
                before = first.setdefault((part.point, sentence.words), sentence)
                if before is not sentence:
                    yield sentence, str(before.line)

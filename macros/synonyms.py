"""Synonym: words that mean the same in a search; docs/synonyms.yml, which the CRU owns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.pages import Page
from macros.problems import Problem
from macros.spellings import Kind, Synonyms, pieces

FILE = "synonyms.yml"

_SMALL = {"a", "an", "and", "are", "at", "by", "for", "in", "is", "it", "of", "on", "or", "the", "to", "we", "with"}


def load(pages: Iterable[Page]) -> tuple[Synonyms, list[Problem]]:
    """Return each phrase of the file, as its words, with the entry that it belongs to; no file is no synonyms."""
    found: dict[tuple[str, ...], str] = {}
    problems: list[Problem] = []
    for page in pages:
        for entry in page.meta:
            problems += _read(page, entry, found)
    return found, problems


def _read(page: Page, entry: str, found: dict[tuple[str, ...], str]) -> Iterator[Problem]:
    """Put the phrases of one entry into `found`, and yield what is wrong with them."""
    phrases = page.meta[entry]
    if not isinstance(phrases, list) or not all(isinstance(one, str) for one in phrases):
        yield page.problem(f"`{entry}:` must hold a list of phrases; write `{entry}: [one, two]`", entry)
        return
    if not phrases:
        yield page.problem(
            f"`{entry}:` says nothing that means the same; write `{entry}: [one, two]`, or take it out", entry
        )
    for index, phrase in enumerate([entry, *phrases], -1):
        keys = (entry,) if index < 0 else (entry, index)
        read = pieces(phrase, set(), asked=True)
        words = tuple(piece.token for piece in read)
        if not words:
            yield page.problem(f"`{phrase}` holds no word; take it out", *keys)
        elif re.search("[;,|/]", phrase):
            yield page.problem(f"`{phrase}` is more than one phrase; put a comma between them, in brackets", *keys)
        elif {*words} <= _SMALL:
            yield page.problem(f"`{phrase}` is in every text; take it out", *keys)
        elif any(piece.kind is not Kind.WORD for piece in read):
            yield page.problem(f"`{phrase}` is a section or a reference, which search knows; take it out", *keys)
        elif words in found:
            yield page.problem(f"`{phrase}` already stands under `{found[words]}:`; keep one of them", *keys)
        else:
            found[words] = _name(entry)


def _name(entry: str) -> str:
    return "-".join(piece.token for piece in pieces(entry, set()))

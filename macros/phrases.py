"""Phrase: a turn of phrase that the letter rules look for, as rules.yml has it.

assets/drafts.js reads the same file, as data in the page; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("rules.yml")
_TERM = re.compile(r"@([a-z]\w*)@")


@cache
def data() -> Mapping[str, Any]:
    """Return rules.yml with each @term@ written out."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    terms: dict[str, str] = {}
    for name, pattern in read.pop("terms").items():
        terms[name] = _written_out(pattern, terms)
    written: dict[str, Any] = _written_out(read, terms)
    return written


def _written_out(value: Any, terms: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _TERM.sub(lambda hit: terms[hit[1]], value)
    if isinstance(value, list):
        return [_written_out(one, terms) for one in value]
    if isinstance(value, dict):
        return {key: _written_out(one, terms) for key, one in value.items()}
    return value


def compiled(pattern: str, any_case: bool = False) -> re.Pattern[str]:
    """Return a pattern of rules.yml; it meets words in small letters, or `any_case` where capitals were kept."""
    return re.compile(pattern, re.ASCII | re.IGNORECASE if any_case else re.ASCII)


MOST = 1 << 16
"""How many answers are remembered: the letters of all forces share most of their sentences."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Patterns, any of which is looked for in small letters, once the `blank` patterns are taken out."""

    blank: tuple[re.Pattern[str], ...]
    any_of: tuple[re.Pattern[str], ...]

    @lru_cache(maxsize=MOST)  # noqa: B019 - phrases are read once and live as long as the program
    def found(self, words: str) -> bool:
        left = without(self.blank, words)
        return any(pattern.search(left) for pattern in self.any_of)


def without(blank: Iterable[re.Pattern[str]], words: str) -> str:
    """Return the words with a semicolon for each match, so that nothing is found across the gap."""
    for pattern in blank:
        words = pattern.sub(" ; ", words)
    return words


@cache
def blanks(names: tuple[str, ...], any_case: bool = False) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the blanks that are named."""
    known = data()["blanks"]
    return tuple(compiled(pattern, any_case) for name in names for pattern in known[name])


def phrase(entry: str | Mapping[str, Any]) -> Phrase:
    """Return an entry of rules.yml as a phrase: one pattern, or `any_of` with its `blank`."""
    if isinstance(entry, str):
        return Phrase((), (compiled(entry),))
    return Phrase(blanks(tuple(entry.get("blank", ()))), tuple(map(compiled, entry["any_of"])))


@cache
def shapes() -> Mapping[str, re.Pattern[str]]:
    """Return the shapes of lines and headings by name; those that end in `_cased` tell capitals apart."""
    return {name: compiled(pattern) for name, pattern in data()["shapes"].items()}


def is_like(shape: str, words: str) -> bool:
    """Return whether the words have a shape."""
    return shapes()[shape].search(words if shape.endswith("_cased") else words.lower()) is not None


@cache
def _marks() -> Mapping[str, tuple[Phrase, ...]]:
    return {name: tuple(map(phrase, stages)) for name, stages in data()["marks"].items()}


@lru_cache(maxsize=MOST)
def marks(words: str) -> frozenset[str]:
    """Return the name of every mark that a sentence has, given in small letters."""
    return frozenset(name for name, stages in _marks().items() if any(stage.found(words) for stage in stages))


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in data()["folds"])


def plain(text: str) -> str:
    """Return the words as patterns meet them: one space between words, straight quotation marks, nothing unseen."""
    for pattern, put in _folds():
        text = pattern.sub(put, text)
    return text

"""Phrase: a turn of phrase that the letter rules look for, as rules.yml has it.

assets/drafts.js reads the same file, as data in the page; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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


def compiled(pattern: str, case: bool = False) -> re.Pattern[str]:
    """Return a pattern of rules.yml; capitals count where `case` says so."""
    return re.compile(pattern, re.ASCII if case else re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Patterns, any of which is looked for once the `blank` patterns are taken out."""

    blank: tuple[re.Pattern[str], ...]
    any_of: tuple[re.Pattern[str], ...]

    def found(self, words: str) -> bool:
        left = without(self.blank, words)
        return any(pattern.search(left) for pattern in self.any_of)


def without(blank: Iterable[re.Pattern[str]], words: str) -> str:
    """Return the words with a semicolon for each match, so that nothing is found across the gap."""
    for pattern in blank:
        words = pattern.sub(" ; ", words)
    return words


def blanks(names: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the blanks that are named."""
    known = data()["blanks"]
    return tuple(compiled(pattern) for name in names for pattern in known[name])


def phrase(entry: str | Mapping[str, Any]) -> Phrase:
    """Return an entry of rules.yml as a phrase: one pattern, or `any_of` with its `blank`."""
    if isinstance(entry, str):
        return Phrase((), (compiled(entry),))
    return Phrase(blanks(entry.get("blank", ())), tuple(map(compiled, entry["any_of"])))


@cache
def shapes() -> Mapping[str, re.Pattern[str]]:
    """Return the shapes of lines and headings by name; a name that ends in `_name` tells capitals apart."""
    return {name: compiled(pattern, name.endswith(("_name", "stop", "small"))) for name, pattern in _shapes()}


def _shapes() -> Iterable[tuple[str, str]]:
    pairs: Mapping[str, str] = data()["shapes"]
    return pairs.items()


@cache
def _marks() -> Mapping[str, tuple[Phrase, ...]]:
    return {name: tuple(map(phrase, stages)) for name, stages in data()["marks"].items()}


def marks(words: str) -> frozenset[str]:
    """Return the name of every mark that a sentence has."""
    return frozenset(name for name, stages in _marks().items() if any(stage.found(words) for stage in stages))


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in data()["folds"])


def plain(text: str) -> str:
    """Return the words as patterns meet them: one space between words, straight quotation marks, nothing unseen."""
    for pattern, put in _folds():
        text = pattern.sub(put, text)
    return text

"""Spelling: the many ways to write one citation, reference or name, read by one rule set as the same tokens.

assets/spellings.js does the same with the same spellings.yml; tests/browser/test_search.py holds both to one table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FILE = Path(__file__).with_name("spellings.yml")
_NEAR = 60
END = "."
"""Ends the token of a citation or reference, so that s3 is no beginning of s31."""
CONCEPT = "="
"""Begins the token of an entry of the synonyms."""

Synonyms = Mapping[tuple[str, ...], str]
"""Each phrase, as its words, with the entry that it belongs to."""


class Kind(Enum):
    """What a piece of text is to a search."""

    WORD = "word"
    CITATION = "citation"
    REFERENCE = "reference"


class Piece(NamedTuple):
    """One word, citation or reference; `start` and `end` are its place in the folded text."""

    kind: Kind
    token: str
    start: int
    end: int


@cache
def data() -> Mapping[str, Any]:
    """Return spellings.yml with each @term@ written out."""
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    terms: Mapping[str, str] = read.pop("terms")

    def written_out(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub("@([a-z]+)@", lambda hit: terms[hit[1]], value)
        if isinstance(value, list):
            return [written_out(one) for one in value]
        return {key: written_out(one) for key, one in value.items()}

    return {key: written_out(value) for key, value in read.items()}


@cache
def _citation() -> Mapping[str, re.Pattern[str]]:
    rules = data()["citation"]
    begin = f"(?:{rules['named']})|(?:{rules['bare']})"
    return {name: re.compile(pattern) for name, pattern in {**rules, "begin": begin}.items()}


@cache
def _other() -> Mapping[str, re.Pattern[str]]:
    rules = data()
    kept = {"word": rules["word"], "possessive": rules["possessive"], **rules["reference"]}
    return {name: re.compile(pattern) for name, pattern in kept.items()}


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in data()["folds"])


def fold(text: str) -> str:
    """Return a text as the rules meet it: small letters, straight marks, one space between words."""
    for pattern, put in _folds():
        text = pattern.sub(put, text)
    return text.lower()


def pieces(text: str, known: Collection[str], asked: bool = False) -> list[Piece]:
    """Return the words, citations and references of a text, in order.

    A reference without "CRU" before it is one only if `known` holds it; `asked` says that the text is a question,
    in which every spelling counts.
    """
    folded = fold(text)
    word, out, at = _other()["word"], list[Piece](), 0
    for piece in [*_named(folded, known, asked), None]:
        hits = word.finditer(folded, at, piece.start if piece else len(folded))
        out += [Piece(Kind.WORD, _bare(hit.group()), hit.start(), hit.end()) for hit in hits]
        if piece:
            out.append(piece)
            at = max(at, piece.end)
    return out


def _named(folded: str, known: Collection[str], asked: bool) -> list[Piece]:
    """Return the citations and references of a folded text, in order."""
    found = list(_citations(folded))
    taken = [(piece.start, piece.end) for piece in found]
    for piece in _references(folded, known, asked):
        if all(piece.end <= start or piece.start >= end for start, end in taken):
            found.append(piece)
            taken.append((piece.start, piece.end))
    return sorted(found, key=lambda piece: piece.start)


def _bare(word: str) -> str:
    return _other()["possessive"].sub("", word) if "'" in word else word


def _references(folded: str, known: Collection[str], asked: bool) -> Iterator[Piece]:
    rules = _other()
    for hit in rules["named"].finditer(folded):
        name = f"{hit[2]}/{hit[3]}"
        if asked or name in known or rules["sure"].search(hit[1]):
            yield Piece(Kind.REFERENCE, name, hit.start(), hit.end())
    for hit in rules["bare"].finditer(folded):
        name = f"{hit[1]}/{hit[2]}"
        if name in known or (asked and len(hit[1]) > 2):
            yield Piece(Kind.REFERENCE, name, hit.start(), hit.end())


def _citations(folded: str) -> Iterator[Piece]:
    rules = _citation()
    at = 0
    while hit := rules["begin"].search(folded, at):
        at = hit.end()
        first, end = _with_parts(folded, at, f"{hit[2] or hit[3] + hit[4]}")
        if first.isalnum() and rules["not_before"].search(folded[end : end + _NEAR]):
            continue
        group, end = _joined(folded, end, first, bool(hit[1] and rules["plural"].search(hit[1])))
        before, after = folded[max(0, hit.start() - _NEAR) : hit.start()], folded[end : end + _NEAR]
        at = end
        if rules["other_before"].search(before) or rules["other_after"].search(after):
            continue
        act, more = rules["act_before"].search(before), rules["act_after"].search(after)
        start = hit.start() - (len(act[1]) if act else 0)
        at = end + (more.end() if more else 0)
        yield from (Piece(Kind.CITATION, f"s{one}", start, at) for one in group)


def _with_parts(folded: str, at: int, section: str) -> tuple[str, int]:
    """Return a section with the parts in brackets that follow at `at`, and where they end."""
    part = _citation()["part"]
    while hit := part.match(folded, at):
        section += hit[1].replace(" ", "")
        at = hit.end()
    return section, at


def _joined(folded: str, end: int, first: str, plural: bool) -> tuple[list[str], int]:
    """Return `first` and the citations joined to it: "s24(2) and 31(3)", "ss.24 and 31", "s31(3)(a) and (b)"."""
    rules = _citation()
    group = [first]
    while joint := rules["joined"].match(folded, end):
        if (hit := rules["part"].match(folded, joint.end())) and (base := _base(group[-1], hit[1].replace(" ", ""))):
            one, at = _with_parts(folded, joint.end(), base)
        elif hit := rules["again"].match(folded, joint.end()):
            one, at = _with_parts(folded, hit.end(), hit[1])
            named = rules["named_again"].search(hit.group()) or "(" in one
            if not (named or plural or rules["slash"].search(joint.group())):
                break
            if "(" not in one and rules["not_before"].search(folded[at : at + _NEAR]):
                break
        else:
            break
        group.append(one)
        end = at
    return group, end


def _base(section: str, part: str) -> str:
    """Return what a part alone is added to: after s31(3)(a), "(b)" to 31(3) and "(5)" to 31; nothing if to none."""
    above = section
    while "(" in above:
        above, _, last = above.rpartition("(")
        if last[0].isdigit() == part[1].isdigit():
            return above
    return ""


def lineage(citation: str) -> list[str]:
    """Return a citation after all that it is part of: s31, s31(3), s31(3)(a)."""
    head, *parts = citation.split("(")
    return ["(".join([head, *parts[:count]]) for count in range(len(parts) + 1)]


def cited(text: str) -> list[str]:
    """Return each section and limb that a text names, in small letters and as far as it goes: s21, s40(5b)."""
    return list(dict.fromkeys(piece.token for piece in _citations(fold(text))))


def concepts(words: Sequence[str], synonyms: Synonyms) -> list[tuple[int, int, str]]:
    """Return each phrase of the synonyms among the words: its first word, the one after its last, its entry.

    What is no word, a citation or a reference, stands among them as an empty one.
    """
    longest = max(map(len, synonyms), default=0)
    begin = {phrase[0] for phrase in synonyms}
    out: list[tuple[int, int, str]] = []
    for at in (place for place, word in enumerate(words) if word in begin):
        if out and at < out[-1][1]:
            continue
        for size in range(min(longest, len(words) - at), 0, -1):
            if entry := synonyms.get(tuple(words[at : at + size])):
                out.append((at, at + size, entry))
                break
    return out


def tokens(text: str, known: Collection[str], synonyms: Synonyms) -> list[str]:
    """Return what an index holds of a text: each word, citation with all that it is part of, reference, concept."""
    folded = fold(text)
    word, out, words, at = _other()["word"], list[str](), list[str](), 0
    for piece in [*_named(folded, known, asked=False), None]:
        between = word.findall(folded, at, piece.start if piece else len(folded))
        between = [_bare(one) for one in between] if "'" in folded else between
        out += between
        words += between
        if piece:
            parts = lineage(piece.token) if piece.kind is Kind.CITATION else [piece.token]
            out += [one + END for one in parts]
            words.append("")
            at = max(at, piece.end)
    return [*out, *(CONCEPT + entry for _, _, entry in concepts(words, synonyms))]


def question(text: str, known: Collection[str], synonyms: Synonyms) -> list[str]:
    """Return what a search asks for: the most specific of each citation, and a concept in place of its phrase."""
    found = pieces(text, known, asked=True)
    out = [piece.token + ("" if piece.kind is Kind.WORD else END) for piece in found]
    words = [piece.token if piece.kind is Kind.WORD else "" for piece in found]
    for start, end, entry in reversed(concepts(words, synonyms)):
        out[start:end] = [CONCEPT + entry]
    return out

"""Rule: what a reply must not say, and what an NCND must not lack, found in a draft.

The rules are in rules.yml; only what patterns cannot say is code. assets/rules.js finds the same in the page, from
the same rules; tests/browser/test_rules.py holds both to one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from macros import detectors, drafts, phrases
from macros.drafts import Draft, Part
from macros.names import Names
from macros.phrases import Phrase
from macros.sentences import Sentence
from macros.wording import Stance

_POINT = re.compile("(?:weak-)?(n[0-9]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way in which a sentence breaks a rule; rules.yml says what each key means."""

    marks: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    not_around: frozenset[str] = frozenset()
    heading: bool | None = None
    case: bool = False
    once: bool = False
    blank: tuple[re.Pattern[str], ...] = ()
    all_of: tuple[re.Pattern[str], ...] = ()
    none_of: tuple[re.Pattern[str], ...] = ()
    unless: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the replies it runs on, its messages, and its ways, needs or detector."""

    id: str
    kinds: frozenset[Stance]
    scope: str
    why: str
    remedy: str
    provision: str
    detector: str = ""
    ways: tuple[Way, ...] = ()
    all_of: tuple[Phrase, ...] = ()
    in_order: tuple[Phrase, ...] = ()
    where: tuple[tuple[Phrase, Phrase], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: its place (line from 1, offsets in the text) and words, or the text's start and none."""

    rule_id: str
    line: int
    start: int
    end: int
    sentence: str
    message: str


@cache
def load() -> tuple[Rule, ...]:
    """Return the rules of rules.yml, in its order."""
    return tuple(_rule(entry) for entry in phrases.data()["rules"])


def points() -> dict[str, str]:
    """Return, for each rule that asks for a point of a notice, the point as docs/help/notice.md numbers it ("N3")."""
    found = {rule.id: _POINT.fullmatch(rule.id) for rule in load()}
    return {rule_id: hit[1].upper() for rule_id, hit in found.items() if hit}


def _rule(entry: Mapping[str, Any]) -> Rule:
    kinds = [entry["kind"]] if isinstance(entry["kind"], str) else entry["kind"]
    values: dict[str, Any] = {key: entry[key] for key in ("id", "scope", "why", "remedy", "provision")}
    values["kinds"] = frozenset(Stance if kinds == ["any"] else map(Stance, kinds))
    rest = {key: value for key, value in entry.items() if key not in {*values, "kind"}}
    if "detector" in rest:
        values |= rest
    elif entry["scope"] == "letter":
        values |= {key: tuple(map(phrases.phrase, entries)) for key, entries in rest.items() if key != "where"}
        values["where"] = tuple((phrases.phrase(one), phrases.phrase(other)) for one, other in rest.get("where", ()))
    else:
        values["ways"] = tuple(map(_way, [rest, *rest.pop("or", ())]))
    return Rule(**values)


def _way(entry: Mapping[str, Any]) -> Way:
    """Return a way; a key that it has not is an error of the program."""
    values: dict[str, Any] = {}
    for key, value in entry.items():
        match key:
            case "marks" | "without" | "in" | "not_in" | "not_around":
                values[{"in": "inside", "not_in": "outside"}.get(key, key)] = frozenset(value)
            case "all_of" | "none_of" | "unless":
                values[key] = tuple(map(phrases.compiled, value))
            case "blank":
                values[key] = phrases.blanks(tuple(value), any_case="case" in entry)
            case _:
                values[key] = value
    return Way(**values)


def report(
    text: str, kind: Stance | None, names: Names | None, force_id: str | None, part: bool = False
) -> list[Finding]:
    """Return what the rules find in a draft, by place, and then what it lacks.

    `kind` is what the officer says of the reply (None: as it reads); rules on names run only for a force that is
    given; `part` says that the text is reply text only and one part of a reply.
    """
    draft = drafts.split(text, part, full=kind is Stance.FULL)
    stance = kind or stance_of(draft)
    found: list[Finding] = []
    for rule in load():
        if stance in rule.kinds:
            for sentence, words in _find(rule, draft, names if force_id else None, force_id):
                found.append(_finding(rule, text, sentence, words))
    return sorted(found, key=lambda finding: (not finding.sentence, finding.start))


def stance_of(draft: Draft) -> Stance:
    """Return the kind of a reply as it reads; `any` where it is no NCND."""
    if not any("ncnd" in part.marks for part in draft.parts):
        return Stance.ANY
    beside = any("confirms" in part.marks and "ncnd" not in part.marks for part in draft.parts)
    return Stance.PARTIAL if beside else Stance.FULL


def _finding(rule: Rule, text: str, sentence: Sentence | None, words: str) -> Finding:
    message = f"{rule.why} {rule.remedy}".replace("{found}", words)
    if sentence is None:
        return Finding(rule.id, 1, 0, 0, "", message)
    start, end = sentence.start, sentence.end
    return Finding(rule.id, sentence.line, start, end, text[start:end], message)


Hit = tuple[Sentence | None, str]
"""A sentence that breaks a rule (None: the reply lacks something), and the words for `{found}`."""


def _find(rule: Rule, draft: Draft, names: Names | None, force_id: str | None) -> Iterator[Hit]:
    match rule.detector:
        case "names":
            yield from detectors.names_in(draft.reply, names, force_id) if names else ()
        case "fragments":
            yield from detectors.fragments_in(draft.reply, names) if names else ()
        case "references":
            yield from detectors.references_in(draft.reply)
        case "duplicates":
            yield from detectors.duplicates_in(draft.parts)
        case _ if rule.scope == "letter":
            if _lacks(rule, draft.reply):
                yield None, ""
        case _:
            for part in draft.parts:
                yield from ((sentence, "") for sentence in _breaks(rule, part))


def _breaks(rule: Rule, part: Part) -> Iterator[Sentence]:
    """Yield each sentence of a part that breaks the rule in one way or another."""
    ways = [way for way in rule.ways if _runs_in(way, part)]
    for sentence in part.sentences:
        way = next((way for way in ways if _goes(way, sentence)), None)
        if way is not None:
            yield sentence
            if way.once:
                return


def _runs_in(way: Way, part: Part) -> bool:
    if not way.inside <= part.marks or way.outside & part.marks or way.not_around & part.around:
        return False
    return not any(pattern.search(sentence.low) for pattern in way.unless for sentence in part.sentences)


def _goes(way: Way, sentence: Sentence) -> bool:
    if not way.marks <= sentence.marks or way.without & sentence.marks:
        return False
    if way.heading is not None and way.heading != sentence.heading:
        return False
    return _says(way, sentence.words if way.case else sentence.low)


@lru_cache(maxsize=phrases.MOST)
def _says(way: Way, words: str) -> bool:
    left = phrases.without(way.blank, words)
    if any(pattern.search(left) for pattern in way.none_of):
        return False
    return all(pattern.search(left) for pattern in way.all_of)


def _lacks(rule: Rule, reply: Sequence[Sentence]) -> bool:
    """Return whether the reply lacks what a rule of scope letter asks for."""
    if not all(_has(phrase, reply) for phrase in rule.all_of):
        return True
    if any(_has(here, reply) and not _has(there, reply) for here, there in rule.where):
        return True
    rest = reply
    for phrase in rule.in_order:
        place = next((place for place, sentence in enumerate(rest) if phrase.found(sentence.low)), None)
        if place is None:
            return True
        rest = rest[place:]
    return False


def _has(phrase: Phrase, reply: Iterable[Sentence]) -> bool:
    return any(phrase.found(sentence.low) for sentence in reply)


def as_data(names: Names) -> dict[str, Any]:
    """Return what assets/rules.js needs, ready for JSON: the rules, and every name with the forces that bear it."""
    return {"rules": dict(phrases.data()), "register": detectors.register(names)}

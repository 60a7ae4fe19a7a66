"""Question rules: what the questions of a decision may not ask, and that each, and each answer, can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.decision import Decision
from macros.problems import Problem

_NOUN = re.compile(r"\b(?:its|the|their|your|our|any|covert|open|such|this|of|for|about|whose) uses?\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:about|asks?|asked) (?:how|whether)\b[^.?!;]*", re.IGNORECASE)
_VERB = (
    r"(?:us(?:e|es|ed|ing)|h[oe]ld(?:s|ing)?|own(?:s|ed|ing)?|possess\w*|deploy\w*|operat(?:e|es|ed|ing)|buys?|bought"
    r"|procur\w+|licen[cs]e[sd]?)"
)
_WHO = r"(?:forces?|you|we|us|it|they|police|constabulary|service)"
_ASKS_USE = re.compile(
    rf"\b{_WHO}\b(?! (?:publish|disclos)\w+)(?:(?!\b(?:publish|disclos|acknowledg)|[.?!:;]).)*?\b{_VERB}\b"
    rf"|\b(?:in use|used|held|deployed) (?:by|at|in) (?:\w+ ){{0,3}}{_WHO}\b"
    r"|\b(?:is|are|was|were) (?:\w+ ){0,6}(?:held|used|deployed|in use)\b",
    re.IGNORECASE,
)
_ON_TOOL = r"\b(?:tools?|products?|systems?|software|technolog(?:y|ies)|platforms?|(?:your|the|own) force)\b"
_ON_PUBLIC = re.compile(
    r"\b(?:publish\w*|publication|disclos\w*|acknowledg\w*|request\w*|ask(?:s|ed)?|page|link(?:s|ed)?|publicly|letter)\b",
    re.IGNORECASE,
)
"""What a question about a tool or the force is to be about: what was published, or what was asked for."""


def check(decision: Decision) -> Iterator[Problem]:
    """Yield each question that is no choice, and each that asks for what nobody may write down here."""
    for name, question in decision.questions.items():
        page, keys = decision.page, ("questions", name)
        if len(question.options) < 2:
            yield page.problem(f"`{name}` has fewer than two answers to choose from; add one", *keys, "options")
        seen: set[str] = set()
        for number, option in enumerate(question.options):
            if option.id in seen:
                yield page.problem(f"`{option.id}` is the id of two answers; rename one", *keys, "options", number)
            seen.add(option.id)
        for words, at in _asked(decision, name):
            if found := asks_use(words):
                message = f"asks what a force uses or holds ({found}); ask what was published or asked for"
                yield page.problem(message, *keys, *at)
            elif at == ("ask",) and asks_otherwise(words, decision):
                message = "asks neither what was published nor what was asked for; no other fact of a force or a tool"
                yield page.problem(f"{message} decides a reply: ask one of these", *keys, *at)


def check_alike(decision: Decision) -> Iterator[Problem]:
    """Yield each question, answer and outcome that reads as another one beside it: nobody could tell them apart."""
    asked: list[tuple[str, tuple[str | int, ...]]] = []
    for name, question in decision.questions.items():
        asked.append((question.ask, ("questions", name, "ask")))
        labels = [(one.label, ("questions", name, "options", n, "label")) for n, one in enumerate(question.options)]
        yield from _alike(decision, labels)
    yield from _alike(decision, asked)
    yield from _alike(decision, [(one.title, ("outcomes", name, "title")) for name, one in decision.outcomes.items()])


def _alike(decision: Decision, said: Sequence[tuple[str, tuple[str | int, ...]]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for words, keys in said:
        if words.casefold() in seen:
            yield decision.page.problem(f"`{words}` is said twice, of different things; make them differ", *keys)
        seen.add(words.casefold())


def asks_use(words: str) -> str:
    """Return the words that ask what a force uses or holds, which nobody may answer here, or an empty string."""
    hit = _ASKS_USE.search(_TOLD.sub("", _NOUN.sub("-", words)))
    return hit.group() if hit else ""


def asks_otherwise(words: str, decision: Decision) -> bool:
    """Return whether a question is about a force or a tool, and about nothing that was published or asked for."""
    named = {one.given["supplier"] for one in decision.outcomes.values() if "supplier" in one.given}
    alike = "|".join([_ON_TOOL, *(rf"\b{re.escape(name.split()[0])}\b" for name in sorted(named))])
    return bool(re.search(alike, words, re.IGNORECASE)) and not _ON_PUBLIC.search(words)


def _asked(decision: Decision, name: str) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    question = decision.questions[name]
    yield question.ask, ("ask",)
    yield question.hint, ("hint",)
    for number, option in enumerate(question.options):
        yield option.label, ("options", number, "label")

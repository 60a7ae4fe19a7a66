"""Decision rules: what a decision can get wrong as a graph, and against what it rests on and opens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from macros.advice import Advice, Source
from macros.calls import Call
from macros.decision import MOST_ANSWERS, Decision, Outcome, Stance, depths, walk
from macros.problems import Problem, did_you_mean, mistyped
from macros.provisions import Provision
from macros.sections import plain, sections
from macros.wording import Stance as Kind
from macros.wording import Status, Wording

DISCLOSURE = "s21"
"""The one exemption that is no NCND limb and may stand in an outcome, for the part of a partial reply that is held."""

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


def check_graph(decision: Decision) -> Iterator[Problem]:
    """Yield what is wrong between questions, answers and outcomes."""
    page, questions, outcomes = decision.page, decision.questions, decision.outcomes
    if not questions:
        yield page.problem("has no question; add one below `questions:`", "questions")
    if not outcomes:
        yield page.problem("has no outcome; add one below `outcomes:`", "outcomes")
    for name in outcomes:
        if name in questions:
            yield page.problem(f"`{name}` is a question and an outcome; rename one of them", "outcomes", name)
    lost = not questions or not outcomes
    for name, number in _options(decision) if outcomes else ():
        to = questions[name].options[number].goes_to
        if to not in questions and to not in outcomes:
            lost = True
            hint = did_you_mean(to, [*questions, *outcomes]) or " Add it, or correct it."
            keys = ("questions", name, "options", number, "goes_to")
            yield page.problem(f"`goes_to: {to}` is no question and no outcome.{hint}", *keys)
    reached, back = walk(decision)
    for name, number in back:
        to = questions[name].options[number].goes_to
        message = f"`goes_to: {to}` leads back to a question that was asked before; a route goes one way"
        yield page.problem(message, "questions", name, "options", number, "goes_to")
    for kind, names in () if lost else (("questions", questions), ("outcomes", outcomes)):
        for name in names:
            if name not in reached:
                yield page.problem(f"no answer leads to `{name}`; let one go to it, or take it out", kind, name)
    if not back:
        for name, answers in depths(decision).items():
            if name in questions and answers == MOST_ANSWERS:
                message = f"`{name}` asks for answer {answers + 1} of a route; a route has {MOST_ANSWERS} at most"
                yield page.problem(message, "questions", name)


def _options(decision: Decision) -> Iterator[tuple[str, int]]:
    for name, question in decision.questions.items():
        yield from product([name], range(len(question.options)))


def check_questions(decision: Decision) -> Iterator[Problem]:
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


def asks_use(words: str) -> str:
    """Return the words that ask what a force uses or holds, which nobody may answer here, or an empty string."""
    hit = _ASKS_USE.search(_TOLD.sub("", _NOUN.sub("-", words)))
    return hit.group() if hit else ""


def _asked(decision: Decision, name: str) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    question = decision.questions[name]
    yield question.ask, ("ask",)
    yield question.hint, ("hint",)
    for number, option in enumerate(question.options):
        yield option.label, ("options", number, "label")


def check_outcomes(
    decision: Decision,
    wordings: Mapping[str, Wording],
    provisions: Mapping[str, Provision],
    known: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    """Yield what is wrong with the exemptions and the letter of each outcome.

    `known` holds the ids of every wording and provision that is there, readable or not.
    """
    for name, outcome in decision.outcomes.items():
        for key, number, message in _faults(outcome, wordings, provisions, known):
            keys = (key,) if number is None else (key, number)
            yield decision.page.problem(message, "outcomes", name, *keys)
        for field, message in _set_elsewhere(outcome, wordings):
            yield decision.page.problem(message, "outcomes", name, "set", field, warning=True)


Fault = tuple[str, int | str | None, str]
"""A key of an outcome, the item or key below it, and the message."""


def _faults(
    outcome: Outcome,
    wordings: Mapping[str, Wording],
    provisions: Mapping[str, Provision],
    known: Mapping[str, Collection[str]],
) -> Iterator[Fault]:
    refers = outcome.stance is Stance.REFER
    for key in ("letter", "exemptions"):
        if refers and getattr(outcome, key):
            yield key, None, f"`{key}:` stands in an outcome that sends nothing; take it out, or correct `stance:`"
        elif not refers and not getattr(outcome, key):
            yield key, None, f"`{key}:` is empty and the stance is {outcome.stance.value}; fill it in"
    yield from _exemption_faults(outcome, provisions, known["provision"])
    yield from _letter_faults(outcome, wordings, known["wording"])
    for number, one in enumerate(outcome.provisions):
        if one not in known["provision"]:
            hint = mistyped(one, known["provision"]) or " Correct it or add the page."
            yield "provisions", number, f"`{one}` is not there.{hint}"


def _letter_faults(outcome: Outcome, wordings: Mapping[str, Wording], known: Collection[str]) -> Iterator[Fault]:
    for number, one in enumerate(outcome.letter):
        if one not in known:
            hint = mistyped(one, known) or " Correct it or add the page."
            yield "letter", number, f"`{one}` is not there.{hint}"
        elif one in outcome.letter[:number]:
            yield "letter", number, f"`{one}` stands twice in the letter; keep one"
    allowed = {Kind.ANY} | ({Kind(outcome.stance.value)} if outcome.stance is not Stance.REFER else set(Kind))
    parts = [wordings[one] for one in dict.fromkeys(outcome.letter) if one in wordings]
    for part in parts:
        at = outcome.letter.index(part.id)
        if part.head.status in {Status.SUPERSEDED, Status.WITHDRAWN}:
            yield "letter", at, f"`{part.id}` is {part.head.status.value}; use the wording that replaced it"
        if not part.supplied:
            yield "letter", at, f"the words of `{part.id}` are not supplied; put them in, or take it out of the letter"
        if part.head.stance not in allowed:
            message = f"`{part.id}` is for a {part.head.stance.value} NCND and the stance is {outcome.stance.value}"
            yield "letter", at, f"{message}; one is wrong"
    for need in dict.fromkeys(need for part in parts for need in part.head.needs):
        if need not in outcome.letter and need in known:
            by = ", ".join(f"`{part.id}`" for part in parts if need in part.head.needs)
            yield "letter", None, f"`{need}` is not in the letter and {by} must not be sent without it; add it"
    for number, part in enumerate(parts):
        wrong = [one.id for one in parts[number + 1 :] if one.id in part.head.after or part.id in one.below]
        if wrong:
            named = ", ".join(f"`{one}`" for one in wrong)
            yield "letter", outcome.letter.index(part.id), f"`{part.id}` stands before {named}; put it below"
    declared = {field for part in parts for field in part.fields}
    for field in outcome.given if len(parts) == len(set(outcome.letter)) else ():
        if field not in declared:
            hint = did_you_mean(field, declared) or " Correct it or take it out."
            yield "set", field, f"`{field}` is not a field of the letter's wordings.{hint}"


def _set_elsewhere(outcome: Outcome, wordings: Mapping[str, Wording]) -> Iterator[tuple[str, str]]:
    """Yield each letter field that the outcome sets to other than its default, where the wording warns of it."""
    fields = {name: field for one in outcome.letter if one in wordings for name, field in wordings[one].fields.items()}
    for name, value in outcome.given.items():
        if name in fields and fields[name].if_changed and value != fields[name].default:
            default = fields[name].default
            yield name, f"`{name}: {value}` is not the default, `{default}`; {fields[name].if_changed}"


def _exemption_faults(outcome: Outcome, provisions: Mapping[str, Provision], known: Collection[str]) -> Iterator[Fault]:
    limbs = {limb: entry.ncnd for one in provisions.values() for limb, entry in one.limbs.items()}
    for number, one in enumerate(outcome.exemptions):
        section = one.partition("(")[0]
        if section == DISCLOSURE and outcome.stance is Stance.PARTIAL and (one == section or one in limbs):
            continue
        if section in known and section not in provisions:
            continue
        if section not in known:
            hint = mistyped(one, limbs) or " Correct it or add the page."
            yield "exemptions", number, f"`{one}` is not there.{hint}"
        elif not limbs.get(one):
            message = f"`{one}` is not a limb that an NCND can rest on; see docs/provisions/{section}.md"
            yield "exemptions", number, message


def check_pages(
    decision: Decision, calls: Mapping[str, Sequence[Call]], known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Yield the decision, and each letter, that no page shows; `calls` holds each page's macro calls."""
    page, ref = decision.page, decision.ref
    decide, letter = f"decide/{ref}.md", f"letter/{ref}.md"
    times = [one.name for one in calls.get(decide, ())].count("decision")
    if times > 1:
        yield page.problem(f"{decide} shows this decision {times} times; keep one")
    elif times == 0 and not _unread(decide, calls, known):
        yield page.problem(f'no page shows this decision; write `{{{{ decision("{ref}") }}}}` in {decide}')
    shown = [one.arguments["outcome"] for one in calls.get(letter, ()) if one.name == "letter"]
    for name in () if _unread(letter, calls, known) else decision.outcomes:
        if decision.outcomes[name].letter and name not in shown:
            message = f'no page shows the letter of `{name}`; write `{{{{ letter("{ref}", "{name}") }}}}` in {letter}'
            yield page.problem(message, "outcomes", name, "letter")


def _unread(page_id: str, calls: Mapping[str, Sequence[Call]], known: Mapping[str, Collection[str]]) -> bool:
    """Return whether the page is there and cannot be read, which is reported once already."""
    return page_id in known["page"] and page_id not in calls


def check_grounds(
    decision: Decision,
    notes: Mapping[str, Advice],
    sources: Mapping[str, Source],
    known: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    """Yield each outcome whose ground is not there, or is not quoted as it stands.

    `known` holds the ids of every note and source that is there, readable or not.
    """
    source = sources.get(decision.ref)
    for name, outcome in decision.outcomes.items():
        page, keys = decision.page, ("outcomes", name)
        note = notes.get(decision.note(name))
        if note is None:
            if decision.note(name) not in known["note"]:
                beside = [f"{one.partition('/')[2]}.md" for one in known["note"] if one.startswith(f"{decision.ref}/")]
                hint = mistyped(outcome.because.partition("#")[0], beside) or " Correct it or add the note."
                yield page.problem(f"`because: {outcome.because}` is on no note beside it.{hint}", *keys, "because")
            continue
        found = sections(note.page)
        anchor = outcome.because.partition("#")[2]
        if anchor not in found:
            hint = did_you_mean(anchor, found) or f" They are {', '.join(found)}."
            yield page.problem(f"`because: {outcome.because}` is no heading of that note.{hint}", *keys, "because")
            continue
        unread = source is None and decision.ref in known["source"]
        grounds = f"{found[anchor].words}\n{plain(source.text) if source else ''}"
        if plain(outcome.why) not in grounds and not unread:
            message = f"`why:` is not word for word under {outcome.because} or in source.txt; copy it from there"
            yield page.problem(message, *keys, "why")

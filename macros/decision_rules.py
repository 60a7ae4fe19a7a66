"""Decision rules: what a decision can get wrong as a graph, and against what it rests on and opens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from macros import spellings
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

_STANCE = re.compile(r"\b(full|partial) NCND\b", re.IGNORECASE)


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
    found = [*_exemption_faults(outcome, provisions, known["provision"])]
    found += _letter_faults(outcome, wordings, known["wording"])
    yield from found
    if outcome.exemptions and outcome.letter and not refers and not found:
        yield from _named_faults(outcome, [wordings[one] for one in outcome.letter if one in wordings])
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
            what = f"is not the default, `{default}`" if default else "is set, and the field has no default"
            yield name, f"`{name}: {value}` {what}; {fields[name].if_changed}"


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


def _named_faults(outcome: Outcome, parts: Sequence[Wording]) -> Iterator[Fault]:
    """Yield where the title and exemptions of an outcome and the words of its letter are not of the same limbs."""
    listed = [one.casefold() for one in outcome.exemptions]
    if (hit := _STANCE.search(outcome.title)) and hit[1].casefold() != outcome.stance.value:
        message = (
            f"`title:` says “{hit.group()}” and the stance is {outcome.stance.value}; correct the one that is wrong"
        )
        yield "title", None, message
    for one in spellings.cited(outcome.title):
        if not any(_within(one, other) or _within(other, one) for other in listed):
            yield "title", None, f"`title:` names `{one}`, and `exemptions:` does not; correct the one that is wrong"
    if len(parts) < len(outcome.letter) or not all(part.whole for part in parts):
        return
    for limb in dict.fromkeys(limb for part in parts for limb in part.head.limbs):
        if limb.casefold() not in listed:
            by = ", ".join(f"`{part.id}`" for part in parts if limb in part.head.limbs)
            message = f"`exemptions:` lacks `{limb}`, which `limbs:` of {by} has; add it, or take it out there"
            yield "exemptions", None, message
    said = spellings.cited("\n".join(block.template() for part in parts for block in part.blocks))
    said += [limb.casefold() for part in parts for limb in part.head.limbs]
    for number, one in enumerate(listed):
        if not any(_within(other, one) for other in said):
            message = f"`{outcome.exemptions[number]}` is not named in the letter; correct it, or its wordings"
            yield "exemptions", number, message
    if any(_within(one, DISCLOSURE) for one in said) and not any(_within(one, DISCLOSURE) for one in listed):
        yield (
            "exemptions",
            None,
            f"`exemptions:` lacks `{DISCLOSURE}`, which the letter names; add it, or correct its wordings",
        )


def _within(limb: str, other: str) -> bool:
    return limb == other or limb.startswith(f"{other}(")


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
        why = plain(outcome.why)
        other = next((one for one, section in found.items() if why in section.words), "")
        if why in found[anchor].words:
            continue
        if other:
            message = f"`why:` stands under `#{other}`, and not under {outcome.because}; correct the one that is wrong"
            yield page.problem(message, *keys, "because")
        elif why not in (plain(source.text) if source else "") and not unread:
            message = f"`why:` is not word for word under {outcome.because} or in source.txt; copy it from there"
            yield page.problem(message, *keys, "why")

"""Proof: run the letter rules on what the site itself would have an officer send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from macros import fill, letter, phrases, rules
from macros.decision import Decision
from macros.decision import Stance as Outcome
from macros.fill import Answers
from macros.forces import Force
from macros.names import Names
from macros.problems import Problem
from macros.provisions import Provision
from macros.rules import Finding
from macros.values import Kind
from macros.wording import Field, Stance, Wording

_STANCES = {Outcome.FULL: Stance.FULL, Outcome.PARTIAL: Stance.PARTIAL}
_GIVEN = {
    Kind.TEXT: "someone",
    Kind.REFERENCE: "FOI 1",
    Kind.DATE: "1 January 2026",
    Kind.LINK: "https://www.gov.uk/",
}
_NCND = "We can neither confirm nor deny whether this is held."
_REGULATOR = "the regulator, 1 Long Road, Town, 0300 000 0000"
"""What stands in a field while the rules read a letter: nothing that a rule looks for."""


def check(
    decisions: Mapping[str, Decision], wordings: Mapping[str, Wording], forces: Sequence[Force], names: Names
) -> Iterator[Problem]:
    """Yield what the letter rules find in each outcome's letter, and in each wording that is in none."""
    if not forces:
        return
    sent: set[str] = set()
    for decision in decisions.values():
        for outcome_id, outcome in decision.outcomes.items():
            if outcome.letter and all(one in wordings and wordings[one].whole for one in outcome.letter):
                sent |= set(outcome.letter)
                yield from _check_letter(decision, outcome_id, wordings, forces[0], names)
                yield from _check_needs(decision, outcome_id, wordings, forces[0])
    for wording in wordings.values():
        yield from _check_samples(wording)
    yield from _check_lacks([wordings[one] for one in sorted(sent)], forces[0])
    for wording in wordings.values():
        if wording.id not in sent and wording.whole:
            answers = _answers(wording.fields, forces[0])
            for finding in rules.report(fill.text(wording.blocks, answers), None, names, forces[0].id):
                if finding.sentence:
                    yield Problem(wording.page.path, _line(wording, answers, finding), _message(finding))


def check_limbs(provisions: Mapping[str, Provision]) -> Iterator[Problem]:
    """Yield each limb that is marked otherwise than the letter rules know it."""
    for provision in provisions.values():
        for limb, entry in provision.limbs.items():
            number = limb.removeprefix("s")
            reply = f"We can neither confirm nor deny whether this is held, by virtue of section {number} of the Act."
            wrong = any(one.rule_id == "wrong-limb" for one in rules.report(reply, Stance.FULL, None, None))
            if wrong if entry.ncnd else "limb" in phrases.marks(limb.casefold()):
                message = f"`{limb}` is marked `ncnd: {str(entry.ncnd).lower()}`, and the letter rules know it as the"
                yield provision.page.problem(f"{message} opposite; correct it", "limbs", limb, "ncnd")


def _check_letter(
    decision: Decision, outcome_id: str, wordings: Mapping[str, Wording], force: Force, names: Names
) -> Iterator[Problem]:
    item = letter.compose(decision, outcome_id, wordings)
    answers = _answers(item.fields, force)
    stance = _STANCES[decision.outcomes[outcome_id].stance]
    for finding in rules.report(fill.text(item.blocks, answers), stance, names, force.id):
        at = next((one for one in item.wordings if _line(one, answers, finding)), None)
        if at:
            yield Problem(at.page.path, _line(at, answers, finding), _message(finding))
        else:
            message = f"the letter of `{outcome_id}`: {_message(finding)}"
            yield decision.page.problem(message, "outcomes", outcome_id, "letter")


def _check_needs(
    decision: Decision, outcome_id: str, wordings: Mapping[str, Wording], force: Force
) -> Iterator[Problem]:
    """Yield each wording of a letter that is no whole notice with all that its `needs:` names, where the letter is."""
    outcome = decision.outcomes[outcome_id]
    stance = _STANCES[outcome.stance]
    whole = _missing([wordings[one] for one in outcome.letter], stance, force)
    for wording in (wordings[one] for one in outcome.letter if wordings[one].head.stance is not Stance.ANY):
        with_it = {wording.id}
        while (
            more := {need for one in with_it for need in wordings[one].head.needs if need in outcome.letter} - with_it
        ):
            with_it |= more
        left = _missing([wordings[one] for one in outcome.letter if one in with_it], stance, force)
        if lost := [one for one in left if one.startswith("n") and one not in whole]:
            message = (
                f"with all that `needs:` names, these words lack {', '.join(lost)} of a notice; name there the other"
            )
            yield wording.page.problem(f"{message} wordings of the letter of `{outcome_id}`", "needs")


def _check_samples(wording: Wording) -> Iterator[Problem]:
    """Yield each value that an NCND's field shows the officer and that says what is held or used."""
    if wording.head.stance is Stance.ANY or "s21" in wording.head.provisions:
        return
    for name, field in wording.fields.items():
        for key, words in (("default", field.default), ("example", field.example)):
            found = rules.report(f"{_NCND} {words}", Stance.FULL, None, None) if words else []
            if any(one.start >= len(_NCND) and one.rule_id in {"held-and-ncnd", "confirmed-use"} for one in found):
                message = (
                    f"`{key}:` says what is held or used (“{words[:60]}”), and the words neither confirm nor deny;"
                )
                yield wording.page.problem(f"{message} write another", "fields", name, key)


def _check_lacks(sent: Sequence[Wording], force: Force) -> Iterator[Problem]:
    """Yield each point of a notice that supplied words lack, or argue in part, and whose officer is not told so."""
    for wording in (one for one in sent if one.head.source and one.head.stance is not Stance.ANY):
        for rule_id in _missing([wording], wording.head.stance, force):
            key, told = ("weak", wording.head.weak) if rule_id.startswith("weak-") else ("lacks", wording.head.lacks)
            if (point := rule_id.removeprefix("weak-")) not in (told or {}):
                message = f"the words alone fall short of `{point}`, and `{key}:` does not say so; add a line for it"
                yield wording.page.problem(message, key)


def _missing(parts: Sequence[Wording], stance: Stance, force: Force) -> list[str]:
    """Return the rules by which wordings, read as one reply, lack something."""
    answers = _answers({name: field for part in parts for name, field in part.fields.items()}, force)
    text = fill.text([block for part in parts for block in part.blocks], answers)
    return [one.rule_id for one in rules.report(text, stance, None, None) if not one.sentence]


def _answers(fields: Mapping[str, Field], force: Force) -> Answers:
    words = {
        name: field.default or (_REGULATOR if field.suggest else _GIVEN[field.kind]) for name, field in fields.items()
    }
    return Answers(defaultdict(lambda: _GIVEN[Kind.TEXT], {**words, **force.forms()}), {})


def _line(wording: Wording, answers: Answers, finding: Finding) -> int:
    """Return the line of the block that holds the finding's sentence, or 0."""
    if not finding.sentence:
        return 0
    return next((b.line for b in wording.blocks if finding.sentence in fill.text([b], answers)), 0)


def _message(finding: Finding) -> str:
    words = f" (“{finding.sentence[:60]}”)" if finding.sentence else ""
    return f"{finding.rule_id}: {finding.message}{words}"

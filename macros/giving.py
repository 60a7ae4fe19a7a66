"""Giving: the commands that print a wording or a letter, in a force's name and with an officer's answers."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterable, Mapping

from macros import components, fill
from macros import letter as letters
from macros.console import Exit, Usage, content, known, say
from macros.decision import Decision
from macros.forces import FORMS
from macros.grammar import Block
from macros.library import Library
from macros.problems import did_you_mean
from macros.wording import Choice, Field, Wording

KNOWN_FIELDS = (
    *("reference", "date", "request", "supplier"),
    *("public_link", "review_contact", "regulator_contact", "case_reason"),
)
KNOWN_CHOICES = ("counter_terrorism_role", "several_bodies_asked", "common_position", "link_opened")


def wording(given: argparse.Namespace) -> Exit:
    """Print one wording."""
    loaded = content()
    item = known(given.id, loaded.wordings, "wording")
    if not item.supplied:
        say(f"The words of `{item.id}` are not supplied. There is nothing to give.")
        return Exit.PROBLEMS
    return _give(given, loaded, item.blocks, item.fields, item.choices, [item.head.alone, *_unapproved([item])])


def letter(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Print the letter of one outcome of a decision; its date is today's where none is given."""
    loaded = content()
    decision: Decision = known(given.ref, loaded.decisions, "decision")
    outcome = known(given.outcome, decision.outcomes, "outcome")
    if not outcome.letter:
        raise Usage(f"`{given.outcome}` has no letter: {outcome.title}.")
    item = letters.compose(decision, given.outcome, loaded.wordings)
    return _give(given, loaded, item.blocks, item.fields, item.choices, _unapproved(item.wordings), today)


def _unapproved(wordings: Iterable[Wording]) -> list[str]:
    return [f"{one.head.title}: {one.approval_words}." for one in wordings if one.unapproved]


def _give(
    given: argparse.Namespace,
    loaded: Library,
    blocks: Iterable[Block],
    fields: Mapping[str, Field],
    choices: Mapping[str, Choice],
    notes: Iterable[str],
    today: datetime.date | None = None,
) -> Exit:
    force = known(given.force, loaded.forces, "force")
    typed = _pairs(given.field, "field", [*KNOWN_FIELDS, *_declared(loaded, "fields")], fields)
    chosen = _pairs(given.choice, "choice", [*KNOWN_CHOICES, *_declared(loaded, "choices")], choices)
    chosen = {name: value for name, value in chosen.items() if value in {"yes", "no"}}
    if force.refusal:
        say(force.refusal)
        return Exit.PROBLEMS
    if today:
        typed = letters.with_today(typed, today)
    answers, lacks, notices = fill.answer(blocks, fields, choices, force, typed, chosen)
    for notice in notices:
        say(f"Note: {notice}")
    if lacks:
        for lack in lacks:
            option = "--choice" if lack.name in choices else "--field"
            say(f"{option} {lack.name}: {lack.label}: {lack.why}")
        return Exit.VALUES
    for note in notes:
        if note:
            say(f"Note: {note}")
    print(fill.text(blocks, answers) if given.format == "text" else components.rich(blocks, answers))
    return Exit.DONE


def _declared(loaded: Library, section: str) -> Iterable[str]:
    return {name for item in loaded.wordings.values() for name in getattr(item, section)}


def _pairs(given: Iterable[str], option: str, known: Iterable[str], used: Iterable[str]) -> dict[str, str]:
    """Return NAME=VALUE options by name; a known name that is not used here is left out with a note."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Usage(f"--{option} {text}: write NAME=VALUE.")
        if name in FORMS:
            raise Usage(f"--{option} {name}: comes from the register; give --force.")
        if name not in {*known, *used}:
            raise Usage(f"--{option} {name}: is not a {option}.{did_you_mean(name, {*known, *used})}")
        if name in pairs:
            raise Usage(f"--{option} {name}: is given twice.")
        if name in used:
            pairs[name] = value
        else:
            say(f"Note: --{option} {name} is not used here.")
    return pairs

"""The letter rules on the site's own letters: no false alarm, for any force and any answer."""

from itertools import product

import filled
import pytest
from test_letter import TODAY, TYPED

from macros import drafts, fill, letter, rules
from macros.changes import shown_forces
from macros.forces import Force
from macros.library import Library
from macros.wording import Stance

OUTCOMES = {"full-ncnd": Stance.FULL, "partial-ncnd": Stance.PARTIAL}


def text(loaded: Library, outcome: str, force: Force, chosen: dict[str, str]) -> str:
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    known = {**TYPED, "regulator_contact": "the regulator, 1 Long Road, Town"}
    typed = letter.with_today({**filled.typed(item.fields), **known}, TODAY)
    given = {**dict.fromkeys(item.choices, "yes"), **chosen}
    answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, force, typed, given)
    assert lacks == []
    return fill.text(item.blocks, answers)


def free_choices(loaded: Library, outcome: str) -> list[str]:
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    return [name for name, choice in item.choices.items() if not choice.must_be]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_forces_letter_is_of_its_kind_and_passes_for_both_answers_of_every_choice(loaded: Library, outcome: str):
    """The two forces that changes are shown for, one with "the" and one without, give every answer with every other."""
    free = free_choices(loaded, outcome)
    each = [["yes"] * len(free), ["no"] * len(free)]
    for force in loaded.foia_forces():
        for given in product(("yes", "no"), repeat=len(free)) if force in shown_forces(loaded) else each:
            words = text(loaded, outcome, force, dict(zip(free, given, strict=True)))
            found = rules.report(words, OUTCOMES[outcome], loaded.names, force.id)
            assert found == [], (force.id, given)
            assert rules.stance_of(drafts.split(words)) is OUTCOMES[outcome]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_kind_of_a_letter_is_what_it_reads_as(loaded: Library, outcome: str):
    words = text(loaded, outcome, loaded.forces["kent"], {})
    assert rules.stance_of(drafts.split(words)) is OUTCOMES[outcome]
    assert rules.report(words, None, loaded.names, "kent") == []


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_letter_of_another_force_does_not_pass(loaded: Library, outcome: str):
    words = text(loaded, outcome, loaded.forces["kent"], {})
    found = rules.report(words, OUTCOMES[outcome], loaded.names, "essex")
    assert {finding.rule_id for finding in found} == {"other-force"}

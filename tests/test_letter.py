"""The letter of each outcome: its wordings in order, after the reference, the date and the request."""

import datetime

import filled
import pytest

from macros import fill, letter
from macros.library import Library
from macros.names import others

TODAY = datetime.date(2026, 11, 24)
TYPED = {
    "reference": "FOI 2026/001",
    "request": "Do you use it?\n\nPlease list every contract.",
    "public_link": "https://www.kent.police.uk/foi/disclosure",
    "review_contact": "the Freedom of Information team",
    "regulator_contact": "the regulator at its address",
}
OUTCOMES = ("full-ncnd", "partial-ncnd")
AS_DELIVERED = pytest.mark.supplied("docs/advice/1750-22/decision.yml")


def words(loaded: Library, outcome: str, force_id: str, chosen: dict[str, str] | None = None) -> str:
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    given = {**dict.fromkeys(item.choices, "yes"), **(chosen or {})}
    typed = letter.with_today({**filled.typed(item.fields), **TYPED}, TODAY)
    answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, loaded.forces[force_id], typed, given)
    assert lacks == []
    return fill.text(item.blocks, answers)


def test_a_letter_opens_with_reference_date_and_the_request_in_its_own_lines(loaded: Library):
    assert words(loaded, "full-ncnd", "kent").startswith(
        "Reference: FOI 2026/001\n\n24 November 2026\n\n"
        "Your request\n\nDo you use it?\n\nPlease list every contract.\n\n"
        "Response\n\n"
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_wordings_follow_in_the_outcomes_order(loaded: Library, outcome: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    assert [one.id for one in item.wordings] == list(loaded.decisions["1750-22"].outcomes[outcome].letter)
    blocks = [block.id for one in item.wordings for block in one.blocks]
    assert [block.id for block in item.blocks] == ["L01", "L02", "L03", "L04", "L05", *blocks]


@AS_DELIVERED
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_supplier_is_set_by_the_outcome_and_not_asked_for(loaded: Library, outcome: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    assert item.given == {"supplier": "Palantir Technologies"}
    assert "supplier" not in item.fields
    assert "Palantir Technologies" in words(loaded, outcome, "kent")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_forces_letter_is_its_own_for_every_answer(loaded: Library, outcome: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    for force in loaded.foia_forces():
        for chosen in filled.every_answer(item.choices):
            text = words(loaded, outcome, force.id, chosen)
            assert force.name in text
            assert list(others(loaded.names, text, force.id)) == []
            assert not any(mark in text for mark in ("{{", "{%", "  "))


def test_the_date_is_todays_unless_another_is_given():
    assert letter.with_today({}, TODAY) == {"date": "2026-11-24"}
    for given in ("2026-01-02", ""):
        assert letter.with_today({"date": given}, TODAY) == {"date": given}


@AS_DELIVERED
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_routes_to_a_letter_are_those_of_the_decision(loaded: Library, outcome: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    expected = {
        "full-ncnd": ["published=no;whole_request=yes"],
        "partial-ncnd": ["published=yes;all_covered=yes"],
    }
    assert [route.fragment for route in item.routes()] == expected[outcome]

"""Lists of pages: each page stands in every group that it belongs to, and what has none comes last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from macros.browse import groups
from macros.library import GROUPED, Library
from macros.wording import Status


@pytest.fixture
def three(loaded: Library) -> Library:
    """The real wordings, and three notes that differ in year, sections, topics and state."""
    first = next(iter(loaded.notes.values()))
    facts = {
        "9001-26/index": {
            "reference": "9001/26",
            "provisions": ("s31", "s9"),
            "topics": ("drones", "vehicles"),
            "status": Status.SUPERSEDED,
        },
        "9002-24/index": {"reference": "9002/24", "provisions": ("s9",), "topics": (), "status": Status.CURRENT},
        "9002-24/more": {
            "reference": "unknown",
            "follows": "9002/24",
            "provisions": (),
            "topics": ("drones",),
            "status": Status.CURRENT,
        },
    }
    notes = {name: replace(first, id=name, note=replace(first.note, **those)) for name, those in facts.items()}
    return replace(loaded, notes=notes, wordings={})


def shown(library: Library, by: str) -> dict[str, list[str]]:
    return {heading: [row.address for row in rows] for heading, rows in groups(library, by)}


ONE, TWO, MORE = "advice/9001-26/", "advice/9002-24/", "advice/9002-24/more/"


def test_notes_are_listed_by_year_from_the_newest(three: Library):
    assert list(shown(three, "year").items()) == [("2026", [ONE]), ("2024", [TWO]), ("Year not known", [MORE])]


def test_notes_are_listed_by_section_in_the_order_of_the_act(three: Library):
    assert list(shown(three, "provision").items()) == [
        ("S9", [TWO, ONE]),
        (three.provisions["s31"].head.title, [ONE]),
        ("No section named", [MORE]),
    ]


def test_notes_are_listed_by_each_topic(three: Library):
    assert shown(three, "topic") == {"Drones": [MORE, ONE], "Vehicles": [ONE], "No topic given": [TWO]}


def test_notes_are_listed_by_state(three: Library):
    assert shown(three, "status") == {"Current": [TWO, MORE], "Superseded": [ONE]}


@pytest.mark.parametrize("by", GROUPED)
def test_every_note_and_wording_is_in_each_list(loaded: Library, by: str):
    listed = {row.address for _, rows in groups(loaded, by) for row in rows}
    assert {f"advice/{name.removesuffix('/index')}/" for name in loaded.notes} <= listed
    assert by == "year" or {f"wording/{name}/" for name in loaded.wordings} <= listed


def test_the_list_of_forces_says_whom_no_wording_is_for_and_under_which_law_they_answer(loaded: Library):
    [(_, rows)] = groups(loaded, "forces")
    tagged = {row.title: row.words for row in rows if row.tag == "no wording"}
    refused = [force for force in loaded.forces.values() if force.refusal]
    assert len(refused) > 3
    assert set(tagged) == {force.name for force in refused}
    assert all(force.law in tagged[force.name] for force in refused)

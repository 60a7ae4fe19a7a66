"""Advice: the days of a note and its place in the line of notes, where they are right."""

import datetime

import pytest

from macros.advice import Advice, load
from macros.note_rules import check, check_days
from macros.pages import parse

TODAY = datetime.date(2024, 2, 29)
LINES = {
    "title": "A note",
    "reference": '"1801/23"',
    "status": "unconfirmed",
    "text": "supplied",
    "issued_on": "unknown",
    "last_reviewed_on": "unknown",
    "review_by": "unknown",
}


def note(name: str = "1801-23/index", **changed: str) -> dict[str, Advice]:
    ref = name.partition("/")[0].replace("-", "/")
    lines = {**LINES, "reference": f'"{ref}"', **changed}
    text = "\n".join(["---", *(f"{key}: {value}" for key, value in lines.items()), "---", "", "Words.", ""])
    notes, _, problems = load([parse(f"advice/{name}.md", f"docs/advice/{name}.md", text)], {})
    assert problems == []
    return notes


SAID = [
    ({"issued_on": "2024-02-29", "last_reviewed_on": "2024-02-29", "review_by": "2024-02-29"}, []),
    ({"issued_on": "2024-03-01"}, ["`issued_on: 2024-03-01` is still to come; correct the day"]),
    ({"last_reviewed_on": "2024-03-01"}, ["`last_reviewed_on: 2024-03-01` is still to come; correct the day"]),
    (
        {"issued_on": "2024-02-02", "review_by": "2024-02-01", "status": "superseded"},
        ["`review_by: 2024-02-01` is before `issued_on: 2024-02-02`; correct the one that is wrong"],
    ),
    ({"review_by": "2024-03-01"}, []),
    ({"review_by": "2029-12-31"}, []),
    (
        {"review_by": "2034-12-31"},
        ["`review_by: 2034-12-31` is more than 5 years away; write the day by which somebody reviews it"],
    ),
    ({"review_by": "2024-02-28"}, ["`review_by: 2024-02-28` has passed; review the note and write the next day"]),
    ({"review_by": "2024-02-28", "status": "draft"}, []),
    ({"review_by": "2024-02-28", "status": "superseded"}, []),
    ({"review_by": "2024-02-28", "status": "withdrawn"}, []),
]


@pytest.mark.parametrize(("changed", "messages"), SAID)
def test_days_are_held_against_today(changed: dict[str, str], messages: list[str]):
    found = list(check_days(note(**changed), TODAY))
    assert [problem.message for problem in found] == messages
    assert [problem.warning for problem in found] == [
        "review_by" in message and "2024-02-01" not in message for message in messages
    ]


def test_a_review_that_nobody_will_live_to_see_is_no_warning():
    [problem] = check_days(note(review_by="2035-01-01"), TODAY)
    assert not problem.warning


OLD = note("1750-22/index")
NEW = {"supersedes": '"1750/22"'}
IN_ORDER = {
    "superseded on both sides": {**note("1750-22/index", status="superseded"), **note(**NEW)},
    "a stub superseded": {
        **note("1750-22/index", status="superseded", text="not supplied"),
        **note(**NEW),
    },
    "a follow-up superseded with its folder": {
        **note("1750-22/index", status="superseded"),
        **note("1750-22/continued", status="superseded"),
        **note(**NEW),
    },
    "a draft that is to supersede": {**OLD, **note(**NEW, status="draft")},
    "a withdrawn one that superseded": {**OLD, **note(**NEW, status="withdrawn")},
    "two that supersede, and one of them is superseded": {
        **note("1750-22/index", status="superseded"),
        **note(**NEW, status="superseded"),
        **note("1802-24/index", **NEW),
        **note("1803-24/index", supersedes='"1801/23"'),
    },
    "one that supersedes another of its year": {
        **note("1801-23/index", status="superseded"),
        **note("1700-23/index", supersedes='"1801/23"'),
    },
    "three in a row": {
        **note("1750-22/index", status="superseded"),
        **note(**NEW, status="superseded"),
        **note("1802-24/index", supersedes='"1801/23"', follows='"1750/22"'),
    },
}


@pytest.mark.parametrize("notes", IN_ORDER.values(), ids=IN_ORDER)
def test_notes_in_order_are_no_problem(notes: dict[str, Advice]):
    assert list(check(notes, {}, set(notes))) == []


def test_a_note_that_cannot_be_read_may_be_the_one_that_supersedes():
    notes = note("1750-22/index", status="superseded")
    assert list(check(notes, {}, {*notes, "1801-23/index"})) == []


def test_each_ring_is_named_once():
    rings = {}
    for one, other in (("1750-22", "1801-23"), ("1801-23", "1802-23"), ("1802-23", "1750-22"), ("2002-24", "2003-24")):
        rings |= note(f"{one}/index", follows=f'"{other.replace("-", "/")}"')
    rings |= note("2003-24/index", follows='"2002/24"')
    assert [(problem.path, problem.line) for problem in check(rings, {}, set(rings))] == [
        ("docs/advice/1750-22/index.md", 9),
        ("docs/advice/2002-24/index.md", 9),
    ]

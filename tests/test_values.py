"""Values: what an officer typed comes out literally, on one line, or is refused with the reason."""

import datetime

import pytest
from values_table import ROWS

from macros.values import Kind, Reason, clean, letter_date

SENTENCES = {
    "EMPTY": "Nothing was entered: fill this in.",
    "TOO_LONG": "It is longer than 60 characters: give the request's reference alone.",
    "NOT_A_DAY": "It is not a day in the calendar: give it as year-month-day, such as 2026-11-24.",
    "NOT_HTTPS": (
        "It does not begin with https://: copy the whole address of the page from the address bar of your browser. "
        "If that begins with http:// alone, ask whoever runs the site for a secure one."
    ),
    "NOT_A_LINK": "It is not a complete web address: copy it whole from the address bar of your browser.",
    "SIGN_IN": "It holds a user name or an @ before the site's name: give the address that anyone can open.",
    "PORT": "It has a colon after the site's name, as internal systems do: give the address that anyone can open.",
    "NUMBER": "It leads to a machine by its number: give the address of the page on a public site that has a name.",
    "BARE_NAME": "It is the name of a machine on your own network: give the address that anyone outside it can open.",
    "CLOSED": "It looks like a page on an internal network: give the address that anyone outside it can open.",
    "EXAMPLE": "It is a name kept for examples: give the real address of the page.",
}


@pytest.mark.parametrize(("kind", "typed", "text", "taken_out", "refused"), ROWS, ids=lambda cell: ascii(cell)[:40])
def test_what_is_typed_comes_out_literally_or_is_refused(
    kind: str, typed: str, text: str, taken_out: bool, refused: str
):
    value = clean(Kind(kind), typed)
    assert (value.text, value.taken_out) == (text, taken_out)
    assert (value.refused.name if value.refused else "") == refused


def test_the_table_holds_every_kind_and_every_reason():
    assert {row[0] for row in ROWS} == {kind.value for kind in Kind}
    assert {row[4] for row in ROWS} == {"", *(reason.name for reason in Reason)}
    assert len(ROWS) == len({row[:2] for row in ROWS})


def test_the_officer_reads_these_reasons():
    assert {reason.name: reason.value for reason in Reason} == SENTENCES


@pytest.mark.parametrize("row", [row for row in ROWS if not row[4]], ids=lambda row: ascii(row[1])[:40])
def test_a_cleaned_value_is_one_line_and_stays_as_it_is(row: tuple[str, str, str, bool, str]):
    kind, _, text, _, _ = row
    again = clean(Kind.TEXT if kind == "date" else Kind(kind), text)
    assert (again.text, again.taken_out, again.refused) == (text, False, None)
    assert "\n" not in text
    assert text == " ".join(text.split())


def test_every_day_of_a_leap_year_is_shown_as_letters_show_it():
    first = datetime.date(2024, 1, 1)
    for day in (first + datetime.timedelta(n) for n in range(366)):
        shown = f"{day.day} {day:%B} {day.year}"
        assert letter_date(day) == clean(Kind.DATE, day.isoformat()).text == shown

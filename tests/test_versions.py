"""Versions: their names, their order, and which one was in force on a day."""

from __future__ import annotations

import datetime
import random

import pytest

from macros import versions
from macros.versions import Name, Version, Withdrawal

DAY = datetime.timedelta(1)


@pytest.mark.parametrize("name", ["2026-11-24", "2026-11-24.2", "2026-11-24.10"])
def test_a_name_is_read_and_written_alike(name: str):
    assert str(versions.parse(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026-11-31",
        "2026-11-24.1",
        "2026-11-24.02",
        "2026-11-24.x",
        "2026-11-25\n",
        "1.0",
        "2026-1-1",
        "٢٠٢٦-11-24",
        "latest",
    ],
)
def test_any_other_name_is_refused(name: str):
    with pytest.raises(ValueError, match="is no version"):
        versions.parse(name)


def test_the_tenth_of_a_day_is_later_than_the_second():
    assert versions.parse("2026-11-24") < versions.parse("2026-11-24.2") < versions.parse("2026-11-24.10")


@pytest.mark.parametrize(
    "text", [b"{}x", b"[{}]", b'[{"version": "1.0", "properties": {"commit": "", "manifest": ""}}]']
)
def test_a_list_that_publish_did_not_write_is_refused(text: bytes):
    with pytest.raises(ValueError, match="not as publish writes it"):
        versions.read(text)


def test_on_each_day_of_any_history_the_last_version_that_is_named_for_it_or_before_is_found():
    chance = random.Random(1750)
    for _ in range(300):
        start = datetime.date(2026, 1, 1)
        names = {Name(start + DAY * chance.randint(0, 40), chance.randint(1, 3)) for _ in range(chance.randint(1, 9))}
        history = [Version(name, "", "", _maybe(chance)) for name in sorted(names)]
        day, served = start - DAY, None
        while day < start + DAY * 42:
            # Played forward, a day at a time, as it was published.
            served = max((one for one in names if one.day == day), default=served)
            found = versions.in_force(day, history)
            assert (found.name if found else None) == served
            day += DAY


def _maybe(chance: random.Random) -> Withdrawal | None:
    return Withdrawal(datetime.date(2026, 3, 1), "x") if chance.random() < 0.3 else None


def test_a_successor_is_the_newest_later_version_that_stands():
    first, second, third = (Version(versions.parse(f"2026-01-0{day}"), "", "") for day in (1, 2, 3))
    gone = Version(third.name, "", "", Withdrawal(third.name.day, "x"))
    assert versions.successor(first.name, [first, second, third]) == third
    assert versions.successor(first.name, [first, second, gone]) == second
    assert versions.successor(second.name, [first, second, gone]) is None

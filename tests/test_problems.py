"""Problems: a hint is given for a slip of a letter, and not for another page."""

import pytest

from macros.problems import mistyped

SLIPS = [
    ("knt", "kent"),
    ("kentt", "kent"),
    ("kant", "kent"),
    ("knet", "kent"),
    ("Kent", "kent"),
    ("opening-ful", "opening-full"),
    ("north-yorkshier", "north-yorkshire"),
]
OTHERS = [
    ("north-yorkshire", "south-yorkshire"),
    ("opening-partial", "opening-full"),
    ("west-yorkshire", "east-yorkshire"),
    ("gwent", "kent"),
    ("s21", "s24"),
    ("s1", "s10"),
    ("1750-22", "1751-22"),
    ("s13(3)", "s31(3)"),
    ("", "kent"),
    ("kent", "kent"),
]


@pytest.mark.parametrize(("word", "known"), SLIPS)
def test_a_slip_of_one_letter_is_a_hint(word: str, known: str):
    assert mistyped(word, ["x-y-z", known]) == f" Did you mean `{known}`?"


@pytest.mark.parametrize(("word", "known"), OTHERS)
def test_another_page_is_not_offered_for_one_that_is_gone(word: str, known: str):
    assert mistyped(word, [known]) == ""

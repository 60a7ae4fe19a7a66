"""Redline: what was removed and inserted, word by word, and both sides whole again from it."""

import random
from itertools import pairwise

import pytest

from macros import redline
from macros.redline import Changed, Mark, Pieces

MARKS = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.INSERTED: "[+{}+]"}


def shown(pieces: Pieces) -> str:
    return "".join(MARKS[piece.mark].format(piece.words) for piece in pieces)


def without(mark: Mark, pieces: Pieces) -> str:
    return "".join(piece.words for piece in pieces if piece.mark is not mark)


@pytest.mark.parametrize(
    ("was", "now", "redlined"),
    [
        ("The same words.", "The same words.", "The same words."),
        ("", "New words.", "[+New words.+]"),
        ("Old words.", "", "[-Old words.-]"),
        ("", "", ""),
        ("any other information", "any information", "any [-other -]information"),
        ("is held.", "is held, or not.", "is held[+, or not+]."),
        ("publically available", "publicly available", "[-publically-][+publicly+] available"),
        ("the Met's role", "the force's role", "the [-Met's-][+force's+] role"),
        ("counter-terror work", "counter-terrorism work", "[-counter-terror-][+counter-terrorism+] work"),
        ("section 31(3)", "section 31(1)", "section 31([-3-][+1+])"),
        ("one two three", "four five six", "[-one two three-][+four five six+]"),
        ("a, b and c", "x, y and c", "[-a, b-][+x, y+] and c"),
        ("a a a", "a a", "a a[- a-]"),
        ("not held", "held", "[-not -]held"),
        ("“held”", "'held'", "[-“-][+'+]held[-”-][+'+]"),
    ],
)
def test_words_removed_and_inserted_are_marked_and_no_others(was: str, now: str, redlined: str):
    assert shown(redline.words(was, now)) == redlined


@pytest.mark.parametrize("seed", range(200))
def test_both_sides_can_be_read_back(seed: int):
    dice = random.Random(seed)
    was, now = (
        "".join(dice.choices(["held", "not", " ", ", ", "é", "s31(3)", "-", "\u2019s"], k=30)) for _ in range(2)
    )
    pieces = redline.words(was, now)
    assert without(Mark.INSERTED, pieces) == was
    assert without(Mark.REMOVED, pieces) == now
    assert all(piece.words for piece in pieces)
    assert all(one.mark is not other.mark for one, other in pairwise(pieces))


def paragraphs(was: list[str], now: list[str]) -> list[tuple[int | None, int | None, str]]:
    return [(one.before, one.after, shown(one.pieces)) for one in redline.paragraphs(was, now)]


FOUR = ["Decision", "We neither confirm nor deny.", "The public interest is balanced.", "You can ask for a review."]


def test_a_paragraph_that_is_the_same_is_left_out():
    assert redline.paragraphs(FOUR, FOUR) == []


def test_a_paragraph_is_set_against_the_one_that_it_became():
    now = [FOUR[0], "A paragraph that was put in before.", *FOUR[1:3], "You can ask us for a review."]
    assert paragraphs(FOUR, now) == [
        (None, 1, "[+A paragraph that was put in before.+]"),
        (3, 4, "You can ask [+us +]for a review."),
    ]


def test_a_paragraph_inserted_before_a_changed_one_is_no_change_of_it():
    now = [FOUR[0], "Wholly other words stand here.", "We neither confirm nor deny it.", *FOUR[2:]]
    assert paragraphs(FOUR, now) == [
        (None, 1, "[+Wholly other words stand here.+]"),
        (1, 2, "We neither confirm nor deny[+ it+]."),
    ]


def test_a_paragraph_that_became_another_altogether_is_one_removed_and_one_inserted():
    assert paragraphs(FOUR, [*FOUR[:3], "Wholly other words."]) == [
        (3, None, "[-You can ask for a review.-]"),
        (None, 3, "[+Wholly other words.+]"),
    ]


def test_all_added_and_all_removed():
    assert paragraphs([], FOUR[:1]) == [(None, 0, "[+Decision+]")]
    assert paragraphs(FOUR[:1], []) == [(0, None, "[-Decision-]")]


HARD = {
    "two words by turns": ("a b " * 4000, "b a " * 4000),
    "two words at random": tuple(" ".join(random.Random(seed).choices("ab", k=4000)) for seed in (1, 2)),
    "many words, all twice": (" ".join(map(str, [*range(9000)] * 2)), " ".join(map(str, [*range(9000, 0, -1)] * 2))),
}


@pytest.mark.parametrize("name", HARD)
def test_what_would_take_very_long_is_shown_as_replaced(name: str):
    was, now = HARD[name]
    changed = [piece.mark for piece in redline.words(was, now) if piece.mark is not Mark.KEPT]
    assert changed == [Mark.REMOVED, Mark.INSERTED]


def test_one_word_in_what_would_take_very_long_is_still_found():
    long = "a b " * 4000
    assert shown(redline.words(f"{long}old {long}", f"{long}new {long}")) == f"{long}[-old-][+new+] {long}"


def test_very_many_paragraphs_come_to_an_end():
    was, now = ["a"] * 40_000, ["b", "a"] * 20_000
    found = redline.paragraphs(was, now)
    assert found[0] == Changed(None, 0, redline.words("", "b"), 0)

"""One thing in every spelling is read as one token, and a number that is none of them stays words."""

import pytest
from spellings_table import READ_AS

from macros.spellings import Kind, Synonyms, concepts, lineage, pieces, tokens

NCND: Synonyms = {("ncnd",): "ncnd", ("neither", "confirm", "nor", "deny"): "ncnd", ("neither",): "other"}


@pytest.mark.parametrize("text", READ_AS)
def test_a_question_is_read_in_every_spelling(text: str):
    found = pieces(text, set(), asked=True)
    assert [one.token + ("." if one.kind is Kind.REFERENCE else "") for one in found] == READ_AS[text]


def test_a_bare_reference_on_a_page_is_one_only_if_some_page_has_it():
    text = "See 1750/22 and 1750-22, and the years 2022/23."
    assert [one.token for one in pieces(text, {"1750/22"}) if one.kind is Kind.REFERENCE] == ["1750/22", "1750/22"]
    assert [one.token for one in pieces(text, set()) if one.kind is Kind.REFERENCE] == []
    named = pieces("CRU 9/21, our ref. 8/21", set())
    assert [one.token for one in named if one.kind is Kind.REFERENCE] == ["9/21"]


def test_a_citation_is_indexed_with_all_that_it_is_part_of_and_no_section_begins_another():
    assert lineage("s31(3)(a)") == ["s31", "s31(3)", "s31(3)(a)"]
    found = tokens("s31(3)(a)", set(), {})
    assert found == ["s31.", "s31(3).", "s31(3)(a)."]
    assert not any(one.startswith("s3.") for one in found)


def read(text: str) -> list[str]:
    """Return the words of a text, and an empty one for each citation."""
    return [piece.token if piece.kind is Kind.WORD else "" for piece in pieces(text, set())]


def test_the_longest_phrase_is_the_concept_and_its_words_stay_in_the_index():
    words = "We can neither confirm nor deny it."
    assert [entry for _, _, entry in concepts(read(words), NCND)] == ["ncnd"]
    assert tokens(words, set(), NCND) == ["we", "can", "neither", "confirm", "nor", "deny", "it", "=ncnd"]
    assert concepts(read("neither s31 confirm nor deny"), NCND) == [(0, 1, "other")]

"""Content: whatever stands in docs/ checks clean, and each letter that it gives is one force's own."""

import datetime
import re

import pytest
from conftest import ROOT
from filled import answers, entry, every_letter

from macros import checking, components, fill, names
from macros.fill import Answers
from macros.library import Library
from macros.wording import Wording

DOCS = ROOT / "docs"
WORDINGS = sorted(path.stem for path in (DOCS / "wording").glob("*.md") if path.stem != "index")
LEFT_OPEN = ("{{", "}}", "{%", "%}", "&amp;", "  ", "\t", "\r")


def places(item: Wording, given: Answers) -> int:
    """Return how often the force stands in the words that these answers leave."""
    standing = [s for block in item.blocks for s in block.segments if fill.stands(s, given.choices)]
    return sum(segment.field.lower().startswith(("the_force", "force_name")) for segment in standing)


def test_nothing_is_wrong_in_docs():
    assert [problem for problem in checking.whole(DOCS, datetime.date.today())[1] if not problem.warning] == []


def test_the_register_says_nothing_of_what_a_force_uses():
    said = [path.name for path in (DOCS / "forces").glob("*.md") if "palantir" in path.read_text("utf-8").lower()]
    assert said == []


def test_the_forces_that_take_a_wording_are_those_of_the_act_by_name(loaded: Library):
    listed = loaded.foia_forces()
    assert {force.id for force in listed} == {f.id for f in loaded.forces.values() if f.entry.regime.value == "FOIA"}
    assert [force.name for force in listed] == sorted(force.name for force in listed) != []


# --- every wording, for every force that may use it, and every answer that can be sent ---


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_every_letter_is_in_the_forces_own_name_alone(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in loaded.foia_forces():
        for text, _ in every_letter(item, force):
            assert list(names.others(loaded.names, text, force.id)) == []


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_a_force_stands_where_the_words_have_it(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in loaded.foia_forces():
        for text, given in every_letter(item, force):
            assert text.count(force.name) == places(item, given)


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_nothing_is_left_open_or_out_of_place_in_a_letter(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in loaded.foia_forces():
        name = re.escape(force.name)
        for text, _ in every_letter(item, force):
            assert [mark for mark in LEFT_OPEN if mark in text] == []
            assert "\n" not in text.replace("\n\n", "")
            assert all(block and block == block.strip() for block in text.split("\n\n"))
            assert not re.search(rf"(?i)\bthe the {name}", text)
            assert not re.search(rf"(?:^|[.!?] )the {name}", text, re.MULTILINE)
            assert not re.search(rf"[a-z,;] The {name}", text)


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_an_ampersand_is_escaped_in_rich_text_only(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in (entry("Alpha & Beta Police"), *(force for force in loaded.foia_forces() if "&" in force.name)):
        given = answers(item, force)
        rich, plain = components.rich(item.blocks, given), fill.text(item.blocks, given)
        assert rich.count(force.name.replace("&", "&amp;")) == plain.count(force.name) == places(item, given)
        assert "&amp;" not in plain
        assert force.name not in rich


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_a_page_says_what_the_cru_has_said_of_its_words(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    assert item.head.approval.words in components.head(loaded, item.page.id, item.head.title)


@pytest.mark.parametrize("wording_id", WORDINGS)
def test_no_wording_asks_who_the_applicant_is(loaded: Library, wording_id: str):
    assert [name for name in loaded.wordings[wording_id].fields if re.search("applicant|requester", name)] == []

"""Skeletons: a new page says what is not supplied, and nothing is written where it cannot be."""

from pathlib import Path

import pytest

from macros import forces, skeletons
from macros.pages import load

MADE = """\
---
name: Isle of Wight and Rutland
short: Isle of Wight and Rutland
abbreviation: ""
aliases: []
article: ""
nation: not supplied
regime: other
website: not supplied
note: "New entry: until its particulars are supplied and regime is FOIA, no wording is given for it"
---

{{ name_forms("isle-of-wight-and-rutland") }}
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "forces").mkdir()
    return tmp_path


def test_a_new_force_is_written_with_every_unknown_shown(docs: Path):
    path = skeletons.force(docs, "isle-of-wight-and-rutland", set())
    assert path == docs / "forces" / "isle-of-wight-and-rutland.md"
    assert path.read_bytes() == MADE.encode()


def test_a_new_force_is_refused_every_wording(docs: Path):
    skeletons.force(docs, "rutland", set())
    register, problems = forces.load(load(docs)[0])
    assert problems == []
    assert register["rutland"].refusal == (
        "No wording here is for Rutland: the register does not list it under the Freedom of Information Act 2000. "
        "Ask the CRU."
    )


BAD_IDS = [
    *("", "Rutland", "RUTLAND", "rut_land", "rut land", "rutland-", "-rutland", "rut--land", "rutland1", "rutland.md"),
    *("../rutland", "a/b", "/etc/passwd", "c:rutland", "r\u00fctland", "rutland\n", "rutland\x00", "{{ x }}"),
]


@pytest.mark.parametrize("force_id", BAD_IDS)
def test_an_id_is_lower_case_words_joined_by_hyphens(docs: Path, force_id: str):
    with pytest.raises(skeletons.Taken) as refused:
        skeletons.force(docs, force_id, set())
    assert str(refused.value) == (
        f"`{force_id}` is not an id: write lower-case words joined by hyphens, such as `north-yorkshire`."
    )
    assert list(docs.rglob("*.md")) == []


def test_a_name_of_the_register_is_refused_and_nothing_is_written(docs: Path):
    with pytest.raises(skeletons.Taken) as refused:
        skeletons.force(docs, "kent-police", {"kent police"})
    assert str(refused.value) == (
        "`Kent Police` is already a name of a force in the register; look it up in docs/forces/."
    )
    assert list(docs.rglob("*.md")) == []


def test_an_entry_that_is_there_is_left_as_it_is(docs: Path):
    path = docs / "forces" / "rutland.md"
    path.write_text("mine")
    with pytest.raises(skeletons.Taken) as refused:
        skeletons.force(docs, "rutland", set())
    assert str(refused.value) == f"{path} is already there; nothing was changed."
    assert path.read_text() == "mine"

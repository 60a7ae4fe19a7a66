"""Skeletons: a new page says what is not supplied, and nothing is written where it cannot be."""

from pathlib import Path

import pytest

from macros import advice, forces, note_rules, skeletons
from macros.pages import load

MADE = """\
---
name: Isle of Wight and Rutland
short: Isle of Wight and Rutland
abbreviation: ""
aliases: []
article: ""
nation: not supplied
regime: not supplied
website: not supplied
note: ""
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
        "No wording here is for Rutland: the law under which it answers was not supplied. Ask the CRU."
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


@pytest.mark.parametrize("page_id", ["con", "prn", "aux", "nul"])
def test_a_name_that_windows_keeps_for_a_device_is_refused(docs: Path, page_id: str):
    for make in (lambda: skeletons.force(docs, page_id, set()), lambda: skeletons.wording(docs, page_id, "x")):
        with pytest.raises(skeletons.Taken, match=f"^`{page_id}` is a name that Windows keeps for a device: write"):
            make()
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


def test_an_id_that_is_too_long_for_a_file_is_refused(docs: Path):
    with pytest.raises(skeletons.Taken) as refused:
        skeletons.force(docs, "a" * 300, set())
    assert str(refused.value) == f"{docs / 'forces' / ('a' * 300)}.md cannot be written: File name too long."
    assert list(docs.rglob("*.md")) == []


STUB = """\
---
title: "1801/23: the advice"
reference: "1801/23"
status: draft
text: not supplied
issued_on: unknown
last_reviewed_on: unknown
review_by: unknown
---

The text of this advice was not supplied to this project. This page holds its place.
"""


def test_a_new_note_is_a_stub_with_every_day_unknown(docs: Path):
    (docs / "advice").mkdir()
    path = skeletons.advice(docs, "1801-23")
    assert path == docs / "advice" / "1801-23" / "index.md"
    assert path.read_text() == STUB
    notes, _, problems = advice.load(load(docs)[0], {})
    assert [*problems, *note_rules.check(notes, {}, set(notes))] == []


@pytest.mark.parametrize(
    "ref", ["", "1801/23", "1801", "180123", "1801-2023", "../1801-23", "1801-23\n", "unknown", "x"]
)
def test_a_reference_is_written_as_its_folder_is(docs: Path, ref: str):
    with pytest.raises(skeletons.Taken) as refused:
        skeletons.advice(docs, ref)
    how = "write `1801-23`" if ref == "1801/23" else "write it with a hyphen, such as `1750-22`"
    assert str(refused.value) == f"`{ref}` is not a CRU reference as a folder has it: {how}."
    assert list(docs.rglob("*.md")) == []


def test_a_note_that_is_there_is_left_as_it_is(docs: Path):
    path = docs / "advice" / "1801-23" / "index.md"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(skeletons.Taken, match="is already there; nothing was changed"):
        skeletons.advice(docs, "1801-23")
    assert path.read_text() == "mine"

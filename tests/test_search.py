"""Search: what each page says to it, in which order, and how many bytes it costs."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bench import corpus

from macros import library, search, spellings
from macros.library import Library

ROOT = Path(__file__).parent.parent


def of(loaded: Library, address: str) -> search.Entry:
    return next(entry for entry in search.entries(loaded) if entry.address == address)


@pytest.fixture(scope="module")
def first(loaded: Library) -> Mapping[str, Any]:
    return json.loads(dict(search.files(loaded))["search/first.json"])


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Mapping[str, str]]:
    """The files of the search with 40 made-up notes and with 160, by the number of notes."""
    made = {}
    for notes in (40, 160):
        docs = shutil.copytree(ROOT / "docs", tmp_path_factory.mktemp(str(notes)) / "docs")
        corpus.write(docs, notes)
        loaded, problems = library.load(docs)
        assert [one for one in problems if not one.warning] == []
        made[notes] = dict(search.files(loaded))
    return made


def zipped(files: Mapping[str, str], start: str) -> int:
    return sum(len(gzip.compress(text.encode(), 9)) for name, text in files.items() if name.startswith(start))


def test_every_page_is_known_to_the_search_once(loaded: Library):
    found = [entry.address for entry in search.entries(loaded)]
    assert len(found) == len(set(found)) == len(loaded.pages)


def test_a_note_says_its_reference_and_its_state(loaded: Library):
    for advice in loaded.notes.values():
        entry = of(loaded, f"advice/{advice.id.removesuffix('index').removesuffix('/')}/")
        assert entry.about.startswith("Advice note · ")
        assert entry.about.endswith(advice.note.status.value.capitalize())
        assert (f"CRU {advice.note.reference}" in entry.about) == (advice.note.reference != "unknown")


def test_the_words_of_a_wording_are_searched_with_their_fields_open(loaded: Library):
    for item in loaded.wordings.values():
        text = of(loaded, f"wording/{item.id}/").fields()["text"]
        assert "{{" not in text
        assert "{%" not in text
        shown = " ".join(words for _, _, words in of(loaded, f"wording/{item.id}/").parts)
        assert all(f"[{item.fields[name].label.lower()}]" in shown for name in item.fields)


def test_the_words_of_a_page_are_as_its_search_reads_them(loaded: Library):
    for entry in search.entries(loaded):
        for _, heading, words in entry.parts:
            assert (len(spellings.fold(heading)), len(spellings.fold(words))) == (len(heading), len(words))


def test_a_redaction_mark_is_no_citation_of_the_source(loaded: Library):
    for source in loaded.sources.values():
        text = of(loaded, f"advice/{source.ref}/source/").fields()["text"]
        assert source.head.marks
        assert [mark.words for mark in source.head.marks if mark.words in text] == []


def test_an_address_that_is_not_confirmed_is_not_shown_by_a_search(loaded: Library):
    regulators = [item for item in loaded.provisions.values() if item.head.regulator]
    assert regulators
    for item in regulators:
        assert item.head.regulator
        words = " ".join(text for _, _, text in of(loaded, f"provisions/{item.id}/").parts)
        assert item.head.regulator.name in words
        assert item.head.regulator.address not in words
        assert item.head.regulator.telephone not in words


def test_a_force_is_found_by_every_name_and_a_section_by_its_number(loaded: Library, first: Mapping[str, Any]):
    addresses = [row[0] for row in first["pages"]]
    named = {key: [addresses[number] for number in numbers] for key, numbers in first["known_as"].items()}
    assert named["kent police"] == ["forces/kent/"]
    for provision in loaded.provisions.values():
        assert f"provisions/{provision.id}/" in named[f"{provision.id}."]
        assert all(f"provisions/{provision.id}/" in named[f"{limb.lower()}."] for limb in provision.limbs)


def test_the_advice_itself_comes_first_for_its_reference(first: Mapping[str, Any]):
    addresses = [row[0] for row in first["pages"]]
    for reference, numbers in first["references"].items():
        assert addresses[numbers[0]] == f"advice/{reference.replace('/', '-')}/"


def test_what_is_superseded_comes_after_what_stands(grown: Mapping[int, Mapping[str, str]]):
    rows = json.loads(grown[160]["search/first.json"])["pages"]
    over = [row[3] == 2 for row in rows]
    assert 0 < sum(over) < len(over)
    assert over == sorted(over)


def test_two_builds_write_the_same_bytes(loaded: Library):
    again = library.load(ROOT / "docs")[0]
    assert dict(search.files(loaded)) == dict(search.files(again))


def test_the_index_stays_small_and_grows_in_proportion(grown: Mapping[int, Mapping[str, str]]):
    few, many = grown[40], grown[160]
    assert zipped(few, "search/first") < 18_000
    assert zipped(few, "search/full") < 45_000
    for start, most in (("search/first", 90), ("search/full", 470), ("search/words", 2600)):
        each = (zipped(many, start) - zipped(few, start)) / 120
        assert 0 < each < most, start


def test_one_question_reads_few_files(grown: Mapping[int, Mapping[str, str]]):
    pages = len(json.loads(grown[160]["search/first.json"])["pages"])
    named = [name.partition("-")[0] for name in grown[160]]
    assert named.count("search/full") == -(-pages // search.SHARD)
    assert named.count("search/words") == -(-pages // search.READ)
    assert named.count("search/first.json") == 1

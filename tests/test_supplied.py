"""What docs/ said when it was delivered, apart from the letters' words: the register, the states, the labels.

Each claim is skipped, and says so, once a file that it is about has been changed (see conftest.py).
"""

import csv
import re

import pytest
from conftest import ROOT, SUPPLIED
from filled import answers, words

from macros.library import Library
from macros.wording import Approval, EditKind, Status

REGISTER = ROOT.parent / "shared" / "facts" / "forces.csv"
FULL = "docs/wording/full-ncnd.md"
QUESTIONS = "docs/help/questions-for-the-cru.md"
DRAFTS = ("already-public", "opening-full", "opening-partial", "partial-ncnd", "review-and-complaint")


def files(pattern: str) -> list[object]:
    """Return each delivered file that the pattern describes, as a parameter that is skipped once it was changed."""
    found = [name for name in SUPPLIED if re.fullmatch(pattern, name)]
    return [pytest.param(name, marks=pytest.mark.supplied(name)) for name in found]


def stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".md")


# --- the register ---

FORCES = files("docs/forces/(?!index).*")
NOT_HERE = pytest.mark.skip(reason=f"{REGISTER} is not beside this checkout: it is not part of the project")


@pytest.mark.parametrize("file", FORCES if REGISTER.exists() else [pytest.param("every file", marks=NOT_HERE)])
def test_a_force_is_the_row_of_the_supplied_register(loaded: Library, file: str):
    with REGISTER.open(encoding="utf-8", newline="") as rows:
        supplied = {row["id"]: row for row in csv.DictReader(rows)}
    entry = loaded.forces[stem(file)].entry
    assert supplied[stem(file)] == {
        **{"id": stem(file), "name": entry.name, "short": entry.short, "abbreviation": entry.abbreviation},
        **{"aliases": "; ".join(entry.aliases), "article": entry.article, "nation": entry.nation.value},
        **{"regime": entry.regime.value, "website": entry.website, "note": entry.note},
    }


@pytest.mark.skipif(not REGISTER.exists(), reason=NOT_HERE.kwargs["reason"])
def test_each_row_of_the_supplied_register_was_delivered_as_a_force():
    with REGISTER.open(encoding="utf-8", newline="") as rows:
        supplied = {row["id"] for row in csv.DictReader(rows)}
    assert {stem(name) for name in SUPPLIED if name.startswith("docs/forces/")} - {"index"} == supplied


REFUSED = ("police-scotland", "nca", "iom", "jersey", "guernsey", "port-of-dover")


@pytest.mark.parametrize("file", FORCES)
def test_a_force_is_refused_or_shown_its_wording(loaded: Library, file: str):
    force = loaded.forces[stem(file)]
    assert bool(force.refusal) == (force.id in REFUSED)
    calls = [(call.name, dict(call.arguments)) for call in loaded.calls[force.page.id]]
    shown = [] if force.refusal else [("wording", {"id": "full-ncnd", "force": force.id})]
    assert calls == [("name_forms", {"force": force.id}), *shown]


@pytest.mark.parametrize("file", FORCES)
def test_the_article_is_for_four_of_the_forces_that_take_a_wording(loaded: Library, file: str):
    force = loaded.forces[stem(file)]
    assert force.refusal or bool(force.entry.article) == (force.id in {"metropolitan", "psni", "mdp", "cnc"})


# --- the source and the wording that was supplied with it ---


@pytest.mark.supplied("docs/advice/1750-22/source.md")
def test_the_redaction_marks_are_shown_as_such(loaded: Library):
    head = loaded.sources["1750-22"].head
    shown = {mark.words: mark.shown for mark in head.marks}
    assert shown == {"S.40(2)": "[redacted: s40(2)]", "S.31(1)": "[redacted: s31(1)]"}
    assert "this project's inference" in head.inference


@pytest.mark.supplied(FULL, "docs/forces/metropolitan.md", "docs/advice/1750-22/source.md")
def test_for_the_mps_the_edits_reversed_give_back_the_source(loaded: Library):
    item, force = loaded.wordings["full-ncnd"], loaded.forces["metropolitan"]
    given = answers(item, force)

    def filled(template: str) -> str:
        for field, value in given.words.items():
            template = template.replace(f"{{{{ {field} }}}}", value)
        return template

    restored = {block.id: text for block, text in zip(item.blocks, words(item, force).split("\n\n"), strict=True)}
    for edit in reversed(item.head.edits):
        if not edit.now:
            restored[edit.block] = edit.was
            continue
        assert restored[edit.block].count(filled(edit.now)) == 1
        restored[edit.block] = restored[edit.block].replace(filled(edit.now), edit.was)
    source = loaded.sources["1750-22"]
    assert restored == source.blocks
    note = source.text.partition("removed and replaced accordingly.")
    assert "".join(note[:2]) + "\n\n" + "\n\n".join(restored[name] for name in sorted(restored)) == source.text


# --- states and approvals ---


@pytest.mark.supplied(FULL)
def test_the_supplied_wording_says_that_it_was_edited_what_it_lacks_and_where_it_is_weak(loaded: Library):
    head = loaded.wordings["full-ncnd"].head
    assert (head.approval, head.status) == (Approval.EDITED, Status.UNCONFIRMED)
    assert [edit.block for edit in head.edits if edit.kind is EditKind.SUBSTANCE] == ["W08"]
    assert set(head.lacks or ()) == {"n1", "n3", "n4", "n9", "n10"}
    assert set(head.weak or ()) == {"n5", "n8"}


@pytest.mark.parametrize("file", files(f"docs/wording/({'|'.join(DRAFTS)}).md"))
def test_the_projects_own_wordings_are_drafts(loaded: Library, file: str):
    head = loaded.wordings[stem(file)].head
    assert (head.approval, head.status, head.edits) == (Approval.DRAFT, Status.DRAFT, ())


@pytest.mark.parametrize("file", files("docs/wording/(?!index).*"))
def test_a_wording_relies_on_the_two_ncnd_limbs_alone(loaded: Library, file: str):
    head = loaded.wordings[stem(file)].head
    assert set(head.limbs) <= {"s31(3)", "s24(2)"}
    assert "s40" not in head.provisions


@pytest.mark.parametrize("file", files("docs/wording/(?!index).*"))
def test_another_supplier_is_outside_1750_22(loaded: Library, file: str):
    field = loaded.wordings[stem(file)].fields.get("supplier")
    assert (field is None) == (stem(file) == "review-and-complaint")
    if field:
        assert (field.default, field.if_changed) == ("Palantir Technologies", "outside 1750/22: ask the CRU")


@pytest.mark.supplied(QUESTIONS)
def test_the_edit_of_substance_and_each_draft_were_put_to_the_cru(loaded: Library):
    questions = loaded.pages["help/questions-for-the-cru.md"].body
    assert [one for one in ("full-ncnd#W08", *DRAFTS) if f"`{one}`" not in questions] == []


STATES = {
    "index": ("draft", "not supplied"),
    "internal-review": ("draft", "not supplied"),
    "continued": ("unconfirmed", "supplied"),
}


@pytest.mark.parametrize("file", files(f"docs/advice/1750-22/({'|'.join(STATES)}).md"))
def test_a_note_is_honest_about_its_state(loaded: Library, file: str):
    advice = loaded.notes[f"1750-22/{stem(file)}"]
    assert (advice.note.status.value, advice.note.text) == STATES[stem(file)]
    assert advice.note.issued_on == advice.note.last_reviewed_on == advice.note.review_by == "unknown"
    assert "Each force is a separate authority" in advice.page.body
    assert "s40" not in advice.note.provisions


# --- what stands in one place only ---

S50, S31, S40 = ("docs/provisions/s50.md", "docs/provisions/s31.md", "docs/provisions/s40.md")
TOLD = ("docs/advice/1750-22/continued.md", "docs/advice/1750-22/source.md", QUESTIONS)
STANDS_IN = {
    r"Wycliffe|Water Lane|Wilmslow|SK9|0303": (S50,),
    r"Information Commission|\bICO\b|Commissioner": (S50,),
    r"(?i)motive.?blind|applicant and motive|reasonable to suggest|wait and chase": (),
    r"S\.31\(1\)": (*TOLD, S31),
    r"(?i)(s\.?|section )40\b": (*TOLD, S40),
}


@pytest.mark.parametrize("file", files(r"docs/.*\.md"))
def test_a_page_says_nothing_that_stands_elsewhere(file: str):
    text = " ".join((ROOT / file).read_text(encoding="utf-8").split())
    assert [words for words, where in STANDS_IN.items() if file not in where and re.search(words, text)] == []


@pytest.mark.supplied(S50)
def test_the_regulators_name_and_contact_stand_with_section_50():
    text = (ROOT / S50).read_text(encoding="utf-8")
    contact = ("Wycliffe", "Water Lane", "Wilmslow", "SK9", "0303", "Information Commission", "Commissioner")
    assert [words for words in contact if words not in text] == []

"""Content: what stands in docs/ is complete, honest and what was supplied, and each letter is one force's own."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from macros import components, fill, library, names
from macros.fill import Answers
from macros.forces import Force
from macros.library import Library
from macros.values import Kind
from macros.wording import Approval, EditKind, Status, Wording

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SHARED = ROOT.parent / "shared"
SOURCE = DOCS / "advice" / "1750-22" / "source.txt"
SOURCE_SHA_256 = "2bbf95c196d0fabe715ff2edec7c68e911c845de22b778d9c1f1b3c2438cab44"
NOT_IN_FULL = "is not beside this checkout: it is not part of the project"

IDS = ("already-public", "full-ncnd", "opening-full", "opening-partial", "partial-ncnd", "review-and-complaint")
DRAFTS = tuple(one for one in IDS if one != "full-ncnd")
LETTERS = {
    "full": ("opening-full", "full-ncnd", "review-and-complaint"),
    "partial": ("already-public", "opening-partial", "partial-ncnd", "review-and-complaint"),
}
TYPED = {
    "public_link": "https://www.kent.police.uk/foi-disclosure",
    "review_contact": "the Freedom of Information team, within the time our procedure sets",
    "regulator_contact": "the regulator at its address",
    "case_reason": "This request has a harm of its own.",
}


def answers(item: Wording, force: Force, chosen: dict[str, str], typed: dict[str, str] = TYPED) -> Answers:
    """Return complete answers: what is typed, each choice as given and the others yes."""
    every = {name: chosen.get(name, "yes") for name in item.choices}
    given, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, force, typed, every)
    assert lacks == []
    return given


def words(item: Wording, force: Force, chosen: dict[str, str] | None = None) -> str:
    return fill.text(item.blocks, answers(item, force, chosen or {}))


def every_letter(item: Wording, force: Force) -> Iterator[str]:
    """Yield the words for every combination of choices that can be sent, with and without an optional reason."""
    can_be = [("yes",) if choice.must_be else ("yes", "no") for choice in item.choices.values()]
    for given in product(*can_be):
        chosen = dict(zip(item.choices, given, strict=True))
        yield words(item, force, chosen)
        if "case_reason" in item.fields:
            yield fill.text(item.blocks, answers(item, force, chosen, TYPED | {"case_reason": ""}))


def markdown() -> Iterator[tuple[str, str]]:
    """Yield each page under docs/ by its path there, with its whole text (source.txt is no page)."""
    for path in sorted(DOCS.rglob("*.md")):
        yield path.relative_to(DOCS).as_posix(), path.read_text(encoding="utf-8")


def pages_with(pattern: str) -> set[str]:
    return {name for name, text in markdown() if re.search(pattern, " ".join(text.split()))}


# --- the tree ---


def test_nothing_is_wrong_in_docs():
    loaded, found = library.load(DOCS)
    assert [*found, *library.check(loaded)] == []


def test_the_six_wordings_are_there_and_no_other(loaded: Library):
    assert tuple(sorted(loaded.wordings)) == IDS


def test_the_provisions_of_the_subject_are_there(loaded: Library):
    assert set(loaded.provisions) == {"s1", "s2", "s10", "s17", "s21", "s23", "s24", "s31", "s40", "s50"}


# --- the register ---


def test_the_register_is_the_supplied_one_row_by_row(loaded: Library):
    path = SHARED / "facts" / "forces.csv"
    if not path.exists():
        pytest.skip(f"{path} {NOT_IN_FULL}")
    with path.open(encoding="utf-8", newline="") as file:
        supplied = {row["id"]: row for row in csv.DictReader(file)}
    register = {}
    for force in loaded.forces.values():
        entry = force.entry
        register[force.id] = {
            **{"id": force.id, "name": entry.name, "short": entry.short, "abbreviation": entry.abbreviation},
            **{"aliases": "; ".join(entry.aliases), "article": entry.article, "nation": entry.nation},
            **{"regime": entry.regime.value, "website": entry.website, "note": entry.note},
        }
    assert set(register) == set(supplied)
    for force_id, row in supplied.items():
        assert register[force_id] == row


def test_the_register_holds_53_bodies_of_which_47_take_a_wording(loaded: Library):
    assert len(list((DOCS / "forces").glob("*.md"))) == 53 + 1
    assert Counter(force.entry.regime.value for force in loaded.forces.values()) == {
        **{"FOIA": 47, "other": 4},
        **{"FOISA": 1, "FOIA-part": 1},
    }


def test_a_forces_page_shows_a_filled_wording_only_where_one_may_be_used(loaded: Library):
    for force in loaded.forces.values():
        calls = [(call.name, dict(call.arguments)) for call in loaded.calls[force.page.id]]
        shown = [("wording", {"id": "full-ncnd", "force": force.id})]
        assert calls == [("name_forms", {"force": force.id}), *([] if force.refusal else shown)]


def test_the_register_says_nothing_of_what_a_force_uses():
    assert pages_with("Palantir") & {f"forces/{path.name}" for path in (DOCS / "forces").iterdir()} == set()


# --- the source ---


def test_the_source_is_the_supplied_email_byte_for_byte():
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == SOURCE_SHA_256
    supplied = SHARED / "source" / "cru-email.txt"
    if not supplied.exists():
        pytest.skip(f"{supplied} {NOT_IN_FULL}")
    assert SOURCE.read_bytes() == supplied.read_bytes()


def test_the_source_is_read_as_it_stands(loaded: Library):
    raw = SOURCE.read_bytes()
    assert (len(raw), raw[:2], raw[-1:]) == (6448, b"\n\n", b".")
    assert loaded.sources["1750-22"].text.encode() == raw


def test_the_sources_wording_is_17_blocks(loaded: Library):
    blocks = loaded.sources["1750-22"].blocks
    assert list(blocks) == [f"W{number:02}" for number in range(1, 18)]
    assert blocks["W01"] == "Section 24(2) National Security and Section 31(3) Law Enforcement"
    assert blocks["W05"] == "Factors in favour of disclosure:"
    assert blocks["W13"] == "Balancing test"
    assert blocks["W14"].endswith(f" {blocks['W17']}")


def test_the_sources_names_are_where_they_were_counted(loaded: Library):
    blocks = loaded.sources["1750-22"].blocks
    counted = {
        literal: {name: count for name, text in blocks.items() if (count := len(re.findall(rf"\b{literal}\b", text)))}
        for literal in ("MPS", "Met", "Palantir Technologies", "their", "we", "us", "our")
    }
    assert counted["MPS"] == {"W04": 1, "W06": 1, "W15": 2, "W16": 1}
    assert counted["Met"] == {"W09": 1, "W10": 2, "W14": 1}
    assert counted["Palantir Technologies"] == {"W09": 1, "W14": 1}
    assert (sum(counted["we"].values()), sum(counted["us"].values()), sum(counted["our"].values())) == (2, 1, 2)


def test_the_redaction_marks_are_shown_as_such(loaded: Library):
    head = loaded.sources["1750-22"].head
    shown = {mark.words: mark.shown for mark in head.marks}
    assert shown == {"S.40(2)": "[redacted: s40(2)]", "S.31(1)": "[redacted: s31(1)]"}
    assert "this project's inference" in head.inference


# --- 47 forces and every wording ---

LEFT_OPEN = ("[", "]", "{{", "}}", "{%", "%}", "&amp;", "  ", "\t", "\r", "\u00a0", "\n\n\n")


@pytest.mark.parametrize("wording_id", IDS)
def test_every_letter_is_in_the_forces_own_name_alone(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    forces = loaded.foia_forces()
    assert len(forces) == 47
    for force in forces:
        for text in every_letter(item, force):
            assert force.name in text
            assert list(names.others(loaded.names, text, force.id)) == []


@pytest.mark.parametrize("wording_id", IDS)
def test_every_letter_is_ready_to_send(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in loaded.foia_forces():
        for text in every_letter(item, force):
            assert [mark for mark in LEFT_OPEN if mark in text] == []
            assert not re.search(r"(?i)\bthe the\b", text)
            assert not re.search(r" [.,;:!?)]|\( |[.!?] [a-z]", text)
            assert all(block and block == block.strip() and block[0].isupper() for block in text.split("\n\n"))
            assert "\n" not in text.replace("\n\n", "")
            if "&" in force.name:
                assert text.count("&") == text.count(force.name) > 0


@pytest.mark.parametrize("wording_id", IDS)
def test_a_force_stands_where_the_words_have_it_and_takes_the_article(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    places = sum(segment.field.lower().startswith("the_force") for block in item.blocks for segment in block.segments)
    for force in loaded.foia_forces():
        text = words(item, force)
        form = f"{force.entry.article} {force.name}".strip()
        assert text.count(force.name) == len(re.findall(f"(?i:{re.escape(form)})", text)) == places > 0


def test_names_with_an_ampersand_are_escaped_in_rich_text_only(loaded: Library):
    for force in (loaded.forces["devon-and-cornwall"], loaded.forces["hampshire"]):
        for item in loaded.wordings.values():
            given = answers(item, force, {})
            rich, plain = components.rich(item.blocks, given), fill.text(item.blocks, given)
            assert rich.count(force.name.replace("&", "&amp;")) == plain.count(force.name) > 0
            assert "&amp;" not in plain


def test_for_the_mps_the_edits_reversed_give_back_the_source(loaded: Library):
    item, force = loaded.wordings["full-ncnd"], loaded.forces["metropolitan"]
    given = answers(item, force, {})

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


# --- approval ---


def test_no_wording_is_called_approved_or_current(loaded: Library):
    for item in loaded.wordings.values():
        assert item.head.approval is not Approval.APPROVED
        assert item.head.status in {Status.DRAFT, Status.UNCONFIRMED}
        assert item.unapproved


def test_every_project_draft_is_labelled_on_its_page(loaded: Library):
    for name in DRAFTS:
        item = loaded.wordings[name]
        assert (item.head.approval, item.head.status, item.head.edits) == (Approval.DRAFT, Status.DRAFT, ())
        assert "Project draft, not approved by the CRU" in components.head(loaded, item.page.id, item.head.title)


def test_the_supplied_wording_says_that_it_was_edited(loaded: Library):
    item = loaded.wordings["full-ncnd"]
    assert (item.head.approval, item.head.status) == (Approval.EDITED, Status.UNCONFIRMED)
    said = components.head(loaded, item.page.id, item.head.title)
    assert "Supplied by the MPS, edited by this project, not approved by the CRU" in said


def test_the_full_ncnd_says_what_it_lacks_and_where_it_is_weak(loaded: Library):
    head = loaded.wordings["full-ncnd"].head
    assert set(head.lacks or ()) == {"n1", "n3", "n4", "n9", "n10"}
    assert set(head.weak or ()) == {"n5", "n8"}


def test_the_notes_are_honest_about_their_state(loaded: Library):
    states = {name: (advice.note.status.value, advice.note.text) for name, advice in loaded.notes.items()}
    assert states == {
        "1750-22/index": ("draft", "not supplied"),
        "1750-22/internal-review": ("draft", "not supplied"),
        "1750-22/continued": ("unconfirmed", "supplied"),
    }
    for advice in loaded.notes.values():
        assert advice.note.issued_on == advice.note.last_reviewed_on == advice.note.review_by == "unknown"
        assert "Each force is a separate authority" in advice.page.body


def test_every_edit_of_substance_is_asked_of_the_cru(loaded: Library):
    questions = loaded.pages["help/questions-for-the-cru.md"].body
    asked = [(item, edit) for item in loaded.wordings.values() for edit in item.head.edits]
    of_substance = [(item.id, edit.block) for item, edit in asked if edit.kind is EditKind.SUBSTANCE]
    assert of_substance == [("full-ncnd", "W08")]
    for item_id, block in of_substance:
        assert f"`{item_id}#{block}`" in questions
    for item_id in DRAFTS:
        assert f"`{item_id}`" in questions


# --- what stands in one place only ---


@pytest.mark.parametrize("words", ["Wycliffe", "Water Lane", "Wilmslow", "SK9", "0303", r"Information Commission\b"])
def test_the_regulators_contact_stands_in_one_place(words: str):
    assert pages_with(words) == {"provisions/s50.md"}


def test_the_regulators_name_stands_in_one_place():
    assert pages_with(r"Information Commissioner|\bICO\b|Commissioner") == {"provisions/s50.md"}


def test_the_remark_on_applicant_and_motive_is_in_the_source_alone():
    assert "Whilst applicant and motive blind" in SOURCE.read_text(encoding="utf-8")
    assert pages_with(r"(?i)motive.?blind|applicant and motive|reasonable to suggest|wait and chase") == set()


def test_the_redaction_marks_are_never_given_as_exemptions(loaded: Library):
    told = {"advice/1750-22/continued.md", "advice/1750-22/source.md", "help/questions-for-the-cru.md"}
    assert pages_with(r"S\.31\(1\)") <= told | {"provisions/s31.md"}
    assert pages_with(r"S\.40\(2\)") <= told | {"provisions/s40.md"}
    assert pages_with(r"(?i)(s\.?|section )40\b") <= told | {"provisions/s40.md"}
    for item in loaded.wordings.values():
        assert set(item.head.limbs) <= {"s31(3)", "s24(2)"}
        assert "s40" not in item.head.provisions
    for advice in loaded.notes.values():
        assert "s40" not in advice.note.provisions


def test_section_31_1_is_named_in_a_letter_only_for_its_matters(loaded: Library):
    for item in loaded.wordings.values():
        text = words(item, loaded.forces["kent"])
        left = re.sub(r"matters mentioned in section 31\(1\)\.|\(section 31\(1\)\([ab]\)\)", "", text)
        assert not re.search(r"31\(1\)|24\(1\)|section 23|section 40|section 30", left, re.IGNORECASE)


# --- what each letter must say ---


def plain(loaded: Library, wording_id: str) -> str:
    return words(loaded.wordings[wording_id], loaded.forces["kent"])


OPENING = [
    # N1, N2
    r"^Kent Police can neither confirm nor deny whether it holds the information that you have requested about "
    r"Palantir Technologies, as the duty in section 1\(1\)\(a\) of the Freedom of Information Act 2000 \(the Act\) "
    r"does not apply by virtue of section 31\(3\) and section 24\(2\) of the Act\.$",
    r"refusal notice under section 17\(1\)",
    r"Nothing in it should be read as an indication that the information you have requested does or does not exist\.",
    # N3
    r"the prevention or detection of crime \(section 31\(1\)\(a\)\)",
    r"the apprehension or prosecution of offenders \(section 31\(1\)\(b\)\)",
    r"Our view is that confirming or denying would be likely to prejudice both of them\.",
    # N4
    r"^Why section 24\(2\) is required$",
    r"exemption from section 1\(1\)\(a\) is required for the purpose of safeguarding national security",
    r"considered this separately from section 31\(3\)",
    r"reasonably necessary for the purpose of safeguarding national security\.$",
    # N5
    r"^If information were held, confirming it would alert",
    r"^If no information were held, denying it would be as useful",
    r"Either answer would therefore be likely to cause harm\.",
    # N8
    r"Under section 2\(1\)\(b\) of the Act we have considered whether, in all the circumstances of the case, the "
    r"public interest in maintaining the exclusion of the duty to confirm or deny outweighs the public interest in "
    r"disclosing whether Kent Police holds the information\.",
]
OPENING_PARTIAL = [
    r"^Apart from the published information dealt with above, Kent Police can neither confirm nor deny whether it "
    r"holds any information within your request about any use of Palantir Technologies for covert purposes, as the "
    r"duty in section 1\(1\)\(a\) of the Act does not apply by virtue of section 31\(3\) and section 24\(2\) of the "
    r"Act\.$",
    r"refusal notice under section 17\(1\)",
    r"information about covert use does or does not exist\.",
    r"the prevention or detection of crime \(section 31\(1\)\(a\)\)",
    r"the apprehension or prosecution of offenders \(section 31\(1\)\(b\)\)",
    r"whether information about covert use is held would be likely to prejudice both of them\.",
    r"^Why section 24\(2\) is required for any covert use$",
    r"considered this separately from section 31\(3\)",
    r"^If information about covert use were held, confirming it would alert",
    r"^If no information about covert use were held, denying it would be as useful",
    r"the public interest in maintaining the exclusion of the duty to confirm or deny outweighs the public interest in "
    r"disclosing whether Kent Police holds information about covert use\.",
]
ALREADY_PUBLIC = [
    r"^Kent Police can confirm that it holds the information within your request that it has already published about",
    r"exempt from disclosure in this reply under section 21\(1\) of the Freedom of Information Act 2000 \(the Act\)",
    r"reasonably accessible to you otherwise than under section 1",
    r"You can read it here: https://www\.kent\.police\.uk/foi-disclosure$",
    r"absolute exemption, so no public interest test applies",
]
REVIEW = [
    r"You can ask Kent Police to review .* by writing to the Freedom of Information team",
    r"section 17\(7\)\(a\) of the Act",
    r"section 50 of the Act gives you the right to apply for a decision",
    r"You can apply to the regulator at its address\.$",
]
FULL = [
    r"^To confirm or deny whether any information relating to the use of a particular investigative tool is held would",
    r"for these issues the balance test favours neither confirming nor denying that information is held\.$",
]
PARTIAL = [
    r"about one question only: whether any information is held about any use of Palantir Technologies for "
    r"covert purposes",
    r"whether any other information relating to the covert use of a particular investigative tool is held would be "
    r"likely to harm",
    r"\(in this case Palantir Technologies\) is used covertly by Kent Police",
    r"confirming or denying if Kent Police uses Palantir Technologies covertly would be likely to",
    r"for any covert use the balance test favours neither confirming nor denying that information is held\.$",
]
SAYS = {
    **{"opening-full": OPENING, "opening-partial": OPENING_PARTIAL, "already-public": ALREADY_PUBLIC},
    **{"review-and-complaint": REVIEW, "full-ncnd": FULL, "partial-ncnd": PARTIAL},
}


@pytest.mark.parametrize(
    ("wording_id", "pattern"), [(name, pattern) for name, patterns in SAYS.items() for pattern in patterns]
)
def test_the_operative_words_are_there(loaded: Library, wording_id: str, pattern: str):
    assert re.search(pattern, plain(loaded, wording_id), re.MULTILINE)


def test_only_the_part_that_is_already_public_confirms(loaded: Library):
    for item in loaded.wordings.values():
        for text in every_letter(item, loaded.forces["kent"]):
            confirms = re.findall(r"can confirm|holds the information within|information is exempt", text)
            assert bool(confirms) == (item.id == "already-public")
            if item.id != "already-public":
                open_ = r"whether [^.,]*?\b(held|holds)\b|\b[Ii]f [^.,]*?\bwere held\b|denying that information is held"
                said = re.sub(rf"{open_}|confirmed as being held", "", text)
                assert not re.search(r"\b(holds?|held|no trace|located)\b", said)


def test_a_full_ncnd_presupposes_no_confirmed_part(loaded: Library):
    for name in LETTERS["full"]:
        for text in every_letter(loaded.wordings[name], loaded.forces["kent"]):
            assert not re.search(r"other information|published|covertly|dealt with above", text)


NEED_NOT_SAY_COVERT = {
    # the words of section 24(2); that both exemptions are qualified; the officer's own reason
    "opening-partial": {"P06", "P07", "P08"},
    # the supplied blocks that fit a partial NCND as they stand, and headings
    "partial-ncnd": {"P03", "P04", "P05", "P06", "P08", "P13", "P14", "P17"},
}


@pytest.mark.parametrize("wording_id", NEED_NOT_SAY_COVERT)
def test_a_partial_ncnd_speaks_of_covert_use_throughout(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    silent = {block.id for block in item.blocks if "covert" not in block.template()}
    assert silent == NEED_NOT_SAY_COVERT[wording_id]
    for block in item.blocks:
        if block.id in silent and block.id not in (item.head.same_as or {}):
            assert not re.search(r"harm|prejudice\b|held\b|would be likely", block.template())


def test_the_partial_ncnd_repeats_supplied_blocks_only_where_they_fit(loaded: Library):
    same = loaded.wordings["partial-ncnd"].head.same_as or {}
    assert set(same.values()) == {f"full-ncnd#{block}" for block in ("W02", "W03", "W04", "W12", "W16")}


def test_the_drafts_rest_on_one_likelihood(loaded: Library):
    for name in DRAFTS:
        own = [b for b in loaded.wordings[name].blocks if b.id not in (loaded.wordings[name].head.same_as or {})]
        text = " ".join(block.template() for block in own).replace("would, or would be likely to, prejudice", "")
        assert not re.search(r"\bwould (harm|prejudice|undermine|cause)\b|would have the likelihood", text)


def test_no_letter_depends_on_who_asks_or_names_a_case(loaded: Library):
    for item in loaded.wordings.values():
        for text in every_letter(item, loaded.forces["kent"]):
            assert not re.search(r"1750|CRU|Central Referral|approved|Not to be distributed|draft", text)
            assert "journalist" not in text


# --- letters ---


def sentences(text: str) -> list[str]:
    """Return headings and sentences, in order."""
    return [one for line in text.split("\n\n") for one in re.split(r"(?<=[.!?:]) (?=[A-Z])", line)]


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("force_id", ["kent", "metropolitan", "devon-and-cornwall"])
def test_no_sentence_stands_twice_in_a_letter(loaded: Library, letter: str, force_id: str):
    text = "\n\n".join(words(loaded.wordings[name], loaded.forces[force_id]) for name in LETTERS[letter])
    twice = {one: count for one, count in Counter(map(str.casefold, sentences(text))).items() if count > 1}
    assert twice == {}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_says_what_the_act_is_before_it_says_the_act(loaded: Library, letter: str):
    text = "\n\n".join(words(loaded.wordings[name], loaded.forces["kent"]) for name in LETTERS[letter])
    assert text.count("(the Act)") == 1
    assert text.index("Freedom of Information Act 2000 (the Act)") < re.search(r"the Act\b(?!\))", text).start()


@pytest.mark.parametrize("letter", LETTERS)
def test_each_wording_names_the_others_of_its_letter(loaded: Library, letter: str):
    parts = LETTERS[letter]
    for name in parts[:-1]:
        assert list(loaded.wordings[name].head.needs) == [one for one in parts if one != name]


def test_supplier_changed_is_outside_1750_22_wherever_it_stands(loaded: Library):
    fields = [item.fields["supplier"] for item in loaded.wordings.values() if "supplier" in item.fields]
    assert len(fields) == 5
    assert {(field.default, field.if_changed, field.kind) for field in fields} == {
        ("Palantir Technologies", "outside 1750/22: ask the CRU", Kind.TEXT)
    }


def test_no_wording_asks_for_the_applicant(loaded: Library):
    for item in loaded.wordings.values():
        assert not {name for name in item.fields if re.search("applicant|requester|name", name)}

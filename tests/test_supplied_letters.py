"""What each wording said when it was delivered: its operative words, and what no reply of its kind may say."""

import re
from collections import Counter

import pytest
from filled import ALPHA, every_letter, words

from macros.forces import Force
from macros.library import Library

LETTERS = {
    "full": ("opening-full", "full-ncnd", "review-and-complaint"),
    "partial": ("already-public", "opening-partial", "partial-ncnd", "review-and-complaint"),
}
IDS = sorted({one for parts in LETTERS.values() for one in parts})
DRAFTS = [one for one in IDS if one != "full-ncnd"]


def as_delivered(wording_id: str, *more: object) -> object:
    """Return a parameter that is skipped once this wording is not as it was delivered."""
    return pytest.param(wording_id, *more, marks=pytest.mark.supplied(f"docs/wording/{wording_id}.md"))


def each(ids: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("wording_id", [as_delivered(one) for one in ids])


def each_letter() -> pytest.MarkDecorator:
    files = {name: [f"docs/wording/{one}.md" for one in parts] for name, parts in LETTERS.items()}
    letters = [pytest.param(name, marks=pytest.mark.supplied(*parts)) for name, parts in files.items()]
    return pytest.mark.parametrize("letter", letters)


OPENING = [
    # N1, N2
    r"^Alpha Police can neither confirm nor deny whether it holds the information that you have requested about "
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
    r"disclosing whether Alpha Police holds the information\.",
]
OPENING_PARTIAL = [
    r"^Apart from the published information dealt with above, Alpha Police can neither confirm nor deny whether it "
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
    r"disclosing whether Alpha Police holds information about covert use\.",
]
ALREADY_PUBLIC = [
    r"^Alpha Police can confirm that it holds the information within your request that it has already published about",
    r"exempt from disclosure in this reply under section 21\(1\) of the Freedom of Information Act 2000 \(the Act\)",
    r"reasonably accessible to you otherwise than under section 1",
    r"You can read it here: https://www\.kent\.police\.uk/foi-disclosure$",
    r"absolute exemption, so no public interest test applies",
]
REVIEW = [
    r"You can ask Alpha Police to review .* by writing to Words of an officer\.",
    r"section 17\(7\)\(a\) of the Act",
    r"section 50 of the Act gives you the right to apply for a decision",
    r"You can apply to Words of an officer\.$",
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
    r"\(in this case Palantir Technologies\) is used covertly by Alpha Police",
    r"confirming or denying if Alpha Police uses Palantir Technologies covertly would be likely to",
    r"for any covert use the balance test favours neither confirming nor denying that information is held\.$",
]
SAYS = {
    **{"opening-full": OPENING, "opening-partial": OPENING_PARTIAL, "already-public": ALREADY_PUBLIC},
    **{"review-and-complaint": REVIEW, "full-ncnd": FULL, "partial-ncnd": PARTIAL},
}


@pytest.mark.parametrize(
    ("wording_id", "pattern"), [as_delivered(name, pattern) for name, patterns in SAYS.items() for pattern in patterns]
)
def test_the_operative_words_are_there(loaded: Library, wording_id: str, pattern: str):
    assert re.search(pattern, words(loaded.wordings[wording_id], ALPHA), re.MULTILINE)


@each(IDS)
def test_every_sentence_is_whole_for_every_force(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    for force in loaded.foia_forces():
        for text, _ in every_letter(item, force):
            assert force.name in text
            assert not re.search(r"[\[\]\u00a0]|(?i:\bthe the\b)| [.,;:!?)]|\( |[.!?] [a-z]", text)
            assert all(block[0].isupper() for block in text.split("\n\n"))
            if "&" in force.name:
                assert text.count("&") == text.count(force.name)


@each(IDS)
def test_a_force_takes_its_article_everywhere(loaded: Library, wording_id: str):
    for force in loaded.foia_forces():
        text = words(loaded.wordings[wording_id], force)
        form = re.escape(f"{force.entry.article} {force.name}".strip())
        assert text.count(force.name) == len(re.findall(f"(?i:{form})", text)) > 0


@each(IDS)
def test_section_31_1_is_named_in_a_letter_only_for_its_matters(loaded: Library, wording_id: str):
    text = words(loaded.wordings[wording_id], ALPHA)
    left = re.sub(r"matters mentioned in section 31\(1\)\.|\(section 31\(1\)\([ab]\)\)", "", text)
    assert not re.search(r"31\(1\)|24\(1\)|section 23|section 40|section 30", left, re.IGNORECASE)


@each(IDS)
def test_only_the_part_that_is_already_public_confirms(loaded: Library, wording_id: str):
    for text, _ in every_letter(loaded.wordings[wording_id], ALPHA):
        confirms = re.findall(r"can confirm|holds the information within|information is exempt", text)
        assert bool(confirms) == (wording_id == "already-public")
        if wording_id != "already-public":
            open_ = r"whether [^.,]*?\b(held|holds)\b|\b[Ii]f [^.,]*?\bwere held\b|denying that information is held"
            said = re.sub(rf"{open_}|confirmed as being held", "", text)
            assert not re.search(r"\b(holds?|held|no trace|located)\b", said)


@each(list(LETTERS["full"]))
def test_a_full_ncnd_presupposes_no_confirmed_part(loaded: Library, wording_id: str):
    for text, _ in every_letter(loaded.wordings[wording_id], ALPHA):
        assert not re.search(r"other information|published|covertly|dealt with above", text)


NEED_NOT_SAY_COVERT = {
    # the words of section 24(2); that both exemptions are qualified; the officer's own reason
    "opening-partial": {"P06", "P07", "P08"},
    # the supplied blocks that fit a partial NCND as they stand, and headings
    "partial-ncnd": {"P03", "P04", "P05", "P06", "P08", "P13", "P14", "P17"},
}


@each(list(NEED_NOT_SAY_COVERT))
def test_a_partial_ncnd_speaks_of_covert_use_throughout(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    silent = {block.id for block in item.blocks if "covert" not in block.template()}
    assert silent == NEED_NOT_SAY_COVERT[wording_id]
    for block in item.blocks:
        if block.id in silent and block.id not in (item.head.same_as or {}):
            assert not re.search(r"harm|prejudice\b|held\b|would be likely", block.template())


@pytest.mark.supplied("docs/wording/partial-ncnd.md")
def test_the_partial_ncnd_repeats_supplied_blocks_only_where_they_fit(loaded: Library):
    same = loaded.wordings["partial-ncnd"].head.same_as or {}
    assert set(same.values()) == {f"full-ncnd#{block}" for block in ("W02", "W03", "W04", "W12", "W16")}


@each(DRAFTS)
def test_the_drafts_rest_on_one_likelihood(loaded: Library, wording_id: str):
    item = loaded.wordings[wording_id]
    own = [block for block in item.blocks if block.id not in (item.head.same_as or {})]
    text = " ".join(block.template() for block in own).replace("would, or would be likely to, prejudice", "")
    assert not re.search(r"\bwould (harm|prejudice|undermine|cause)\b|would have the likelihood", text)


@each(IDS)
def test_no_letter_depends_on_who_asks_or_names_a_case(loaded: Library, wording_id: str):
    for text, _ in every_letter(loaded.wordings[wording_id], ALPHA):
        assert not re.search(r"1750|CRU|Central Referral|approved|Not to be distributed|draft|journalist", text)


# --- letters ---


def whole(loaded: Library, letter: str, force: Force = ALPHA) -> str:
    return "\n\n".join(words(loaded.wordings[name], force) for name in LETTERS[letter])


def sentences(text: str) -> list[str]:
    """Return headings and sentences, in order."""
    return [one for line in text.split("\n\n") for one in re.split(r"(?<=[.!?:]) (?=[A-Z])", line)]


@each_letter()
def test_no_sentence_stands_twice_in_a_letter(loaded: Library, letter: str):
    for force in (ALPHA, *loaded.foia_forces()):
        text = whole(loaded, letter, force)
        counted = Counter(map(str.casefold, sentences(text)))
        assert {one: count for one, count in counted.items() if count > 1} == {}


@each_letter()
def test_a_letter_says_what_the_act_is_before_it_says_the_act(loaded: Library, letter: str):
    text = whole(loaded, letter)
    assert text.count("(the Act)") == 1
    assert text.index("Freedom of Information Act 2000 (the Act)") < re.search(r"the Act\b(?!\))", text).start()


@each_letter()
def test_each_wording_names_the_others_of_its_letter(loaded: Library, letter: str):
    parts = LETTERS[letter]
    for name in parts[:-1]:
        assert list(loaded.wordings[name].head.needs) == [one for one in parts if one != name]

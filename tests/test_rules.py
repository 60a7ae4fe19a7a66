"""Letter rules: each finds what it must, and nothing in a near miss; the site's own letters pass them all."""

import re
import time
from collections import Counter

import filled
import pytest
from rules_samples import DRAFTS, SPLIT, Faulty, Sample, samples

from macros import drafts, fill, letter, phrases, rules
from macros.library import Library
from macros.wording import Stance

IDS = [
    *("held-and-ncnd", "wrong-limb", "s21-link", "other-force", "force-fragment", "case-reference", "open-field"),
    *("any-other", "confirmed-use", "foisa", "internal-mark", "duplicate-sentence"),
    *("n1", "n2", "n3", "n4", "n5", "weak-n5", "n6", "n7", "n8", "weak-n8", "n9", "n10"),
]
VALUES = {
    "reference": "FOI-2026-0417",
    "date": "2026-11-24",
    "request": "1. Does Essex Police or the Met use Palantir Foundry?\n2. It is held. Is Powys Police right?",
    "public_link": "https://www.kent.police.uk/foi/2026/417",
    "review_contact": "the Freedom of Information team at foi@force.example, within 40 working days",
    "regulator_contact": "the Information Commissioner, Example House, 1 Example Street, Wilmslow, Cheshire SK9 5AF",
}


def stance(kind: str | None) -> Stance | None:
    return Stance(kind) if kind else None


def found(loaded: Library, sample: Sample | Faulty) -> list[str]:
    kind = stance(sample.kind)
    return [f.rule_id for f in rules.report(sample.text, kind, loaded.names, sample.force, sample.part)]


def test_the_rules_are_those_of_the_design():
    assert [rule.id for rule in rules.load()] == IDS


@pytest.mark.parametrize("rule", IDS)
def test_each_rule_has_five_samples_and_five_near_misses(rule: str):
    assert Counter((sample.rule, sample.found) for sample in samples())[rule, True] >= 5
    assert Counter((sample.rule, sample.found) for sample in samples())[rule, False] >= 5


@pytest.mark.parametrize("rule", IDS)
def test_a_rule_finds_each_of_its_samples_and_none_of_its_near_misses(loaded: Library, rule: str):
    for sample in samples():
        if sample.rule == rule:
            assert (rule in found(loaded, sample)) == sample.found, sample.text


@pytest.mark.parametrize("draft", DRAFTS, ids=[draft.title for draft in DRAFTS])
def test_a_whole_draft_has_these_findings_and_no_other(loaded: Library, draft: Faulty):
    assert found(loaded, draft) == draft.finds


# --- the site's own letters ---


@pytest.mark.parametrize("outcome", ["full-ncnd", "partial-ncnd"])
def test_a_letter_passes_too_when_the_officer_says_what_it_is_and_gives_a_reason(loaded: Library, outcome: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    typed = {**filled.typed(item.fields), **VALUES}
    typed |= {"case_reason": "The request names a place, and an answer would tell offenders about that place."}
    chosen = dict.fromkeys(item.choices, "yes")
    answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, loaded.forces["btp"], typed, chosen)
    text = fill.text(item.blocks, answers)
    for words in (text, text.replace("\n\n", "\n"), text.replace("\n", "\r\n"), text.replace(" ", "\u00a0")):
        kind = Stance(outcome.removesuffix("-ncnd"))
        assert (lacks, rules.report(words, kind, loaded.names, "btp")) == ([], [])


def test_a_letter_sent_in_another_forces_name_is_found(loaded: Library):
    item = letter.compose(loaded.decisions["1750-22"], "full-ncnd", loaded.wordings)
    chosen = dict.fromkeys(item.choices, "yes")
    answers, _, _ = fill.answer(item.blocks, item.fields, item.choices, loaded.forces["metropolitan"], VALUES, chosen)
    text = fill.text(item.blocks, answers)
    assert rules.report(text, Stance.FULL, loaded.names, "metropolitan") == []
    assert {f.rule_id for f in rules.report(text, Stance.FULL, loaded.names, "kent")} == {"other-force"}
    assert rules.report(text, Stance.FULL, loaded.names, None) == []


def test_the_source_wording_has_the_faults_that_are_known(loaded: Library):
    text = loaded.sources["1750-22"].text.partition("removed and replaced accordingly.")[2]
    findings = rules.report(text, Stance.FULL, loaded.names, "metropolitan", part=True)
    assert {finding.rule_id for finding in findings} == {
        *("n1", "n3", "n4", "n9", "n10", "weak-n5", "weak-n8", "any-other", "duplicate-sentence")
    }
    [other, twice] = [finding for finding in findings if finding.sentence]
    assert other.sentence.startswith("To confirm or deny whether any other information")
    assert (twice.rule_id, twice.line) == ("duplicate-sentence", 35)
    kent = rules.report(text, Stance.FULL, loaded.names, "kent", part=True)
    assert Counter(finding.rule_id for finding in kent)["other-force"] == 8


# --- how a draft is told apart ---


@pytest.mark.parametrize(("text", "request_", "parts"), SPLIT)
def test_a_draft_is_told_apart(text: str, request_: list[str], parts: list[list[str]]):
    draft = drafts.split(text)
    assert [text[s.start : s.end] for s in draft.request] == request_
    assert [[text[s.start : s.end] for s in part.sentences] for part in draft.parts] == parts


def test_one_part_is_neither_told_apart_nor_read_as_a_request():
    text = "Request\n\nA.\n\nResponse\n\n1. B.\n\n2. C."
    [part] = drafts.split(text, part=True).parts
    assert [s.words for s in part.sentences] == ["Request", "A.", "Response", "1. B.", "2. C."]
    assert drafts.split(text, part=True).request == ()


KINDS = [
    ("We hold it.", "any"),
    ("No information is held.", "any"),
    ("Kent Police can neither confirm nor deny that it is held.", "full"),
    ("We hold it. Kent Police can neither confirm nor deny that it is held.", "full"),
    ("1. We hold it.\n2. Kent Police can neither confirm nor deny that it is held.", "partial"),
    ("1. Kent Police can neither confirm nor deny it.\n2. No information is held.", "partial"),
    ("1. Kent Police can neither confirm nor deny it.\n2. We thank you.", "full"),
    ("The duty in section 1(1)(a) does not apply.", "full"),
    ("Section 31(3) is engaged.", "full"),
    ("We do not rely on section 31(3).", "any"),
    ("Your request\nPlease do not say that you neither confirm nor deny.\nResponse\nWe hold it.", "any"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_a_reply_is_read_from_it(text: str, kind: str):
    assert rules.stance_of(drafts.split(text)).value == kind


def test_a_finding_says_where_it_is_and_what_to_do(loaded: Library):
    text = "Response\r\n\r\nWe thank you \U0001f600. It was written by Essex Police.\r\n"
    [finding] = rules.report(text, None, loaded.names, "kent")
    assert (finding.rule_id, finding.line) == ("other-force", 3)
    assert text[finding.start : finding.end] == finding.sentence == "It was written by Essex Police."
    assert finding.message == (
        "“Essex Police” is another force's name, and this is not the quoted request. "
        "Put your own force's name there, or take it out."
    )


def test_what_a_reply_lacks_is_found_at_its_start(loaded: Library):
    finding = rules.report("We neither confirm nor deny it.", None, loaded.names, None)[0]
    assert (finding.rule_id, finding.line, finding.start, finding.end, finding.sentence) == ("n1", 1, 0, 0, "")


def test_what_a_reply_says_wrongly_stands_before_what_it_lacks(loaded: Library):
    text = "We neither confirm nor deny it.\n\nEssex Police thank you."
    first, *rest = rules.report(text, None, loaded.names, "kent")
    assert first.rule_id == "other-force"
    assert rest
    assert not any(finding.sentence for finding in rest)


# --- the file of rules ---


def test_every_pattern_is_one_that_python_and_javascript_read_alike():
    strange = re.compile(r"(?<!\\)\(\?(?![:=!])|\\[wWdDsSAZzGpPkux]|\[\^?\]|[^\x20-\x7e]")
    given = [
        *(pattern for name, pattern in phrases.data()["shapes"].items() if name not in RAW),
        *(pattern for patterns in phrases.data()["blanks"].values() for pattern in patterns),
        *_patterns(phrases.data()["marks"]),
        *_patterns(phrases.data()["rules"]),
    ]
    assert len(given) > 100
    assert [pattern for pattern in given if strange.search(pattern)] == []


def test_every_pattern_that_meets_small_letters_has_no_capital():
    cased = [way for rule in phrases.data()["rules"] for way in rule.get("or", ()) if way.get("case")]
    kept = [pattern for way in cased for pattern in way["all_of"]]
    given = [
        *(pattern for name, pattern in phrases.data()["shapes"].items() if not name.endswith("_cased")),
        *(pattern for patterns in phrases.data()["blanks"].values() for pattern in patterns),
        *_patterns(phrases.data()["marks"]),
        *(pattern for pattern in _patterns(phrases.data()["rules"]) if pattern not in kept),
    ]
    assert [pattern for pattern in given if re.search(r"(?<!\\)[A-Z]", pattern)] == []


RAW = ("break", "counted", "inner", "stop_cased", "bullet")
"""The shapes that meet the text itself, before its spaces and quotation marks are made plain."""
_HOLD_PATTERNS = {"all_of", "none_of", "any_of", "unless", "in_order", "where"}


def _patterns(value: object, here: bool = False) -> list[str]:
    if isinstance(value, dict):
        return [one for key, below in value.items() for one in _patterns(below, key in _HOLD_PATTERNS)]
    if isinstance(value, list):
        return [one for below in value for one in _patterns(below, here)]
    return [value] if here and isinstance(value, str) else []


def test_every_rule_names_a_provision_that_has_a_page(loaded: Library):
    assert {rule.provision for rule in rules.load()} - {""} <= set(loaded.provisions)


def test_a_key_that_no_rule_has_is_an_error_of_the_program():
    with pytest.raises(TypeError, match="al_of"):
        rules._way({"al_of": ["x"]})


def test_every_blank_and_mark_that_is_named_is_there():
    text = str(phrases.data()["rules"]) + str(phrases.data()["marks"])
    assert "@" not in re.sub(r"\[a-z0-9\]@\[a-z0-9\]", "", text)
    named = {
        mark
        for rule in rules.load()
        for way in rule.ways
        for mark in way.marks | way.without | way.inside | way.outside
    }
    assert named <= {*phrases.data()["marks"], "ncnd", "limited"}


# --- long drafts ---

LONG = ["To confirm or deny whether any information is held would be harmful, as offenders would learn of it. "]
REPEATED = [
    *("whether ", "confirm or deny ", "section 31(1), ", "under the following exemptions ", "no information ", "1. "),
    *("[the ", "a", "1", "(", "Police ", "reference: 1", "\n", "1.\n", "Question 1\n", "Request\n", "\u00a0", "'no "),
]


@pytest.mark.parametrize("words", [*LONG, *REPEATED])
def test_a_long_draft_takes_a_time_in_proportion(loaded: Library, words: str):
    def seconds(size: int) -> float:
        text = words * (size // len(words))
        before = time.process_time()
        rules.report(text, Stance.FULL, loaded.names, "kent")
        return time.process_time() - before

    seconds(1_000)
    assert seconds(40_000) < max(8 * seconds(10_000), 0.5)

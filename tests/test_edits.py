"""Edits: taken back, they give the source; whatever else differs from it is found."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros import edits, grammar
from macros.library import Library
from macros.problems import Problem
from macros.wording import Approval, Edit, EditKind, Wording

Change = Callable[[list[Edit]], list[Edit]]
PATH = "docs/wording/full-ncnd.md"
AS_DELIVERED = pytest.mark.supplied(PATH)


def edit(was: str, now: str, block: str = "W04", kind: EditKind = EditKind.SLIP) -> Edit:
    return Edit(block, kind, was, now, "why")


UNDONE = [
    # words, edits, the source, the edit where undoing stopped
    ("as it is", [], "as it is", None),
    ("{{ The_force }} needs", [("The MPS needs", "{{ The_force }} needs")], "The MPS needs", None),
    ("$1 \\1 {{ x }}", [("$& \\0", "$1 \\1")], "$& \\0 {{ x }}", None),
    # the last edit is taken back first: "a b" became "a c", then "a c d" became "x c d"
    ("x c d", [("a b d", "a c d"), ("a c", "x c")], "a b d", None),
    # a block taken out leaves nothing to undo
    ("words", [("gone", "")], "words", None),
    # `now` that is not there, or is there twice, stops it
    ("words", [("was", "now")], "words", 0),
    ("now and now", [("was", "now")], "now and now", 0),
    ("one two", [("eins", "one"), ("zwei", "three")], "one two", 1),
]


@pytest.mark.parametrize(("words", "pairs", "source", "stopped"), UNDONE)
def test_edits_are_taken_back_last_first(words: str, pairs: list[tuple[str, str]], source: str, stopped: int | None):
    made = [edit(*pair) for pair in pairs]
    assert edits.undo(words, made) == (source, None if stopped is None else made[stopped])


def test_each_block_of_the_full_ncnd_goes_back_to_the_source(loaded: Library):
    item, source = loaded.wordings["full-ncnd"], loaded.sources["1750-22"].blocks
    assert list(edits.check(item, source, loaded.names)) == []
    for block in item.blocks:
        own = [one for one in item.head.edits if one.block == block.id]
        assert edits.undo(block.template(), own) == (source[block.id], None)


def with_body(item: Wording, was: str, now: str) -> Wording:
    assert item.page.body.count(was) == 1
    blocks, faults = grammar.parse(item.page.body.replace(was, now), item.page.body_line, item.head.blocks)
    assert faults == []
    return replace(item, blocks=tuple(blocks))


def with_edits(item: Wording, change: Change) -> Wording:
    return replace(item, head=replace(item.head, edits=tuple(change(list(item.head.edits)))))


def found(item: Wording, loaded: Library) -> list[str]:
    problems: list[Problem] = list(edits.check(item, loaded.sources["1750-22"].blocks, loaded.names))
    assert all(problem.path == PATH and problem.line > 0 and not problem.warning for problem in problems)
    return [problem.message for problem in problems]


DRIFTED = [
    (
        "Any disclosure under FOI",
        "Every disclosure under FOI",
        "Every disclosure under FOI is ",
        "Any disclosure under FOI is a ",
        "W09",
    ),
    (
        "lead to an increase of harm",
        "lead to harm",
        "ogies would lead to harm to covert investigations ",
        "ogies would lead to an increase of harm to covert ",
        "W14",
    ),
    (
        "and a specific confirmation allows efforts to be focused accordingly.",
        "and a specific confirmation allows efforts to be focused.",
        "fforts to be focused.",
        "fforts to be focused accordingly.",
        "W10",
    ),
]


@AS_DELIVERED
@pytest.mark.parametrize(("was", "now", "here", "there", "block"), DRIFTED, ids=[row[0] for row in DRIFTED])
def test_a_word_changed_without_an_edit_is_found(
    loaded: Library, was: str, now: str, here: str, there: str, block: str
):
    [said] = found(with_body(loaded.wordings["full-ncnd"], was, now), loaded)
    assert said == (
        f"{block} differs from the source at \u201c{here}\u201d, where the source has \u201c{there}\u201d; "
        "add it to `edits:` or undo it"
    )


@AS_DELIVERED
def test_words_changed_where_an_edit_was_made_are_found(loaded: Library):
    item = with_body(loaded.wordings["full-ncnd"], "employed by {{ the_force }} in", "employed by {{ force_name }} in")
    assert found(item, loaded) == ["`now:` is not once in W06 (employed by {{ the_force }} in); copy it from the words"]


@AS_DELIVERED
def test_the_drifted_block_is_named_with_its_line(loaded: Library):
    item = with_body(loaded.wordings["full-ncnd"], "Any disclosure under FOI", "Every disclosure under FOI")
    [problem] = edits.check(item, loaded.sources["1750-22"].blocks, loaded.names)
    lines = (
        item.page.body_line + n for n, text in enumerate(item.page.body.split("\n")) if text.startswith("Any disc")
    )
    assert problem.line == next(lines)


REPEATED = (
    "Therefore it is our opinion that for these issues the balance test favours neither confirming nor denying that "
    "information is held."
)

WRONG = [
    (
        lambda own: own[1:],
        "W04 differs from the source at \u201c{{ The_force }} needs to be al\u201d, where the source has "
        "\u201cThe MPS needs to be alert to r\u201d; add it to `edits:` or undo it",
    ),
    (lambda own: [*own, edit("a", "b", "W18")], "`block: W18` is not in the source; correct it"),
    (
        lambda own: [*own, edit("part of it", "", "W04", EditKind.SUBSTANCE)],
        "takes out W04 and `was:` is not the whole block; copy it",
    ),
    (lambda own: own[:-1], "W17 of the source is missing; add it, or an edit that takes it out"),
    (
        lambda own: [*own[:-1], replace(own[-1], was=REPEATED[:-1])],
        "takes out W17 and `was:` is not the whole block; copy it",
    ),
    (
        lambda own: [*own[:-1], replace(own[-1], kind=EditKind.SLIP)],
        "is more than a slip; write `kind: substance`",
    ),
    (
        lambda own: [*own[:-1], replace(own[-1], kind=EditKind.NAME)],
        "is more than a name; write `kind: substance`",
    ),
    (
        lambda own: [*own, edit("needs to be alert", "needs to be alert", "W04", EditKind.DUPLICATE)],
        "W04 does not repeat the end of another block; say why it goes",
    ),
]


@AS_DELIVERED
@pytest.mark.parametrize(("change", "message"), WRONG)
def test_an_edit_that_does_not_agree_is_found(loaded: Library, change: Change, message: str):
    assert found(with_edits(loaded.wordings["full-ncnd"], change), loaded) == [message]


def test_the_duplicate_is_the_end_of_w14_word_for_word(loaded: Library):
    source = loaded.sources["1750-22"].blocks
    assert source["W17"] == REPEATED
    assert source["W14"].endswith(f" {REPEATED}")


APPROVALS = [
    (Approval.EDITED, []),
    (Approval.APPROVED, []),
    (Approval.SUPPLIED, ["is edited beyond names; write `approval: supplied-edited`"]),
    (Approval.DRAFT, ["has a source; write `approval: supplied` or `supplied-edited`"]),
]


@AS_DELIVERED
@pytest.mark.parametrize(("approval", "messages"), APPROVALS)
def test_the_approval_says_how_far_the_words_were_edited(loaded: Library, approval: Approval, messages: list[str]):
    item = loaded.wordings["full-ncnd"]
    assert found(replace(item, head=replace(item.head, approval=approval)), loaded) == messages


DECLARED = [
    # was, now, as a name, as a slip
    ("The MPS needs", "{{ The_force }} needs", True, False),
    ("and the Met's role", "and {{ the_force_possessive }} role", True, False),
    ("and the Met\u2019s role", "and {{ the_force_possessive }} role", True, False),
    ("Met staff", "{{ force_name }} staff", True, False),
    ("if the Met uses Palantir Technologies", "if {{ the_force }} uses {{ supplier }}", True, False),
    ("the Met", "{{ force_name }}", False, False),
    ("the Met will", "{{ the_force }} will not", False, False),
    ("the staff", "{{ the_force }}", False, False),
    ("any other company", "any {{ supplier }}", False, False),
    ("Another Company", "{{ supplier }}", False, False),
    ("the Met", "{{ unknown }}", False, False),
    ("the MPS", "Kent Police", False, False),
    ("the Met " * 240, "{{ the_force }} " * 240, False, False),
    ("publically available", "publicly available", False, True),
    ("where the use of certain tools", "where certain tools", False, True),
    ("Balancing test", "Balance test", False, True),
    ("a failure in providing a duty", "a failure in the duty", False, True),
    ("the tool are used.", "the tool is used:", False, True),
    ("one two three four five", "one", False, False),
    ("any other information", "any information", False, False),
    ("may be used", "are used", False, False),
    ("is held", "is not held", False, False),
    ("it does show", "it doesn't show", False, False),
    ("section 31(3)", "section 31(1)", False, False),
    ("a serious loss", "a serious gain", False, False),
    ("a lawful aim", "an unlawful aim", False, False),
    ("is true", "is proved true", False, False),
]


@pytest.mark.parametrize(("was", "now", "name", "slip"), DECLARED)
def test_an_edit_is_no_more_than_it_says(loaded: Library, was: str, now: str, name: bool, slip: bool):
    item = loaded.wordings["full-ncnd"]
    for kind, allowed in ((EditKind.NAME, name), (EditKind.SLIP, slip)):
        said = found(with_edits(item, lambda own: [*own, edit(was, now, "W04", kind)]), loaded)  # noqa: B023
        more, default = f"is more than a {kind.value}; write `kind: substance`", "` is not what the source has in W04; "
        assert (not any(more in one or default in one for one in said)) is allowed


@AS_DELIVERED
def test_the_page_counts_each_edit_that_it_lists_beyond_names(built: Path):
    page = (built / "wording/full-ncnd/index.html").read_text(encoding="utf-8")
    listed = re.findall(r'class="cru-tag">(slip|substance|duplicate)<', page)
    assert len(listed) > 5
    assert f"({len(listed)} edits beyond names)" in page

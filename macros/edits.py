"""Edits: how a wording departs from the source, and the proof that nothing else does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from macros.forces import FORMS
from macros.grammar import FIELD
from macros.names import Names
from macros.problems import Problem
from macros.wording import Approval, Edit, EditKind, Wording

_MOST_WORDS = 3
_LONGEST = 200
_ALIKE = 0.7
_SMALL = re.compile(
    "an?|are|at|be(?:en|ing)?|by|for|from|ha[ds]|have|in|is|its?|of|on|that|the|th[eo]se|this|to|was|were|which|with"
)
"""Words of grammar, which a slip may put in."""

_TELLING = re.compile(
    "all|also|and|any|both|but|can(?:not)?|could|each|either|every|except|if|likely|may|might|must|need(?:ed|s)?|"
    "neither|never|no|none|nor|not|only|or|others?|shall|should|some|unless|until|unlikely|whether|will|without|would|"
    "against|confirm(?:s|ed|ing|ation)?|covert(?:ly)?|den(?:y|ies|ied|ying|ial)|disclos(?:es?|ed|ing|ure)|duty|"
    "exempt(?:s|ed|ions?)?|favours?|harm(?:s|ed|ful|ing)?|held|holds?|holding|interest|outweighs?|overt(?:ly)?|"
    "prejudic(?:es?|ed|ial)|public|required|[^ ]*[0-9{][^ ]*|[^ ]+n['\u2019]t"
)
"""Words that a slip may neither put in nor take out, as each turns a sentence or is the Act's own; numbers, fields."""


def undo(template: str, edits: list[Edit]) -> tuple[str, Edit | None]:
    """Return the block's words with its edits taken back, last one first.

    The second value is the edit whose `now` is not found exactly once, where undoing stopped.
    """
    for edit in reversed(edits):
        if edit.now == "":
            continue
        if template.count(edit.now) != 1:
            return template, edit
        template = template.replace(edit.now, edit.was)
    return template, None


def check(wording: Wording, source: Mapping[str, str], names: Names | None) -> Iterator[Problem]:
    """Yield every place where the wording, its edits and the source do not agree; `names` are the whole register's."""
    page, edits = wording.page, wording.head.edits
    shown = [block.id for block in wording.blocks]
    removed = {edit.block for edit in edits if edit.now == ""}
    unclear = {block.id for block in wording.blocks if not wording.declares(block)}
    other_default: list[Edit] = []
    for index, edit in enumerate(edits):
        if edit.block not in source:
            yield page.problem(f"`block: {edit.block}` is not in the source; correct it", "edits", index)
        elif edit.now == "" and edit.was != source[edit.block]:
            yield page.problem(f"takes out {edit.block} and `was:` is not the whole block; copy it", "edits", index)
        elif edit.now == "" and edit.block in shown:
            yield page.problem(f"takes out {edit.block}, which stands in `blocks:`; one is wrong", "edits", index)
        elif edit.kind is EditKind.DUPLICATE and (edit.now or not _repeats(edit, source)):
            yield page.problem(
                f"{edit.block} does not repeat the end of another block; say why it goes", "edits", index
            )
        elif edit.kind is EditKind.NAME and names and edit.block not in unclear and not _is_name(edit, wording, names):
            if _is_name(edit, wording, names, any_default=True):
                other_default.append(edit)
            else:
                yield page.problem("is more than a name; write `kind: substance`", "edits", index)
        elif edit.kind is EditKind.SLIP and not _is_slip(edit):
            yield page.problem("is more than a slip; write `kind: substance`", "edits", index)
    yield from _check_defaults(wording, other_default)
    for block in wording.blocks:
        if block.id not in source:
            yield Problem(page.path, block.line, f"{block.id} is not in the source; correct `blocks:`")
            continue
        if block.id in unclear:
            continue
        own = [edit for edit in edits if edit.block == block.id]
        words, lost = undo(block.template(), own)
        if lost:
            at = edits.index(lost)
            yield page.problem(f"`now:` is not once in {block.id} ({lost.now}); copy it from the words", "edits", at)
        elif words != source[block.id]:
            there = _first_difference(words, source[block.id])
            yield Problem(
                page.path, block.line, f"{block.id} differs from the source at {there}; add it to `edits:` or undo it"
            )
    if shown != [block_id for block_id in source if block_id in shown] and set(shown) <= set(source):
        yield page.problem("`blocks:` is not in the order of the source; put the blocks in that order", "blocks")
    for block_id in source:
        if block_id not in shown and block_id not in removed:
            yield page.problem(f"{block_id} of the source is missing; add it, or an edit that takes it out", "blocks")
    yield from _check_approval(wording)


def _check_defaults(wording: Wording, edits: Iterable[Edit]) -> Iterator[Problem]:
    """Yield each field that takes the place of words in the source and has another default than they are."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for edit in edits:
        for field in wording.fields:
            if field in FIELD.split(edit.now)[1::2]:
                blocks[field].append(edit.block)
    for field, found in blocks.items():
        default = wording.fields[field].default
        what = f"`default: {default}` is not" if default else f"`{field}` has no `default:`, and stands for"
        message = f"{what} what the source has in {', '.join(dict.fromkeys(found))}"
        remedy = "write the words of the source, or `kind: substance` in the edits that put the field there"
        yield wording.page.problem(f"{message}; {remedy}", "fields", field, "default")


def _is_name(edit: Edit, wording: Wording, names: Names, any_default: bool = False) -> bool:
    """Return whether nothing changes but a name: a force's into a force field, a field's default into that field.

    With `any_default`, a field may stand for any words.
    """
    first, *pieces = FIELD.split(edit.now)
    if not pieces or not edit.was.startswith(first):
        return False
    left = edit.was.removeprefix(first)
    for field, words in zip(pieces[::2], pieces[1::2], strict=True):
        end = left.find(words) if words else len(left)
        any_words = any_default and field in wording.fields and left[:end].strip()
        if end < 0 or not (any_words or _names(left[:end], field, wording, names)):
            return False
        left = left[end + len(words) :]
    return not left


def _names(words: str, field: str, wording: Wording, names: Names) -> bool:
    """Return whether `words` are what the field stands for."""
    if field not in FORMS:
        return field in wording.fields and words == wording.fields[field].default
    bare = re.sub("['\u2019]s$", "", words) if field.endswith("_possessive") else words
    bare = bare if field.startswith("force_name") else re.sub("^[Tt]he ", "", bare)
    return any(found.words == bare and found.aliases_of for found in names.find(bare))


def _is_slip(edit: Edit) -> bool:
    """Return whether a change is small enough for a slip of spelling or grammar.

    At most three words go and at most three come. None of them is telling, a number or a field, and each that comes is
    a word of grammar or another spelling of one that goes.
    """
    was, now = _words(edit.was), _words(edit.now)
    if max(len(was), len(now)) > _LONGEST:
        return False
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    gone = [word for step, start, end, _, _ in steps if step != "equal" for word in was[start:end]]
    come = [word for step, _, _, start, end in steps if step != "equal" for word in now[start:end]]
    if not now or max(len(gone), len(come)) > _MOST_WORDS or any(map(_TELLING.fullmatch, (*gone, *come))):
        return False
    return all(_SMALL.fullmatch(word) or any(_respelt(word, other) for other in gone) for word in come)


def _words(text: str) -> list[str]:
    return re.findall(r"\{\{|[\w'\u2019]+", text.casefold())


def _respelt(one: str, other: str) -> bool:
    """Return whether two words are one word spelt in two ways; "overt" is not another spelling of "covert"."""
    whole = one.endswith(other) or other.endswith(one)
    return not whole and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _repeats(edit: Edit, source: Mapping[str, str]) -> bool:
    return any(text.endswith(edit.was) for block, text in source.items() if block != edit.block)


def _first_difference(words: str, source: str) -> str:
    place = next((n for n, pair in enumerate(zip(words, source, strict=False)) if pair[0] != pair[1]), None)
    place = min(len(words), len(source)) if place is None else place
    start = max(0, place - 20)
    return f"“{words[start : place + 30]}”, where the source has “{source[start : place + 30]}”"


def _check_approval(wording: Wording) -> Iterator[Problem]:
    kinds = {edit.kind for edit in wording.head.edits}
    edited = bool(kinds & {EditKind.SUBSTANCE, EditKind.SLIP})
    match wording.head.approval:
        case Approval.SUPPLIED if edited:
            yield wording.page.problem("is edited beyond names; write `approval: supplied-edited`", "approval")
        case Approval.EDITED if not edited:
            yield wording.page.problem("has no slip or substance edit; write `approval: supplied`", "approval")
        case Approval.DRAFT:
            yield wording.page.problem("has a source; write `approval: supplied` or `supplied-edited`", "approval")

"""Edits: how a wording departs from the source, and the proof that nothing else does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.problems import Problem
from macros.wording import Approval, Edit, EditKind, Wording


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


def check(wording: Wording, source: Mapping[str, str]) -> Iterator[Problem]:
    """Yield every place where the wording, its edits and the source do not agree."""
    page, edits = wording.page, wording.head.edits
    shown = [block.id for block in wording.blocks]
    removed = {edit.block for edit in edits if edit.now == ""}
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
    for block in wording.blocks:
        if block.id not in source:
            yield Problem(page.path, block.line, f"{block.id} is not in the source; correct `blocks:`")
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

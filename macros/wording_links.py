"""Wording links: what one wording can get wrong in naming its note, the letter rules, the questions and the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from macros import rules
from macros.grammar import Block
from macros.problems import Problem, mistyped
from macros.wording import Approval, EditKind, Status, Wording


def check_rests(wording: Wording, notes: Collection[str]) -> Iterator[Problem]:
    """Yield a note that the wording rests on and that is not there, and a state that the note cannot carry."""
    head, page = wording.head, wording.page
    if head.rests_on not in notes:
        hint = mistyped(head.rests_on, notes) or " Correct it or add the note."
        yield page.problem(f"`rests_on: {head.rests_on}` is not an advice note.{hint}", "rests_on")
    if head.status is Status.CURRENT and head.approval is not Approval.APPROVED:
        yield page.problem("is marked current and the CRU has not approved it; write `status: draft`", "status")


def check_needs(wording: Wording) -> Iterator[Problem]:
    """Yield that a wording needs itself, or another twice, or stands after one that it does not need."""
    head, page = wording.head, wording.page
    for index, needed in enumerate(head.needs):
        if needed == wording.id:
            yield page.problem("`needs:` names this wording itself; take it out", "needs", index)
        elif needed in head.needs[:index]:
            yield page.problem(f"`needs:` names `{needed}` twice; keep one", "needs", index)
    for index, other in enumerate(head.after):
        if other not in head.needs:
            message = f"`after:` names `{other}`, which `needs:` does not; add it there, or take it out here"
            yield page.problem(message, "after", index)


def check_order(wordings: Mapping[str, Wording]) -> Iterator[Problem]:
    """Yield each two wordings that need each other where their `after:` does not say which comes first."""
    for wording in wordings.values():
        for needed in wording.head.needs:
            other = wordings.get(needed)
            if other is None or wording.id >= needed or wording.id not in other.head.needs:
                continue
            if (needed in wording.below) == (wording.id in other.below):
                message = f"needs `{needed}`, and that needs this; name the first in `after:` of the second alone"
                yield wording.page.problem(message, "needs")


def check_rule_ids(wording: Wording) -> Iterator[Problem]:
    """Yield each entry of `lacks:` and `weak:` that is named like no letter rule."""
    known = [rule.id for rule in rules.load()]
    for key, said in (("lacks", wording.head.lacks), ("weak", wording.head.weak)):
        for rule_id in said or {}:
            if rule_id not in known:
                hint = mistyped(rule_id, known) or " Name one of macros/rules.yml."
                yield wording.page.problem(f"`{rule_id}` is not a letter rule.{hint}", key, rule_id)


def check_same(wordings: Mapping[str, Wording], known: Collection[str]) -> Iterator[Problem]:
    """Yield each block that has drifted from the block it must equal, and each field declared in two ways.

    `known` holds the id of every wording that is there; a block that could not be read, or that
    holds a field or choice that is not declared, is reported elsewhere.
    """
    blocks = {f"{w.id}#{block.id}": block for w in wordings.values() for block in w.blocks if w.declares(block)}
    named = {f"{w.id}#{block_id}" for w in wordings.values() for block_id in w.head.blocks}
    declared: dict[str, tuple[Wording, object]] = {}
    for wording in wordings.values():
        for here, there in (wording.head.same_as or {}).items():
            unread = there.partition("#")[0] in known and there.partition("#")[0] not in wordings
            if f"{wording.id}#{here}" not in named:
                yield wording.page.problem(f"`{here}` is not a block; correct it", "same_as", here)
            elif there.partition("#")[0] == wording.id:
                message = f"{here} is said to equal a block of this wording itself; name another wording's"
                yield wording.page.problem(message, "same_as", here)
            elif there not in named and not unread:
                yield wording.page.problem(f"`{there}` is not a block; correct it", "same_as", here)
            elif _drifted(blocks.get(f"{wording.id}#{here}"), blocks.get(there)):
                message = f"{here} has drifted from {there}; copy it again or take it out of `same_as:`"
                yield wording.page.problem(message, "same_as", here)
        for name, what in {**wording.fields, **wording.choices}.items():
            first, before = declared.setdefault(name, (wording, what))
            if before != what:
                section = "fields" if name in wording.fields else "choices"
                message = f"`{name}` is declared otherwise in {first.page.path}; declare it alike"
                yield wording.page.problem(message, section, name)


def _drifted(own: Block | None, other: Block | None) -> bool:
    return own is not None and other is not None and (own.tag, own.segments) != (other.tag, other.segments)


def check_questions(wording: Wording, questions: str) -> Iterator[Problem]:
    """Yield each edit of substance that is not put to the CRU."""
    for index, edit in enumerate(wording.head.edits):
        if edit.kind is EditKind.SUBSTANCE and f"{wording.id}#{edit.block}" not in questions:
            place = f"{wording.id}#{edit.block}"
            message = f"{edit.block} is edited in substance; ask `{place}` in docs/help/questions-for-the-cru.md"
            yield wording.page.problem(message, "edits", index)

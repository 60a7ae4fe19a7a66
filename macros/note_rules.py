"""Note rules: what a note can get wrong in its place, its state and its days, and against the notes it replaces."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from macros.advice import DAYS, Advice, Source, folder
from macros.problems import Problem
from macros.wording import Status

_FAR = 5
"""How many years away a review is doubtful; twice as far it is a slip."""


def year(below: str) -> int:
    """Return the year in the reference of a folder, "1750-22/index"; 0 where it has none."""
    hit = re.match(r"[0-9]{4}-([0-9]{2})/", below)
    return 2000 + int(hit[1]) if hit else 0


def check(notes: Mapping[str, Advice], sources: Mapping[str, Source], known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong in or between notes; `known` holds the id of every note that is there."""
    for advice in notes.values():
        yield from _check_place(advice, known)
        yield from _check_state(advice)
    yield from _check_folders(notes, sources, known)
    rings = list(_check_rings(notes))
    yield from rings or _check_older(notes)
    yield from _check_superseded(notes, known)
    for source in sources.values():
        if not source.marked:
            yield source.page.problem(
                "`wording_after:` is not found once in source.txt; copy it from there", "wording_after"
            )
        for index, mark in enumerate(source.head.marks):
            if mark.words not in source.text:
                yield source.page.problem(f"`{mark.words}` is not in source.txt; copy it from there", "marks", index)


def _check_place(advice: Advice, known: Collection[str]) -> Iterator[Problem]:
    note, page = advice.note, advice.page
    here = page.folder.removeprefix("advice/")
    if note.reference == "unknown":
        if folder(note.follows) != here:
            yield page.problem("`reference: unknown` needs `follows:` with its folder's reference", "reference")
    elif folder(note.reference) != here:
        yield page.problem(f'`reference: "{note.reference}"` is not its folder\'s; the folder is {here}', "reference")
    for key, earlier in advice.earlier.items():
        if earlier not in known:
            yield page.problem(f'`{key}: "{getattr(note, key)}"` has no note; add advice/{earlier}.md', key)
        elif earlier == advice.id:
            yield page.problem(f"`{key}:` names this note itself; name an earlier one, or take the line out", key)


def _check_state(advice: Advice) -> Iterator[Problem]:
    note, page = advice.note, advice.page
    if note.text == "not supplied" and note.status in {Status.UNCONFIRMED, Status.CURRENT}:
        yield page.problem(
            f"is a stub (`text: not supplied`) and marked {note.status.value}; write `status: draft`", "status"
        )
    elif note.status is Status.CURRENT and note.days_to_fill_in and not note.claims_approval:
        yield page.problem("is marked current and a date is unknown; write `status: unconfirmed`", "status")


def _check_folders(
    notes: Mapping[str, Advice], sources: Mapping[str, Source], known: Collection[str]
) -> Iterator[Problem]:
    """Yield each folder without the page that its address and other notes lead to."""
    first = {ref: source.page for ref, source in sources.items()} | {
        name.partition("/")[0]: notes[name].page for name in sorted(notes, reverse=True)
    }
    said = {one for advice in notes.values() for one in advice.earlier.values()}
    for ref, page in first.items():
        if f"{ref}/index" not in known and f"{ref}/index" not in said:
            message = f"there is no advice/{ref}/index.md, which the folder's address leads to; add it"
            yield page.problem(f"{message}, as a stub if its text was not supplied")


def _check_older(notes: Mapping[str, Advice]) -> Iterator[Problem]:
    """Yield each note that is said to replace a later one, by their days of issue or else their years."""
    for advice in notes.values():
        old = notes.get(advice.earlier.get("supersedes", ""), advice)
        days = [one.note.issued_on for one in (advice, old)]
        new_at, old_at = [str(day) for day in days] if "unknown" not in days else [advice.note.year, old.note.year]
        if new_at and old_at and new_at < old_at:
            message = f"`supersedes:` names {old.page.path}, which is later ({old_at}) than this note ({new_at})"
            yield advice.page.problem(f"{message}; correct the one that is wrong", "supersedes")


def _check_rings(notes: Mapping[str, Advice]) -> Iterator[Problem]:
    """Yield each ring of notes in which every one comes after the next."""
    earlier = {name: [one for one in advice.earlier.values() if one != name] for name, advice in notes.items()}
    while True:
        try:
            return TopologicalSorter(earlier).prepare()
        except CycleError as fault:
            ring = sorted(set(fault.args[1]))
        first = notes[ring[0]]
        key = next(key for key, one in first.earlier.items() if one in ring)
        named = ", ".join(f"advice/{name}.md" for name in ring)
        yield first.page.problem(f"`{key}:` leads back to this note, by {named}; take one of their lines out", key)
        earlier = {
            name: [one for one in those if one not in ring] for name, those in earlier.items() if name not in ring
        }


def _check_superseded(notes: Mapping[str, Advice], known: Collection[str]) -> Iterator[Problem]:
    """Yield where `supersedes:` and `status: superseded` do not stand on both sides; a draft supersedes nothing yet."""
    by: dict[str, list[Advice]] = defaultdict(list)
    for advice in notes.values():
        old = advice.earlier.get("supersedes", advice.id)
        if old != advice.id and advice.note.status is not Status.DRAFT:
            by[old].append(advice)
    for name, advice in notes.items():
        state, page = advice.note.status, advice.page
        new = next((one for one in by[name] if one.note.status is not Status.WITHDRAWN), None)
        if new and state is not Status.SUPERSEDED:
            message = f"is superseded by {new.page.path} and marked {state.value}; write `status: superseded`"
            yield page.problem(message, "status")
        standing = [one for one in by[name] if one.note.status in {Status.UNCONFIRMED, Status.CURRENT}]
        if len(standing) > 1:
            named = " and ".join(one.page.path for one in standing)
            message = f"is superseded by two notes that stand, {named}; see whether one of them replaces the other"
            yield page.problem(message, "status", warning=True)
        if by[name] and state is Status.SUPERSEDED and not new:
            message = f"is marked superseded, and {by[name][0].page.path}, which replaced it, is withdrawn; see whether"
            yield page.problem(f"{message} this is withdrawn too", "status", warning=True)
        ref = name.partition("/")[0]
        if state is Status.SUPERSEDED and not by[f"{ref}/index"] and notes.keys() >= set(known):
            message = f'is marked superseded, and no note but a draft has `supersedes: "{ref.replace("-", "/")}"`'
            yield page.problem(f"{message}; add that line to the note that replaced it, or change the status", "status")


def check_days(notes: Mapping[str, Advice], today: datetime.date) -> Iterator[Problem]:
    """Yield the days of notes that are out of order or to come, and a warning for each whose review is due."""
    for advice in notes.values():
        note, page = advice.note, advice.page
        all_days = {key: getattr(note, key) for key in DAYS}
        days = {key: day for key, day in all_days.items() if day != "unknown"}
        for (key, day), (next_key, next_day) in pairwise(days.items()):
            if next_day < day:
                message = f"`{next_key}: {next_day}` is before `{key}: {day}`; correct the one that is wrong"
                yield page.problem(message, next_key)
        for key, day in days.items():
            if key != "review_by" and day > today:
                yield page.problem(f"`{key}: {day}` is still to come; correct the day", key)
            elif day.year > today.year + _FAR:
                message = f"`{key}: {day}` is more than {_FAR} years away; write the day by which somebody reviews it"
                yield page.problem(message, key, warning=day.year <= today.year + 2 * _FAR)
        if note.approved_on and days.get("issued_on", note.approved_on) > note.approved_on:
            message = f"`approved_on: {note.approved_on}` is before `issued_on: {note.issued_on}`"
            yield page.problem(f"{message}; correct the one that is wrong", "approved_on")
        due = note.text == "supplied" and note.status in {Status.UNCONFIRMED, Status.CURRENT}
        if due and days.get("review_by", today) < today:
            message = f"`review_by: {note.review_by}` has passed; review the note and write the next day"
            yield page.problem(message, "review_by", warning=True)

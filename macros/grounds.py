"""Grounds: what a note, a wording or an outcome rests on still stands, and is quoted as it was supplied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from macros.advice import Advice, Source
from macros.decision import Decision
from macros.pages import Page, outside_code
from macros.problems import Problem
from macros.sections import plain
from macros.wording import Status, Wording

GONE = frozenset({Status.SUPERSEDED, Status.WITHDRAWN})
"""The states of advice and words that no reply may rest on."""

_STUB = re.compile("The text of this advice was not supplied|This page holds its place")


def check_standing(
    notes: Mapping[str, Advice], wordings: Mapping[str, Wording], decisions: Mapping[str, Decision]
) -> Iterator[Problem]:
    """Yield each wording in use and each outcome that rests on a note which was superseded or withdrawn."""
    gone = {name: note.note.status.value for name, note in notes.items() if note.note.status in GONE}
    for wording in wordings.values():
        if wording.head.rests_on in gone and wording.head.status not in GONE:
            state = gone[wording.head.rests_on]
            message = f"rests on {wording.head.rests_on}, which is {state}; name the note that stands, or mark this"
            yield wording.page.problem(f"{message} {state} too", "rests_on")
    for decision in decisions.values():
        for name in decision.outcomes:
            if state := gone.get(decision.note(name), ""):
                message = f"rests on {decision.note(name)}, which is {state}; rest it on the note that stands"
                yield decision.page.problem(
                    f"{message}, or take the decision and its pages out", "outcomes", name, "because"
                )


def check_supplied(notes: Mapping[str, Advice], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield each quotation in a note that is not in the source beside it, and a stub that is called supplied."""
    for note in notes.values():
        if note.note.text == "supplied" and (hit := _STUB.search(note.page.body)):
            message = f"says “{hit[0]}” beside `text: supplied`; put the text in, and take that sentence out"
            yield note.page.problem(message, "text")
        if source := sources.get(note.id.partition("/")[0]):
            text = source.text
            for mark in source.head.marks:
                text = text.replace(mark.words, mark.shown)
            for line, words in _quotations(note.page):
                if plain(words) not in plain(text):
                    message = (
                        f"quotes words that are not in source.txt (“{plain(words)[:40]}”); copy them from there, or"
                    )
                    yield Problem(note.page.path, line, f"{message} put another's words in quotation marks and no `>`")


def _quotations(page: Page) -> Iterator[tuple[int, str]]:
    """Yield each run of lines that begin with `>`, with the line on which it begins."""
    start, run = 0, list[str]()
    for number, line in [*outside_code(page), (0, "")]:
        if line.lstrip(" ").startswith(">"):
            start = start if run else number
            run.append(line)
        elif run:
            yield start, "\n".join(run)
            run = []

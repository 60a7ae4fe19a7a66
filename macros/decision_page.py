"""Decision page: every state of a decision as finished strings; the page shows one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from macros.changes_page import of_letter
from macros.components import note_words, render
from macros.decision import Decision, Outcome, depths
from macros.flowchart import TIP, draw
from macros.flowchart_rows import SIZE, WIDTH
from macros.letter import FIELDS
from macros.library import Library
from macros.sections import plain, sections
from macros.wording import Wording


def decision(library: Library, ref: str) -> str:
    """Return a decision: each question, each outcome, the answers so far, and the whole as a nested list."""
    item = library.decisions[ref]
    order = depths(item)
    return render(
        "decision",
        key=f"decide-{ref}",
        item=item,
        questions=[(name, item.questions[name]) for name in order if name in item.questions],
        outcomes=[_outcome(library, item, name) for name in order if name in item.outcomes],
        branches=_branches(item, item.start, ()),
        up="../../",
    )


def _branches(item: Decision, at: str, answered: Sequence[str]) -> list[dict[str, Any]]:
    """Return each answer to a question with its route, and the outcome or the next question with its own answers."""
    found = []
    for option in item.questions[at].options:
        route = [*answered, f"{at}={option.id}"]
        asks = option.goes_to in item.questions
        found.append(
            {
                "label": option.label,
                "route": ";".join(route),
                "to": option.goes_to,
                "ask": item.questions[option.goes_to].ask if asks else "",
                "outcome": None if asks else item.outcomes[option.goes_to],
                "branches": _branches(item, option.goes_to, route) if asks else [],
            }
        )
    return found


def _outcome(library: Library, item: Decision, name: str) -> dict[str, Any]:
    outcome = item.outcomes[name]
    note = library.notes[item.note(name)]
    anchor = outcome.because.partition("#")[2]
    source = library.sources.get(item.ref)
    parts = [library.wordings[one] for one in outcome.letter]
    return {
        "id": name,
        "data": outcome,
        "note": note,
        "anchor": anchor,
        "heading": sections(note.page)[anchor].heading,
        "state": note.note.status.value,
        "standing": note_words(note.note),
        "noted": of_letter(library, outcome.letter),
        "supplied": source is not None and plain(outcome.why) in plain(source.text),
        "exemptions": [(one, library.provisions[one.partition("(")[0]]) for one in outcome.exemptions],
        "provisions": [library.provisions[one] for one in outcome.provisions],
        "parts": parts,
        "unapproved": sum(part.unapproved for part in parts),
        "needs": _needs(outcome, parts),
        "facts": len({choice for part in parts for choice in part.choices}),
    }


def _needs(outcome: Outcome, parts: Sequence[Wording]) -> list[str]:
    """Return what each letter needs and what the wordings of this one leave to the officer, by its label."""
    fields = {**FIELDS, **{name: field for part in parts for name, field in part.fields.items()}}
    given = outcome.given
    return [f.label for name, f in fields.items() if name not in given and not f.default and not f.optional]


def flowchart(library: Library, ref: str) -> str:
    """Return the drawing of a decision, folded where the page can fold it."""
    item = library.decisions[ref]
    return render(
        "flowchart",
        key=f"flowchart-{ref}",
        item=item,
        chart=draw(item),
        usual=WIDTH,
        size=SIZE,
        tip=TIP,
        questions=len(item.questions),
        outcomes=len(item.outcomes),
        first=item.questions[item.start].ask,
    )

"""Letter: an outcome's wordings in order, after the reference, the date and the quoted request."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from macros import grammar
from macros.decision import Decision, Route, routes
from macros.grammar import Block, Segment
from macros.values import Kind
from macros.wording import Choice, Field, Wording

OPENING = """\
Reference: {{ reference }}

{{ date }}

## Your request

{{ request }}

## Response
"""
"""What stands before the wordings; the two headings let the letter rules tell request from reply."""

FIELDS: Mapping[str, Field] = {
    "reference": Field(
        label="Your reference",
        kind=Kind.REFERENCE,
        hint="Your force's own reference for this request, on one line.",
    ),
    "date": Field(label="The date of the letter", kind=Kind.DATE),
    "request": Field(
        label="The request",
        kind=Kind.TEXT,
        lines=True,
        hint="The words of the request, without the applicant's name or address.",
    ),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to fill in; `given` are the fields that the outcome has set, already in the blocks."""

    decision: Decision
    outcome: str
    title: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, Field]
    choices: Mapping[str, Choice]
    wordings: tuple[Wording, ...]
    given: Mapping[str, str]

    @property
    def set_otherwise(self) -> Mapping[str, str]:
        """What the wordings say of each field that the outcome set to other than its default."""
        declared = {name: field for one in self.wordings for name, field in one.fields.items()}
        changed = {name: declared[name] for name, value in self.given.items() if value != declared[name].default}
        return {name: field.if_changed for name, field in changed.items() if field.if_changed}

    def routes(self) -> list[Route]:
        """Return the routes that lead to this letter."""
        return [route for route in routes(self.decision) if route.outcome == self.outcome]


def compose(decision: Decision, outcome_id: str, known: Mapping[str, Wording]) -> Letter:
    """Return the letter of an outcome that has one, the fields that the outcome sets filled in."""
    outcome = decision.outcomes[outcome_id]
    wordings = [known[wording_id] for wording_id in outcome.letter]
    opening, _ = grammar.parse(OPENING, 1, ["L01", "L02", "L03", "L04", "L05"])
    given = outcome.given
    blocks = [*opening, *(_below(_set(block, given)) for wording in wordings for block in wording.blocks)]
    declared = {name: field for wording in wordings for name, field in wording.fields.items() if name not in given}
    choices = {name: choice for wording in wordings for name, choice in wording.choices.items()}
    fields = {**FIELDS, **declared}
    return Letter(decision, outcome_id, outcome.title, tuple(blocks), fields, choices, tuple(wordings), given)


def _below(block: Block) -> Block:
    """Return a wording's block with its heading, if it is one, below the letter's own `Response`."""
    return replace(block, tag={"h2": "h3", "h3": "h4"}.get(block.tag, block.tag))


def _set(block: Block, given: Mapping[str, str]) -> Block:
    return replace(block, segments=tuple(_given(segment, given) for segment in block.segments))


def _given(segment: Segment, given: Mapping[str, str]) -> Segment:
    return replace(segment, text=given[segment.field], field="") if segment.field in given else segment


def with_today(typed: Mapping[str, str], today: datetime.date) -> dict[str, str]:
    """Return the typed fields with today's date where no date was given; one given empty is missing."""
    return {"date": today.isoformat(), **typed}

"""Controls: a wording or a letter as an officer fills it in, its words beside what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from macros.changes_page import of_letter
from macros.components import PLACEHOLDERS, render
from macros.forces import Force
from macros.grammar import Block, Segment
from macros.letter import compose
from macros.library import Library
from macros.place import Place
from macros.values import Kind, Reason
from macros.wording import Choice, Field

_LINK_REASONS = [reason for reason in Reason if reason not in {Reason.EMPTY, Reason.TOO_LONG, Reason.NOT_A_DAY}]
REASONS: Mapping[Kind, Sequence[Reason]] = {
    Kind.TEXT: [Reason.EMPTY],
    Kind.REFERENCE: [Reason.EMPTY, Reason.TOO_LONG],
    Kind.DATE: [Reason.EMPTY, Reason.NOT_A_DAY],
    Kind.LINK: [Reason.EMPTY, *_LINK_REASONS],
}
"""What can be said against a value of each kind."""


def wording(library: Library, place: Place, wording_id: str, force_id: str | None = None) -> str:
    """Return a wording with its controls; with a force, that force's names are filled in."""
    item = library.wordings[wording_id]
    force = library.forces[force_id] if force_id else None
    return render(
        "wording",
        id=item.id,
        up=place.up,
        alone=item.head.alone,
        supplied=item.supplied,
        needs=[(one, library.wordings[one].head.title) for one in item.head.needs],
        **_filled_in(
            library, place, f"wording-{item.id}", item.head.title, item.blocks, item.fields, item.choices, force
        ),
        unapproved=int(item.unapproved),
    )


def letter(library: Library, place: Place, ref: str, outcome: str, force_id: str | None = None) -> str:
    """Return the letter of an outcome with its controls and its file note."""
    item = compose(library.decisions[ref], outcome, library.wordings)
    force = library.forces[force_id] if force_id else None
    return render(
        "letter",
        item=item,
        id=item.outcome,
        anchor=place.name(item.outcome),
        up=place.up,
        given=item.given,
        reference=item.decision.reference,
        noted=of_letter(library, [one.id for one in item.wordings]),
        routes=[(route.fragment, "; ".join(item.decision.words(route))) for route in item.routes()],
        wordings=[
            {"id": one.id, "title": one.head.title, "approval": one.approval_words, "hash": one.words_hash}
            for one in item.wordings
        ],
        **_filled_in(
            library, place, f"letter-{ref}-{outcome}", item.title, item.blocks, item.fields, item.choices, force
        ),
        unapproved=sum(one.unapproved for one in item.wordings),
    )


def _filled_in(
    library: Library,
    place: Place,
    key: str,
    title: str,
    blocks: Iterable[Block],
    fields: Mapping[str, Field],
    choices: Mapping[str, Choice],
    force: Force | None,
) -> dict[str, Any]:
    """Return what the words and the controls of a component need, its names and defaults put in."""
    forms = force.forms() if force else {}
    return {
        "key": place.name(key),
        "title": title,
        "force": force,
        "blocks": [_block(fields, block, forms) for block in blocks],
        "fields": [_control(library, name, field) for name, field in fields.items()],
        "choices": choices,
    }


def _block(fields: Mapping[str, Field], block: Block, forms: Mapping[str, str]) -> dict[str, Any]:
    parts = []
    for when, run in groupby(block.segments, key=lambda s: s.when):
        parts.append({"when": when, "runs": _runs(fields, list(run), forms)})
    only = fields.get(block.segments[0].field) if len(block.segments) == 1 else None
    return {
        "id": block.id,
        "tag": block.tag,
        "when": block.when,
        "parts": parts,
        "optional": block.segments[0].field if only and only.optional else "",
        "lines": bool(only and only.lines),
    }


def _runs(fields: Mapping[str, Field], segments: Iterable[Segment], forms: Mapping[str, str]) -> list[dict[str, Any]]:
    runs = []
    for (emphasis, href), run in groupby(segments, key=lambda s: (s.emphasis, s.href)):
        pieces = [{"field": s.field, **_shown(fields, s, forms)} for s in run]
        runs.append({"emphasis": emphasis, "href": href, "pieces": pieces})
    return runs


def _shown(fields: Mapping[str, Field], segment: Segment, forms: Mapping[str, str]) -> dict[str, str | bool]:
    """Return the text of a segment and, for a field, the text that it shows while open."""
    if not segment.field:
        return {"text": segment.text, "open": "", "filled": False}
    field = fields.get(segment.field)
    if field is None:
        open_text = PLACEHOLDERS[segment.field]
        return {"text": forms.get(segment.field, open_text), "open": open_text, "filled": segment.field in forms}
    open_text = f"[{field.label[0].lower()}{field.label[1:]}{', if any' if field.optional else ''}]"
    return {"text": field.default or open_text, "open": open_text, "filled": bool(field.default)}


def _control(library: Library, name: str, field: Field) -> dict[str, Any]:
    regulator = library.provisions["s50"].head.regulator if field.suggest and "s50" in library.provisions else None
    return {
        "name": name,
        "field": field,
        "kind": field.kind.value,
        "reasons": [(reason.name, reason.value) for reason in REASONS[field.kind]],
        "regulator": regulator,
    }

"""A wording filled in, for whatever force, fields and choices it has."""

from collections.abc import Iterator, Mapping
from itertools import product

from macros import fill, forces
from macros.fill import Answers
from macros.forces import Force
from macros.pages import parse
from macros.values import Kind
from macros.wording import Choice, Field, Wording

TYPED = {
    Kind.TEXT: "Words of an officer",
    Kind.REFERENCE: "FOI 2026/001",
    Kind.DATE: "2026-11-24",
    Kind.LINK: "https://www.kent.police.uk/foi-disclosure",
}


def entry(name: str, article: str = '""', regime: str = "FOIA", note: str = '""') -> Force:
    """Return a force that is in no register."""
    lines = (
        f"name: {name}\nshort: {name}\narticle: {article}\nnation: UK\nregime: {regime}\nwebsite: x.uk\nnote: {note}"
    )
    found, problems = forces.load([parse("forces/made.md", "docs/forces/made.md", f"---\n{lines}\n---\n")])
    assert problems == []
    return found["made"]


ALPHA = entry("Alpha Police")


def typed(fields: Mapping[str, Field], reason: bool = False) -> dict[str, str]:
    """Return something for each field that has no default; for an optional one only with `reason`."""
    return {n: TYPED[field.kind] for n, field in fields.items() if not field.default and (reason or not field.optional)}


def every_answer(choices: Mapping[str, Choice]) -> Iterator[dict[str, str]]:
    """Yield every combination of answers that can be sent."""
    can_be = [("yes",) if choice.must_be else ("yes", "no") for choice in choices.values()]
    yield from (dict(zip(choices, given, strict=True)) for given in product(*can_be))


def answers(item: Wording, force: Force, chosen: Mapping[str, str] | None = None, reason: bool = True) -> Answers:
    """Return complete answers: each choice as given and the others yes; an optional field with or without words."""
    every = {**dict.fromkeys(item.choices, "yes"), **(chosen or {})}
    given = typed(item.fields, reason)
    filled, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, force, given, every)
    assert lacks == []
    return filled


def words(item: Wording, force: Force) -> str:
    return fill.text(item.blocks, answers(item, force))


def every_letter(item: Wording, force: Force) -> Iterator[tuple[str, Answers]]:
    """Yield the words for every combination of choices that can be sent, with and without an optional reason."""
    for chosen in every_answer(item.choices):
        for reason in (True, False) if any(field.optional for field in item.fields.values()) else (True,):
            given = answers(item, force, chosen, reason)
            yield fill.text(item.blocks, given), given

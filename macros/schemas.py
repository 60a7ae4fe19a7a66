"""Schema: what an editor completes and checks in a data file, made from the models that read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from macros import advice, decision, forces, provisions, wording
from macros.models import STRICT

FOLDER = Path(__file__).with_name("schemas")
"""Where the schemas stand: a file of data names its own by a path, before anything is built."""


@dataclass(config=STRICT, kw_only=True)
class Phrase:
    """Patterns, any of which is looked for once the `blank` ones are taken out."""

    any_of: list[str]
    blank: list[str] = field(default_factory=list)


@dataclass(config=STRICT, kw_only=True)
class Way:
    """One way to break a rule; the head of rules.yml says what each key means."""

    marks: list[str] | None = None
    without: list[str] | None = None
    inside: Annotated[list[str] | None, Field(alias="in")] = None
    not_in: list[str] | None = None
    not_around: list[str] | None = None
    heading: bool | None = None
    case: bool | None = None
    once: bool | None = None
    blank: list[str] | None = None
    none_of: list[str] | None = None
    unless: list[str] | None = None
    all_of: list[str | Phrase] | None = None


@dataclass(config=STRICT, kw_only=True)
class Rule(Way):
    """One rule of rules.yml."""

    id: str
    kind: Literal["any", "full", "partial"] | list[Literal["full", "partial"]]
    scope: Literal["sentence", "part", "letter"]
    why: str
    remedy: str
    provision: str
    detector: str | None = None
    in_order: list[str | Phrase] | None = None
    where: list[tuple[str | Phrase, str | Phrase]] | None = None
    other: Annotated[list[Way] | None, Field(alias="or")] = None


@dataclass(config=STRICT, kw_only=True)
class Rules:
    """The whole of rules.yml; rules.py compiles it, and this is only its shape."""

    terms: dict[str, str]
    folds: list[tuple[str, str]]
    names: dict[str, list[str]]
    shapes: dict[str, str]
    blanks: dict[str, list[str]]
    marks: dict[str, list[str | Phrase]]
    rules: list[Rule]


MODELS: Mapping[str, Any] = {
    "advice": advice.Note,
    "decision": decision.Head,
    "force": forces.Entry,
    "provision": provisions.Head,
    "rules": Rules,
    "source": advice.SourceHead,
    "synonyms": dict[str, list[str]],
    "wording": wording.Head,
}
"""The model of each kind of data file, by the name of its schema."""


def schema(name: str) -> str:
    """Return the JSON Schema of a kind of data file, as it stands in its file."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(MODELS[name]).json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def write() -> None:
    """Write every schema."""
    FOLDER.mkdir(exist_ok=True)
    for name in MODELS:
        (FOLDER / f"{name}.json").write_text(schema(name), encoding="utf-8", newline="")


if __name__ == "__main__":
    write()

"""Read front matter into a noun's model, in the words of the page that holds it."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from macros.pages import Keys, Page
from macros.problems import Problem, did_you_mean

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n]*\S[^\n]*$")]
"""One line of text that is not blank."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that may run over several lines."""


def _day(value: object) -> object:
    if isinstance(value, datetime.date) or value == "unknown":
        return value
    raise ValueError("must be a day (YYYY-MM-DD) or `unknown`")


Day = Annotated[datetime.date | Literal["unknown"], BeforeValidator(_day)]

Model = TypeVar("Model")


def read(model: type[Model], page: Page) -> tuple[Model | None, list[Problem]]:
    """Return the page's front matter as `model`, or None and every fault with its line."""
    try:
        return TypeAdapter(model).validate_python(dict(page.meta)), []
    except ValidationError as fault:
        return None, [_problem(model, page, dict(error)) for error in fault.errors(include_url=False)]


def _problem(model: type, page: Page, error: dict[str, Any]) -> Problem:
    keys: Keys = tuple(key for key in error["loc"] if key in {"yes", "no"} or not str(key).startswith("function-"))
    key = str(keys[-1]) if keys else "front matter"
    match error["type"]:
        case "missing":
            message = f"`{key}:` is missing; add the line"
        case "extra_forbidden" | "unexpected_keyword_argument":
            known = _keys(model, keys[:-1])
            hint = did_you_mean(key, known) or f" The keys are {', '.join(known)}."
            message = f"`{key}:` is not a key here.{hint}"
        case "enum" | "literal_error":
            message = f"`{key}: {error['input']}` is not one of {error['ctx']['expected']}; write one of them"
        case "value_error":
            message = f"`{key}:` {error['ctx']['error']}; correct it"
        case "string_type" | "string_pattern_mismatch" | "string_too_short":
            message = f"`{key}:` must be a line of text; write it after the colon"
        case "list_type" | "tuple_type":
            message = f"`{key}:` must be a list; write `{key}: [one, two]`"
        case _:
            message = f"`{key}:` {error['msg'][0].lower()}{error['msg'][1:]}; correct it"
    return page.problem(message, *keys)


def _keys(model: Any, above: Keys) -> list[str]:
    """Return the keys that may stand below `above` in the model."""
    schema = TypeAdapter(model).json_schema()
    here: Any = schema
    for key in above:
        here = _resolved(schema, here)
        here = here.get("properties", {}).get(key) or here.get("additionalProperties") or here.get("items") or {}
    return sorted(_resolved(schema, here).get("properties", {}))


def _resolved(schema: Any, here: Any) -> Any:
    while "$ref" in here:
        here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    return here

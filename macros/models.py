"""Read front matter into a noun's model, in the words of the page that holds it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from macros.front_matter import Keys
from macros.pages import Page
from macros.problems import Problem, did_you_mean

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

Line = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\n]*\S[^\n]*$")]
"""One line of text that is not blank."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that may run over several lines."""


def _title(value: str) -> str:
    if re.search(r"[<>{}]|\[\[#", value):
        raise ValueError("may not hold < > { } or [[#, as titles reach the browser's own title unescaped")
    if hit := re.search(r"&#?\w+;", value):
        raise ValueError(f"holds a character by its code, `{hit.group()}`; type the character itself")
    return value


Title = Annotated[Line, StringConstraints(max_length=200), AfterValidator(_title)]
"""A page's title; stock templates print it unescaped, and the macros plugin renders it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Text that has the shape `pattern` from end to end; `what` says it in words."""

    pattern: str
    what: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, made: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(made), "pattern": f"^(?:{self.pattern})$", "description": f"Must be {self.what}."}

    def check(self, value: str) -> str:
        """Return the value, or raise ValueError."""
        if not re.fullmatch(self.pattern, value):
            raise ValueError(f"must be {self.what}")
        return value


def _day(value: object) -> object:
    if isinstance(value, datetime.date) or value == "unknown":
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("is a day in quotes; take the quotes away")
    raise ValueError("must be a day (YYYY-MM-DD) or `unknown`")


Day = Annotated[datetime.date | Literal["unknown"], BeforeValidator(_day)]

Model = TypeVar("Model")


def read(model: type[Model], page: Page) -> tuple[Model | None, list[Problem]]:
    """Return the page's front matter as `model`, or None and the first fault of each key, with its line."""
    try:
        return TypeAdapter(model).validate_python(dict(page.meta)), []
    except ValidationError as fault:
        first: dict[Keys, Problem] = {}
        for error in fault.errors(include_url=False):
            keys = _keys_of(page, error["loc"], error["type"])
            first.setdefault(keys, _problem(model, page, keys, dict(error)))
        said = " ".join(problem.message for problem in first.values())
        missing = {keys for keys, one in first.items() if "is missing" in one.message}
        meant = {keys for keys in missing if f"Did you mean `{keys[-1]}`?" in said}
        return None, [problem for keys, problem in first.items() if keys not in meant]


def read_all(
    model: type[Model], pages: Iterable[Page], folder: str
) -> tuple[dict[str, tuple[Model, Page]], list[Problem]]:
    """Return the model and the page of each noun in a folder under docs/ by the file's name, less its index."""
    found: dict[str, tuple[Model, Page]] = {}
    problems: list[Problem] = []
    for page in pages:
        if page.folder == folder and page.stem != "index":
            head, faults = read(model, page)
            problems += faults
            if head is not None:
                found[page.stem] = head, page
    return found, problems


def _keys_of(page: Page, place: Keys, kind: str) -> Keys:
    """Return the keys of a fault as the page has them: pydantic adds the names of a union's members."""
    keys: Keys = ()
    for key in place:
        if (*keys, key) in page.key_lines or (kind == "missing" and key == place[-1]):
            keys = (*keys, key)
    return keys


def _problem(model: type, page: Page, keys: Keys, error: dict[str, Any]) -> Problem:
    name = _name(keys)
    match error["type"]:
        case "missing":
            message = f"{name} is missing; add the line"
        case "extra_forbidden" | "unexpected_keyword_argument":
            known = _known(model, keys[:-1])
            hint = _elsewhere(keys, known) or did_you_mean(str(keys[-1]), known) or _listed(known)
            message = f"{name} is not a key here.{hint}"
        case "enum" | "literal_error" if isinstance(error["input"], str) and "\n" not in error["input"]:
            message = f"`{keys[-1]}: {error['input']}` is not one of {error['ctx']['expected']}; write one of them"
        case "value_error":
            said = str(error["ctx"]["error"])
            message = f"{name} {said}" if "; " in said else f"{name} {said}; correct it"
        case "string_type" | "string_pattern_mismatch" | "string_too_short" | "enum" | "literal_error":
            message = f"{name} {_no_text(error['input'])}"
            if error["input"] in (None, "") and keys[-1] in _optional(model, keys[:-1]):
                message += ", or take the line out"
        case "string_too_long":
            message = f"{name} is longer than {error['ctx']['max_length']:,} characters; make it shorter"
        case "list_type" | "tuple_type":
            of_lines = _known(model, (*keys, 0))
            how = "begin each item below it with `- `" if of_lines else f"write `{keys[-1]}: [one, two]`"
            message = f"{name} must be a list; {how}"
        case "bool_type" | "bool_parsing":
            message = f"{name} must be `true` or `false`; write one of them"
        case "dict_type" | "dataclass_type":
            message = f"{name} must hold lines of `key: value`; indent them below it"
        case _:
            message = f"{name} {error['msg'][0].lower()}{error['msg'][1:]}; correct it"
    return page.problem(message, *keys)


def _name(keys: Keys) -> str:
    """Return a key as a message names it: `fields:`, or item 2 of `edits:`."""
    if keys and isinstance(keys[-1], int):
        return f"item {keys[-1] + 1} of {_name(keys[:-1])}"
    return f"`{keys[-1]}:`" if keys else "the front matter"


def _no_text(value: object) -> str:
    match value:
        case bool():
            return "is read as true or false; write it in quotes"
        case datetime.date():
            return "is read as a day; write it in quotes"
        case str() if value.strip():
            return "must stand on one line; join its lines"
        case None | str():
            return "is empty; write its text after the colon"
        case dict():
            return "is read as `key: value`, as it has a colon in it; put the whole of it in quotes"
    return "must be text, not a list; write it after the colon"


def _listed(known: list[str]) -> str:
    return f" The keys are {', '.join(known)}."


def _elsewhere(keys: Keys, known: list[str]) -> str:
    """Return where a key of another kind of page is said on this one, or an empty string."""
    if keys == ("approval",) and "approved_by" in known:
        return " The approval of a note is its three lines approved_by, approved_on and approved_words."
    return ""


def _known(model: Any, above: Keys) -> list[str]:
    """Return the keys that may stand below `above` in the model."""
    return sorted(_below(model, above).get("properties", {}))


def _optional(model: Any, above: Keys) -> set[str]:
    """Return the keys below `above` that may be left out, less those of an approval, which needs all three."""
    here = _below(model, above)
    needed = {"approved_by", "approved_on", "approved_words", *here.get("required", [])}
    return {*here.get("properties", {})} - needed


def _below(model: Any, above: Keys) -> Any:
    """Return the schema of what stands below `above` in the model."""
    schema = here = _schema(model)
    for key in above:
        here = _resolved(schema, here)
        by_id: Any = next(iter(here.get("patternProperties", {}).values()), {})
        for_any = here.get("additionalProperties") or here.get("items") or by_id
        here = here.get("properties", {}).get(key) or for_any
    return _resolved(schema, here)


@cache
def _schema(model: Any) -> Any:
    return TypeAdapter(model).json_schema()


def _resolved(schema: Any, here: Any) -> Any:
    while "$ref" in here or "anyOf" in here:
        here = here["anyOf"][0] if "anyOf" in here else schema["$defs"][here["$ref"].rpartition("/")[2]]
    return here

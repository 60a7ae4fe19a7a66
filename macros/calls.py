"""Calls: the only Jinja that a page may hold, decided on the syntax tree before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.pages import Page, outside_code
from macros.problems import Problem, did_you_mean

COMMENT = ("[[#", "#]]")
"""Comment marks set in mkdocs.yml, so that `## Heading {#id}` is no comment."""

_ENV = Environment(comment_start_string=COMMENT[0], comment_end_string=COMMENT[1])
_ALONE = re.compile(r"\{\{(?![-+])(?:(?!\{\{|\}\}|\{%|\[\[#).)*(?<![-+])\}\} *")
_TRIMS = re.compile(r"\{\{(?:[-+][^{}]*|[^{}]*[-+])\}\} *")
_LEFT = re.compile(r"\{\{|\{%|\[\[#")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro's signature: names of its arguments; the last `optional` of them may be left out."""

    arguments: tuple[str, ...]
    optional: int = 0


MACROS: Mapping[str, Macro] = {
    "wording": Macro(("id", "force"), 1),
    "letter": Macro(("ref", "outcome", "force"), 1),
    "name_forms": Macro(("force",)),
    "provision": Macro(("id",)),
    "source": Macro(("ref",)),
    "browse": Macro(("by",)),
    "tool": Macro(("name",)),
    "decision": Macro(("ref",)),
    "flowchart": Macro(("ref",)),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One macro call on a page, with its arguments by name and its line in the file."""

    name: str
    arguments: Mapping[str, str | None]
    line: int


@cache
def read(page: Page) -> tuple[list[Call], list[Problem]]:
    """Return every macro call of the page's body, and a problem for any other Jinja."""
    calls: list[Call] = []
    problems: list[Problem] = []
    words = {number for number, _ in outside_code(page)}
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        if hit := _LEFT.search(line):
            found = _read(line, hit.group(), number)
            if isinstance(found, Call) and number not in words:
                problems.append(Problem(page.path, number, "has a call in a block of code; take it out of the block"))
            elif isinstance(found, Call):
                calls.append(found)
            else:
                problems.append(Problem(page.path, number, found))
    return calls, problems


_REMEDY = 'a page holds only calls such as `{{ provision("s31") }}`, alone on a line'


def _read(line: str, mark: str, number: int) -> Call | str:
    """Return the one call on the line, or why the line is refused; as it stands alone, so may it be parsed."""
    if not _ALONE.fullmatch(line):
        return f"has Jinja that a page may not hold ({_strays(line, mark)}); {_REMEDY}"
    try:
        [output] = _ENV.parse(line.rstrip(" ")).body
    except TemplateSyntaxError as fault:
        return f"has Jinja that cannot be read ({fault.message}); {_REMEDY}"
    except RecursionError:
        return f"has Jinja that is nested too deep; {_REMEDY}"
    except ValueError:
        return f"has Jinja that cannot be read (a number is too long); {_REMEDY}"
    [node] = output.iter_child_nodes()
    return _call(node, number)


def _strays(line: str, mark: str) -> str:
    if _TRIMS.fullmatch(line):
        return "a `-` or `+` beside its braces"
    return {"{%": "a statement", "[[#": "a comment"}.get(mark, "a call that is not alone on its line")


def _call(node: nodes.Node, line: int) -> Call | str:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return f"has Jinja that a page may not hold (an expression); {_REMEDY}"
    name = node.node.name
    macro = MACROS.get(name)
    if macro is None:
        hint = did_you_mean(name, MACROS)
        return f"`{name}` is not a macro.{hint}" if hint else f"`{name}` is not a macro; {_REMEDY}"
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return f"`{name}` takes its arguments written out; {_REMEDY}"
    given: dict[str, nodes.Expr] = dict(zip(macro.arguments, node.args, strict=False))
    given |= {pair.key: pair.value for pair in node.kwargs}
    needed = macro.arguments[: len(macro.arguments) - macro.optional]
    if len(node.args) > len(macro.arguments) or not set(needed) <= set(given) <= set(macro.arguments):
        return f"`{name}` takes ({', '.join(macro.arguments)}); write each once"
    if len(node.args) + len(node.kwargs) != len(given):
        return f"`{name}` takes ({', '.join(macro.arguments)}); write each once"
    arguments: dict[str, str | None] = {}
    for key, value in given.items():
        if not isinstance(value, nodes.Const) or not isinstance(value.value, str | None):
            return f'`{name}` takes text in quotes, such as `{name}("…")`; {_REMEDY}'
        arguments[key] = value.value
    return Call(name, arguments, line)

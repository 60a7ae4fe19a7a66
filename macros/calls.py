"""Calls: the only Jinja that a page may hold, decided on the syntax tree before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.pages import Page
from macros.problems import Problem, did_you_mean

COMMENT = ("[[#", "#]]")
"""Comment marks set in mkdocs.yml, so that `## Heading {#id}` is no comment."""

_ENV = Environment(comment_start_string=COMMENT[0], comment_end_string=COMMENT[1])
_ALONE = re.compile(r"\{\{(?!.*(\{\{|\{%|\[\[#)).*\}\}\s*$")
_LEFT = re.compile(r"\{\{|\{%|\[\[#")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro's signature: names of its arguments; the last `optional` of them may be left out."""

    arguments: tuple[str, ...]
    optional: int = 0


MACROS: Mapping[str, Macro] = {
    "wording": Macro(("id", "force"), 1),
    "name_forms": Macro(("force",)),
    "provision": Macro(("id",)),
    "source": Macro(("ref",)),
    "browse": Macro(("by",)),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One macro call on a page, with its arguments by name and its line in the file."""

    name: str
    arguments: Mapping[str, str | None]
    line: int


def read(page: Page) -> tuple[list[Call], list[Problem]]:
    """Return every macro call of the page's body, and a problem for any other Jinja."""
    if not _LEFT.search(page.body):
        return [], []
    problems = [
        _stray(page, number, line) for number, line in _lines(page) if _LEFT.search(line) and not _ALONE.match(line)
    ]
    if problems:
        return [], problems
    try:
        template = _ENV.parse(page.body)
    except TemplateSyntaxError as fault:
        line = page.body_line + fault.lineno - 1
        return [], [Problem(page.path, line, f"has Jinja that cannot be read ({fault.message}); {_REMEDY}")]
    except RecursionError:
        return [], [Problem(page.path, page.body_line, f"has Jinja that is nested too deep; {_REMEDY}")]
    calls: list[Call] = []
    for item in _read(template.body, page.body_line):
        if isinstance(item, Call):
            calls.append(item)
        else:
            problems.append(Problem(page.path, item[0], item[1]))
    return calls, problems


_REMEDY = 'a page holds only calls such as `{{ provision("s31") }}`, alone on a line'


def _lines(page: Page) -> Iterable[tuple[int, str]]:
    return enumerate(page.body.split("\n"), page.body_line)


def _stray(page: Page, number: int, line: str) -> Problem:
    hit = _LEFT.search(line)
    what = {"{%": "a statement", "[[#": "a comment"}.get(hit.group() if hit else "", "a call inside other text")
    return Problem(page.path, number, f"has Jinja that a page may not hold ({what}); {_REMEDY}")


def _read(body: Sequence[nodes.Node], first: int) -> Iterator[Call | tuple[int, str]]:
    for node in body:
        if not isinstance(node, nodes.Output):
            yield first + node.lineno - 1, f"has Jinja that a page may not hold (a statement); {_REMEDY}"
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield _call(part, first + part.lineno - 1)


def _call(node: nodes.Node, line: int) -> Call | tuple[int, str]:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return line, f"has Jinja that a page may not hold (an expression); {_REMEDY}"
    name = node.node.name
    macro = MACROS.get(name)
    if macro is None:
        return line, f"`{name}` is not a macro.{did_you_mean(name, MACROS)} {_REMEDY}"
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return line, f"`{name}` takes its arguments written out; {_REMEDY}"
    given: dict[str, nodes.Expr] = dict(zip(macro.arguments, node.args, strict=False))
    given |= {pair.key: pair.value for pair in node.kwargs}
    needed = macro.arguments[: len(macro.arguments) - macro.optional]
    if len(node.args) > len(macro.arguments) or not set(needed) <= set(given) <= set(macro.arguments):
        return line, f"`{name}` takes ({', '.join(macro.arguments)}); write each once"
    if len(node.args) + len(node.kwargs) != len(given):
        return line, f"`{name}` takes ({', '.join(macro.arguments)}); write each once"
    arguments: dict[str, str | None] = {}
    for key, value in given.items():
        if not isinstance(value, nodes.Const) or not isinstance(value.value, str | None):
            return line, f'`{name}` takes text in quotes, such as `{name}("…")`; {_REMEDY}'
        arguments[key] = value.value
    return Call(name, arguments, line)

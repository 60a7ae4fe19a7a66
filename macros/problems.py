"""Problem: one fault in the content, with its place and its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in the content: where (path as shown to the reader, line from 1), what, and what to do.

    `paste` holds whole lines that the reader can put into the file, or nothing.
    """

    path: str
    line: int
    message: str
    warning: bool = False
    paste: str = ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems once each, by file and line."""
    return sorted(set(problems))


def as_text(problem: Problem) -> str:
    """Return the problem as one line, `path:line: what is wrong; what to do`, and below it any lines to paste."""
    kind = "warning: " if problem.warning else ""
    line = " ".join(f"{problem.path}:{problem.line}: {kind}{problem.message}".split("\n"))
    return f"{line}\n{problem.paste}" if problem.paste else line


def as_annotation(problem: Problem) -> str:
    """Return the problem as a workflow command that the forge shows on the changed line.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    level = "warning" if problem.warning else "error"
    message = f"{problem.message}\n{problem.paste}" if problem.paste else problem.message
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={path},line={problem.line}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean `x`?` for the nearest known word, or an empty string when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean `{near[0]}`?" if near else ""

"""Reviewing: the commands that set what stands in docs/ against what stood there at a revision."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from macros import change_report, checking, history, library, since
from macros.change_report import Side
from macros.changes import compare
from macros.console import DOCS, Exit, Usage
from macros.library import Library
from macros.problems import Problem


@contextmanager
def _tree(docs: Path, revision: str) -> Iterator[Path]:
    try:
        with history.tree(docs, revision) as folder:
            yield folder
    except history.Lost as fault:
        raise Usage(str(fault)) from None


def unnoted(docs: Path, revision: str, loaded: Library, today: datetime.date) -> list[Problem]:
    """Return each change of words since a revision that nobody noted."""
    with _tree(docs, revision) as folder:
        return list(since.check(library.load(folder)[0], loaded, revision, today))


def changes(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Print what changes from one revision to another, as a reviewer reads it."""
    if not DOCS.is_dir():
        raise Usage("There is no docs/ here. Run this from the project's folder.")
    with _tree(DOCS, given.old) as was, _tree(DOCS, given.new) as now:
        sides, libraries = [], []
        for name, folder in ((given.old, was), (given.new, now)):
            loaded, found = checking.whole(folder, today)
            libraries.append(loaded)
            sides.append(Side(name, [_placed(one, folder) for one in found if not one.warning]))
        compared = compare(*libraries)
    outside = history.elsewhere(DOCS, given.old, given.new)
    show = change_report.as_page if given.format == "html" else change_report.as_markdown
    print(show(compared, sides[0], sides[1], outside))
    return Exit.DONE


def _placed(problem: Problem, folder: Path) -> Problem:
    """Return the problem with its path as from the project's folder, wherever its tree was laid out."""
    return replace(problem, path=Path(DOCS, os.path.relpath(problem.path, folder)).as_posix())

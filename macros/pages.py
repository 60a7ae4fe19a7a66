"""Page: one Markdown file under docs/, read as plain data and never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from macros import files, pictures
from macros.front_matter import Keys, Refused, read_yaml, split
from macros.problems import Problem

_FENCE = re.compile(r"(`{3,}|~{3,}) *[\w#.+-]* *")
_TOP_HEADING = re.compile(r"(?:(?: *(?:> ?|[*+-] +|[0-9]+\. +))+ *)?#(?!#)")
_UNDERLINE = re.compile(r"(?: *> ?)*=+ *")
_DATA_LINE = re.compile(
    r"(title|status|text|reference|approval|approved_\w+|changes|follows|supersedes|review_by|edits|blocks):(?: |$)"
)


Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One file: `id` is its path under docs/ ("wording/full-ncnd.md"), `path` the one shown to people.

    The same bytes are the same page, so that a served site reads and checks again only what was edited.
    """

    id: str
    path: str
    meta: Mapping[str, Any]
    body: str
    body_line: int
    key_lines: Mapping[Keys, int] = field(repr=False)

    @property
    def folder(self) -> str:
        return self.id.rpartition("/")[0]

    @property
    def stem(self) -> str:
        return self.id.rpartition("/")[2].removesuffix(".md")

    def line(self, *keys: str | int) -> int:
        """Return the line of a front-matter key, or of the nearest key above it that is there."""
        while keys and keys not in self.key_lines:
            keys = keys[:-1]
        return self.key_lines.get(keys, 1)

    def problem(self, message: str, *keys: str | int, warning: bool = False) -> Problem:
        """Return a problem at a front-matter key of this page."""
        return Problem(self.path, self.line(*keys), message, warning)


def once(read: Callable[[Page], Iterable[Told]]) -> Callable[[Page], tuple[Told, ...]]:
    """Ask a function once for each page, and keep what it says of it."""

    @cache
    @wraps(read)
    def kept(page: Page) -> tuple[Told, ...]:
        return tuple(read(page))

    return kept


def load(docs: Path) -> tuple[list[Page], list[Problem]]:
    """Return every readable Markdown page below `docs`, by id, and what is wrong with the others."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in files.listed(docs):
        name = files.shown(path)
        if message := files.refused(path, docs):
            problems.append(Problem(name, 1, message))
            continue
        if pictures.NAME.fullmatch(path.relative_to(docs).as_posix()):
            continue
        text, faults = files.read(path, docs)
        problems += faults
        if path.suffix == ".md" and text is not None:
            try:
                pages.append(parse(path.relative_to(docs).as_posix(), name, text))
            except Refused as fault:
                problems.append(Problem(name, fault.line, fault.message))
    return pages, problems


def load_data(paths: Iterable[Path], docs: Path) -> tuple[list[Page], list[Problem]]:
    """Return each readable YAML file as a page without words; `load` says why one cannot be read as text."""
    found: list[Page] = []
    problems: list[Problem] = []
    for path in paths:
        name = files.shown(path)
        text = None if files.refused(path, docs) else files.read(path, docs)[0]
        if text is None:
            continue
        try:
            found.append(_data(path.relative_to(docs).as_posix(), name, text))
        except Refused as fault:
            problems.append(Problem(name, fault.line, fault.message.replace("the front matter", "the file")))
    return found, problems


@cache
def _data(page_id: str, path: str, text: str) -> Page:
    key_lines: dict[Keys, int] = {}
    return Page(page_id, path, read_yaml(text, 1, key_lines), "", 1, key_lines)


@cache
def parse(page_id: str, path: str, text: str) -> Page:
    """Return the page in `text`; raise Refused, with its line, when the front matter cannot be read."""
    lines, body, body_line = split(text)
    key_lines: dict[Keys, int] = {}
    return Page(page_id, path, read_yaml(lines, 2, key_lines), body, body_line, key_lines)


@once
def check_words(page: Page) -> Iterator[Problem]:
    """Yield that a page has no words, and each heading of the first level in them, by Python-Markdown's rules."""
    if not page.body.strip():
        yield Problem(page.path, page.body_line, "has no words; write them below the second `---`")
    above = ""
    for number, line in outside_code(page):
        if _TOP_HEADING.match(line) or (above.strip() and _UNDERLINE.fullmatch(line)):
            message = "has a heading `# …` in its words; the page's heading is its `title:`"
            yield Problem(page.path, number, message)
        above = line


@once
def check_data_lines(page: Page) -> Iterator[Problem]:
    """Yield each line of the words that was meant for the front matter."""
    for number, line in outside_code(page):
        if hit := _DATA_LINE.match(line):
            message = f"has `{hit[1]}:` among its words; move the line above the second `---`"
            yield Problem(page.path, number, message)


def front_lines(page: Page) -> Iterator[tuple[int, str]]:
    """Yield every text of the front matter, of keys below keys and items too, with its line in the file."""

    def below(value: object, keys: Keys) -> Iterator[tuple[int, str]]:
        if isinstance(value, dict | list):
            for key, one in value.items() if isinstance(value, dict) else enumerate(value):
                yield from below(one, (*keys, key))
        elif isinstance(value, str):
            yield page.line(*keys), value

    yield from below(page.meta, ())


def outside_code(page: Page) -> tuple[tuple[int, str], ...]:
    """Return each line that no closed code fence holds, with its number in the file, by Python-Markdown's rules."""
    return _outside_code(page.body, page.body_line)


@lru_cache(maxsize=4)
def _outside_code(body: str, body_line: int) -> tuple[tuple[int, str], ...]:
    lines = tuple(enumerate(body.expandtabs(4).split("\n"), body_line))
    last = {line.rstrip(" "): number for number, line in lines if line.startswith(("```", "~~~"))}
    kept: list[tuple[int, str]] = []
    fence = ""
    for number, line in lines if last else ():
        if fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif (opened := _FENCE.fullmatch(line)) and last.get(opened[1], 0) > number:
            fence = opened[1]
        else:
            kept.append((number, line))
    return tuple(kept) if last else lines

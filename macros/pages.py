"""Page: one Markdown file under docs/, read as plain data and never run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros import characters
from macros.front_matter import Keys, Refused, read_yaml, split
from macros.problems import Problem

_KINDS = (".md", ".txt", ".yml")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_BYTES = 256 * 1024
_MOST_IN_LINE = 10_000
_FENCE = re.compile(r"(`{3,}|~{3,})")
_TOP_HEADING = re.compile(r"(?:> ?|[*+-] +|[0-9]+\. +)*#(?!#)")
_UNDERLINE = re.compile(r"=+ *")


@dataclass(frozen=True, slots=True)
class Page:
    """One file: `id` is its path under docs/ ("wording/full-ncnd.md"), `path` the one shown to people."""

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


def shown(path: Path) -> str:
    """Return the path as a person would type it from where they stand."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else Path(relative).as_posix()


def load(docs: Path) -> tuple[list[Page], list[Problem]]:
    """Return every readable Markdown page below `docs`, by id, and what is wrong with the others."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in _files(docs):
        name = shown(path)
        if message := _refuse_file(path, docs):
            problems.append(Problem(name, 1, message))
            continue
        text, faults = _text(name, path.read_bytes())
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
        name = shown(path)
        text = None if _refuse_file(path, docs) else _text(name, path.read_bytes())[0]
        if text is None:
            continue
        key_lines: dict[Keys, int] = {}
        try:
            meta = read_yaml(text, 1, key_lines)
            found.append(Page(path.relative_to(docs).as_posix(), name, meta, "", 1, key_lines))
        except Refused as fault:
            problems.append(Problem(name, fault.line, fault.message.replace("the front matter", "the file")))
    return found, problems


def _files(docs: Path) -> Iterator[Path]:
    """Yield every file and every linked folder; MkDocs publishes nothing whose name begins with a full stop."""
    for folder, names, files in os.walk(docs):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in names if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def _refuse_file(path: Path, docs: Path) -> str:
    """Return why the file is not read, or an empty string when it may be."""
    if path.is_symlink():
        return "is a symbolic link; put the file itself here"
    if not path.is_file():
        return "is not a file that can be read; take it out"
    if path.suffix not in _KINDS:
        return f"is not a kind of file that may be here ({', '.join(_KINDS)}); take it out"
    if not all(map(_NAME.fullmatch, path.relative_to(docs).with_suffix("").parts)):
        return "has a name that is no address; name it and its folder in small letters, digits and hyphens"
    if path.stat().st_size > _MOST_BYTES:
        return f"is larger than {_MOST_BYTES // 1024} KB; make it several pages"
    return ""


def _text(name: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """Decode one file; a byte-order mark and CRLF are accepted, as Windows editors write them."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        message = f"is not UTF-8: byte 0x{raw[fault.start]:02x} at offset {fault.start}; save the file as UTF-8"
        return None, [Problem(name, line, message)]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        message = (
            "has a line end of an old kind (a carriage return alone); save it with the line ends of Windows or Unix"
        )
        return None, [Problem(name, line, message)]
    lines = list(enumerate(text.split("\n"), 1))
    problems = [Problem(name, number, found) for number, words in lines if (found := characters.refused(words))]
    for number, words in lines:
        if len(words) > _MOST_IN_LINE:
            message = f"has a line of more than {_MOST_IN_LINE:,} characters; make it several paragraphs"
            return None, [*problems, Problem(name, number, message)]
    return text, problems


def parse(page_id: str, path: str, text: str) -> Page:
    """Return the page in `text`; raise Refused, with its line, when the front matter cannot be read."""
    lines, body, body_line = split(text)
    key_lines: dict[Keys, int] = {}
    return Page(page_id, path, read_yaml(lines, 2, key_lines), body, body_line, key_lines)


def check_headings(page: Page) -> Iterator[Problem]:
    """Yield each heading of the first level in the page's words, by the rules of Python-Markdown."""
    above = ""
    for number, line in outside_code(page):
        if _TOP_HEADING.match(line) or (above.strip() and _UNDERLINE.fullmatch(line)):
            message = "has a heading `# …` in its words; the page's heading is its `title:`"
            yield Problem(page.path, number, message)
        above = line


def outside_code(page: Page) -> Iterator[tuple[int, str]]:
    """Yield each line that no closed code fence holds, with its number in the file."""
    lines = list(enumerate(page.body.split("\n"), page.body_line))
    last = {line.rstrip(" "): number for number, line in lines}
    fence = ""
    for number, line in lines:
        if fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif (opened := _FENCE.match(line)) and last.get(opened[1], 0) > number:
            fence = opened[1]
        else:
            yield number, line

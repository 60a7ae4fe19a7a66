"""Page: one Markdown file under docs/, read as plain data and never run."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.problems import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE = {"true", "yes", "on"}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ue000-\uf8ff\ufeff]")

Keys = tuple[str | int, ...]


class Refused(Exception):
    """The front matter cannot be read; carries the line (from 1, in the file) and the message."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


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
        if path.is_symlink():
            problems.append(Problem(name, 1, "is a symbolic link; put the file itself here"))
            continue
        text, faults = _text(name, path.read_bytes())
        problems += faults
        if path.suffix == ".md" and text is not None:
            try:
                pages.append(parse(path.relative_to(docs).as_posix(), name, text))
            except Refused as fault:
                problems.append(Problem(name, fault.line, fault.message))
    return pages, problems


def _files(docs: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(docs):
        names.sort()
        yield from (Path(folder, name) for name in names if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in sorted(files) if name.endswith((".md", ".txt", ".yml")))


def _text(name: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """Decode one file; a byte-order mark and CRLF are accepted, as Windows editors write them."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        message = f"is not UTF-8: byte 0x{raw[fault.start]:02x} at offset {fault.start}; save the file as UTF-8"
        return None, [Problem(name, line, message)]
    problems = []
    for number, line_text in enumerate(text.split("\n"), 1):
        if hit := _CONTROL.search(line_text):
            problems.append(_character(name, number, hit.group(), "a control character"))
        if hit := _INVISIBLE.search(line_text):
            problems.append(_character(name, number, hit.group(), "an invisible or private character"))
    return text, problems


def _character(name: str, line: int, char: str, what: str) -> Problem:
    return Problem(name, line, f"holds {what}, U+{ord(char):04X}; delete it and type the word again")


def parse(page_id: str, path: str, text: str) -> Page:
    """Return the page in `text`; raise Refused, with its line, when the front matter cannot be read."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise Refused(1, "has no front matter; begin the file with a line `---`, then `title: …`, then `---`")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise Refused(1, "the front matter is not closed; put a line `---` after its last key")
    for number, line in enumerate(lines[1:end], 2):
        if "\t" in line:
            raise Refused(number, "the front matter holds a tab; indent with two spaces")
    key_lines: dict[Keys, int] = {}
    meta = read_yaml("\n".join(lines[1:end]), 2, key_lines)
    return Page(page_id, path, meta, "\n".join(lines[end + 1 :]), end + 2, key_lines)


def read_yaml(text: str, first_line: int, key_lines: dict[Keys, int]) -> dict[str, Any]:
    """Return one mapping of plain YAML and note the line of each key in `key_lines`; raise Refused.

    Anchors, tags, duplicate keys and keys that are not text are refused: each has misled somebody.
    """
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        what = " ".join(str(fault.problem).split())
        raise Refused(first_line + line, f"the front matter is not valid YAML ({what}); quote the value") from None
    except yaml.YAMLError:
        raise Refused(first_line, "the front matter is not valid YAML; quote the value") from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise Refused(first_line, "the front matter is not a list of `key: value` lines; write it so")
    value = _value(node, first_line, (), key_lines, set())
    assert isinstance(value, dict)
    return value


def _value(node: Any, first: int, keys: Keys, key_lines: dict[Keys, int], seen: set[int]) -> Any:
    line = first + node.start_mark.line
    if id(node) in seen:
        raise Refused(line, "the front matter repeats a value by an alias (`*name`); write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_item(n, i, first, keys, key_lines, seen) for i, n in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            at = first + key.start_mark.line
            if key.tag != "tag:yaml.org,2002:str":
                raise Refused(at, f'the key `{key.value}` is not read as text; write "{key.value}" in quotes')
            if key.value in found:
                raise Refused(at, f"`{key.value}:` stands twice; keep one")
            key_lines[(*keys, key.value)] = at
            found[key.value] = _value(value, first, (*keys, key.value), key_lines, seen)
        return found
    return _scalar(node, line)


def _item(node: Any, index: int, first: int, keys: Keys, key_lines: dict[Keys, int], seen: set[int]) -> Any:
    key_lines[(*keys, index)] = first + node.start_mark.line
    return _value(node, first, (*keys, index), key_lines, seen)


def _scalar(node: Any, line: int) -> Any:
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "str":
            return node.value
        case "null":
            return None
        case "bool":
            return node.value.lower() in _TRUE
        case "int" | "float":
            raise Refused(line, f'`{node.value}` is read as a number; write "{node.value}" in quotes')
        case "timestamp" if _ISO_DAY.fullmatch(node.value):
            try:
                return datetime.date.fromisoformat(node.value)
            except ValueError:
                raise Refused(line, f"`{node.value}` is not a day in the calendar; write YYYY-MM-DD") from None
    raise Refused(line, f"`{node.value}` is not plain text, a list or a day; write it in quotes")

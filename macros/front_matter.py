"""Front matter: the `key: value` lines above a page's words, read as plain data, with the line of each key."""

from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from macros import characters

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOUND = re.compile(r"---[ \t]*")
_WHOLE = re.compile(r"---[ \t]*\n(?P<lines>(?:.*?\n)?)(?P<end>---|\.\.\.)[ \t]*\n", re.DOTALL)
_WORD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_TRUE = {"true", "yes", "on"}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DEEPEST = 8
_MOST_SHOWN = 60
_MOST = 32 * 1024
_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LOST = re.compile("[ \t]+#.*")
_CURLY = re.compile('[\u201c\u201d\u201e][^\u201c\u201d"]*[\u201c\u201d"]|[\u2018\u201a][^\u2018]*[\u2019\']')
_KEY = r" *(?:- +)*(?P<key>[\w-]+)"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*$"
_SIGN = r"[@`%\]},*]|[?-](?= )|[|>](?=[-+]? +\S)|\[(?=[^\]]*\] *\S)|\{(?=[^}]*\} *\S)"
_QUOTE = 'one straight `"` before the whole value and one after it, and none between'
_SLIPS = {
    re.compile(r" *-(?P<key>[A-Za-z_][\w-]*):(?: |$)"): "`-{key}:` has no space after its hyphen; write `- {key}: …`",
    re.compile(rf"{_KEY}:[^\s:/]"): "`{key}:` has no space after its colon; write `{key}: …`",
    re.compile(rf"{_KEY}: +(?!{_QUOTED})[\"']"): f"`{{key}}:` has a quotation mark astray; put {_QUOTE}",
    re.compile(rf"{_KEY}: +\[[^\]]*$"): "`{key}:` opens a list with `[`; close it with `]` on the same line",
    re.compile(rf"{_KEY}: +(?P<sign>{_SIGN})"): "`{key}:` begins with `{sign}`; put the whole value in quotes",
    re.compile(rf"{_KEY}: +(?![\"'\[{{]).*:(?: |$)"): "`{key}:` has a second colon; put the whole value in quotes",
    re.compile(r"(?P<key>(?![ #]|-(?: |$))(?:(?!:(?: |$)).)+)$"): "`{key}` is no line `key: value`; make it one, or "
    "join it to the line above",
}
"""What a person may have written where YAML gives up, and what to do."""

Keys = tuple[str | int, ...]


class Refused(Exception):
    """The front matter cannot be read; carries the line (from 1, in the file) and the message."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def split(text: str) -> tuple[str, str, int]:
    """Return the front matter's lines, the words below it and the line on which they begin; raise Refused.

    The bounds are those of mkdocs.utils.meta, so that nothing read here as data is rendered there as words.
    """
    if not _BOUND.fullmatch(text.partition("\n")[0]):
        begin = "begin the file with a line `---`, then `title: …` (of a force, `name: …`), then `---`"
        raise Refused(1, f"has no front matter; {begin}")
    found = _WHOLE.match(text)
    if found is None and _BOUND.fullmatch(text.rpartition("\n")[2]):
        raise Refused(text.count("\n") + 1, "ends with its front matter; begin a new line after `---`")
    if found is None:
        raise Refused(1, "the front matter is not closed; put a line `---` after its last key")
    body_line = found.group().count("\n") + 1
    if found["end"] == "...":
        raise Refused(body_line - 1, "the front matter is closed by `...`; write `---`")
    return found["lines"], text[found.end() :], body_line


def read_yaml(text: str, first_line: int, key_lines: dict[Keys, int]) -> dict[str, Any]:
    """Return one mapping of plain YAML and note the line of each key in `key_lines`; raise Refused.

    Anchors, aliases, tags, duplicate keys and keys that are not text are refused: each has misled somebody.
    """
    if len(text) > _MOST:
        raise Refused(first_line, f"the front matter is longer than {_MOST // 1024} KB; put the words below it")
    for number, line in enumerate(text.split("\n"), first_line):
        if "\t" in line:
            raise Refused(number, "the front matter holds a tab; indent with two spaces")
        if hit := _WORD_SPACE.search(line):
            message = f"the front matter holds a space of another kind, U+{ord(hit.group()):04X}, as Word types"
            raise Refused(number, f"{message}; delete it and type a space")
    try:
        _refuse_marks(text, first_line)
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as fault:
        what = " ".join(str(fault.problem).split())
        at = fault.problem_mark.line if fault.problem_mark else 0
        if "nesting" in what:
            raise _too_deep(first_line + at) from None
        instead = f"the front matter is not valid YAML ({what}); put the value in quotes"
        raise _slip(text, first_line, at, instead) from None
    except yaml.YAMLError:
        raise Refused(first_line, "the front matter is not valid YAML; put the value in quotes") from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _slip(text, first_line, 0, "the front matter is not a list of `key: value` lines; write it so")
    return _mapping(node, first_line, (), key_lines)


def _slip(text: str, first: int, at: int, instead: str) -> Refused:
    """Return what a person did wrong; YAML gives up at a line, often below the one that misled it."""
    lines = _YAML_BREAK.split(text)
    for number in range(min(at, len(lines) - 1), -1, -1):
        for pattern, message in _SLIPS.items():
            if found := pattern.match(lines[number]):
                parts = {name: part[:_MOST_SHOWN] for name, part in found.groupdict().items()}
                return Refused(first + number, message.format(**parts))
    for number in (at, 0):
        if lines[number : number + 1] and lines[number].startswith(" "):
            return Refused(first + number, "the line begins with a space; begin it where the lines around it begin")
    return Refused(first + at, instead)


def _too_deep(line: int) -> Refused:
    return Refused(line, f"the front matter is nested more than {_DEEPEST} deep; write it in quotes")


def _refuse_marks(text: str, first: int) -> None:
    """Refuse what is more than plain keys and values, before anything is put together from it."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        line = first + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            message = f"the front matter repeats a value by an alias (`*{event.anchor}`); write the value out"
            raise Refused(line, f"{message}, or in quotes")
        if anchor := getattr(event, "anchor", None):
            raise Refused(line, f"the front matter names a value by an anchor (`&{anchor}`); write it in quotes")
        if tag := getattr(event, "tag", None):
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            raise Refused(line, f"the front matter marks a value by a tag (`{shown}`); write it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _too_deep(line)
        if isinstance(event, yaml.ScalarEvent) and not event.style:
            _refuse_plain(event, text, first)


def _refuse_plain(event: Any, text: str, first: int) -> None:
    """Refuse a value without straight quotes that a person took for one with quotes, or for longer than it is."""
    end = event.end_mark
    if lost := _LOST.match(text, end.index):
        rest = lost.group().strip()[:_MOST_SHOWN]
        message = f"`{rest}` is not read, as ` #` ends a value; put the whole value in quotes, or take `{rest}` out"
        raise Refused(first + end.line, message)
    if _CURLY.fullmatch(event.value):
        message = f'`{event.value}` stands in curly quotes; type straight ones (") at both ends'
        raise Refused(first + event.start_mark.line, message)


def _value(node: Any, first: int, keys: Keys, key_lines: dict[Keys, int]) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_item(one, index, first, keys, key_lines) for index, one in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, first, keys, key_lines)
    return _scalar(node, first + node.start_mark.line)


def _mapping(node: Any, first: int, keys: Keys, key_lines: dict[Keys, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        at = first + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise Refused(at, "the front matter has `[` or `{` where a key should be; put the whole value in quotes")
        if key.tag != "tag:yaml.org,2002:str":
            raise Refused(at, f'the key `{key.value}` is not read as text; write "{key.value}" in quotes')
        if message := characters.refused(key.value):
            raise Refused(at, message)
        if key.value in found:
            raise Refused(at, f"`{key.value}:` stands twice; keep one")
        key_lines[(*keys, key.value)] = at
        found[key.value] = _value(value, first, (*keys, key.value), key_lines)
    return found


def _item(node: Any, index: int, first: int, keys: Keys, key_lines: dict[Keys, int]) -> Any:
    key_lines[(*keys, index)] = first + node.start_mark.line
    return _value(node, first, (*keys, index), key_lines)


def _scalar(node: Any, line: int) -> Any:
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "str":
            if message := characters.refused(node.value.replace("\n", "")):
                raise Refused(line, message)
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

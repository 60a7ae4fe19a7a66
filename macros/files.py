"""File: one file under docs/, read as text and refused where it holds what no page may."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from macros import characters, pictures
from macros.problems import Problem

_DATA = re.compile(r"advice/[^/]+/(?:source\.txt|decision\.yml)|synonyms\.yml")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
"""What no file can be called on Windows, whatever its ending.

Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
"""
_MOST_BYTES = 256 * 1024
_MOST_IN_LINE = 10_000
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")
_DIGITS = re.compile("[0-9]{2}")
_PARTICULARS = (
    (re.compile(r"[\w.+-]+@(?![\w.-]*\.example\b)[\w-]+(?:\.[\w-]+)+"), "an e-mail address", re.compile("@")),
    (
        re.compile(r"[\w.+-]+ ?[\[(] ?at ?[\])] ?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE),
        "an e-mail address",
        re.compile(r"[\[(] ?at ?[\])]", re.IGNORECASE),
    ),
    (
        re.compile(r"(?<![\w/.-])(?:\+[0-9]{2}|\(?0)(?:[ ()-]{0,2}[0-9]){9,10}(?![\w/-])"),
        "a telephone number",
        _DIGITS,
    ),
    (
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}(?: ?[0-9]{2}){3} ?[A-D]\b", re.IGNORECASE),
        "what looks like a National Insurance number",
        _DIGITS,
    ),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MAY_NAME_CONTACTS = re.compile(r"forces/.*|provisions/s50\.md|advice/[^/]+/source\.txt")

HOME, WHOM = "index.md", "## Whom to ask"
"""The page, and its heading, under which the CRU's own address and telephone may stand."""


def shown(path: Path) -> str:
    """Return the path as a person would type it from where they stand."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else Path(relative).as_posix()


def listed(docs: Path) -> Iterator[Path]:
    """Yield every file and every linked folder; MkDocs publishes nothing whose name begins with a full stop."""
    for folder, names, files in os.walk(docs):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in names if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def refused(path: Path, docs: Path) -> str:
    """Return why the file is not read, or an empty string when it may be."""
    if path.is_symlink():
        return "is a symbolic link; put the file itself here"
    if not path.is_file():
        return "is not a file that can be read; take it out"
    name = path.relative_to(docs).as_posix()
    if path.suffix != ".md" and not _DATA.fullmatch(name) and not pictures.NAME.fullmatch(name):
        return "is no page (.md), and no source.txt or decision.yml of advice; take it out"
    if not all(map(_NAME.fullmatch, path.relative_to(docs).with_suffix("").parts)):
        return "has a name that is no address; name it and its folder in small letters, digits and hyphens"
    if any(map(DEVICE.fullmatch, path.relative_to(docs).with_suffix("").parts)):
        return "has a name that Windows keeps for a device; name it and its folder otherwise"
    if pictures.NAME.fullmatch(name):
        return pictures.refused(path)
    if path.stat().st_size > _MOST_BYTES:
        return f"is larger than {_MOST_BYTES // 1024} KB; make it several pages"
    return ""


def read(path: Path, docs: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of one file, or None where it cannot be read, and what no file may hold.

    A byte-order mark and CRLF are accepted, as Windows editors write them.
    """
    page = path.relative_to(docs).as_posix()
    contacts = bool(_MAY_NAME_CONTACTS.fullmatch(page))
    return _read(shown(path), path.read_bytes(), contacts, WHOM if page == HOME else "")


@cache
def _read(name: str, raw: bytes, contacts: bool, whom: str) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        message = f"is not UTF-8: byte 0x{raw[fault.start]:02x} at offset {fault.start}; save the file as UTF-8"
        return None, (Problem(name, line, message),)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        message = (
            "has a line end of an old kind (a carriage return alone); save it with the line ends of Windows or Unix"
        )
        return None, (Problem(name, line, message),)
    lines = list(enumerate(text.split("\n"), 1))
    if conflict := [number for number, words in lines if _CONFLICT.match(words)]:
        message = "holds the marks of two versions that were not merged; keep one version and delete the marks"
        return None, (Problem(name, conflict[0], message),)
    if long := [number for number, words in lines if len(words) > _MOST_IN_LINE]:
        message = f"has a line of more than {_MOST_IN_LINE:,} characters; make it several paragraphs"
        return None, (Problem(name, long[0], message),)
    below, told = "", set[int]()
    for number, words in lines if whom else ():
        below = words.rstrip() if words.startswith("## ") else below
        told |= {number} if below == whom else set()
    found = ((number, fault) for number, words in lines for fault in _faults(words, contacts or number in told))
    return text, tuple(Problem(name, number, fault) for number, fault in found)


def _faults(line: str, contacts: bool) -> Iterator[str]:
    """Yield what is wrong with one line; `contacts` says that the file may name an office's own."""
    if not (line.isascii() and line.isprintable()) and (fault := characters.refused(line)):
        yield fault
    if not line.isascii() and (letter := next(filter(_foreign, unicodedata.normalize("NFC", line)), "")):
        name = unicodedata.name(letter).lower()
        yield f"holds a letter or mark of another script, U+{ord(letter):04X} ({name}); type the word again"
    for found in () if contacts else particulars(line):
        yield f"holds {found}; take it out, as no particulars of a person stand here"


def particulars(line: str) -> Iterator[str]:
    """Yield what a line holds of a person, such as "an e-mail address, `…`"."""
    for pattern, what, sign in _PARTICULARS:
        if sign.search(line) and (hit := pattern.search(line)):
            yield f"{what}, `{hit.group()}`"


def _foreign(character: str) -> bool:
    """Return whether it is a letter of neither English nor Welsh, or strikes one out, or only looks blank."""
    kind = unicodedata.category(character)
    if kind[0] == "L" or kind == "Nl":
        return not (_LATIN.fullmatch(character) and unicodedata.name(character).startswith("LATIN "))
    return kind in {"Mn", "Me"} or character == "\u2800"

"""Picture: a PNG in docs/help/ that a page of help shows; no other image stands on any page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

FOLDER = "help"
NAME = re.compile(r"help/[a-z0-9]+(?:-[a-z0-9]+)*\.png")
LINE = re.compile(r"!\[(?=[^\]]*[^\s\]])[^\[\]<>{}\\]+\]\((?P<file>[a-z0-9]+(?:-[a-z0-9]+)*\.png)\)")
"""The one form in which a page shows a picture: a paragraph of its own, words for it, and a file beside the page."""
_MOST_BYTES = 150_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"pHYs", b"IDAT", b"IEND"}
"""The parts of a PNG that are seen or measure what is seen; any other may say who made it, where and with what.

Source: https://www.w3.org/TR/png-3/#5DataRep
"""
SHOWN = re.compile(r'<p><img alt="(?P<words>[^"]*)" src="(?P<src>(?:\.\./)*(?P<file>[a-z0-9-]+\.png))" ?/?></p>')
"""What Python-Markdown makes of such a line."""


def refused(path: Path) -> str:
    """Return why a file is no picture that a page may show, or an empty string when it is one."""
    if path.stat().st_size > _MOST_BYTES:
        return f"is larger than {_MOST_BYTES // 1000} KB; show less of the screen"
    kinds = list(_parts(path.read_bytes()))
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or not _KINDS.issuperset(kinds):
        return "is no whole PNG that holds a picture alone; draw it with `make kept-pictures`"
    return ""


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield the kind of each part of a PNG; one that is no kind, last, where it is damaged or goes on after its end."""
    at = len(_SIGNATURE)
    whole = content.startswith(_SIGNATURE)
    while whole and at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        sum_there = int.from_bytes(content[end - 4 : end], "big")
        whole = end <= len(content) and zlib.crc32(content[at + 4 : end - 4]) == sum_there
        if whole:
            yield kind
        at = end
    if not whole:
        yield b""


def size(path: Path) -> tuple[int, int]:
    """Return how wide and how high a picture is, in pixels."""
    head = path.read_bytes()[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")

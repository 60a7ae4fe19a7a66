"""Characters: those that no file under docs/ may hold, since nobody sees them on the page."""

from __future__ import annotations

import re

from macros.values import INVISIBLE

_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WIDE = re.compile("[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]")
_LOST = re.compile("\ufffd")
_BROKEN = re.compile("\u00e2\u20ac|[\u00c2\u00c3][\u00a0-\u00bf]")
"""What a save in the wrong encoding makes of a curly quotation mark, of a pound sign or of an accent."""
_BREAK = re.compile("[\u2028\u2029]")
_KINDS = (
    (_CONTROL, "a control character"),
    (INVISIBLE, "an invisible character"),
    (_BREAK, "an invisible character"),
    (_PRIVATE, "a private character"),
    (_WIDE, "a character of full width"),
    (_LOST, "a character that was lost"),
    (_BROKEN, "a character that a wrong encoding broke"),
)


def refused(text: str) -> str:
    """Return what is wrong with the first such character of `text`, or an empty string where there is none."""
    for pattern, what in _KINDS:
        if hit := pattern.search(text):
            return f"holds {what}, U+{ord(hit.group()[0]):04X}; delete it and type the word again"
    return ""


def plain(text: str) -> str:
    """Return the text with a question mark for each private character; `grammar` uses them as marks."""
    return _PRIVATE.sub("?", text)

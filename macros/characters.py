"""Characters: those that no file under docs/ may hold, since nobody sees them on the page."""

from __future__ import annotations

import re

from macros.values import INVISIBLE

_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_BREAK = re.compile("[\u2028\u2029]")
_KINDS = (
    (_CONTROL, "a control character"),
    (INVISIBLE, "an invisible character"),
    (_BREAK, "an invisible character"),
    (_PRIVATE, "a private character"),
)


def refused(text: str) -> str:
    """Return what is wrong with the first such character of `text`, or an empty string where there is none."""
    for pattern, what in _KINDS:
        if hit := pattern.search(text):
            return f"holds {what}, U+{ord(hit.group()):04X}; delete it and type the word again"
    return ""


def plain(text: str) -> str:
    """Return the text with a question mark for each private character; `grammar` uses them as marks."""
    return _PRIVATE.sub("?", text)

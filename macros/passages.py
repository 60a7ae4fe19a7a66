"""Passage: a run of a page's words that is read as one, with the line on which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.markup import words
from macros.pages import Page, front_lines

_MARKS = re.compile(r"\*+|\[([^\[\]]*)\]\([^()]*\)")
_BEGINS = re.compile(r" *(?:[-*+] |[0-9]+[.)] |#|\|)")
_ABOUT = {"lacks", "weak", "beside", "changes"}
"""Keys of a wording that tell of it, and that its reader sees beside the words."""


def front(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what a page's front matter says; of a wording only what is said about it, and not what its source has."""
    about = page.folder == "wording"
    own = {line for keys, line in page.key_lines.items() if keys[0] in _ABOUT or keys[-1] == "why"} if about else set()
    yield from ((number, line) for number, line in front_lines(page) if not about or number in own)


def passages(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield each paragraph, item and row of a page's words, with its first line and what leads to it.

    That is the paragraph above a list, and the first row of a table. Emphasis and links are left as their words, and
    a link's address and title stand behind them.
    """
    first, run, lead = 0, list[str](), ""
    for number, line in [*words(page), (0, "")]:
        if run and (not line.strip() or _BEGINS.match(line)):
            text = "\n".join(run)
            plain = _MARKS.sub(r"\1", text)
            item = _BEGINS.match(text) and not text.startswith("#")
            yield first, plain if plain == text else f"{plain} ; {' '.join(text.split())}", lead if item else ""
            if not item:
                lead = text
            elif text.startswith("|") and "|" not in lead:
                lead = f"{lead} {text}"
            run = []
        if line.strip():
            first = first if run else number
            run.append(line)


def holds(text: str, signs: Iterable[str]) -> bool:
    """Return whether a text holds one of some signs in small letters, as a pattern that ignores case would."""
    # to such a pattern a dotless i is an i
    small = text.casefold().replace("\u0131", "i")
    return any(sign in small for sign in signs)

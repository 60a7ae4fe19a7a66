"""Skeletons: a new page that checks clean, with every unknown shown as not supplied."""

from __future__ import annotations

import re
from pathlib import Path

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SMALL = {"and", "of", "the"}

_FORCE = """\
---
name: {name}
short: {name}
abbreviation: ""
aliases: []
article: ""
nation: not supplied
regime: other
website: not supplied
note: "New entry: until its particulars are supplied and regime is FOIA, no wording is given for it"
---

{{{{ name_forms("{id}") }}}}
"""

_WORDING = """\
---
title: {title}
status: draft
approval: project-draft
stance: any
rests_on: {rests_on}
provisions: []
summary: Not supplied.
blocks: [P01]
---

[Words for {{{{ the_force }}}} are not supplied.]
"""


class Taken(Exception):
    """The page cannot be made; the message says why and what to do, and nothing was written."""


def force(docs: Path, force_id: str, known_names: set[str]) -> Path:
    """Write docs/forces/<id>.md for a force that no wording is given for yet; raise Taken."""
    name = _title(force_id, "north-yorkshire")
    if name.casefold() in known_names:
        raise Taken(f"`{name}` is already a name of a force in the register; look it up in docs/forces/.")
    return _write(docs / "forces" / f"{force_id}.md", _FORCE.format(id=force_id, name=name))


def wording(docs: Path, wording_id: str, rests_on: str) -> Path:
    """Write docs/wording/<id>.md, a draft without words that rests on the note `rests_on`; raise Taken."""
    title = _title(wording_id, "late-reply")
    return _write(docs / "wording" / f"{wording_id}.md", _WORDING.format(title=title, rests_on=rests_on))


def _title(page_id: str, example: str) -> str:
    if not _ID.fullmatch(page_id):
        raise Taken(f"`{page_id}` is not an id: write lower-case words joined by hyphens, such as `{example}`.")
    words = [word if word in _SMALL else word.capitalize() for word in page_id.split("-")]
    return " ".join([words[0].capitalize(), *words[1:]])


def _write(path: Path, text: str) -> Path:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Taken(f"{path} is already there; nothing was changed.") from None
    return path

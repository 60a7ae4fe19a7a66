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


class Taken(Exception):
    """The page cannot be made; the message says why and what to do, and nothing was written."""


def force(docs: Path, force_id: str, known_names: set[str]) -> Path:
    """Write docs/forces/<id>.md for a force that no wording is given for yet; raise Taken."""
    if not _ID.fullmatch(force_id):
        raise Taken(f"`{force_id}` is not an id: write lower-case words joined by hyphens, such as `north-yorkshire`.")
    words = [word if word in _SMALL else word.capitalize() for word in force_id.split("-")]
    name = " ".join([words[0].capitalize(), *words[1:]])
    if name.casefold() in known_names:
        raise Taken(f"`{name}` is already a name of a force in the register; look it up in docs/forces/.")
    path = docs / "forces" / f"{force_id}.md"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_FORCE.format(id=force_id, name=name))
    except FileExistsError:
        raise Taken(f"{path} is already there; nothing was changed.") from None
    return path

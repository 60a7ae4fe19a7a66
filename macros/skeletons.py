"""Skeletons: a new page that checks clean, with every unknown shown as not supplied."""

from __future__ import annotations

import re
from pathlib import Path

from macros.files import DEVICE

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_REF = re.compile(r"[0-9]{4}-[0-9]{2}")
_SMALL = {"and", "of", "the"}

_FORCE = """\
---
name: {name}
short: {name}
abbreviation: ""
aliases: []
article: ""
nation: not supplied
regime: not supplied
website: not supplied
note: ""
---

{{{{ name_forms("{id}") }}}}
"""

_ADVICE = """\
---
title: "{reference}: the advice"
reference: "{reference}"
status: draft
text: not supplied
issued_on: unknown
last_reviewed_on: unknown
review_by: unknown
---

The text of this advice was not supplied to this project. This page holds its place.
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


def advice(docs: Path, ref: str) -> Path:
    """Write docs/advice/<ref>/index.md, a note whose text is not supplied; raise Taken."""
    if not _REF.fullmatch(ref):
        example = ref.replace("/", "-")
        how = f"write `{example}`" if _REF.fullmatch(example) else "write it with a hyphen, such as `1750-22`"
        raise Taken(f"`{ref}` is not a CRU reference as a folder has it: {how}.")
    return _write(docs / "advice" / ref / "index.md", _ADVICE.format(reference=ref.replace("-", "/")))


def _title(page_id: str, example: str) -> str:
    if not _ID.fullmatch(page_id):
        raise Taken(f"`{page_id}` is not an id: write lower-case words joined by hyphens, such as `{example}`.")
    if DEVICE.fullmatch(page_id):
        raise Taken(f"`{page_id}` is a name that Windows keeps for a device: write another, such as `{example}`.")
    words = [word if word in _SMALL else word.capitalize() for word in page_id.split("-")]
    return " ".join([words[0].capitalize(), *words[1:]])


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Taken(f"{path} is already there; nothing was changed.") from None
    except OSError as fault:
        raise Taken(f"{path} cannot be written: {fault.strerror}.") from None
    return path

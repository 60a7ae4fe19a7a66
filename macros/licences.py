"""Licence: under what terms each library in assets/vendor/ is kept, from its list and its own licence text."""

from __future__ import annotations

from pathlib import Path

LIST = Path(__file__).with_name("vendored.txt")
VENDOR = Path(__file__).parent / "theme" / "assets" / "vendor"
FILE = Path(__file__).parent.parent / "THIRD-PARTY.md"

_HEAD = """\
# Libraries of others

What this repository keeps in `macros/theme/assets/vendor/`, byte for byte as published, and the terms of each. Packages
that are installed are named in `requirements.txt` and are not kept here. `make licences` writes this file from
`macros/vendored.txt` and the licence texts.
"""


def text() -> str:
    """Return the terms of every library; raise FileNotFoundError where one has no licence text."""
    said = [_HEAD]
    for line in LIST.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# "):
            library, _, about = line[2:].partition(", ")
            terms = (VENDOR / f"{library.split()[0]}.LICENSE.txt").read_text(encoding="utf-8").strip()
            said.append(f"## {library}\n\n{about[0].upper()}{about[1:]}.\n\n```text\n{terms}\n```\n")
    return "\n".join(said)


def write() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8", newline="")


if __name__ == "__main__":
    write()

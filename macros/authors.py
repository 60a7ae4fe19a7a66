"""Author: who last changed the words of a file, as far as git knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from macros.front_matter import Refused
from macros.pages import parse
from macros.wording import fingerprint

_COMMIT = re.compile(r"\0([^\0\n]*)\0([^\0\n]*)\n+:\S+ \S+ \S+ ([0-9a-f]+) ")


def of_words(path: Path, words: str) -> tuple[str, ...]:
    """Return the name and the address of whoever last changed the words of a file, or nothing where git cannot say.

    `words` is the sha-256 of the words as they stand. Words that are not committed have no author yet, and the first
    commit of a shallow clone is not the author's.
    """
    try:
        return _author(path, words)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return ()


def _author(path: Path, words: str) -> tuple[str, ...]:
    author: tuple[str, ...] = ()
    log = _git(path.parent, "log", "--follow", "--raw", "--no-abbrev", "--format=%x00%aN%x00%aE", "--", path.name)
    for name, address, blob in _COMMIT.findall(log):
        if _fingerprint(path.name, _git(path.parent, "cat-file", "blob", blob)) != words:
            return author
        author = (name, address)
    return () if _git(path.parent, "rev-parse", "--is-shallow-repository").strip() == "true" else author


def _fingerprint(name: str, text: str) -> str:
    try:
        return fingerprint(parse(name, name, text.removeprefix("\ufeff").replace("\r\n", "\n")))
    except Refused:
        return ""


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "log.showSignature=false", *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", errors="replace")

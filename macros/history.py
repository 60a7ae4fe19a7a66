"""History: what stood in docs/ at a revision, read from git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

WORKING_TREE = "."
"""What stands for the files as they are now, in place of a revision."""

_FILE, _LINK = "100", "120"


class Lost(Exception):
    """There is no such revision, or no repository; the message says which and what to do."""


@contextmanager
def tree(docs: Path, revision: str) -> Iterator[Path]:
    """Give a folder with the files of `docs` as they stood at a revision; raise Lost where there is none.

    Git's own attributes and filters are left out of it: the files are what was committed, byte for byte. A symbolic
    link becomes a file that holds where it led, and is never followed.
    """
    if revision == WORKING_TREE:
        yield docs
        return
    commit = _commit(docs, revision)
    listed = _git(docs, "ls-tree", "-r", "-z", commit).split(b"\0")[:-1]
    entries = [(line.partition(b"\t")[0].decode().split(), os.fsdecode(line.partition(b"\t")[2])) for line in listed]
    kept = [(blob, name) for (mode, _, blob), name in entries if mode[:3] in (_FILE, _LINK)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "docs"
        root.mkdir()
        for (_, name), content in zip(kept, contents(docs, [blob for blob, _ in kept]), strict=True):
            path = root / name
            if path.resolve().is_relative_to(root):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        yield root


def contents(docs: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of each blob. Source: https://git-scm.com/docs/git-cat-file#_batch_output"""
    out = _git(docs, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    at = 0
    for _ in blobs:
        start = out.index(b"\n", at) + 1
        end = start + int(out[at:start].split()[2])
        yield out[start:end]
        at = end + 1


def elsewhere(docs: Path, old: str, new: str) -> list[str]:
    """Return the files outside `docs` that differ between two revisions."""
    revisions = [_commit(docs, one) for one in (old, new) if one != WORKING_TREE]
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative")
    out = _git(docs.absolute().parent, "diff", *options, *revisions, "--", ".", f":(exclude){docs.absolute().name}")
    return [os.fsdecode(name) for name in out.split(b"\0")[:-1]]


def _commit(docs: Path, revision: str) -> str:
    try:
        _git(docs, "rev-parse", "--git-dir")
    except subprocess.CalledProcessError as fault:
        said = fault.stderr.decode(errors="replace").strip()
        raise Lost(f"{docs} cannot be read with git: {said or 'it is in no repository'}.") from None
    except FileNotFoundError:
        raise Lost("git was not found; install it.") from None
    try:
        found = _git(docs, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except (subprocess.CalledProcessError, ValueError):
        message = f"`{revision}` is not a revision here. Correct it, or fetch all of the history."
        raise Lost(message) from None
    return found.decode().strip()


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "0"}
    return subprocess.run(command, input=given, env=environment, capture_output=True, check=True).stdout

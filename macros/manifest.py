"""Manifest: what a version was made from, and the sha-256 of every file in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version's commit, the sha-256 of requirements.txt, the settings of the build, and its files by path."""

    version: str
    commit: str
    requirements: str
    settings: Mapping[str, str]
    files: Mapping[str, str]

    def written(self) -> bytes:
        """Return the manifest as the version keeps it."""
        return f"{json.dumps(asdict(self), indent=1, sort_keys=True)}\n".encode()


_AS_WRITTEN = TypeAdapter(Manifest)


def read(text: bytes) -> Manifest:
    """Return a manifest; raise ValueError where it is none."""
    try:
        return _AS_WRITTEN.validate_json(text, strict=True)
    except ValueError:
        raise ValueError(f"{FILE} cannot be read") from None


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Return the sha-256 of every file below a folder, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    """Yield each file that is altered, missing or extra, as `path: is altered`."""
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            yield f"{path}: is missing"
        elif path not in expected:
            yield f"{path}: is extra"
        elif expected[path] != found[path]:
            yield f"{path}: is altered"

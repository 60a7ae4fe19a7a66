"""Verify: whether what is published is still what was published."""

from __future__ import annotations

from collections.abc import Iterator

from macros import manifest
from macros.archive import Archive
from macros.versions import Version


def faults(kept: Archive, version: Version) -> Iterator[str]:
    """Yield each file of a version that is altered, missing or extra, as `path: is altered`."""
    name = str(version.name)
    found = kept.digests(name)
    written = kept.read(f"{name}/{manifest.FILE}")
    if written is None:
        yield f"{name}/{manifest.FILE}: is missing"
        return
    if manifest.digest(written) != version.manifest:
        yield f"{name}/{manifest.FILE}: is altered"
    try:
        expected = manifest.read(written).files
    except ValueError:
        return
    rest = {path: one for path, one in found.items() if path != manifest.FILE}
    yield from (f"{name}/{fault}" for fault in manifest.compare(expected, rest))

"""Verify: whether what is published is still what was published."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros import archive, building, catalogue, manifest, versions
from macros.archive import LEDGER, LIST, Archive, Refused
from macros.console import Exit, Usage, known, say
from macros.manifest import Manifest
from macros.versions import Version

UNREADABLE = f"{catalogue.FILE}: cannot be read, so that what it lists could not be compared with it"


def run(given: argparse.Namespace) -> Exit:
    """Print what is wrong with one version or with all, and how each stands; 1 where anything is wrong."""
    if given.rebuild and not Path("requirements.txt").is_file():
        raise Usage("Run this from the project's folder, so that versions can be built again.")
    found: list[str] = []
    try:
        with archive.opened() as kept:
            every = {str(one.name): one for one in kept.versions()}
            if not every and not given.version:
                found.append(
                    f"{kept.remote} holds no version on the branch {kept.branch}; "
                    "name the branch in PUBLISH_BRANCH, or publish the first one"
                )
            chosen = [known(given.version, every, "version")] if given.version else list(every.values())
            if not given.version:
                found += lost(kept)
                found += beside(kept, list(every.values()))
            for version in chosen:
                own = [*faults(kept, version), *(rebuilt(kept, version) if given.rebuild else ())]
                found += own
                if not own:
                    print(_standing(kept, version))
    except Refused as fault:
        found.append(str(fault))
    for line in dict.fromkeys(found):
        print(line)
    return Exit.PROBLEMS if found else Exit.DONE


def _standing(kept: Archive, version: Version) -> str:
    if version.withdrawn:
        return f"{version.name}: withdrawn on {version.withdrawn.on}: {version.withdrawn.reason}"
    gone = "".join(f"; {page} withdrawn on {about.on}: {about.reason}" for page, about in version.pages.items())
    return f"{version.name}: whole, {len(kept.digests(str(version.name))) - 1} files{gone}"


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
        expected = {} if version.withdrawn else dict(manifest.read(written).files)
    except ValueError:
        return
    try:
        made = catalogue.digests(kept)
    except ValueError:
        yield UNREADABLE
        made = {}
        if version.withdrawn or version.pages:
            return
    gone = tuple(path for page in version.pages for path in catalogue.taken_out(page))
    expected = {path: one for path, one in expected.items() if not path.startswith(gone)}
    own = {path: one for path, one in made.items() if path.startswith(f"{name}/")}
    expected |= {path.removeprefix(f"{name}/"): one for path, one in own.items()}
    rest = {path: one for path, one in found.items() if path != manifest.FILE}
    yield from (f"{name}/{fault}" for fault in manifest.compare(expected, rest))


def lost(kept: Archive) -> Iterator[str]:
    """Yield each version, and each line of the ledger, that was there in an earlier commit and is not as it was."""
    now = {one.name: one for one in kept.versions()}
    ledger = kept.read(LEDGER) or b""
    seen: set[object] = set()
    for commit in kept.commits():
        try:
            then = versions.read(kept.read(LIST, commit))
        except ValueError as fault:
            yield f"{LIST}: cannot be read as it was in the archive's commit {commit[:10]}: {fault}"
            continue
        for one in then:
            if one.name not in seen and (what := _otherwise(one, now.get(one.name))):
                seen.add(one.name)
                yield f"{one.name}: {what}"
        if LEDGER not in seen and not ledger.startswith(kept.read(LEDGER, commit) or b""):
            seen.add(LEDGER)
            yield f"{LEDGER}: has lost or changed a line"


def _otherwise(then: Version, now: Version | None) -> str:
    """Return what is otherwise of a version than it was, or an empty string: it may be withdrawn since, no more."""
    if now is None:
        return "is no longer listed"
    if (now.commit, now.manifest, now.published) != (then.commit, then.manifest, then.published):
        return "was published otherwise"
    gone = [(now.withdrawn, then.withdrawn), *((now.pages.get(page), about) for page, about in then.pages.items())]
    return "was withdrawn otherwise" if any(was not in (None, is_now) for is_now, was in gone) else ""


def beside(kept: Archive, every: Sequence[Version]) -> Iterator[str]:
    """Yield what stands beside the versions and should not, and what should and does not."""
    names = {str(one.name) for one in every}
    try:
        made = catalogue.digests(kept)
    except ValueError:
        yield UNREADABLE
        return
    expected = {path: one for path, one in made.items() if path.partition("/")[0] not in names}
    own = {".nojekyll", "latest", LIST, LEDGER, catalogue.FILE} if every else set()
    found = {path: one for path, one in kept.digests("").items() if path.partition("/")[0] not in names | own}
    yield from manifest.compare(expected, found)
    if every and (kept.read("latest") or b"").decode(errors="replace") != str(every[-1].name):
        yield f"latest: does not lead to {every[-1].name}"


def rebuilt(kept: Archive, version: Version) -> Iterator[str]:
    """Yield each file that a build from the version's commit makes otherwise; say where none can be made."""
    name = str(version.name)
    written = kept.read(f"{name}/{manifest.FILE}")
    if version.withdrawn or written is None:
        say(f"{name}: not rebuilt, as it is {'withdrawn' if version.withdrawn else 'not whole'}.")
        return
    try:
        was = manifest.read(written)
        if was.requirements != building.requirements(Path()):
            say(f"{name}: not rebuilt: it was made with other packages than requirements.txt names now.")
        elif not building.has(was.commit):
            yield f"{name}: cannot be rebuilt: commit {was.commit} is not in this repository; fetch all of its history"
        else:
            yield from _differing(version, was)
    except (Refused, ValueError) as fault:
        yield f"{name}: cannot be rebuilt: {fault}"
    except OSError as fault:
        yield f"{name}: cannot be rebuilt: {fault.filename or 'a file'} cannot be written: {fault.strerror}"


def _differing(version: Version, was: Manifest) -> Iterator[str]:
    name = str(version.name)
    say(f"{name}: building it again…")
    with building.project(was.commit) as folder:
        _, made = building.build(folder, version.name, was.commit, was.settings)
    differing = [f"{name}/{one}, compared with a new build" for one in manifest.compare(made.files, was.files)]
    yield from differing
    if not differing:
        say(f"{name}: a new build is the same, byte for byte.")

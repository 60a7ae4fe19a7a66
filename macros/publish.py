"""Publish: build one commit in a private clone, and add it to the archive as a version that never changes."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mike import commands as mike  # type: ignore[import-untyped]

from macros import archive, catalogue, manifest, verify, versions
from macros.archive import LEDGER, Archive, Refused
from macros.console import Exit, Usage, say
from macros.manifest import Manifest
from macros.versions import Name

_SETTINGS = ("EDIT_URI", "SITE_URL")
"""What mkdocs.yml reads from the environment; a version's manifest keeps it."""

_AS_COMMITTED = ("-c", "core.autocrlf=false", "-c", "core.attributesFile=/dev/null", "-c", "core.hooksPath=/dev/null")


def run(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Publish the commit that is checked out, as the version given; 4 where that may not be or another came first."""
    try:
        name = versions.parse(given.version)
        commit = committed()
        with archive.opened() as kept, tempfile.TemporaryDirectory(prefix="version-", ignore_cleanup_errors=True) as to:
            may_follow(name, kept)
            say(f"1/4 Copying commit {commit[:10]}…")
            with project(Path(to) / "project", commit) as folder:
                say("2/4 Checking it…")
                check(folder)
                say("3/4 Building it…")
                made = build(folder, Path(to) / "site", name, commit, settings())
            if given.dry_run:
                kept.stage(lambda: put(kept, name, Path(to) / "site", made, today))
                say(f"{name} can be published: {len(made.files)} files. Nothing was published, as this is a dry run.")
                return Exit.DONE
            say(f"4/4 Publishing it to {kept.remote}…")
            kept.change(lambda: put(kept, name, Path(to) / "site", made, today))
        read_back(name, made)
    except (Refused, ValueError) as fault:
        say(f"Not published: {fault}")
        return Exit.REFUSED
    except OSError as fault:
        say(f"Not published: {fault.filename or 'a file'} cannot be written: {fault.strerror}.")
        return Exit.REFUSED
    say(f"{name} is published, from commit {commit[:10]}: {len(made.files)} files, read back and found whole.")
    return Exit.DONE


def committed() -> str:
    """Return the commit that is checked out; raise Refused where any file here differs from it."""
    if _git("rev-parse", "--show-prefix"):
        raise Usage("Run this from the project's folder.")
    if changed := _git("status", "--porcelain", "--untracked-files=all"):
        named = ", ".join(line[3:] for line in changed.splitlines()[:5])
        raise Refused(f"files here are not committed: {named}. Commit them, or take them away.")
    return _git("rev-parse", "--verify", "HEAD")


def may_follow(name: Name, kept: Archive) -> None:
    """Raise Refused where the version is there already or is not later than the last."""
    every = kept.versions()
    if name in {one.name for one in every}:
        raise Refused(f"{name} is published already, and a version never changes. Take a later name.")
    if every and name < every[-1].name:
        raise Refused(f"{name} is not later than {every[-1].name}, the last version. Take a later name.")


@contextlib.contextmanager
def project(to: Path, commit: str) -> Iterator[Path]:
    """Give the project as it was committed, in a clone of its own, so that nothing in a checkout can get in."""
    _git("clone", "--quiet", "--shared", "--no-checkout", *_AS_COMMITTED, "--", str(Path.cwd()), str(to))
    _git("-C", str(to), *_AS_COMMITTED, "checkout", "--quiet", "--detach", commit)
    yield to


def check(folder: Path) -> None:
    """Raise Refused where the commit fails `check --publishing`; the problems have been said."""
    done = _python(folder, {}, "macros", "check", "--publishing")
    if done.returncode:
        say(done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace"))
        raise Refused("`python -m macros check --publishing` finds the problems above. Correct them and commit.")


def build(folder: Path, site: Path, name: Name, commit: str, chosen: dict[str, str]) -> Manifest:
    """Build a version into `site`, the same bytes for a commit wherever it is done, and return its manifest."""
    date = _git("-C", str(folder), "log", "-1", "--format=%ct", commit)
    own = {**chosen, "SOURCE_DATE_EPOCH": date, "SITE_VERSION": str(name)}
    done = _python(folder, own, "mkdocs", "build", "--strict", "--clean", "--site-dir", str(site))
    if done.returncode:
        say(done.stderr.decode(errors="replace"))
        raise Refused("the site does not build; mkdocs says why above. Correct it and commit.")
    for path in site.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    requirements = manifest.digest((folder / "requirements.txt").read_bytes())
    made = Manifest(str(name), commit, requirements, chosen, manifest.digests(site))
    (site / manifest.FILE).write_bytes(made.written())
    return made


def settings() -> dict[str, str]:
    return {key: os.environ.get(key, "") for key in _SETTINGS}


def put(kept: Archive, name: Name, site: Path, made: Manifest, today: datetime.date) -> str:
    """Commit a built version, the list and what is made from it to the clone; return the commit's message."""
    may_follow(name, kept)
    about = {"commit": made.commit, "manifest": manifest.digest(made.written())}
    deploying = mike.deploy(
        {"site_dir": str(site), "use_directory_urls": True},
        *(str(name), name.words, ["latest"], True),
        branch=kept.branch,
        message=f"Version {name}",
        set_props=list(about.items()),
    )
    with deploying:
        pass  # It is built already, and only once however often another version comes first.
    entry = {"act": "published", "version": str(name), "on": str(today), **about}
    catalogue.commit(kept, (kept.read(LEDGER, kept.base) or b"") + f"{json.dumps(entry)}\n".encode())
    return f"Version {name}, from commit {made.commit}"


def read_back(name: Name, made: Manifest) -> None:
    """Raise Refused where a fresh copy of what is published does not hold this version whole."""
    with archive.opened() as kept:
        listed = {one.name: one for one in kept.versions()}
        if name not in listed or listed[name].manifest != manifest.digest(made.written()):
            raise Refused(f"{name} was sent, and what is published does not list it. Look at {kept.remote}.")
        if faults := list(verify.faults(kept, listed[name])):
            raise Refused(f"{name} was sent, and what is published is not whole: {faults[0]}.")


def _python(folder: Path, own: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a module on the clone; the caller's environment stays out, and with it any key to the remote."""
    usual = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, env={**usual, **quiet, **own}, capture_output=True, check=False)


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except FileNotFoundError:
        raise Refused("git was not found; install it.") from None
    except subprocess.CalledProcessError as fault:
        raise Refused(f"git says: {' '.join(fault.stderr.decode(errors='replace').split())}") from None
    return done.stdout.decode().rstrip("\n")

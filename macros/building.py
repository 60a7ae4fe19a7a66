"""Building: one commit made into a site, the same bytes wherever it is done."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros import manifest
from macros.archive import Refused
from macros.console import Usage, say
from macros.manifest import Manifest
from macros.versions import Name

_SETTINGS = ("EDIT_URI", "SITE_URL")
"""What mkdocs.yml reads from the environment; a version's manifest keeps it."""

_AS_COMMITTED = ("-c", "core.autocrlf=false", "-c", "core.attributesFile=/dev/null", "-c", "core.hooksPath=/dev/null")


def committed() -> str:
    """Return the commit that is checked out; raise Refused where any file here differs from it."""
    if _git("rev-parse", "--show-prefix"):
        raise Usage("Run this from the project's folder.")
    if changed := _git("status", "--porcelain", "--untracked-files=all"):
        named = ", ".join(line[3:] for line in changed.splitlines()[:5])
        raise Refused(f"files here are not committed: {named}. Commit them, or take them away.")
    return _git("rev-parse", "--verify", "HEAD")


def has(commit: str) -> bool:
    """Say whether this repository holds a commit."""
    try:
        return bool(_git("cat-file", "-e", f"{commit}^{{commit}}") == "")
    except Refused:
        return False


@contextlib.contextmanager
def project(commit: str) -> Iterator[Path]:
    """Give the project as it was committed, in a clone of its own, so that nothing in a checkout can get in."""
    with tempfile.TemporaryDirectory(prefix="version-", ignore_cleanup_errors=True) as folder:
        to = Path(folder) / "project"
        _git(*_AS_COMMITTED, "clone", "--quiet", "--shared", "--no-checkout", "--", str(Path.cwd()), str(to))
        _git("-C", str(to), *_AS_COMMITTED, "checkout", "--quiet", "--detach", commit)
        yield to


def check(folder: Path) -> None:
    """Raise Refused where the commit fails `check --publishing`; the problems have been said."""
    done = _python(folder, {}, "macros", "check", "--publishing")
    if done.returncode:
        say((done.stdout + done.stderr).decode(errors="replace").strip())
        raise Refused("`python -m macros check --publishing` finds the problems above. Correct them and commit.")


def settings() -> dict[str, str]:
    """Return what the environment says of the site to build."""
    return {key: os.environ.get(key, "") for key in _SETTINGS}


def build(folder: Path, name: Name, commit: str, chosen: Mapping[str, str]) -> tuple[Path, Manifest]:
    """Return the built version beside the clone, with its manifest in it; raise Refused where it does not build."""
    site = folder.parent / "site"
    date = _git("-C", str(folder), "log", "-1", "--format=%ct", commit)
    own = {**chosen, "SOURCE_DATE_EPOCH": date, "SITE_VERSION": str(name)}
    done = _python(folder, own, "mkdocs", "build", "--strict", "--clean", "--site-dir", str(site))
    if done.returncode:
        say(done.stderr.decode(errors="replace").strip())
        raise Refused("the site does not build; mkdocs says why above.")
    for path in site.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    made = Manifest(str(name), commit, requirements(folder), dict(chosen), manifest.digests(site))
    (site / manifest.FILE).write_bytes(made.written())
    return site, made


def requirements(folder: Path) -> str:
    """Return the sha-256 of the packages that a project is built with."""
    return manifest.digest((folder / "requirements.txt").read_bytes())


def _python(folder: Path, own: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
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

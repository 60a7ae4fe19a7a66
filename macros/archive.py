"""Archive: the branch of a git repository that keeps every version; read and changed through a private clone."""

from __future__ import annotations

import contextlib
import os
import posixpath
import random
import re
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mike.git_utils import GitError  # type: ignore[import-untyped]

from macros import history, versions
from macros.manifest import digest
from macros.versions import Version

LIST, LEDGER = "versions.json", "ledger.jsonl"
_LOCAL = Path(".publish/versions.git")
_ATTEMPTS = 4
"""How often a push may fail with no other change in its way: a lock is soon gone, a full disk is not."""
_OF_ONE_REPOSITORY = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES"),
)
_NOBODY = {"NAME": "publish", "EMAIL": "publish@localhost"}


class Refused(Exception):
    """Nothing was changed in what is published; the message says why and what to do."""


class Stopped(Exception):
    """A person stopped the program (Ctrl+C) once a change was on its way to what is published, taken or not."""


class Archive:
    """The versions in `remote` on `branch`, as they were at `base`, the commit last fetched (None: no version yet).

    `sent` is true from the moment at which the remote may have taken a change.
    """

    def __init__(self, folder: Path, remote: str, branch: str) -> None:
        self.folder, self.remote, self.branch = folder, remote, branch
        self.base: str | None = None
        self.sent = False

    def fetch(self) -> None:
        """Take what is published now; raise Refused where it cannot be read."""
        ref = f"refs/heads/{self.branch}"
        try:
            listed = self._git("ls-remote", "--", self.remote, ref).decode().split()
            if listed:
                self._git("fetch", "--quiet", "--no-tags", "--", self.remote, f"+{ref}:{ref}")
                self.base = self._git("rev-parse", ref).decode().strip()
            else:
                self._git("update-ref", "-d", ref)
                self.base = None
        except subprocess.CalledProcessError as fault:
            whose = "see whether PUBLISH_REMOTE names a git repository that you may read"
            raise Refused(f"{self.remote} cannot be read; {whose}. git says: {_words(fault)}") from None

    def read(self, path: str, commit: str | None = None) -> bytes | None:
        """Return a file as published, or None where there is none."""
        try:
            return self._git("cat-file", "blob", f"{commit or self.branch}:{path}")
        except subprocess.CalledProcessError:
            return None

    def versions(self) -> list[Version]:
        """Return every version, the oldest first; raise Refused where the list cannot be read."""
        try:
            return versions.read(self.read(LIST))
        except ValueError as fault:
            raise Refused(f"{self.remote}: {fault}") from None

    def digests(self, folder: str) -> dict[str, str]:
        """Return the sha-256 of each file in a folder, or in all, by its path there; of no plain file also its mode."""
        if self.base is None:
            return {}
        start = f"{folder}/" if folder else ""
        listed = self.files(*([start] if folder else []))
        return {name.removeprefix(start): f"{mode}{digest(content)}" for mode, name, content in listed}

    def files(self, *where: str) -> Iterator[tuple[str, str, bytes]]:
        """Yield each published file, or each at some paths: its mode, if it is no plain file, its path and content."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", self.branch, "--", *where).split(b"\0")[:-1]
        entries = [line.decode(errors="surrogateescape").partition("\t") for line in listed]
        own = [(about.split(), name) for about, _, name in entries]
        blobs = history.contents(self.folder, [blob for (_, kind, blob), _ in own if kind == "blob"])
        for (mode, kind, _), name in own:
            # What is no blob is the link to another repository, which publish never writes and git does not fetch.
            yield "" if mode == "100644" else f"mode {mode} ", name, next(blobs) if kind == "blob" else b""

    def commits(self) -> list[str]:
        """Return every commit of the branch, the first one first."""
        return self._git("rev-list", "--reverse", "--first-parent", self.branch).decode().split() if self.base else []

    def change(self, act: Callable[[], str]) -> str:
        """Make one change and publish it, or leave everything as it is; return the new commit.

        `act` commits to the branch of the clone and returns the message. It is run again on what is newest whenever
        another change came first, and raises Refused where it then no longer may. The remote takes the change only
        if its branch is still where it was read. Source: https://git-scm.com/docs/git-push#_options
        """
        alone = 0
        while True:
            time.sleep(random.uniform(0, 0.3) * alone)
            self.fetch()
            before, made = self.base, self.stage(act)
            self.sent = True
            try:
                lease = f"--force-with-lease=refs/heads/{self.branch}:{self.base or ''}"
                self._git("push", "--quiet", lease, "--", self.remote, f"{made}:refs/heads/{self.branch}")
            except subprocess.CalledProcessError as refused:
                self.fetch()
                alone += self.base == before
                if self._holds(made):
                    return made
                self.sent = False
                if alone == _ATTEMPTS:
                    raise Refused(f"{self.remote} does not take it: {_held(_words(refused))}") from None
            else:
                return made

    def stage(self, act: Callable[[], str]) -> str:
        """Return the commit that `act` makes on the base, as one commit, in the clone alone."""
        with self._inside():
            # Two that publish the same at one moment would make the same commit, and each take it for its own.
            message = f"{act()}\n\nPublished-by: {uuid.uuid4()}"
            parent = ("-p", self.base) if self.base else ()
            return self._git("commit-tree", f"{self.branch}^{{tree}}", *parent, "-m", message).decode().strip()

    def _holds(self, commit: str) -> bool:
        """Say whether the remote took a commit although the push ended badly."""
        if self.base is None:
            return False
        done = subprocess.run(["git", "merge-base", "--is-ancestor", commit, self.base], cwd=self.folder, check=False)
        return done.returncode == 0

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        """Let mike, which works where the process stands, work in the clone; raise Refused where that cannot be."""
        try:
            with contextlib.chdir(self.folder):
                yield
        except subprocess.CalledProcessError as fault:
            raise Refused(f"the change could not be made in {self.folder}: {_words(fault)}") from None
        except (GitError, OSError) as fault:
            raise Refused(f"the change could not be made in {self.folder}: {fault}") from None

    def _git(self, *arguments: str) -> bytes:
        return subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, check=True).stdout


@contextlib.contextmanager
def opened(environment: Mapping[str, str] = os.environ) -> Iterator[Archive]:
    """Give the archive that the environment names, fetched; raise Refused where it cannot be read.

    Raise Stopped where a person stops the program once a change was sent.
    PUBLISH_REMOTE is a git repository (default: a bare one under .publish/, which is made), PUBLISH_BRANCH its branch.
    """
    archive: Archive | None = None
    try:
        with tempfile.TemporaryDirectory(prefix="versions-", ignore_cleanup_errors=True) as folder, _own_environment():
            try:
                given = environment.get("PUBLISH_REMOTE", "")
                remote = str(Path(given).resolve()) if given and Path(given).exists() else given or _local()
                subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True, capture_output=True)
            except subprocess.CalledProcessError as fault:
                raise Refused(f"git could not begin: {_words(fault)}") from None
            archive = Archive(Path(folder), remote, _branch(environment.get("PUBLISH_BRANCH") or "published"))
            archive.fetch()
            yield archive
    except KeyboardInterrupt:
        if archive and archive.sent:
            raise Stopped from None
        raise


def _branch(name: str) -> str:
    """Return the name of a branch; raise Refused for what git takes for an option, a pattern or no name."""
    done = subprocess.run(["git", "check-ref-format", "--branch", name], capture_output=True, check=False)
    if done.returncode or done.stdout.decode().strip() != name:
        raise Refused(f"PUBLISH_BRANCH is `{name}`, which no branch can be called. Correct it, or leave it out.")
    return name


def _local() -> str:
    """Return the repository under .publish/, made on first use: it takes no change that takes a version away."""
    if not (_LOCAL / "HEAD").exists():
        subprocess.run(["git", "init", "--quiet", "--bare", str(_LOCAL)], check=True, capture_output=True)
    for key in ("receive.denyDeletes", "receive.denyNonFastForwards", "receive.fsckObjects"):
        subprocess.run(["git", "-C", str(_LOCAL), "config", key, "true"], check=True, capture_output=True)
    return str(_LOCAL.resolve())


@contextlib.contextmanager
def _own_environment() -> Iterator[None]:
    """Keep git, and mike's git, from the caller's repository; and name somebody where git knows nobody."""
    before = dict(os.environ)
    for name in _OF_ONE_REPOSITORY:
        os.environ.pop(name, None)
    for key, nobody in _NOBODY.items():
        done = subprocess.run(["git", "config", f"user.{key.lower()}"], capture_output=True, text=True, check=False)
        for who in ("AUTHOR", "COMMITTER"):
            os.environ.setdefault(f"GIT_{who}_{key}", done.stdout.strip() or nobody)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _words(fault: subprocess.CalledProcessError) -> str:
    said = (fault.stderr or b"").decode(errors="replace").strip() or f"git ended with {fault.returncode}"
    return " ".join(said.split())


def _held(words: str) -> str:
    """Return what git said, or what to do where it found the lock of another change."""
    lock = re.search(r"'([^']+\.lock)'", words)
    wait = "a change is being made there, or was stopped half-way. Wait a minute and try again. If none is being made,"
    return f"{wait} remove {posixpath.normpath(lock[1])} there and try again." if lock else words

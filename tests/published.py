"""Real remotes and real processes for the tests of publishing; run as a program, it adds one made-up version."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from scratch import ENVIRONMENT

from macros import archive, building, manifest, publish, records, verify, versions
from macros.records import Record

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 25)
DATED = {**ENVIRONMENT, "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z"}


def bare(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    return folder


def environment(remote: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "PUBLISH_REMOTE": str(remote),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def project(folder: Path) -> Path:
    """Return a repository of its own that holds the project as it is in this folder, committed once."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in out.split("\0")[:-1]:
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    for command in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"), ("commit", "--quiet", "-m", "All")):
        subprocess.run(["git", *command], cwd=folder, env=DATED, check=True)
    return folder


def macros(folder: Path, remote: Path, *arguments: str, **own: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project."""
    command = [sys.executable, "-m", "macros", *arguments]
    env = {**environment(remote), "PYTHONPATH": "", **own}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")


def add(remote: Path, name: str, folder: Path | None = None) -> subprocess.Popen[str]:
    """Begin to publish a made-up version, made in a folder, in a process group of its own."""
    command = [sys.executable, str(Path(__file__)), name]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder or remote.parent, env=environment(remote), stderr=pipe, text=True, start_new_session=True
    )


def stopped(folder: Path, remote: Path, *arguments: str, at: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project and press Ctrl+C: when it says `at`, or, for `push`, while the remote has it.

    The remote then waits for the key with its answer, and takes what it was sent.
    """
    taking = remote / "hooks" / "post-receive"
    taking.write_text("#!/bin/sh\ntrap '' INT\ntouch taken\nsleep 1\n")
    taking.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "macros", *arguments],
        cwd=folder,
        env=environment(remote),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where the tests run in the background, the key is ignored, and Python leaves that so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stderr
    said: list[str] = []
    while at != "push" and not (said and said[-1].startswith(at)):
        said.append(process.stderr.readline())
        assert said[-1], said
    while at == "push" and not (remote / "taken").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    rest = process.communicate()[1]
    return subprocess.CompletedProcess(arguments, process.returncode, "", "".join(said) + rest)


def made(remote: Path, *names: str) -> Path:
    """Publish made-up versions to a new remote, in this process, and return the remote; the first has a page more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_REMOTE", str(bare(remote)))
        for name in names:
            _add(name, remote.parent / f"site-{name}", {"only-first/index.html"} if name == names[0] else set())
    return remote


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a process and all that it started, git at the other end too."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def listed(remote: Path) -> list[str]:
    """Return the versions that are published, having looked that each is whole."""
    with archive.opened({"PUBLISH_REMOTE": str(remote)}) as kept:
        every = kept.versions()
        assert [fault for one in every for fault in verify.faults(kept, one)] == []
        assert list(verify.beside(kept, every)) == []
        return [str(one.name) for one in every]


def sound(remote: Path) -> None:
    done = subprocess.run(["git", "fsck", "--full", "--strict"], cwd=remote, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def reader(remote: Path) -> Iterator[list[list[str]]]:
    """Read what is published, over and over, from another thread's processes; give what was seen each time."""
    seen: list[list[str]] = []
    stop = threading.Event()
    # A process, because an archive is opened by changing the process's own folder.
    command = [sys.executable, str(Path(__file__)), "--read"]

    def read() -> None:
        while not stop.wait(0.5):
            done = subprocess.run(command, cwd=remote.parent, env=environment(remote), capture_output=True, text=True)
            seen.append(done.stdout.split() if done.returncode == 0 else [f"unreadable: {done.stderr}"])

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def only_grew(seen: Sequence[list[str]]) -> None:
    """Look that no version was ever lost, and that each reading was of whole versions."""
    assert seen
    for before, after in itertools.pairwise(seen):
        assert after[: len(before)] == before


def _site(folder: Path, name: str, more: set[str]) -> manifest.Manifest:
    chance = random.Random(name)
    for number in range(40):
        page = folder / f"page-{number}" / "index.html"
        page.parent.mkdir()
        page.write_bytes(hashlib.sha512(chance.randbytes(8)).hexdigest().encode() * 50 + chance.randbytes(5_000))
    wording = folder / "wording" / "full"
    wording.mkdir(parents=True)
    (wording / "index.html").write_text(f"said-{name}")
    record = Record("Full", "draft", "Project draft", [f"It was said-{name}."], name)
    (wording / records.FILE).write_text(record.written())
    for path in more:
        (folder / path).parent.mkdir()
        (folder / path).write_text("only here")
    index = {"docs": [{"location": f"page-{number}/#part", "text": "words"} for number in range(40)]}
    (folder / "search").mkdir()
    (folder / "search/search_index.json").write_text(json.dumps(index))
    made = manifest.Manifest(name, "0" * 40, "none", {}, manifest.digests(folder))
    (folder / manifest.FILE).write_bytes(made.written())
    return made


def _add(name: str, folder: Path, more: set[str]) -> None:
    folder.mkdir()
    made = _site(folder, name, more)
    with archive.opened() as kept:
        kept.change(lambda: publish.put(kept, versions.parse(name), folder, made, TODAY))
    publish.read_back(versions.parse(name), made)


def kills(remote: Path, count: int, chance: random.Random) -> int:
    """Kill `count` publishes at random points, and look after each; return how many were published all the same."""
    began = time.monotonic()
    first = add(remote, "2026-01-01")
    assert first.wait() == 0, first.communicate()
    whole = time.monotonic() - began
    had = listed(remote)
    with reader(remote) as seen:
        for number in range(count):
            name = str(datetime.date(2026, 1, 2) + datetime.timedelta(number))
            process = add(remote, name)
            time.sleep(chance.uniform(0, whole * 1.1))
            kill(process)
            sound(remote)
            now = listed(remote)
            assert now in (had, [*had, name])
            had = now
        last = add(remote, "2027-01-01")
        assert last.wait() == 0, last.communicate()
    assert listed(remote) == [*had, "2027-01-01"]
    only_grew(seen)
    assert not [one for one in seen if one and one[0] == "unreadable:"], seen
    return len(had) - 1


def checkouts(folder: Path, clones: bool) -> tuple[Path, Path]:
    """Return where the two of a pair publish from: one checkout of a small project twice, or two clones of it."""
    one, other = folder / "one", folder / ("two" if clones else "one")
    one.mkdir(parents=True)
    (one / "page.md").write_text("Words", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "All")):
        subprocess.run(["git", *command], cwd=one, env=DATED, check=True)
    if clones:
        subprocess.run(["git", "clone", "--quiet", one, other], env=DATED, check=True)
    return one, other


def races(remote: Path, count: int, folders: tuple[Path, Path]) -> list[str]:
    """Let pairs of publishes race for one name and for two; return how each pair ended."""
    ended = []
    for number in range(count):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(2 * number)
        names = [str(day), str(day if number % 2 else day + datetime.timedelta(1))]
        pair = [add(remote, name, folder) for name, folder in zip(names, folders, strict=True)]
        said = [process.communicate()[1] for process in pair]
        codes = [process.returncode for process in pair]
        there = listed(remote)
        assert 0 in codes
        assert set(codes) <= {0, 4}, said
        for name, code, words in zip(names, codes, said, strict=True):
            assert (name in there) if code == 0 else (" is published already" in words or "is not later than" in words)
        assert names[0] != names[1] or sorted(codes) == [0, 4]
        sound(remote)
        ended.append(" ".join(map(str, codes)))
    return ended


if __name__ == "__main__":
    if sys.argv[1] == "--read":
        print(*listed(Path(os.environ["PUBLISH_REMOTE"])))
    else:
        try:
            if Path(".git").exists():
                # As publish does, with a made-up site in the place of the check and the build.
                with building.project(building.committed()) as clone:
                    _add(sys.argv[1], clone.parent / "site", set())
            else:
                _add(sys.argv[1], Path(f"site-{sys.argv[1]}-{os.getpid()}").resolve(), set())
        except archive.Refused as fault:
            print(fault, file=sys.stderr)
            sys.exit(4)
        except OSError as fault:
            print(fault.strerror, file=sys.stderr)
            sys.exit(4)

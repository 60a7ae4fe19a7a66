"""Releases that are killed at random points, and a reader who looks all the while."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .published import RELEASE, Published, release

PAGES = {f"page-{number}/index.html": f"<p>Page {number} of {{}}</p>" for number in range(30)}


def site(name: str) -> dict[str, str]:
    return {path: text.format(name) for path, text in PAGES.items()} | {"index.html": name, "404.html": name}


def served(root: Path) -> dict[str, str]:
    """Return every file that is served, but for the compressed ones; a picture's bytes stand as lone surrogates."""
    folder = root / "current" / "site"
    every = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".gz", ".br"})
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8", "surrogateescape") for path in every}


def looks(root: Path, stop: threading.Event, seen: list[str]) -> None:
    """Read what is served over and over; note the newest version where it is whole, or what is wrong."""
    while not stop.is_set():
        try:
            folder = os.open(root / "current" / "site", os.O_RDONLY)
        except FileNotFoundError:
            seen.append("nothing is served")
            continue
        try:
            there = Path(f"/proc/self/fd/{folder}")
            name = (there / "latest/index.html").read_text(encoding="utf-8")
            wanted = {f"latest/{path}": text for path, text in site(name).items()}
            got = {path: (there / path).read_text(encoding="utf-8") for path in wanted}
            beside = all((there / f"{path}.{kind}").exists() for path in wanted for kind in ("br", "gz"))
            listed = [entry["version"] for entry in json.loads((there / "versions.json").read_text(encoding="utf-8"))]
            seen.append(name if got == wanted and beside and listed[0] == name else f"half of {name}")
        except OSError as fault:
            seen.append(f"half: {fault}")
        finally:
            os.close(folder)


@contextmanager
def watched(root: Path) -> Iterator[list[str]]:
    """Look from another thread; give what was seen each time."""
    seen: list[str] = []
    stop = threading.Event()
    reader = threading.Thread(target=looks, args=(root, stop, seen))
    reader.start()
    try:
        yield seen
    finally:
        stop.set()
        reader.join()


def kills(root: Path, published: Published, count: int, chance: random.Random) -> int:
    """Kill `count` releases at random points; return how many ended before they were killed."""
    assert release(root, str(published.remote)).returncode == 0
    ended = 0
    with watched(root) as seen:
        published.add("2026-01-03", site("2026-01-03"))
        began = time.monotonic()
        release(root, str(published.remote))
        usual = time.monotonic() - began
        name = ""
        for number in range(count):
            if number % 10 == 0:
                name = f"2026-02-{number // 10 + 1:02}"
                published.add(name, site(name))
            command = [RELEASE, root, *(["--back"] if number % 7 == 6 else [str(published.remote)])]
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
            try:
                process.wait(chance.uniform(0, usual))
                ended += 1
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        assert release(root, str(published.remote)).returncode == 0
        assert served(root)["latest/index.html"] == name
        assert release(root, "--back").returncode == 0
    assert [one for one in seen if one.startswith(("half", "nothing"))] == []
    assert {"2026-01-02", "2026-01-03"} <= set(seen)
    return ended

"""Publishing at length: a hundred kills, a hundred races, a full disk, and races of real checkouts and clones."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import published
import pytest

KILLS, RACES = (int(os.environ.get(name, "100")) for name in ("KILLS", "RACES"))
ROUND = 10
"""How many before a new remote is begun. Each look reads every version there, so that one remote takes ever longer."""


@pytest.mark.parametrize("number", range(0, KILLS, ROUND))
def test_a_hundred_killed_publishes_lose_nothing_and_leave_nothing_behind(number: int, tmp_path: Path, record_property):
    count = min(ROUND, KILLS - number)
    there = published.kills(published.bare(tmp_path / "remote.git"), count, random.Random())
    record_property("kills", count)
    record_property("published all the same", there)


@pytest.mark.parametrize("number", range(0, RACES, ROUND))
def test_of_a_hundred_racing_pairs_each_is_published_or_refused(number: int, tmp_path: Path, record_property):
    """Every other ten race from one checkout, the rest from two clones."""
    folders = published.checkouts(tmp_path, clones=bool(number // ROUND % 2))
    ended = published.races(published.bare(tmp_path / "remote.git"), min(ROUND, RACES - number), folders)
    record_property("races", len(ended))
    record_property("of which both were published", ended.count("0 0"))


@pytest.mark.parametrize("clones", [False, True], ids=["one checkout", "two clones"])
def test_real_publishes_race_from_one_checkout_and_from_two_clones(clones: bool, tmp_path: Path):
    project, remote = published.project(tmp_path / "one"), published.bare(tmp_path / "remote.git")
    other = tmp_path / "two" if clones else project
    if clones:
        subprocess.run(["git", "clone", "--quiet", project, other], check=True)
    for number in range(3):
        names = [f"2026-01-0{number * 2 + 1}", f"2026-01-0{number * 2 + 2}"]
        command = [sys.executable, "-m", "macros", "publish"]
        env = published.environment(remote) | {"PYTHONPATH": ""}
        pair = [
            subprocess.Popen([*command, name], cwd=folder, env=env, stderr=subprocess.PIPE, text=True)
            for name, folder in zip(names, (project, other), strict=True)
        ]
        said = [process.communicate()[1] for process in pair]
        there = published.listed(remote)
        for name, process, words in zip(names, pair, said, strict=True):
            assert (process.returncode, name in there) in {(0, True), (4, False)}, words
            assert process.returncode == 0 or " is not later than " in words
        assert names[1] in there
        published.sound(remote)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that is full after a few versions."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"a small disk can be made by root alone: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_refuses_a_version_and_keeps_those_that_are_there(small_disk: Path, tmp_path: Path):
    remote = published.bare(small_disk / "remote.git")
    (tmp_path / "elsewhere").mkdir()
    codes, had = [], []
    for number in range(1, 12):
        name = f"2026-01-{number:02}"
        process = published.add(remote, name, tmp_path / "elsewhere")
        said = process.communicate()[1]
        codes.append(process.returncode)
        published.sound(remote)
        now = published.listed(remote)
        assert now == ([*had, name] if process.returncode == 0 else had), said
        had = now
    assert set(codes) == {0, 4}

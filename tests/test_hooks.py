"""Hooks: a build's day is the commit's, so that a build repeats."""

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from macros import hooks


def git(folder: Path, *words: str) -> None:
    who = {f"GIT_{role}_{what}": "x@x.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2024-02-29T12:00:00Z")
    subprocess.run(["git", *words], cwd=folder, env={**os.environ, **who, **days}, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("Words.\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "docs")
    git(tmp_path, "commit", "-q", "-m", "Words")
    return tmp_path


def test_the_day_of_a_build_is_the_commits(committed: Path):
    (committed / "notes.txt").write_text("Not under docs/.\n")
    assert hooks._today(str(committed)) == datetime.date(2024, 2, 29)


def test_the_day_is_the_real_one_while_docs_is_edited(committed: Path):
    (committed / "docs" / "index.md").write_text("Other words.\n")
    assert hooks._today(str(committed)) == datetime.date.today()


def test_the_day_is_the_real_one_outside_a_repository(tmp_path: Path):
    assert hooks._today(str(tmp_path)) == datetime.date.today()


def test_the_day_is_the_real_one_without_git(committed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    assert hooks._today(str(committed)) == datetime.date.today()

"""Verifying: what is published is changed by hand, and each change is named."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

import published
import pytest

from macros import verify

DAY = "2026-01-01"
PAGE = f"{DAY}/page-3/index.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A remote with two made-up versions."""
    return published.made(tmp_path_factory.mktemp("remote") / "versions.git", DAY, f"{DAY}.2")


@pytest.fixture
def tree(made: Path, tmp_path: Path) -> Path:
    """A clone of a copy of the remote, to be changed by hand."""
    for one, other in ((made, tmp_path / "remote.git"), (tmp_path / "remote.git", tmp_path / "tree")):
        options = ["--bare"] if other.suffix else ["--branch=published"]
        subprocess.run(["git", "clone", "--quiet", *options, one, other], env=published.DATED, check=True)
    return tmp_path / "tree"


def verified(
    remote: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: str | None = None
) -> tuple[int, list[str]]:
    monkeypatch.setenv("PUBLISH_REMOTE", str(remote))
    capsys.readouterr()
    code = int(verify.run(argparse.Namespace(version=version, rebuild=False)))
    return code, capsys.readouterr().out.splitlines()


WHOLE = [f"{DAY}: whole, 44 files", f"{DAY}.2: whole, 43 files"]


GONE = [f"{DAY}/{path}: is extra" for path in ("manifest.json", "search/search_index.json", "only-first/index.html")]
GONE += [f"{DAY}/wording/full/{file}: is extra" for file in ("index.html", "record.json")]
GONE += [f"{DAY}/page-{number}/index.html: is extra" for number in range(40)]


def flip(tree: Path) -> None:
    path = tree / PAGE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def rename(tree: Path) -> None:
    (tree / PAGE).rename(tree / PAGE.replace("index", "other"))


def relist(tree: Path) -> None:
    path = tree / "versions.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(text.split('"manifest": "')[2][:64], "0" * 64), encoding="utf-8")


def unlist(tree: Path) -> None:
    text = (tree / "versions.json").read_text(encoding="utf-8")
    first, _ = text.split("\n  },\n")
    (tree / "versions.json").write_text(f"{first}\n  }}\n]\n", encoding="utf-8")


def forget(tree: Path) -> None:
    path = tree / "ledger.jsonl"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")


def relead(tree: Path) -> None:
    (tree / "latest").unlink()
    (tree / "latest").symlink_to(DAY)


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a flipped bit": (flip, [f"{PAGE}: is altered"]),
    "a file more": (lambda tree: (tree / DAY / "more.html").write_text("more"), [f"{DAY}/more.html: is extra"]),
    "a file less": (lambda tree: (tree / PAGE).unlink(), [f"{PAGE}: is missing"]),
    "another name": (rename, [f"{PAGE}: is missing", f"{PAGE.replace('index', 'other')}: is extra"]),
    "a file that may be run": (lambda tree: (tree / PAGE).chmod(0o755), [f"{PAGE}: is altered"]),
    "no manifest": (lambda tree: (tree / DAY / "manifest.json").unlink(), [f"{DAY}/manifest.json: is missing"]),
    "no manifest to read": (
        lambda tree: (tree / DAY / "manifest.json").write_text("{}"),
        [f"{DAY}/manifest.json: is altered"],
    ),
    "another manifest in the list": (
        relist,
        [f"{DAY}: was published otherwise", f"{DAY}/manifest.json: is altered"],
    ),
    "a version off the list": (unlist, [f"{DAY}: is no longer listed", *GONE]),
    "a line out of the ledger": (forget, ["ledger.jsonl: has lost or changed a line"]),
    "another page beside the versions": (
        lambda tree: (tree / "versions/index.html").write_text("none"),
        ["versions/index.html: is altered"],
    ),
    "words that differ otherwise": (
        lambda tree: (tree / f"changes/wording/full/{DAY}/{DAY}.2/index.html").write_text("none"),
        [f"changes/wording/full/{DAY}/{DAY}.2/index.html: is altered"],
    ),
    "a record altered": (
        lambda tree: (tree / DAY / "wording/full/record.json").write_text("none"),
        [f"{DAY}/wording/full/record.json: is altered"],
    ),
    "a file beside the versions": (lambda tree: (tree / "x.html").write_text("x"), ["x.html: is extra"]),
    "latest led back": (relead, [f"latest: does not lead to {DAY}.2"]),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_change_by_hand_is_named(
    how: str, tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    change, said = CHANGES[how]
    change(tree)
    for command in (("add", "--all"), ("commit", "--quiet", "-m", "By hand"), ("push", "--quiet")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)
    code, lines = verified(tree.parent / "remote.git", monkeypatch, capsys)
    assert code == 1
    assert sorted(line for line in lines if line not in WHOLE) == sorted(said)


def test_what_is_as_it_was_published_is_whole(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert verified(made, monkeypatch, capsys) == (0, WHOLE)
    assert verified(made, monkeypatch, capsys, DAY) == (0, WHOLE[:1])


def test_a_list_that_cannot_be_read_is_said(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tree / "versions.json").write_text("[{}]", encoding="utf-8")
    for command in (("commit", "--quiet", "-am", "By hand"), ("push", "--quiet")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)
    remote = tree.parent / "remote.git"
    assert verified(remote, monkeypatch, capsys) == (
        1,
        [f"{remote}: versions.json is not as publish writes it ('properties')."],
    )

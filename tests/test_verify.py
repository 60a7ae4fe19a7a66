"""Verifying: what is published is changed by hand, and each change is named."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

import published
import pytest

from macros import archive, building, publish, verify, versions, withdraw
from macros.console import Usage
from macros.manifest import Manifest

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
    remote: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: str | None = None,
    rebuild: bool = False,
) -> tuple[int, list[str]]:
    monkeypatch.setenv("PUBLISH_REMOTE", str(remote))
    capsys.readouterr()
    code = int(verify.run(argparse.Namespace(version=version, rebuild=rebuild)))
    return code, capsys.readouterr().out.splitlines()


def sent_by_hand(tree: Path) -> None:
    for command in (("add", "--all"), ("commit", "--quiet", "-m", "By hand"), ("push", "--quiet")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)


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


def redate(tree: Path) -> None:
    path = tree / "versions.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(str(published.TODAY), DAY), encoding="utf-8")


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


def link_to_another_repository(tree: Path) -> None:
    entry = f"160000,{'1' * 40},{DAY}/other"
    subprocess.run(["git", "update-index", "--add", "--cacheinfo", entry], cwd=tree, check=True)
    (tree / DAY / "other").mkdir()


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
    "a manifest whose list of files is none": (
        lambda tree: (tree / DAY / "manifest.json").write_text(
            '{"version": "", "commit": "", "requirements": "", "settings": {}, "files": 3}'
        ),
        [f"{DAY}/manifest.json: is altered"],
    ),
    "a catalogue that is none, and a flipped bit": (
        lambda tree: (flip(tree), (tree / "catalogue.json").write_text("[")),
        [verify.UNREADABLE, f"{PAGE}: is altered"],
    ),
    "a catalogue of another shape": (lambda tree: (tree / "catalogue.json").write_text("[]"), [verify.UNREADABLE]),
    "a link to another repository": (link_to_another_repository, [f"{DAY}/other: is extra"]),
    "another manifest in the list": (
        relist,
        [f"{DAY}: was published otherwise", f"{DAY}/manifest.json: is altered"],
    ),
    "another day of publishing": (
        redate,
        [f"{DAY}: was published otherwise", f"{DAY}.2: was published otherwise"],
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
    sent_by_hand(tree)
    code, lines = verified(tree.parent / "remote.git", monkeypatch, capsys)
    assert code == 1
    assert sorted(line for line in lines if line not in WHOLE) == sorted(said)


def test_what_is_as_it_was_published_is_whole(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert verified(made, monkeypatch, capsys) == (0, WHOLE)
    assert verified(made, monkeypatch, capsys, DAY) == (0, WHOLE[:1])


def test_a_branch_that_holds_nothing_is_not_called_whole(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """It was deleted, or another one is meant: neither is as it was published."""
    said = "holds no version on the branch {}; name the branch in PUBLISH_BRANCH, or publish the first one"
    empty = published.bare(tmp_path / "empty.git")
    assert verified(empty, monkeypatch, capsys) == (1, [f"{empty} {said.format('published')}"])
    monkeypatch.setenv("PUBLISH_BRANCH", "publishde")
    assert verified(made, monkeypatch, capsys) == (1, [f"{made} {said.format('publishde')}"])


def test_a_list_that_cannot_be_read_is_said(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tree / "versions.json").write_text("[{}]", encoding="utf-8")
    sent_by_hand(tree)
    remote = tree.parent / "remote.git"
    assert verified(remote, monkeypatch, capsys) == (
        1,
        [f"{remote}: versions.json is not as publish writes it ('properties')."],
    )


def test_an_earlier_list_that_cannot_be_read_is_named_beside_the_other_faults(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    path = tree / "versions.json"
    was = path.read_bytes()
    path.write_text("{", encoding="utf-8")
    sent_by_hand(tree)
    path.write_bytes(was)
    flip(tree)
    sent_by_hand(tree)
    code, lines = verified(tree.parent / "remote.git", monkeypatch, capsys)
    assert code == 1
    damaged = subprocess.check_output(["git", "rev-parse", "HEAD^"], cwd=tree, text=True)[:10]
    earlier, *rest = [line for line in lines if line not in WHOLE]
    assert earlier.startswith(f"versions.json: cannot be read as it was in the archive's commit {damaged}: ")
    assert rest == [f"{PAGE}: is altered"]


@pytest.mark.parametrize("how", ["no manifest to read", "a manifest whose list of files is none"])
def test_a_damaged_manifest_is_named_when_versions_are_built_again_too(
    how: str, tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    CHANGES[how][0](tree)
    sent_by_hand(tree)
    code, lines = verified(tree.parent / "remote.git", monkeypatch, capsys, DAY, rebuild=True)
    damaged = [f"{DAY}/manifest.json: is altered", f"{DAY}: cannot be rebuilt: manifest.json cannot be read"]
    assert (code, lines) == (1, damaged)


def test_a_build_that_fails_is_a_fault_beside_the_others_and_no_project_is_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The project is one that no site can be built from."""
    here = tmp_path / "project"
    here.mkdir()
    (here / "requirements.txt").write_text("none", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "All")):
        subprocess.run(["git", *command], cwd=here, env=published.DATED, check=True)
    commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=here, text=True).strip()
    made = Manifest(DAY, commit, building.requirements(here), {}, {})
    remote = published.bare(tmp_path / "remote.git")
    site = tmp_path / "site"
    site.mkdir()
    (site / "manifest.json").write_bytes(made.written())
    (site / "more.html").write_text("more", encoding="utf-8")
    monkeypatch.setenv("PUBLISH_REMOTE", str(remote))
    with archive.opened() as kept:
        kept.change(lambda: publish.put(kept, versions.parse(DAY), site, made, published.TODAY))
    extra = f"{DAY}/more.html: is extra"
    monkeypatch.chdir(here)
    code, lines = verified(remote, monkeypatch, capsys, rebuild=True)
    assert (code, lines) == (1, [extra, f"{DAY}: cannot be rebuilt: the site does not build; mkdocs says why above."])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Usage, match="Run this from the project's folder"):
        verified(remote, monkeypatch, capsys, rebuild=True)


@pytest.mark.parametrize("what", [DAY, "page-3/"])
def test_what_was_withdrawn_and_is_put_back_by_hand_is_named(
    what: str, tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    remote = tree.parent / "remote.git"
    with archive.opened({"PUBLISH_REMOTE": str(remote)}) as kept:
        kept.change(lambda: withdraw.put(kept, what, "Wrong", published.TODAY))
    subprocess.run(["git", "pull", "--quiet"], cwd=tree, check=True)
    assert verified(remote, monkeypatch, capsys)[0] == 0
    ledger = (tree / "ledger.jsonl").read_bytes()
    for command in (("rm", "-rq", "."), ("checkout", "--quiet", "HEAD^", "--", ".")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)
    (tree / "ledger.jsonl").write_bytes(ledger)
    sent_by_hand(tree)
    code, lines = verified(remote, monkeypatch, capsys)
    named = [f"{DAY}: was withdrawn otherwise", f"{DAY}.2: was withdrawn otherwise"]
    assert (code, [line for line in lines if line not in WHOLE]) == (1, named[: 1 if what == DAY else 2])

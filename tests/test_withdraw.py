"""Withdrawing: what is withdrawn is gone from what is served, and says why and what replaces it in its place."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
from pathlib import Path

import published
import pytest

from macros import archive, manifest, publish, records, verify, versions, withdraw
from macros.console import Usage
from macros.records import Record

FIRST, SECOND = "2026-01-01", "2026-01-02"
REASON = "It named <a person>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A remote with two made-up versions."""
    return published.made(tmp_path_factory.mktemp("remote") / "versions.git", FIRST, SECOND)


@pytest.fixture
def remote(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PUBLISH_REMOTE", str(tmp_path / "remote.git"))
    return Path(shutil.copytree(made, tmp_path / "remote.git"))


def git(remote: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], cwd=remote, text=True, errors="replace")


def read(remote: Path, path: str) -> str:
    return git(remote, "show", f"published:{path}")


def served(remote: Path, folder: str) -> set[str]:
    listed = git(remote, "ls-tree", "-r", "--name-only", "published", f"{folder}/").splitlines()
    return {path.removeprefix(f"{folder}/") for path in listed}


def withdrawn(what: str, reason: str = REASON, dry_run: bool = False) -> int:
    return int(withdraw.run(argparse.Namespace(what=what, reason=reason, dry_run=dry_run), published.TODAY))


def verified(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert verify.run(argparse.Namespace(version=None, rebuild=False)) == 0
    return capsys.readouterr().out.splitlines()


def test_a_withdrawn_version_is_gone_and_each_of_its_pages_leads_to_the_same_page_in_its_successor(
    remote: Path, capsys: pytest.CaptureFixture[str]
):
    words = read(remote, f"{FIRST}/page-3/index.html")[:100]
    assert withdrawn(FIRST) == 0
    pages = {f"page-{number}/index.html" for number in range(40)} | {"only-first/index.html"}
    pages.add("wording/full/index.html")
    assert served(remote, FIRST) == pages | {"manifest.json"}
    stone = read(remote, f"{FIRST}/page-3/index.html")
    assert words not in stone
    assert "This version of 1 January 2026 was withdrawn on 25 November 2026." in stone
    assert "Why: It named &lt;a person&gt;" in stone
    assert f'<a href="../../{SECOND}/page-3/">this page in the version of 2 January 2026</a>' in stone
    assert "Withdrawn</strong> on 25 November 2026: It named &lt;a person&gt;" in read(remote, "versions/index.html")
    assert "1 January 2026</a> (published on 25 November 2026) <strong>Withdrawn" in read(remote, "versions/index.html")
    assert json.loads(read(remote, "ledger.jsonl").splitlines()[-1]) == {
        **{"act": "withdrawn", "version": FIRST, "on": "2026-11-25", "reason": REASON},
    }
    assert verified(capsys) == [
        f"{FIRST}: withdrawn on 2026-11-25: {REASON}",
        f"{SECOND}: whole, 43 files",
    ]


def test_the_newest_version_withdrawn_sends_nobody_back_and_to_its_successor_once_there_is_one(remote: Path):
    assert withdrawn(SECOND) == 0
    assert read(remote, "latest") == SECOND
    assert "Nothing has taken its place yet. Ask the CRU." in read(remote, f"{SECOND}/page-3/index.html")
    assert withdrawn(FIRST) == 0
    process = published.add(remote, "2026-01-03")
    assert process.wait() == 0, process.communicate()
    for name in (FIRST, SECOND):
        assert '<a href="../../2026-01-03/page-3/">' in read(remote, f"{name}/page-3/index.html")


def test_a_withdrawn_page_is_gone_from_each_version_and_its_words_with_the_search(
    remote: Path, capsys: pytest.CaptureFixture[str]
):
    assert withdrawn("/page-3") == 0
    for name in (FIRST, SECOND):
        assert "This page of " in read(remote, f"{name}/page-3/index.html")
        assert not [path for path in served(remote, name) if path.startswith("search/")]
    listed = (
        f'Withdrawn from it on 25 November 2026: <a href="../{FIRST}/page-3/">page-3/</a>: It named &lt;a person&gt;'
    )
    assert listed in read(remote, "versions/index.html")
    gone = f"page-3/ withdrawn on 2026-11-25: {REASON}"
    assert verified(capsys) == [f"{FIRST}: whole, 43 files; {gone}", f"{SECOND}: whole, 42 files; {gone}"]
    process = published.add(remote, "2026-01-03")
    assert process.wait() == 0, process.communicate()
    assert '<a href="../../2026-01-03/page-3/">' in read(remote, f"{FIRST}/page-3/index.html")


@pytest.mark.parametrize("what", [FIRST, "wording/full/"])
def test_words_that_are_withdrawn_are_compared_no_longer_and_an_address_that_compared_them_says_so(
    what: str, remote: Path, capsys: pytest.CaptureFixture[str]
):
    pair = f"changes/wording/full/{FIRST}/{SECOND}/index.html"
    assert {f"said-{FIRST}", f"said-{SECOND}"} <= set(re.findall(r"said-[0-9-]+", read(remote, pair)))
    assert withdrawn(what) == 0
    said = f"said-{FIRST}"
    assert subprocess.run(["git", "grep", "-q", said, "published"], cwd=remote).returncode == 1
    assert "Words that were compared here were withdrawn." in read(remote, pair)
    assert "Withdrawn</strong> on 25 November 2026: It named &lt;a person&gt;" in read(remote, "changes/index.html")
    verified(capsys)
    process = published.add(remote, "2026-01-03")
    assert process.wait() == 0, process.communicate()
    assert "Words that were compared here were withdrawn." in read(remote, pair)
    assert "said-2026-01-03" in read(remote, "changes/wording/full/index.html")
    verified(capsys)


def test_an_address_leads_to_the_newest_version_or_to_the_last_that_had_it(remote: Path):
    assert 'href="../latest/page-3/" data-moved' in read(remote, "page-3/index.html")
    assert f'href="../{FIRST}/only-first/" data-moved' in read(remote, "only-first/index.html")


@pytest.mark.parametrize("what", [FIRST, "page-3/"])
def test_what_is_withdrawn_is_not_withdrawn_again(what: str, remote: Path, capsys: pytest.CaptureFixture[str]):
    assert withdrawn(what) == 0
    tip = git(remote, "rev-parse", "published")
    assert withdrawn(what) == 4
    assert "withdrawn" in capsys.readouterr().err.splitlines()[-1]
    assert git(remote, "rev-parse", "published") == tip


def test_a_dry_run_withdraws_nothing(remote: Path):
    tip = git(remote, "rev-parse", "published")
    assert withdrawn(FIRST, dry_run=True) == 0
    assert git(remote, "rev-parse", "published") == tip


def test_a_withdrawal_that_is_stopped_while_it_is_sent_says_that_it_may_be_done(remote: Path):
    done = published.stopped(remote.parent, remote, "withdraw", FIRST, "--reason", REASON, at="push")
    assert (done.returncode, done.stderr) == (
        4,
        f"Stopped while this was sent: {FIRST} may be withdrawn or not. `python -m macros verify` says which.\n",
    )


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("2026-05-05", "`2026-05-05` is not a version."),
        ("only-last/", "`only-last/` is not a version or page. Did you mean `only-first/`?"),
    ],
)
def test_what_is_not_there_is_looked_for_among_its_own_kind(what: str, said: str, remote: Path):
    with pytest.raises(Usage) as refused:
        withdrawn(what)
    assert str(refused.value).startswith(said)


def test_a_withdrawal_of_a_wording_names_the_pages_that_still_show_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    words = (
        "The duty to confirm or deny does not apply to what was asked for, whatever [the force] may or may not hold."
    )
    shown = words.replace("to confirm", "<em>to</em> confirm").replace("[the force]", "<span>Kent Police</span>")
    name = versions.parse(FIRST)
    site = tmp_path / "site"
    pages = {"wording/full": shown, "letter/1": shown, "forces/kent": shown, "help": "To confirm or deny.", "a": "A"}
    for page, said in pages.items():
        (site / page).mkdir(parents=True)
        (site / page / "index.html").write_text(f"<p>{said}</p>", encoding="utf-8")
    kept_beside = Record("Full", "draft", "Project draft", [words], "0")
    (site / "wording/full" / records.FILE).write_text(kept_beside.written(), encoding="utf-8")
    made = manifest.Manifest(FIRST, "0" * 40, "none", {}, manifest.digests(site))
    (site / manifest.FILE).write_bytes(made.written())
    monkeypatch.setenv("PUBLISH_REMOTE", str(published.bare(tmp_path / "remote.git")))
    with archive.opened() as kept:
        kept.change(lambda: publish.put(kept, name, site, made, published.TODAY))
    said = "The same words still stand on letter/1/, forces/kent/. "
    assert withdrawn("wording/full/", dry_run=True) == 0
    assert said in capsys.readouterr().err
    assert withdrawn("letter/1/") == 0
    assert "The same words" not in capsys.readouterr().err
    assert withdrawn("wording/full/") == 0
    assert "The same words still stand on forces/kent/. " in capsys.readouterr().err


def test_a_withdrawal_from_what_is_damaged_elsewhere_says_that_it_is_done(
    remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    tree = tmp_path / "tree"
    subprocess.run(["git", "clone", "--quiet", "--branch=published", remote, tree], env=published.DATED, check=True)
    (tree / SECOND / "page-3/index.html").write_text("other", encoding="utf-8")
    for command in (("commit", "--quiet", "-am", "By hand"), ("push", "--quiet")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)
    assert withdrawn(FIRST) == 4
    said = f"what is published is not whole: {SECOND}/page-3/index.html: is altered. Run `python -m macros verify`.\n"
    assert capsys.readouterr().err == f"{FIRST} is withdrawn, but {said}"


def test_a_catalogue_that_is_damaged_refuses_a_withdrawal_in_words(
    remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    tree = tmp_path / "tree"
    subprocess.run(["git", "clone", "--quiet", "--branch=published", remote, tree], env=published.DATED, check=True)
    (tree / "catalogue.json").write_text("[", encoding="utf-8")
    for command in (("commit", "--quiet", "-am", "By hand"), ("push", "--quiet")):
        subprocess.run(["git", *command], cwd=tree, env=published.DATED, check=True)
    assert withdrawn(FIRST) == 4
    assert capsys.readouterr().err == "Not withdrawn: catalogue.json cannot be read. Run `python -m macros verify`.\n"


@pytest.mark.parametrize(
    ("what", "reason"), [("2026-05-05", "x"), ("page-99/", "x"), (FIRST, " "), (FIRST, "a\x07"), (FIRST, "two\nlines")]
)
def test_what_was_never_published_and_no_reason_are_usage(what: str, reason: str, remote: Path):
    with pytest.raises(Usage):
        withdrawn(what, reason)


@pytest.mark.parametrize("particular", ["a.name@force.police.uk", "a.name (at) force.police.uk", "01234 567890"])
def test_a_reason_that_holds_particulars_of_a_person_is_refused(particular: str, remote: Path):
    with pytest.raises(Usage, match=f"holds an? .*{re.escape(particular)}.* kept for good"):
        withdrawn(FIRST, f"It named {particular}")


def test_the_recipe_for_a_leak_takes_the_words_out_of_the_history_and_keeps_what_stands(
    remote: Path, capsys: pytest.CaptureFixture[str]
):
    blob = git(remote, "rev-parse", f"published:{FIRST}/page-3/index.html").strip()
    assert withdrawn("page-3/") == 0
    assert git(remote, "cat-file", "-t", blob) == "blob\n"
    recipe = (published.ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("       old=")[2]
    script = "old=" + recipe.partition("\n\n")[0]
    subprocess.run(["sh", "-euc", script], cwd=remote, env=published.DATED, check=True)
    assert subprocess.run(["git", "cat-file", "-e", blob], cwd=remote, capture_output=True).returncode != 0
    assert len(verified(capsys)) == 2

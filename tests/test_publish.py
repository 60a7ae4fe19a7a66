"""Publishing: real git remotes, real processes; the large numbers are in tests/soak/."""

from __future__ import annotations

import datetime
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import published
import pytest
from markdown.extensions.toc import slugify

from macros import anchors, archive, withdraw
from macros.console import day_in_the_uk
from macros.values import letter_date

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def project(two_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that the remote's version was published from."""
    return Path(shutil.copytree(two_published / "project", tmp_path_factory.mktemp("copy") / "a project"))


@pytest.fixture(scope="module")
def remote(two_published: Path) -> Path:
    """A remote with one version; what a test sends to it is refused."""
    return two_published / "one.git"


def test_a_publish_says_how_far_it_is_and_what_was_done(two_published: Path):
    said = (two_published / "one.txt").read_text(encoding="utf-8")
    assert [line[:3] for line in said.splitlines()[:4]] == ["1/4", "2/4", "3/4", "4/4"]
    assert said.endswith("read back and found whole.\n")


def read(remote: Path, path: str) -> str:
    done = subprocess.run(["git", "show", f"published:{path}"], cwd=remote, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tip(remote: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--verify", "-q", "published"], cwd=remote, capture_output=True, text=True
    )
    return done.stdout


def test_a_killed_publish_leaves_what_is_published_whole_and_nothing_behind(tmp_path: Path):
    published.kills(published.bare(tmp_path / "remote.git"), 2, random.Random())


@pytest.mark.parametrize(("clones", "count"), [(False, 2), (True, 1)], ids=["one checkout", "two clones"])
def test_of_racing_publishes_each_is_published_or_refused(clones: bool, count: int, tmp_path: Path):
    remote = published.bare(tmp_path / "remote.git")
    assert len(published.races(remote, count, published.checkouts(tmp_path, clones))) == count


def test_a_version_names_itself_its_commit_and_every_file(project: Path, remote: Path):
    manifest = json.loads(read(remote, f"{DAY}/manifest.json"))
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True).stdout.strip()
    assert (manifest["version"], manifest["commit"]) == (DAY, head)
    files = manifest["files"].keys()
    assert {"index.html", "wording/full-ncnd/index.html", "assets/cru.css"} <= files
    pages = {path.removesuffix("record.json") for path in files if path.endswith("record.json")}
    assert {"wording/full-ncnd/", "advice/1750-22/", "decide/1750-22/", "forces/kent/", "provisions/s31/"} <= pages
    assert {f"{page}index.html" for page in pages} <= files
    assert "Version 24 November 2026</a>" in read(remote, f"{DAY}/wording/full-ncnd/index.html")
    assert read(remote, "latest") == DAY
    assert "24 November 2026" in read(remote, "versions/index.html")
    [line] = read(remote, "ledger.jsonl").splitlines()
    assert json.loads(line)["version"] == DAY


def test_no_file_that_is_published_may_be_run(remote: Path):
    listed = subprocess.run(["git", "ls-tree", "-r", "published"], cwd=remote, capture_output=True, text=True).stdout
    assert {line.split()[0] for line in listed.splitlines() if not line.endswith("\tlatest")} == {"100644"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (DAY, "2026-11-24 is published already, and a version never changes. Take a later name."),
        ("2026-11-23.9", "2026-11-23.9 is not later than 2026-11-24, the last version. Take a later name."),
        ("2026-11-25\n", "`2026-11-25\n` is no version."),
    ],
)
def test_a_name_that_is_none_or_not_later_is_refused(name: str, said: str, project: Path, remote: Path):
    before = tip(remote)
    done = published.macros(project, remote, "publish", name)
    assert (done.returncode, done.stdout) == (4, "")
    assert f"Not published: {said}" in done.stderr
    assert tip(remote) == before


def test_a_day_that_has_not_come_is_refused_whatever_the_kind_of_run(project: Path, remote: Path):
    before = tip(remote)
    for options in ((), ("--dry-run",)):
        done = published.macros(project, remote, "publish", "9999-12-31", *options)
        assert done.returncode == 4
        said = "Not published: 9999-12-31 is of a day that has not come. Name it by today: "
        assert done.stderr.startswith(said)
    assert tip(remote) == before


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T22:59+00:00", "2026-06-30"),
        ("2026-06-30T23:00+00:00", "2026-07-01"),
        ("2026-12-30T23:59+00:00", "2026-12-30"),
        ("2026-12-31T00:00+00:00", "2026-12-31"),
        ("2026-12-31T13:00+14:00", "2026-12-30"),
    ],
)
def test_a_day_begins_as_it_does_in_the_uk(moment: str, day: str):
    assert str(day_in_the_uk(datetime.datetime.fromisoformat(moment))) == day


@pytest.mark.parametrize("zone", ["AAA+24", "AAA-24"])
def test_the_day_in_the_uk_has_come_on_a_machine_of_any_zone_and_the_next_one_has_not(
    zone: str, project: Path, tmp_path: Path
):
    """A file that is not committed refuses the day that has come, so that nothing is built."""
    more = project / "docs/new.md"
    more.touch()
    today = day_in_the_uk(datetime.datetime.now(datetime.UTC))
    days = (today, today + datetime.timedelta(1))
    come, not_come = (
        published.macros(project, tmp_path, "publish", str(day), TZ=zone, PUBLISH_REMOTE="") for day in days
    )
    more.unlink()
    assert come.stderr.startswith("Not published: files here are not committed")
    assert "is of a day that has not come" in not_come.stderr


def test_a_name_of_another_day_is_taken_with_a_note(two_published: Path):
    """The versions that every test reads are named for fixed days."""
    said = (two_published / "one.txt").read_text(encoding="utf-8")
    day = json.loads(read(two_published / "one.git", "ledger.jsonl"))["on"]
    [listed] = json.loads(read(two_published / "one.git", "versions.json"))
    assert listed["properties"]["published"] == day
    other = f"published on {letter_date(datetime.date.fromisoformat(day))}"
    note = f"Note: {DAY} is named for 24 November 2026 and {other}. Readers are told both days."
    assert (note in said.splitlines()) == (day != DAY)
    shown = read(two_published / "one.git", "versions/index.html")
    beside = f" ({other})" if day != DAY else ""
    assert f"24 November 2026</a>{beside} <strong>Newest</strong>" in shown


def test_a_file_that_is_not_committed_is_refused(project: Path, remote: Path):
    before = tip(remote)
    for path in (project / "docs/index.md", project / "docs/new.md"):
        was = path.read_bytes() if path.exists() else None
        path.write_bytes((was or b"") + b"\n")
        done = published.macros(project, remote, "publish", "2026-11-25")
        path.unlink() if was is None else path.write_bytes(was)
        assert done.returncode == 4
        assert done.stderr == f"Not published: files here are not committed: docs/{path.name}. " + (
            "Commit them, or take them away.\n"
        )
    assert tip(remote) == before


def test_a_commit_that_fails_the_check_is_refused_and_says_why(project: Path, remote: Path):
    before = tip(remote)
    path = project / "docs/help/officers.md"
    was = path.read_text(encoding="utf-8")
    path.write_text(f"{was}\n{{{{ cycler }}}}\n", encoding="utf-8")
    commit(project)
    done = published.macros(project, remote, "publish", "2026-11-25")
    path.write_text(was, encoding="utf-8")
    commit(project)
    assert done.returncode == 4
    assert "docs/help/officers.md:" in done.stderr
    assert "Correct them and commit.\n" in done.stderr
    assert tip(remote) == before


def test_a_dry_run_publishes_nothing_and_refuses_what_has_lost_an_anchor_until_a_heading_has_it(
    project: Path, remote: Path
):
    before = tip(remote)
    path = project / "docs/help/officers.md"
    was = path.read_text(encoding="utf-8")
    heading = next(line for line in was.split("\n") if line.startswith("## ") and "{#" not in line)
    anchor = f"#{slugify(heading.removeprefix('## '), '-')}"
    path.write_text(was.replace(f"\n{heading}\n", "\n## Named otherwise\n"), encoding="utf-8")
    commit(project)
    refused = published.macros(project, remote, "publish", "2026-11-25", "--dry-run")
    path.write_text(was.replace(f"\n{heading}\n", f"\n## Named otherwise {{{anchor}}}\n"), encoding="utf-8")
    commit(project)
    taken = published.macros(project, remote, "publish", "2026-11-25", "--dry-run")
    path.write_text(was, encoding="utf-8")
    commit(project)
    assert refused.returncode == 4
    assert f"Not published: published links would lead to nothing: help/officers/{anchor}. Keep" in refused.stderr
    assert taken.returncode == 0, taken.stderr
    assert "This was a dry run: nothing was published." in taken.stderr
    assert tip(remote) == before


def test_each_heading_below_the_first_keeps_its_anchor_on_each_page_that_is_still_there():
    page = b'<h1 id="title">A</h1><h2 id="fees">B</h2><h3 id="who">C</h3><h2 data-x id="made">D</h2>'
    was = {"index.html": page, "help/index.html": page, "gone/index.html": page}
    now = {"index.html": b'<h3 id="fees">Z</h3><div id="who"></div>', "help/index.html": b"", "new/index.html": page}
    assert list(anchors.lost(was, was)) == []
    assert list(anchors.lost(was, now)) == ["help/#fees", "help/#who"]


def test_a_page_is_compared_with_its_last_version_that_stands(tmp_path: Path):
    remote = published.made(tmp_path / "remote.git", "2026-01-01", "2026-01-02", "2026-01-03")
    pages = dict.fromkeys(("page-1/index.html", "page-2/index.html", "only-first/index.html", "new/index.html"), b"")
    with archive.opened({"PUBLISH_REMOTE": str(remote)}) as kept:
        kept.change(lambda: withdraw.put(kept, "2026-01-03", "Wrong", published.TODAY))
        kept.change(lambda: withdraw.put(kept, "page-2/", "Wrong", published.TODAY))
    with archive.opened({"PUBLISH_REMOTE": str(remote)}) as kept:
        found = anchors.last(kept, pages)
        assert sorted(found) == ["2026-01-01/only-first/index.html", "2026-01-02/page-1/index.html"]
        assert {path for _, path, _ in kept.files(*found, "2026-01-02/nothing.html")} == set(found)


def commit(project: Path) -> None:
    subprocess.run(["git", "commit", "--quiet", "-am", "A change"], cwd=project, env=published.DATED, check=True)


def test_a_remote_that_takes_nothing_is_said_and_published_nowhere(tmp_path: Path):
    remote = published.bare(tmp_path / "remote.git")
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'the disk is full' >&2\nexit 1\n")
    hook.chmod(0o755)
    process = published.add(remote, DAY)
    said = process.communicate()[1]
    assert process.returncode == 4
    assert "the disk is full" in said
    assert tip(remote) == ""


def test_a_lock_that_was_left_behind_is_said_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "_ATTEMPTS", 1)
    remote = published.bare(tmp_path / "remote.git")
    lock = remote / "refs/heads/published.lock"
    lock.touch()
    with pytest.raises(archive.Refused) as refused:
        published.made(remote, DAY)
    assert str(refused.value) == (
        f"{remote} does not take it: a change is being made there, or was stopped half-way. Wait a minute and "
        f"try again. If none is being made, remove {lock} there and try again."
    )


def test_a_remote_that_is_not_there_is_refused(project: Path, tmp_path: Path):
    done = published.macros(project, tmp_path / "nowhere.git", "publish", DAY)
    assert done.returncode == 4
    assert (
        "cannot be read; see whether PUBLISH_REMOTE names a git repository that you may read. git says: " in done.stderr
    )


@pytest.mark.parametrize("name", ["-b", "a b", "pub*", "@{-1}", "a..b"])
def test_a_branch_that_can_be_none_is_refused(name: str, remote: Path):
    refused = pytest.raises(archive.Refused, match="which no branch can be called")
    with refused, archive.opened({"PUBLISH_REMOTE": str(remote), "PUBLISH_BRANCH": name}):
        pass


def test_with_nothing_set_up_versions_are_kept_in_the_project(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(project)
    with archive.opened({}) as kept:
        assert kept.remote == str(project / ".publish/versions.git")
        assert kept.versions() == []
    status = ["git", "status", "--porcelain"]
    assert subprocess.run(status, cwd=project, capture_output=True, text=True).stdout == ""


def test_a_publish_that_is_stopped_says_whether_anything_was_published(project: Path, tmp_path: Path):
    remote = published.bare(tmp_path / "remote.git")
    done = published.stopped(project, remote, "publish", DAY, at="2/4")
    assert done.returncode == 4
    said = "Not published: stopped before anything was sent. What is published is as it was.\n"
    assert done.stderr.partition("2/4 Checking it…\n")[2] == said
    assert tip(remote) == ""
    done = published.stopped(project, remote, "publish", DAY, at="push")
    assert done.returncode == 4
    said = f"it may be published or not. `python -m macros verify {DAY}` says which.\n"
    assert done.stderr.endswith(f"Stopped while {DAY} was sent: {said}")
    assert "Traceback" not in done.stderr
    assert published.macros(project, remote, "verify", DAY).returncode == 0


def test_one_commit_is_the_same_bytes_in_another_folder_zone_locale_and_umask(remote: Path, tmp_path: Path):
    another = published.project(tmp_path / "another place" / "x")
    second = published.bare(tmp_path / "second.git")
    was = os.umask(0o077)
    try:
        elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SITE_VERSION": "2020-01-01"}
        done = published.macros(another, second, "publish", DAY, **elsewhere)
    finally:
        os.umask(was)
    assert done.returncode == 0, done.stderr
    assert read(second, f"{DAY}/manifest.json") == read(remote, f"{DAY}/manifest.json")
    trees = [subprocess.check_output(["git", "rev-parse", f"published:{DAY}"], cwd=one) for one in (remote, second)]
    assert trees[0] == trees[1]

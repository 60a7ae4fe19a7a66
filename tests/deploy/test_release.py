"""A release is whole or is not there: what is refused, what is served, and what a reader sees when it is killed."""

from __future__ import annotations

import gzip
import random
import subprocess
from pathlib import Path

import pytest

from .kills import PAGES, kills, served, site
from .published import POLICY, Published, release

DECOMPRESS = "import brotli, sys; print(brotli.decompress(sys.stdin.buffer.read()).decode())"


@pytest.fixture
def published(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.add("2026-01-02", site("2026-01-02"))
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "srv"


def refused(root: Path, published: Published) -> str:
    """Return why a release was refused, having looked that what is served is what was."""
    before = served(root) if (root / "current").exists() else None
    done = release(root, str(published.remote))
    assert (done.returncode, done.stdout) == (1, "")
    assert (served(root) if (root / "current").exists() else None) == before
    assert "Traceback" not in done.stderr
    return done.stderr.strip().removeprefix("Not released: ").removesuffix(". What is served has not changed.")


def test_a_published_version_is_served_with_its_compressed_files(root: Path, published: Published) -> None:
    done = release(root, str(published.remote))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" is served.\n")
    now = served(root)
    for path, text in site("2026-01-02").items():
        assert now[f"2026-01-02/{path}"] == now[f"latest/{path}"] == text
        compressed = root / "current/site/latest" / path
        assert gzip.decompress(compressed.with_name(f"{compressed.name}.gz").read_bytes()).decode() == text
        command = ["/usr/bin/python3", "-c", DECOMPRESS]
        sent = compressed.with_name(f"{compressed.name}.br").read_bytes()
        assert subprocess.run(command, input=sent, capture_output=True).stdout.decode() == f"{text}\n"
    assert not any(path.is_symlink() for path in (root / "current/site").rglob("*"))
    assert (root / "current/policy").read_text(encoding="utf-8") == POLICY


def test_two_servers_make_the_same_bytes(tmp_path: Path, published: Published) -> None:
    for name in ("one", "two"):
        assert release(tmp_path / name, str(published.remote)).returncode == 0
    done = subprocess.run(["diff", "-r", tmp_path / "one/current/", tmp_path / "two/current/"], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_second_version_keeps_the_first_and_back_serves_the_release_before(root: Path, published: Published) -> None:
    release(root, str(published.remote))
    first = served(root)
    published.add("2026-01-03", site("2026-01-03"))
    assert release(root, str(published.remote)).returncode == 0
    assert {path: served(root)[path] for path in first if path[0] == "2"} == {
        path: text for path, text in first.items() if path[0] == "2"
    }
    assert served(root)["latest/index.html"] == "2026-01-03"
    assert release(root, "--back").returncode == 0
    assert served(root) == first
    done = release(root, "--back")
    assert (done.returncode, done.stderr.split(".")[0]) == (1, "Not released: there is no release before this one")
    assert release(root, str(published.remote)).returncode == 0
    assert served(root)["latest/index.html"] == "2026-01-03"


def test_the_policy_of_a_release_is_that_of_all_its_versions(root: Path, published: Published) -> None:
    own = f"default-src 'none'; script-src 'self' 'sha256-{'A' * 43}='; worker-src 'self'; frame-ancestors 'none'"
    published.add("2026-01-03", {**site("3"), "content-security-policy": own})
    assert release(root, str(published.remote)).returncode == 0
    parts = set((root / "current/policy").read_text(encoding="utf-8").split("; "))
    assert parts == {
        "default-src 'none'",
        f"script-src 'self' 'sha256-{'A' * 43}='",
        "worker-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
    }


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'", "script-src 'unsafe-inline'"),
        ("default-src 'none'; script-src https:; frame-ancestors 'none'", "script-src https:"),
        ("default-src 'none'; script-src data: *; frame-ancestors 'none'", "script-src data: *"),
        ("default-src 'none'; frame-ancestors 'none'\nx", "frame-ancestors 'none'\nx"),
        ("default-src 'none'; report-uri 'self'; frame-ancestors 'none'; sandbox", "sandbox"),
    ],
)
def test_a_policy_that_allows_more_is_refused(root: Path, published: Published, policy: str, said: str) -> None:
    published.add("2026-01-03", {**site("3"), "content-security-policy": policy})
    assert refused(root, published) == f"the policy of 2026-01-03 holds `{said}`"


@pytest.mark.parametrize("policy", ["default-src 'self'", "default-src 'none'; frame-ancestors 'self'"])
def test_a_policy_that_does_not_begin_from_nothing_is_refused(root: Path, published: Published, policy: str) -> None:
    published.listed.clear()
    published.add("2026-01-03", {**site("3"), "content-security-policy": policy})
    assert refused(root, published) == "a version's policy does not begin from nothing"


def altered(published: Published) -> None:
    (published.work / "2026-01-02/page-7/index.html").write_text("other words")


def missing(published: Published) -> None:
    (published.work / "2026-01-02/page-7/index.html").unlink()


def extra(published: Published) -> None:
    (published.work / "2026-01-02/page-7/more.html").write_text("more")


def other_manifest(published: Published) -> None:
    altered(published)
    path = published.work / "2026-01-02/manifest.json"
    path.write_text(path.read_text() + "\n")


def no_manifest(published: Published) -> None:
    (published.work / "2026-01-02/manifest.json").unlink()


def a_link(published: Published) -> None:
    path = published.work / "2026-01-02/page-7/index.html"
    path.unlink()
    path.symlink_to("/etc/passwd")


def a_program(published: Published) -> None:
    (published.work / "2026-01-02/page-7/index.html").chmod(0o755)


def a_bad_list(published: Published) -> None:
    published.listed[0]["version"] = "../2026-01-02"


def a_wrong_latest(published: Published) -> None:
    (published.work / "latest").unlink()
    (published.work / "latest").symlink_to("../../etc")


def no_latest(published: Published) -> None:
    (published.work / "latest").unlink()


DAMAGE = {
    altered: "2026-01-02/page-7/index.html is altered",
    missing: "2026-01-02/page-7/index.html is missing",
    extra: "2026-01-02/page-7/more.html is in no manifest",
    other_manifest: "2026-01-02/manifest.json is not the one that was published",
    no_manifest: "2026-01-02/manifest.json is missing",
    a_link: "2026-01-02/page-7/index.html is no plain file",
    a_program: "2026-01-02/page-7/index.html is no plain file",
    a_bad_list: "versions.json names `../2026-01-02`, which is no version",
    a_wrong_latest: "`latest` is no link to a version",
    no_latest: "there is no `latest`",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("before", [False, True], ids=["first", "later"])
def test_what_is_damaged_is_refused(root: Path, published: Published, damage, before: bool) -> None:
    if before:
        assert release(root, str(published.remote)).returncode == 0
    damage(published)
    published.push()
    assert refused(root, published) == DAMAGE[damage]


def test_a_branch_that_was_rewritten_is_refused(root: Path, published: Published) -> None:
    assert release(root, str(published.remote)).returncode == 0
    published.git(published.work, "commit", "--quiet", "--amend", "--message=Another past")
    published.git(published.work, "push", "--quiet", "--force", "origin", "published")
    assert "non-fast-forward" in refused(root, published)


def test_a_remote_that_cannot_be_read_is_refused(root: Path, published: Published) -> None:
    assert release(root, str(published.remote)).returncode == 0
    published.remote.rename(published.remote.with_name("gone"))
    assert refused(root, published).startswith("git says: fatal: ")


def withdraw(published: Published, *pages: str) -> None:
    """Put a tombstone in the place of pages of the first version."""
    for page in pages:
        (published.work / page).write_text("withdrawn")
    published.tombstones += pages


def test_a_withdrawn_page_shows_its_tombstone_and_its_words_may_not_be_left(root: Path, published: Published) -> None:
    held = ("page-7/record.json", "search/first.json")
    published.add("2026-01-03", site("2026-01-03") | dict.fromkeys(held, "its words"))
    folder = published.work / "2026-01-03"
    withdraw(published, "2026-01-03/page-7/index.html")
    published.listed[0]["properties"]["pages"] = {"page-7/": {"on": "2026-01-04", "reason": "a reason"}}
    published.push()
    assert refused(root, published) == "2026-01-03/page-7/record.json is in no manifest"
    for path in held:
        (folder / path).unlink()
    published.push()
    assert release(root, str(published.remote)).returncode == 0
    now = served(root)
    assert now["2026-01-03/page-7/index.html"] == now["latest/page-7/index.html"] == "withdrawn"
    assert now["2026-01-03/page-8/index.html"] == PAGES["page-8/index.html"].format("2026-01-03")
    assert "its words" not in now.values()


def test_a_withdrawn_version_shows_its_tombstones_alone(root: Path, published: Published) -> None:
    published.add("2026-01-03", site("2026-01-03"))
    folder = published.work / "2026-01-02"
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.name != "manifest.json":
            path.unlink()
    withdraw(published, "2026-01-02/index.html")
    published.listed[1]["properties"]["withdrawn"] = {"on": "2026-01-04", "reason": "a reason"}
    published.push()
    assert release(root, str(published.remote)).returncode == 0
    assert {path for path in served(root) if path.startswith("2026-01-02/")} == {
        "2026-01-02/index.html",
        "2026-01-02/manifest.json",
    }
    (folder / "page-7").mkdir(exist_ok=True)
    (folder / "page-7/index.html").write_text("still here")
    published.push()
    assert refused(root, published) == "2026-01-02/page-7/index.html is in no manifest"


def test_where_every_version_is_withdrawn_the_tombstones_are_served(root: Path, published: Published) -> None:
    for path in sorted((published.work / "2026-01-02").rglob("*"), reverse=True):
        if path.is_file() and path.name != "manifest.json":
            path.unlink()
    withdraw(published, "2026-01-02/index.html")
    published.listed[0]["properties"]["withdrawn"] = {"on": "2026-01-04", "reason": "a reason"}
    published.push()
    assert release(root, str(published.remote)).returncode == 0
    assert served(root)["latest/index.html"] == "withdrawn"
    assert (root / "current/policy").read_text() == "default-src 'none'; style-src 'self'; frame-ancestors 'none'"


@pytest.mark.parametrize("words", [(), ("remote", "branch", "more"), ("--forward",), ("--back", "more")])
def test_what_it_does_not_know_is_usage(root: Path, words: tuple[str, ...]) -> None:
    done = release(root, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "release ROOT REMOTE [BRANCH]" in done.stderr


def test_a_reader_sees_whole_releases_alone_wherever_one_is_killed(root: Path, published: Published) -> None:
    kills(root, published, 5, random.Random(8))

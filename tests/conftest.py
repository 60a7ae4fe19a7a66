"""The real tree, read once, for every test; and the first contents of docs/, known by their sha-256.

docs/ is the CRU's to change, so a test holds for any good content, or claims something of the first contents and is
marked `supplied("docs/…")`: once a file it names has other bytes, it is skipped and says so. The first contents are
in supplied.txt, as `sha256sum` writes it; `sha256sum --check tests/supplied.txt` names what was changed since. It is
written once, when the first contents are delivered (`find docs -type f ! -name source.txt | sort | xargs sha256sum`).
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import published
import pytest

from macros import library

ROOT = Path(__file__).parent.parent
SUPPLIED = {
    name: digest
    for digest, name in (line.split("  ") for line in (ROOT / "tests/supplied.txt").read_text("utf-8").splitlines())
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "supplied(*files): a claim about these files as they were first delivered")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("supplied"):
        for name in mark.args:
            path = ROOT / name
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != SUPPLIED[name]:
                pytest.skip(f"{name} was changed since it was delivered; this is a claim about its first contents")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests counted: the views of the walk and their faults, the acts to a letter, the kills and the races."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    counted = [(name, value) for one in reports for name, value in one.user_properties]
    for name in dict.fromkeys(name for name, _ in counted):
        terminalreporter.write_line(f"{name}: {sum(value for other, value in counted if other == name)}")


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once for all of the runner's processes: the first that asks makes it, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def given(name: str, make: Callable[[Path], None]) -> Path:
        folder, half = shared / name, shared / f"{name}.half"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                make(half)
                half.rename(folder)
        return folder

    return given


@pytest.fixture(scope="session")
def built(once: Once) -> Path:
    """The real site; no test changes it."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    return once("built site", make)


@pytest.fixture(scope="session")
def two_published(once: Once) -> Path:
    """Two versions from project/ and, with a few words changed, from later/: what the first publish said in one.txt,
    and the remote after each in one.git and two.git. A test changes only a copy."""

    def make(folder: Path) -> None:
        (folder / "project").mkdir()
        project, remote = published.project(folder / "project"), published.bare(folder / "two.git")
        (folder / "one.txt").write_text(_publish(project, remote, "2026-11-24"), encoding="utf-8")
        shutil.copytree(remote, folder / "one.git")
        later = Path(shutil.copytree(project, folder / "later"))
        path = later / "docs/wording/opening-full.md"
        words = path.read_text(encoding="utf-8").replace("reveal a gap in capability", "show a gap")
        path.write_text(words, encoding="utf-8")
        command = ["git", "commit", "--quiet", "--allow-empty", "-am", "Plainer words"]
        subprocess.run(command, cwd=later, env=published.DATED, check=True)
        _publish(later, remote, "2026-11-25")

    return once("published", make)


def _publish(project: Path, remote: Path, name: str) -> str:
    done = published.macros(project, remote, "publish", name)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return done.stderr


@pytest.fixture(scope="session")
def loaded() -> library.Library:
    return library.load(ROOT / "docs")[0]

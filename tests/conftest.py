"""The real tree, read once, for every test; and the first contents of docs/, known by their sha-256.

docs/ is the CRU's to change, so a test holds for any good content, or claims something of the first contents and is
marked `supplied("docs/…")`: once a file it names has other bytes, it is skipped and says so. The first contents are
in supplied.txt, as `sha256sum` writes it; `sha256sum --check tests/supplied.txt` names what was changed since. It is
written once, when the first contents are delivered (`find docs -type f ! -name source.txt | sort | xargs sha256sum`).
"""

import hashlib
from pathlib import Path

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
    """Say what tests counted: the views of the walk and their faults, and in tests/soak the kills and the races."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    counted = [(name, value) for one in reports for name, value in one.user_properties]
    for name in dict.fromkeys(name for name, _ in counted):
        terminalreporter.write_line(f"{name}: {sum(value for other, value in counted if other == name)}")


@pytest.fixture(scope="session")
def loaded() -> library.Library:
    return library.load(ROOT / "docs")[0]

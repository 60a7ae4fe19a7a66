"""SECURITY.md: each threat has a control and a test, and what it names is there."""

import re

import pytest
from conftest import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TABLE = TEXT[TEXT.index("## Threats") : TEXT.index("## After a leak")]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")][
    1:
]


def test_every_line_of_the_table_is_read():
    assert len(ROWS) == TABLE.count("\n|") - 2
    assert len(ROWS) >= 16


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_threat_names_a_control_and_a_test_that_are_there(row: list[str]):
    threat, control, test = row
    assert threat
    assert control
    named = re.findall(r"`((?:tests|deploy|macros|\.ci)/[^`]+)`", f"{control} {test}")
    assert [name for name in named if not (ROOT / name).exists()] == []
    tests = [name for name in re.findall(r"`([^`]+)`", test) if name.startswith("tests/")]
    assert tests, f"no test is named: {test}"

"""No file of the project holds a secret: each line is read for keys, tokens and passwords."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable

import pytest
from conftest import ROOT
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

NOT_ASKED = {"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector"}
"""These report every digest; and an address is no secret."""
MADE_UP = {"a-secret-for-the-check-alone", "password", "not-set", "x"}
"""They open nothing: tests on one machine use them."""
DETECTORS = [
    detector() for detector in get_mapping_from_secret_type_to_class().values() if detector.__name__ not in NOT_ASKED
]


def secrets(lines: Iterable[str]) -> list[str]:
    """Return the lines that hold what looks like a secret."""
    return [
        line for line in lines if any(set(detector.analyze_string(line)) - {"", *MADE_UP} for detector in DETECTORS)
    ]


def test_no_file_holds_a_secret():
    # A vendored library is as its makers published it: tests/test_vendored.py compares its checksum.
    command = ["git", "ls-files", "-z", "--", ":!macros/theme/assets/vendor"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [path for name in listed.split("\0")[:-1] if (path := ROOT / name).is_file()]
    assert len(files) > 1000
    # A line that stands in many files is read once.
    assert (
        secrets({line for path in files for line in path.read_text(encoding="utf-8", errors="replace").splitlines()})
        == []
    )


def test_the_settings_that_the_owner_fills_in_are_not_filled_in_here():
    text = (ROOT / "deploy/apache/cru-settings.conf").read_text(encoding="utf-8")
    given = re.findall(r"^Define (CRU_CLIENT|CRU_SECRET|CRU_PASSPHRASE) (.*)$", text, re.MULTILINE)
    assert [value for _, value in given] == ["not-set"] * 3


@pytest.mark.parametrize(
    "parts",
    [
        ("-----BEGIN RSA ", "PRIVATE KEY-----"),
        ("-----BEGIN OPENSSH ", "PRIVATE KEY-----"),
        ("run: curl -H 'Authorization: token ghp_", "0123456789abcdefghijABCDEFGHIJ012345'"),
        ("export KEY=AKIA", "IOSFODNN7EXAMPLX"),
        ("PASS", "WORD = 'c0rrect-h0rse-battery'"),
        ("client_sec", "ret = 'n0t-f0r-anybody-to-read'"),
        ("See https://officer:", "hunter22@intranet.example/"),
        ("xoxb-", "123456789012-1234567890123-abcdefghijklmnopqrstuvwx"),
    ],
    ids=lambda parts: parts[0],
)
def test_a_secret_that_is_committed_is_found(parts: tuple[str, str]):
    """In two parts, so that this file holds none."""
    assert secrets(["first line", "".join(parts)]) == ["".join(parts)]

"""Libraries that are kept in the tree are the published ones, with their licences."""

import hashlib
import re

import pytest
from conftest import ROOT

from macros import licences

VENDOR = ROOT / "macros" / "theme" / "assets" / "vendor"
LISTED = dict(
    reversed(line.split("  "))
    for line in (ROOT / "macros" / "vendored.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


def test_every_vendored_file_has_the_published_bytes():
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir()}
    assert found == LISTED


def test_every_vendored_library_has_its_licence():
    libraries = {re.sub(r"\.((min|iife|umd)\.(js|css)|LICENSE\.txt)$", "", name) for name in LISTED}
    assert libraries
    assert all(f"{library}.LICENSE.txt" in LISTED for library in libraries)


def test_the_page_of_licences_is_the_one_that_the_list_makes():
    assert licences.FILE.read_text(encoding="utf-8") == licences.text(), "write it anew: make licences"


def test_every_vendored_library_is_on_the_page_of_licences():
    libraries = {name.removesuffix(".LICENSE.txt") for name in LISTED if name.endswith(".LICENSE.txt")}
    assert {line.split()[1] for line in licences.text().splitlines() if re.match(r"## \S+ [0-9]", line)} == libraries


def test_a_library_without_its_licence_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(licences, "VENDOR", tmp_path)
    with pytest.raises(FileNotFoundError):
        licences.text()

"""Libraries that are kept in the tree are the published ones, with their licences."""

import hashlib
import re

from conftest import ROOT

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

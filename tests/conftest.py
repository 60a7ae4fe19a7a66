"""The real tree, read once, for every test."""

from pathlib import Path

import pytest

from macros import library

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def loaded() -> library.Library:
    return library.load(ROOT / "docs")[0]

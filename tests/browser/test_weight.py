"""What a page costs to read, by its bytes: they do not grow with the number of notes."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench import corpus
from playwright.sync_api import Page

from browser.conftest import ROOT

NOTES = 12
MOST_SENT, MOST_HTML = 90_000, 26_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with notes of a usual length in it."""
    project = tmp_path_factory.mktemp("many")
    for name in ("docs", "macros"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    corpus.write(project / "docs", NOTES)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(project / "site")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.mark.parametrize("address", ["/advice/1750-22/continued/", "/help/officers/", "/help/cru/"])
def test_a_page_with_all_that_it_fetches_is_small(page: Page, site: str, built: Path, address: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(site + address, wait_until="networkidle")
    assert len(asked) > 5
    paths = [built / path.lstrip("/") for path in asked]
    files = [path / "index.html" if path.is_dir() else path for path in paths]
    sent = {file: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert sum(sent.values()) <= MOST_SENT, sent


def test_a_note_of_a_usual_length_is_little_more_than_its_words(many: Path):
    sizes = [page.stat().st_size for page in many.glob("advice/[3-9]*/index.html")]
    assert len(sizes) == NOTES
    assert sum(sizes) / NOTES <= MOST_HTML


def test_more_notes_make_no_other_page_larger(many: Path, built: Path):
    for page in ("index.html", "forces/kent/index.html", "wording/full-ncnd/index.html"):
        assert (many / page).stat().st_size == (built / page).stat().st_size, page

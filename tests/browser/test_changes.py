"""Changes: noted changes and a reviewer's report, read in a browser without an accessibility fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from scratch import ENVIRONMENT, Repository
from test_changes_page import noted

from browser.conftest import ROOT
from browser.test_walk import faults

PAGES = ("changes", "wording/opening-full", "advice/1750-22/continued", "decide/1750-22", "letter/1750-22")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with changes noted, built so that it opens from a folder."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", folder / "docs")
    noted(folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(params=["light", "dark"])
def view(request: pytest.FixtureRequest, browser: Browser):
    context = browser.new_context(viewport={"width": 320, "height": 900}, color_scheme=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_says_what_changed_has_no_fault(name: str, view: Page, project: Path):
    view.goto((project / "site" / name / "index.html").as_uri())
    expect(view.locator(".cru-noted, .cru-changes li").first).to_contain_text("Why:")
    assert faults(view) == []


def test_what_changed_is_not_in_a_printed_letter(view: Page, project: Path):
    view.goto((project / "site/letter/1750-22/index.html").as_uri() + "#full-ncnd")
    changed = view.locator("#full-ncnd .cru-noted")
    expect(changed).to_be_visible()
    view.emulate_media(media="print")
    view.evaluate("document.documentElement.dataset.printing = ''")
    expect(changed).to_be_hidden()


def test_a_report_says_what_was_inserted_and_removed_and_has_no_fault(view: Page, tmp_path: Path):
    repository = Repository(tmp_path / "repository", ROOT / "docs")
    repository.edit("wording/review-and-complaint.md", "If you are still not satisfied", "If you remain dissatisfied")
    command = [sys.executable, "-m", "macros", "changes", "main", ".", "--format", "html"]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=repository.folder, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    page = tmp_path / "report.html"
    page.write_text(done.stdout, encoding="utf-8")
    view.goto(page.as_uri())
    expect(view.get_by_role("insertion")).to_have_text([" [inserted: remain dissatisfied] "])
    expect(view.get_by_role("deletion")).to_have_text([" [removed: are still not satisfied] "])
    assert faults(view) == []

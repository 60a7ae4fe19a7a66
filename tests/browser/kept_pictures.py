"""Draw the pictures that README.md and CONTRIBUTING.md show into .github/pictures/, and those of help into docs/help/.

usage: python -m browser.kept_pictures (`make kept-pictures`)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import published
from playwright.sync_api import Page, expect

from browser import help_pictures
from browser.conftest import ROOT, answer, choose_force
from browser.pictures import drawing
from browser.states import STATES, VALUES, State, opened

FOLDER = ROOT / ".github" / "pictures"
WORDING = "docs/wording/review-and-complaint.md"
LETTER = "[data-letter=full-ncnd]"


def letter(page: Page, site: str) -> None:
    opened("/letter/1750-22/#full-ncnd;published=no;whole_request=yes")(page, site)
    choose_force(page, "Kent")
    answer(page, LETTER)
    for name in ("reference", "request", "review_contact", "regulator_contact"):
        page.locator(f"{LETTER} [data-input={name}]").fill(VALUES[name])
    expect(page.locator(f"{LETTER} [data-complete]")).to_be_visible()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


SITE: dict[str, State] = {"home": STATES["home"], "outcome": STATES["outcome full"], "letter": letter}
CHECK: dict[str, State] = {"check": opened("/wording/review-and-complaint/")}
REPORT: dict[str, State] = {"changes": opened("/changes.html")}


def build(project: Path, out: Path, **own: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--site-dir", str(out)]
    subprocess.run(command, cwd=project, env={**os.environ, **own}, check=True, capture_output=True)


def edit(project: Path, was: str, now: str) -> None:
    text = (project / WORDING).read_text(encoding="utf-8")
    assert text.count(was) == 1, was
    (project / WORDING).write_text(text.replace(was, now), encoding="utf-8")


def report(project: Path, out: Path) -> None:
    """Write the report of one made-up edit, as the command prints it."""
    edit(project, "If you are still not satisfied after that review", "If that review does not satisfy you")
    for command in ("switch --quiet --create my-change", "commit --quiet --all --message=Changed"):
        subprocess.run(["git", *command.split()], cwd=project, env=published.DATED, check=True)
    command = [sys.executable, "-m", "macros", "changes", "main", "my-change", "--format", "html"]
    done = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)
    out.mkdir()
    (out / "changes.html").write_text(done.stdout, encoding="utf-8")
    (out / "content-security-policy").write_text("default-src 'none'; style-src 'unsafe-inline'", encoding="utf-8")


def draw(states: dict[str, State], site: Path, height: int) -> None:
    """Draw each state of the site in a folder, in light colours."""
    with drawing(site) as (browser, address):
        page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme="light", locale="en-GB")
        for name, state in states.items():
            state(page, address)
            page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    # First, as the project builds only where each picture of help is there.
    help_pictures.main()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        site, wrong, page = Path(name, "site"), Path(name, "wrong"), Path(name, "page")
        build(ROOT, site)
        draw(SITE, site, 900)
        project = published.project(Path(name, "project"))
        report(project, page)
        draw(REPORT, page, 600)
        edit(project, "by writing to {{ review_contact }}", "by writing to [insert address]")
        build(project, wrong, SHOW_PROBLEMS="yes")
        shutil.copy(site / "content-security-policy", wrong)
        draw(CHECK, wrong, 450)


if __name__ == "__main__":
    main()

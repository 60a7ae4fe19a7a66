"""Draw the pictures that docs/help/cru.md shows, into docs/help/, from a copy of the project (`make kept-pictures`).

The wording in them is made up and says so, as are its approval and its change: no picture shows advice or a real
approval. What stands in a version cannot be changed, so a picture must never show what may have to be withdrawn.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import published
from playwright.sync_api import Locator, Page

from browser.conftest import ROOT
from browser.pictures import drawing
from browser.states import opened, searched
from macros import pictures

FOLDER = ROOT / "docs" / "help"
WIDTH = 420
"""How wide a page is drawn, in pixels: so that it can still be read where it shrinks to a phone's width."""
ROOM = 12
"""How much stands round what is shown, in pixels."""
EXAMPLE = """\
---
title: An example of a wording
status: draft
approval: project-draft
stance: any
rests_on: 1750-22/continued
provisions: []
summary: Made-up words, for the pictures in help.
blocks: [P01]
---

{{ The_force }} has read your request, and writes to you within the time that the Act gives.
"""
WAS, NOW = "writes to you within the time that the Act gives", "answers it within twenty working days"
CHANGE = """\
changes:
  - date: 2026-11-26
    kind: major
    what: The time for an answer is given in days.
    why: Readers asked which time was meant.
---

"""
TERMINAL = """<!doctype html><meta charset="utf-8"><title>check</title><style>
pre { background: #f5f5f5; border-left: 4px solid #1d3f72; font: 14px/1.5 monospace; margin: 0; padding: 12px;
white-space: pre-wrap; width: 390px }</style><pre>$ python -m macros check
"""

Shot = Callable[[Page, str], Locator]


def part(path: str, selector: str) -> Shot:
    """Return how to come to one part of a page."""

    def go(page: Page, site: str) -> Locator:
        opened(path)(page, site)
        return page.locator(selector).locator("visible=true").first

    return go


def top(path: str, last: str) -> Shot:
    """Return how to come to a page as it begins, down to one part of it."""

    def go(page: Page, site: str) -> Locator:
        opened(path)(page, site)
        page.evaluate(
            """(last) => {
                const article = document.querySelector(".md-content__inner");
                const end = article.querySelector(last);
                while (end.nextElementSibling) end.nextElementSibling.remove();
                for (let one = end; one.parentElement !== article; one = one.parentElement)
                    while (one.parentElement.nextElementSibling) one.parentElement.nextElementSibling.remove();
            }""",
            last,
        )
        return page.locator(".md-content__inner")

    return go


def unfolded(path: str, selector: str) -> Shot:
    """Return how to come to one part of what is folded."""

    def go(page: Page, site: str) -> Locator:
        opened(path)(page, site)
        page.locator("[data-whole] > summary").last.click()
        return page.locator(selector)

    return go


def pencil(page: Page, site: str) -> Locator:
    """The pencil, with a ring round it."""
    found = top("/wording/review-and-complaint/", ".cru-state")(page, site)
    page.locator(".md-content__button[rel=edit]").evaluate(
        "one => Object.assign(one.style, { outline: '3px solid #b3261e', outlineOffset: '6px', borderRadius: '4px' })"
    )
    return found


def search(page: Page, site: str) -> Locator:
    searched("pit", "[data-search-results] [data-words] mark")(page, site)
    page.set_viewport_size({"width": WIDTH, "height": 520})
    return page.locator("dialog[open]")


SITE: dict[str, Shot] = {
    "pencil": pencil,
    "force": part("/forces/kent/", ".cru-entry"),
    "changed-since-approval": top("/wording/example/", ".cru-state"),
    "note": part("/wording/example/", ".cru-noted"),
    "flowchart": unfolded("/decide/9001-26/", ".cru-flowchart svg"),
    "not-supplied": top("/advice/1750-22/", ".cru-state"),
    "search": search,
}
PRINTED: dict[str, Shot] = {"check": part("/check.html", "pre")}
REPORT: dict[str, Shot] = {"redline": part("/changes.html", "body")}
VERSIONS: dict[str, Shot] = {"versions": part("/versions/", "main, body")}


def run(project: Path, *words: str) -> str:
    """Run a command in the project, as the CRU would, and return what it prints."""
    done = subprocess.run(words, cwd=project, env=published.DATED, capture_output=True, text=True)
    return done.stdout


def without_pictures(project: Path) -> Path:
    """Take the pictures out of a copy of the project: one may be missing still, or be shown nowhere yet."""
    for path in (project / "docs/help").glob("*.png"):
        path.unlink()
    for path in (project / "docs/help").glob("*.md"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not pictures.LINE.match(line)), encoding="utf-8")
    return project


def commit(project: Path) -> None:
    run(project, "git", "add", "--all")
    run(project, "git", "commit", "--quiet", "--message=Changed")


def command(project: Path, *arguments: str) -> str:
    return run(project, sys.executable, "-m", "macros", *arguments)


def approved_and_changed(project: Path) -> None:
    """Put the made-up wording into the project, approve it, and change it, each in a commit of its own."""
    page = project / "docs/wording/example.md"
    page.write_text(EXAMPLE, encoding="utf-8")
    commit(project)
    command(project, "approve", "wording", "example", "--by", "A reader", "--on", "2026-11-25")
    commit(project)
    run(project, "git", "switch", "--quiet", "--create", "my-change")
    text = page.read_text(encoding="utf-8").replace(WAS, NOW)
    page.write_text(text.replace("---\n\n", CHANGE, 1), encoding="utf-8")
    commit(project)


def printed(project: Path, out: Path) -> None:
    """Write what `check` prints of two mistakes as a page."""
    page = project / "docs/wording/example.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(EXAMPLE.replace("{{ The_force }}", "{{ The_forse }} [insert name]"), encoding="utf-8")
    out.mkdir()
    (out / "check.html").write_text(TERMINAL + html.escape(command(project, "check")), encoding="utf-8")
    page.write_text(text, encoding="utf-8")


def report(project: Path, out: Path) -> None:
    out.mkdir()
    done = command(project, "changes", "main", "my-change", "--format", "html")
    (out / "changes.html").write_text(done, encoding="utf-8")


def built(project: Path, out: Path) -> None:
    """Build the project with a made-up second decision, and with the pencil of a made-up forge."""
    shutil.copytree(ROOT / "tests/second_decision", project / "docs", dirs_exist_ok=True)
    own = {**os.environ, "EDIT_URI": "https://forge.example/edit/main/docs/"}
    build = [sys.executable, "-m", "mkdocs", "build", "--clean", "--site-dir", str(out)]
    subprocess.run(build, cwd=project, env=own, check=True, capture_output=True)
    run(project, "git", "clean", "--quiet", "--force", "-d", "docs")


def versions(project: Path, out: Path) -> None:
    """Publish two versions, withdraw the first, and write what the remote then holds."""
    (project / "docs/wording/example.md").unlink()
    commit(project)
    remote = published.bare(out.with_suffix(".git"))
    for name in ("2026-11-25", "2026-11-26"):
        done = published.macros(project, remote, "publish", name)
        assert done.returncode == 0, done.stderr
        (project / "docs/help/glossary.md").open("a", encoding="utf-8").write("\nMore words.\n")
        commit(project)
    reason = "An example: a wording named another force"
    done = published.macros(project, remote, "withdraw", "2026-11-25", "--reason", reason)
    assert done.returncode == 0, done.stderr
    kept = subprocess.run(["git", "archive", "published"], cwd=remote, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(kept)) as files:
        files.extractall(out, filter="data")
    shutil.copy(out / "2026-11-26" / "content-security-policy", out)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = without_pictures(published.project(folder / "project"))
        approved_and_changed(project)
        for make, shots in ((built, SITE), (printed, PRINTED), (report, REPORT), (versions, VERSIONS)):
            site = folder / make.__name__
            make(project, site)
            if not (site / "content-security-policy").exists():
                (site / "content-security-policy").write_text("style-src 'unsafe-inline'", encoding="utf-8")
            with drawing(site) as (browser, address):
                page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light", locale="en-GB")
                for picture, shot in shots.items():
                    box = shot(page, address).bounding_box()
                    assert box, picture
                    # Round a dialog stands a page that nobody is to look at.
                    room = 0 if page.locator("dialog[open]").count() else ROOM
                    left, above = max(box["x"] - room, 0), max(box["y"] - room, 0)
                    clip = {"x": left, "y": above, "width": box["x"] + box["width"] + room - left}
                    clip["height"] = box["y"] + box["height"] + room - above
                    page.screenshot(path=FOLDER / f"cru-{picture}.png", clip=clip, full_page=True)


if __name__ == "__main__":
    main()

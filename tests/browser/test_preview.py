"""The preview opens from a folder, with no web server: every link leads on, and a letter can be begun."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from .conftest import ROOT, choose_force, decide


@pytest.fixture(scope="module")
def preview(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("downloads") / "the preview"
    shutil.copytree(built, folder)
    subprocess.run([sys.executable, ROOT / ".ci" / "preview.py", folder], check=True)
    return folder


class Links(HTMLParser):
    """Collects what a page links to, but for other sites, its own parts and what starts at the root."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (
                name in {"href", "src", "data-library"}
                and value
                and value[0] not in "#/"
                and not urlsplit(value).scheme
            ):
                self.found.append(value)


def dead(site: Path) -> Iterator[str]:
    """Yield every link that names no file, as a browser would open it from a folder."""
    for page in site.rglob("*.html"):
        for value in Links(page).found:
            if not Path(os.path.normpath(page.parent / unquote(urlsplit(value).path))).is_file():
                yield f"{page.relative_to(site)}: {value}"


def test_every_link_names_a_file(preview: Path):
    assert sum(len(Links(page).found) for page in preview.rglob("*.html")) > 1000
    assert list(dead(preview)) == []


def test_in_the_site_as_built_links_name_folders(built: Path):
    assert any(re.search(r"/$", line) for line in dead(built))


def test_nothing_but_links_is_changed(built: Path, preview: Path):
    for page in built.rglob("*.html"):
        made = (preview / page.relative_to(built)).read_text(encoding="utf-8")
        was = re.sub(r' href="[^"]*"', "", page.read_text(encoding="utf-8"))
        assert re.sub(r' href="[^"]*"', "", made) == was


def test_a_reviewer_goes_from_home_to_the_letter(context: BrowserContext, preview: Path):
    page, elsewhere = context.new_page(), []
    page.on("request", lambda request: None if request.url.startswith("file:") else elsewhere.append(request.url))
    page.on("pageerror", lambda error: elsewhere.append(str(error)))
    page.goto((preview / "index.html").as_uri())
    page.locator("article a[href*='decide/']").first.click()
    for label in ("No", "Yes"):
        decide(page, label)
    page.locator("[data-write-letter]:visible").click()
    expect(page).to_have_url(re.compile(r"/letter/1750-22/index\.html#full-ncnd;published=no;whole_request=yes$"))
    choose_force(page, "Kent")
    expect(page.locator("[data-field=the_force]:visible").first).to_have_text("Kent Police")
    assert elsewhere == []

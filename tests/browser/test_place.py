"""A component stands on any page, and twice on one: its links hold there, and each name is one element's."""

import functools
import http.server
import threading
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page, expect
from test_build import build, copy

from browser.conftest import Quiet, answer, choose_force

COMPONENTS = """
{{ wording("full-ncnd") }}

{{ wording("full-ncnd") }}

{{ wording("already-public", force="kent") }}

{{ letter("1750-22", "full-ncnd") }}

{{ browse("wording") }}

{{ browse("advice") }}

{{ browse("forces") }}

{{ browse("provisions") }}

{{ tool("check-draft") }}
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory):
    """A site with the components that may stand anywhere on the home page and on a page three folders down."""
    project = copy(tmp_path_factory.mktemp("elsewhere") / "project")
    home, below = project / "docs" / "index.md", project / "docs" / "letter" / "deep" / "below.md"
    below.parent.mkdir()
    below.write_text(f"---\ntitle: Below\n---\n{COMPONENTS}", encoding="utf-8")
    home.write_text(home.read_text(encoding="utf-8") + COMPONENTS, encoding="utf-8")
    done = build(project)
    assert done.returncode == 0, done.stderr
    handler = functools.partial(Quiet, directory=str(project / "build" / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", project / "build" / "site"
        server.shutdown()


@pytest.mark.parametrize("path", ["/", "/letter/deep/below/"])
def test_links_hold_and_names_are_unique_on_any_page(page: Page, elsewhere: tuple[str, Path], path: str):
    site, folder = elsewhere
    page.goto(site + path)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    links = set(page.locator("article a[href]").evaluate_all("all => all.map(one => one.href)"))
    own = {urldefrag(link)[0].removeprefix(site) for link in links if link.startswith(site)}
    assert len(own) > 70
    assert [one for one in sorted(own) if not (folder / one.strip("/") / "index.html").is_file()] == []
    names = page.locator("[aria-labelledby], [aria-describedby], label[for]").evaluate_all(
        """all => all.flatMap(one => ["aria-labelledby", "aria-describedby", "for"]
            .flatMap(name => (one.getAttribute(name) || "").split(" ")).filter(Boolean))"""
    )
    assert [name for name in names if name not in {*ids, "cru-force-input"}] == []


@pytest.mark.parametrize("path", ["/", "/letter/deep/below/"])
def test_what_is_fetched_when_needed_is_found_from_any_page(page: Page, elsewhere: tuple[str, Path], path: str):
    site, _ = elsewhere
    page.goto(f"{site}{path}#full-ncnd")
    choose_force(page, "Kent")
    page.locator("[data-draft-text]").fill("We hold it.")
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-draft-count]")).to_be_visible()
    root = "[data-letter=full-ncnd]"
    for name in ("reference", "request", "review_contact", "regulator_contact"):
        page.locator(f"{root} [data-input={name}]").fill("one")
    answer(page, root)
    with page.expect_download(timeout=60_000):
        page.locator(f"{root} [data-docx]").click()


def test_two_of_one_wording_are_answered_apart(page: Page, elsewhere: tuple[str, Path]):
    page.goto(f"{elsewhere[0]}/letter/deep/below/")
    first, second = page.locator("[data-wording=full-ncnd]").all()
    first.locator("[data-control=common_position] input[value=yes]").check()
    second.locator("[data-control=common_position] input[value=no]").check()
    expect(first.locator("[data-control=common_position] input[value=yes]")).to_be_checked()
    assert "in a position taken in common" in first.locator("[data-words]").inner_text()
    assert "in a position taken in common" not in second.locator("[data-words]").inner_text()

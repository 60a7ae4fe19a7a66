"""The Content-Security-Policy in a real browser: every page works under it, and an added script does not run."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import PAGES, Quiet, answer, choose_force, copy, watch

MARK = "document.documentElement.dataset.ran = 'yes'"
ADDED = {
    "an inline script": f"<script>{MARK}</script>",
    "an inline handler": f'<img src="none.png" onerror="{MARK}">',
    "a script of another form": f"<script type=module>{MARK}</script>",
    "a javascript: address": f'<iframe src="javascript:parent.{MARK}"></iframe>',
    "a data: script": f'<script src="data:text/javascript,{MARK}"></script>',
    "a script of another host": '<script src="http://site.police.test:1/x.js"></script>',
}


def test_the_policy_allows_nothing_by_default_and_few_scripts(built: Path):
    policy = (built / "content-security-policy").read_text(encoding="utf-8").strip()
    allowed = {name: sources for name, *sources in map(str.split, policy.split(";"))}
    assert allowed.pop("default-src") == ["'none'"]
    assert {name: sources for name, sources in allowed.items() if sources == ["'none'"]}.keys() == {
        "base-uri",
        "form-action",
        "frame-ancestors",
    }
    own, *hashes = allowed["script-src"]
    assert own == "'self'"
    assert 0 < len(hashes) <= 3
    assert all(source.startswith("'sha256-") for source in hashes)
    others = {source for name, sources in allowed.items() if name != "script-src" for source in sources}
    assert others <= {"'self'", "'none'", "data:"}
    assert [name for name, sources in allowed.items() if "data:" in sources] == ["img-src"]


def test_no_kind_of_page_and_no_step_of_a_letter_is_blocked(page: Page, site: str):
    """`context` fails this test for each thing that was blocked; so does every other test that uses a page."""
    for path in PAGES.values():
        page.goto(site + path)
        page.emulate_media(color_scheme="dark")
        page.reload()
        assert page.locator("body[data-md-color-scheme=slate]").count() == 1
        page.emulate_media(color_scheme="light")
    page.goto(f"{site}/wording/full-ncnd/")
    choose_force(page, "Kent")
    answer(page)
    copy(page, "rich")


@pytest.fixture(scope="module")
def tampered(built: Path, tmp_path_factory: pytest.TempPathFactory):
    """The site with each added line on a page of its own, under the policy of the untouched site."""
    folder = tmp_path_factory.mktemp("tampered") / "site"
    shutil.copytree(built, folder)
    home = (built / "index.html").read_text(encoding="utf-8")
    assert home.count("</body>") == 1
    for number, line in enumerate(ADDED.values()):
        (folder / f"{number}.html").write_text(home.replace("</body>", f"{line}</body>"), encoding="utf-8")
    (folder / "-1.html").write_text(home, encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def watched(browser: Browser):
    context = browser.new_context()
    yield context, watch(context)
    context.close()


@pytest.mark.parametrize("name", ADDED)
def test_what_is_added_to_a_page_does_not_run(watched: tuple[BrowserContext, list[str]], tampered: str, name: str):
    context, blocked = watched
    page = context.new_page()
    page.goto(f"{tampered}/{list(ADDED).index(name)}.html", wait_until="load")
    page.wait_for_function("() => document.readyState === 'complete'")
    assert page.evaluate("document.documentElement.dataset.ran") is None
    assert len(blocked) == 1


def test_the_same_page_with_nothing_added_is_not_blocked(watched: tuple[BrowserContext, list[str]], tampered: str):
    context, blocked = watched
    context.new_page().goto(f"{tampered}/-1.html")
    assert blocked == []


def test_the_added_script_would_run_without_the_policy(browser: Browser, tampered: str):
    """The lines above are blocked by the policy and by nothing else."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{tampered}/0.html")
    assert page.evaluate("document.documentElement.dataset.ran") == "yes"
    context.close()

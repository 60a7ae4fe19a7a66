"""A real browser on the real site, served over http."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "home": "/",
    "advice list": "/advice/",
    "stub": "/advice/1750-22/",
    "note": "/advice/1750-22/continued/",
    "source": "/advice/1750-22/source/",
    "wording list": "/wording/",
    "wording": "/wording/full-ncnd/",
    "wording with fields": "/wording/review-and-complaint/",
    "wording with a link": "/wording/already-public/",
    "decision": "/decide/1750-22/",
    "force list": "/forces/",
    "force": "/forces/kent/",
    "refused force": "/forces/police-scotland/",
    "provision list": "/provisions/",
    "provision": "/provisions/s50/",
    "browse": "/browse/provision/",
    "changes": "/changes/",
    "as at": "/as-at/",
    "help": "/help/officers/",
    "figures": "/help/performance/",
    "help with pictures": "/help/cru/",
    "not found": "/404.html",
}
EVERY_VIEW = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]
VIEWS = EVERY_VIEW if os.environ.get("EVERY_VIEW") else [EVERY_VIEW[0], EVERY_VIEW[-1]]
"""Each scheme and each width once; `make soak` takes each scheme at each width."""
OWN = ("http://127.0.0.1:", "http://site.police.test:", "blob:", "data:", "about:", "file:")
HANDLING = (
    "Not to be distributed outside of the Police network or other agencies without prior authorisation from the CRU"
)
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP site.police.test 127.0.0.1",
]

expect.set_options(timeout=20_000)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site under the policy that was built with it."""

    def end_headers(self) -> None:
        policy = (Path(self.directory) / "content-security-policy").read_text(encoding="utf-8")
        self.send_header("Content-Security-Policy", policy.strip())
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def port(built: Path):
    handler = functools.partial(Quiet, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="session")
def site(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def chromium() -> str:
    """Return where the browser is."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "no browser was found: install Debian's chromium, or name one in CHROMIUM"
    return path


@pytest.fixture(scope="session")
def away() -> list[str]:
    """The addresses beyond the site that any page of any browser asked for since this was last looked at."""
    return []


@pytest.fixture(scope="session")
def browser(away: list[str]):
    def note(request: Request) -> None:
        if not request.url.startswith(OWN):
            away.append(request.url)

    def recorded(make: Callable[..., BrowserContext | Page]) -> Callable[..., BrowserContext | Page]:
        @functools.wraps(make)
        def made(*given: object, **how: object) -> BrowserContext | Page:
            new = make(*given, **how)
            (new.context if isinstance(new, Page) else new).on("request", note)
            return new

        return made

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # A browser makes pages in no other way than these two.
        for name in ("new_context", "new_page"):
            patch.setattr(Browser, name, recorded(getattr(Browser, name)))
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def stays_on_the_site(away: list[str]):
    """Each request beyond the site fails the test that made it, whoever opened the page."""
    yield
    went = away.copy()
    away.clear()
    assert went == [], "a page asked for what is not of the site"


@pytest.fixture
def context(browser: Browser, site: str):
    """A browser of one's own. What the policy blocks fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    context.set_default_timeout(30_000)
    blocked = watch(context)
    yield context
    context.close()
    assert blocked == []


def watch(context: BrowserContext) -> list[str]:
    """Return a list that fills up with what the browser says of the policy."""
    blocked: list[str] = []
    context.on("console", lambda said: "Content Security Policy" in said.text and blocked.append(said.text))
    return blocked


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def decide(page: Page, label: str) -> None:
    """Give one answer to the question on show, and wait until it is no longer asked: the next may have the same."""
    given = page.get_by_role("radio", name=label, exact=True)
    asked = page.locator(f'[id="{given.get_attribute("id")}"]')
    given.check()
    page.get_by_role("button", name="Continue").click()
    expect(asked).to_be_hidden()


def choose_force(page: Page, typed: str) -> None:
    """Choose a force as an officer does: open the dialog, type, take the first in the list."""
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").fill(typed)
    page.locator("#cru-force-input").press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-force-dialog]").wait_for(state="hidden")


def answer(page: Page, root: str = "[data-component=wording]", no: tuple[str, ...] = ()) -> None:
    """Give every choice the answer yes (or no where named)."""
    for group in page.locator(f"{root} fieldset[data-control]").all():
        name = group.get_attribute("data-control")
        group.locator(f"input[value={'no' if name in no else 'yes'}]").check()


def clipboard(page: Page, kind: str = "text/plain") -> str:
    """Return what is on the clipboard in one form."""
    script = """async (kind) => {
        const [item] = await navigator.clipboard.read();
        return item.types.includes(kind) ? (await item.getType(kind)).text() : "";
    }"""
    return page.evaluate(script, kind)


def copy(page: Page, how: str, root: str = "[data-component=wording]") -> None:
    """Copy, and wait until the page has said that it did."""
    live = page.locator(f"{root} [data-live]")
    live.evaluate("live => { live.textContent = ''; }")
    page.locator(f"{root} [data-copy={how}]").click()
    expect(live).to_contain_text("Copied")

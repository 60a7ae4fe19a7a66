"""The served site in a real browser: a login, a letter, a logout, and what Back and other tabs show after it."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Iterator

import pytest
from browser.conftest import FLAGS, choose_force, chromium
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from .conftest import Site

LETTER = "/latest/letter/1750-22/#full-ncnd;published=no;whole_request=yes"
REQUEST = "How many licences does the force hold, and since when?"
FORWARD = "--disable-back-forward-cache"


@pytest.fixture
def context(site: Site) -> Iterator[BrowserContext]:
    """A browser of one's own that trusts the server's certificate, so that it keeps pages as it does at work."""
    key = ["openssl", "x509", "-in", str(site.certificate), "-noout", "-pubkey"]
    public = subprocess.run(key, check=True, capture_output=True).stdout
    written = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=public, capture_output=True)
    trusted = base64.b64encode(hashlib.sha256(written.stdout).digest()).decode()
    args = [*FLAGS, f"--ignore-certificate-errors-spki-list={trusted}"]
    with sync_playwright() as playwright:
        # Playwright keeps no page for Back unless told to; a reader's browser does.
        browser = playwright.chromium.launch(executable_path=chromium(), args=args, ignore_default_args=[FORWARD])
        yield browser.new_context()
        browser.close()


def log_in(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/latest/")
    page.locator("input[name=login]").fill("reader")
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_after_a_logout_neither_back_nor_another_tab_shows_anything(site: Site, context: BrowserContext) -> None:
    blocked: list[str] = []
    context.on("console", lambda said: "Content Security Policy" in said.text and blocked.append(said.text))
    page = context.new_page()
    log_in(page, site)
    page.goto(f"{site.address}{LETTER}")
    expect(page.locator("[data-letter=full-ncnd]")).to_be_visible()
    choose_force(page, "Kent")
    expect(page.locator("[data-field=the_force]:visible").first).to_have_text("Kent Police")
    other = context.new_page()
    other.goto(f"{site.address}/latest/wording/full-ncnd/")
    other.get_by_role("link", name="Provisions").first.click()
    expect(other.get_by_role("heading", level=1, name="Provisions")).to_be_visible()

    page.get_by_role("link", name="Sign out").click()
    page.locator("button[value=yes]").click()
    expect(page.locator("body")).to_have_text("You are signed out of this site.")

    provider = f"http://127.0.0.1:{site.provider_port}/"
    page.go_back()
    page.go_back()
    assert page.url.startswith(provider)
    assert "full-ncnd" in page.url
    other.go_back()
    assert other.url.startswith(provider)
    assert blocked == []

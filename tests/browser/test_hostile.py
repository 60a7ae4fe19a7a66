"""Hostile values in what is typed run nothing; HOSTILE says how many there are, 300 in make soak."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import answer, choose_force, copy

from .hostile import values

FIELDS = "input[data-input]:not([type=radio]), textarea[data-input]"
PAGES = {
    "wording": ("/wording/opening-full/", "[data-component=wording]"),
    "contacts": ("/wording/review-and-complaint/", "[data-component=wording]"),
    "link": ("/wording/already-public/", "[data-component=wording]"),
    "letter": ("/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes", "[data-letter=partial-ncnd]"),
}
MARKS = "() => document.querySelectorAll('script, iframe, object, svg, form, base, meta, style, details, img').length"


def watched(page: Page) -> list[str]:
    """Return a list that fills up with what a browser says when something ran, or was about to."""
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    return said


def many(at_least: int) -> list[str]:
    return values(int(os.environ.get("HOSTILE", at_least)))


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_in_every_field_run_nothing(page: Page, site: str, name: str):
    address, root = PAGES[name]
    said = watched(page)
    page.goto(site + address)
    page.locator(f"{root} [data-controls]").wait_for()
    choose_force(page, "Kent")
    answer(page, root)
    fields = page.locator(root).locator(FIELDS).all()
    assert fields
    before, at = page.evaluate(MARKS), page.url
    for value in many(6):
        for field in fields:
            if field.get_attribute("type") != "date":
                field.fill(value)
    assert (page.evaluate("window.ran"), page.evaluate(MARKS), page.url) == (None, before, at)
    if name in {"wording", "contacts"}:
        copy(page, "rich", root)
    assert said == []


def test_hostile_drafts_run_nothing(page: Page, site: str):
    said = watched(page)
    page.goto(f"{site}/check-draft/")
    choose_force(page, "Kent")
    before = 0
    for value in ("you", *many(6)):
        page.locator("[data-draft-text]").fill(f"Dear {value}, we use [the force] under s31(3). {value}")
        page.get_by_role("button", name="Check the draft").click()
        expect(page.locator("[data-draft-count]")).to_be_focused()
        before = before or page.evaluate(MARKS)
    assert (page.evaluate("window.ran"), page.evaluate(MARKS)) == (None, before)
    assert said == []


def test_hostile_searches_run_nothing(page: Page, site: str):
    said = watched(page)
    page.goto(f"{site}/")
    page.keyboard.press("/")
    box, answered = page.locator("#cru-search-input"), page.locator("[data-search-results][aria-busy=false]")
    box.press_sequentially("kent")
    answered.locator("a").first.wait_for()
    before = page.evaluate(MARKS)
    for value in many(6):
        box.fill(f"kent {value}")
        answered.wait_for(state="attached")
    assert (page.evaluate("window.ran"), page.evaluate(MARKS)) == (None, before)
    assert said == []


def test_the_same_value_as_markup_would_have_been_noticed(browser: Browser, site: str):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/")
    said, before = watched(page), page.evaluate(MARKS)
    page.evaluate("value => { document.body.insertAdjacentHTML('beforeend', value); }", values(3)[2])
    page.wait_for_timeout(300)
    assert page.evaluate(MARKS) > before
    assert said
    context.close()

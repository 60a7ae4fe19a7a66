"""Hostile values run nothing, typed or in the pages themselves; HOSTILE says how many, 300 in make soak."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import TypeAdapter, ValidationError

from browser.conftest import Quiet, answer, choose_force, copy
from macros.forces import Entry

from . import hostile_site
from .hostile import SHAPES, values

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


FOUND = """() => {
    const names = ["onerror", "onload", "onmouseover", "onfocus", "ontoggle", "srcdoc"].map((name) => `[${name}]`);
    const addresses = ["href", "src", "action", "data", "content"].map((name) => `[${name}*="javascript:" i]`);
    const elements = [...document.querySelectorAll([...names, ...addresses].join())];
    const inline = [...document.querySelectorAll("script, style")].filter((one) => /ran=1/i.test(one.textContent));
    return [...elements, ...inline].map((one) => one.outerHTML);
}"""
"""What only a hostile value that became markup can have put into a page."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_site.build(tmp_path_factory.mktemp("hostile"), many(8))


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page of a browser that leaves out the policy, so that anything that got into a page would run."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def quiet(page: Page) -> tuple[str, object, list[str]]:
    """Return where a page is, what ran on it and what could have run."""
    return page.url, page.evaluate("window.ran"), page.evaluate(FOUND)


def test_no_page_of_a_site_of_hostile_values_runs_one(bare: Page, served: str, root: Path):
    said = watched(bare)
    pages = [path for path in sorted(root.rglob("index.html")) if "ran=1" in path.read_text("utf-8").lower()]
    assert len(pages) > 35 + len(many(8))
    for path in pages:
        address = f"{served}/{path.relative_to(root).as_posix().removesuffix('index.html')}"
        bare.goto(address)
        assert quiet(bare) == (address, None, [])
    assert said == []


def test_each_hostile_value_is_read_as_it_was_written_wherever_it_may_stand(bare: Page, served: str, root: Path):
    every = many(8)
    # A version of which one page alone is withdrawn gives the reason on that page.
    places = {"versions": every[::2], f"{hostile_site.NAME}/browse/topic": every}
    places |= {f"{hostile_site.NAME}/{kind}": every for kind in ("provisions/*", "advice/*/**")}
    places[f"{hostile_site.NAME}/forces/*"] = [value for value in every if len(value) <= hostile_site.AT_MOST]
    for place, wanted in places.items():
        words = ""
        for path in root.glob(f"{place}/index.html"):
            bare.goto(f"{served}/{path.relative_to(root).parent.as_posix()}/")
            # A group's heading begins with a capital.
            words += bare.locator("body").evaluate("body => body.textContent").lower()
        assert (place, [value for value in wanted if value.lower() not in words]) == (place, [])


def test_hostile_titles_of_versions_run_nothing(bare: Page, served: str):
    said, listed = watched(bare), [[]]
    bare.route("**/versions.json", lambda route: route.fulfill(json=listed[0]))
    own = {"version": hostile_site.NAME, "title": "own", "properties": {}}
    every = many(8)
    for first in range(0, len(every), 9):
        titles = every[first : first + 9]
        days = [
            date.fromordinal(date(2026, 11, 24).toordinal() - number).isoformat() for number, _ in enumerate(titles)
        ]
        others = [{"version": day, "title": t, "properties": {}} for day, t in zip(days, titles, strict=True)]
        listed[0] = [own, *others]
        bare.goto(f"{served}/{hostile_site.NAME}/wording/full-ncnd/")
        bare.locator("[data-picker] summary").click()
        expect(bare.locator("[data-picker] li")).to_have_text(
            ["Latest: own (this version)", *(f"{title} (its first page)" for title in titles)], use_inner_text=True
        )
        assert quiet(bare)[1:] == (None, [])
        listed[0] = [{"version": "2026-11-25.2", "title": titles[0], "properties": {}}, own]
        bare.route("**/2026-11-25.2/manifest.json", lambda route: route.fulfill(json={"files": {}}))
        bare.goto(f"{served}/{hostile_site.NAME}/as-at/")
        expect(bare.locator("[data-currency=superseded] [data-successor-name]:visible")).to_have_text(titles[0])
        bare.locator("[data-day]").fill("2026-11-25")
        bare.get_by_role("button", name="Find the version").click()
        expect(bare.locator("[data-result=version] [data-name]")).to_have_text(titles[0])
        assert quiet(bare)[1:] == (None, [])
    assert said == []


def test_hostile_names_in_the_register_and_words_in_the_search_run_nothing(bare: Page, served: str):
    said = watched(bare)
    bare.goto(f"{served}/{hostile_site.NAME}/")
    bare.locator("header [data-choose-force]").click()
    for value in (value for value in many(8) if len(value) <= hostile_site.AT_MOST):
        bare.locator("#cru-force-input").fill(value)
        expect(bare.locator("[data-force-dialog] [role=option]").first).to_be_visible()
    bare.locator("[data-force-close]").click()
    bare.keyboard.press("/")
    bare.locator("#cru-search-input").press_sequentially("window")
    bare.locator("[data-search-results][aria-busy=false] a").first.wait_for()
    expect(bare.locator("[data-search-results]")).to_contain_text("ran=1")
    assert quiet(bare)[1:] == (None, [])
    assert said == []


def test_the_check_refuses_every_hostile_name_and_each_title_that_could_be_markup():
    good = {"name": "Kent Police", "short": "Kent", "nation": "England", "regime": "FOIA", "website": "kent.police.uk"}
    register = TypeAdapter(Entry)
    register.validate_python(good)
    assert {one.name for one in fields(Entry)} > {"abbreviation", "aliases"}
    every = values(300)
    for value in every:
        for key, wrong in {
            **dict.fromkeys(("name", "short", "abbreviation", "website"), value),
            "aliases": [value],
        }.items():
            with pytest.raises(ValidationError):
                register.validate_python({**good, key: wrong})
    passed = list(filter(hostile_site.passes_as_title, every))
    assert passed
    assert [value for value in passed if set(value) & set("<>{}&")] == []


def test_what_a_hostile_value_puts_into_a_page_as_markup_is_found(bare: Page, site: str, away: list[str]):
    missed = []
    bare.goto(f"{site}/404.html")
    for value in values(len(SHAPES)):
        bare.set_content(f'<p title="{value}">{value}</p>')
        if not bare.evaluate(FOUND):
            missed.append(value)
    assert [value for value in missed if set('<>"') & set(value)] == []
    assert len(missed) < len(SHAPES) / 2
    # What these values ask for is theirs, and no fault of the site's.
    away.clear()

"""Every kind of page, in both colour schemes and at both widths, without an accessibility fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.conftest import PAGES, VIEWS, answer, choose_force


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


@pytest.fixture(params=VIEWS, ids=lambda p: f"{p[0]}-{p[1]}")
def view(request: pytest.FixtureRequest, browser: Browser):
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_no_page_has_a_fault(view: Page, site: str):
    found = {}
    for name, path in PAGES.items():
        view.goto(site + path)
        if here := faults(view):
            found[name] = here
    assert found == {}


def test_no_state_of_a_wording_has_a_fault(view: Page, site: str):
    view.goto(f"{site}/wording/full-ncnd/")
    view.locator("[data-copy=rich]").click()
    view.locator("[data-summary]").wait_for()
    assert faults(view) == []
    view.locator("header [data-choose-force]").click()
    view.locator("#cru-force-input").press_sequentially("police")
    view.locator(".autocomplete__option").first.wait_for()
    assert faults(view) == []
    view.keyboard.press("Escape")
    view.keyboard.press("Escape")
    choose_force(view, "Kent")
    answer(view, no=("counter_terrorism_role",))
    assert faults(view) == []


def test_no_state_of_the_search_has_a_fault(view: Page, site: str):
    view.goto(f"{site}/help/officers/")
    view.keyboard.press("/")
    box = view.locator("#cru-search-input")
    box.press_sequentially("Palentir")
    view.locator("[data-search-results] [data-words] mark").first.wait_for()
    assert faults(view) == []
    view.locator("[data-search-narrow] summary").click()
    assert faults(view) == []
    box.fill("zzyzx")
    view.locator("[data-search-none]").wait_for()
    assert faults(view) == []
    width = view.locator("[data-search-dialog]").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert width[0] <= width[1]


def test_a_known_fault_is_found(view: Page, site: str):
    view.goto(site)
    view.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=text>')")
    assert [fault.partition(":")[0] for fault in faults(view)] == ["label"]

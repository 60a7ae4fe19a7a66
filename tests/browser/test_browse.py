"""Lists: filtered and sorted on the page, and plain lists without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect


def titles(page: Page) -> list[str]:
    return page.locator("[data-browse] li:visible > a").all_inner_texts()


def test_a_list_shows_only_what_holds_the_words_and_says_how_many(page: Page, site: str):
    page.goto(f"{site}/browse/provision/")
    every = titles(page)
    page.locator("[data-browse-text]").fill("S.24 ncnd")
    kept = titles(page)
    assert 0 < len(kept) < len(every)
    expect(page.locator("[data-shown]")).to_have_text(str(len(kept)))
    expect(page.locator("[data-all]")).to_have_text(str(len(every)))
    headings = page.locator("[data-browse] h2:visible").all_inner_texts()
    assert len(headings) < page.locator("[data-browse] h2").count()
    page.locator("[data-browse-text]").fill("")
    assert titles(page) == every


def test_a_list_is_sorted_and_goes_back_to_its_own_order(page: Page, site: str):
    page.goto(f"{site}/advice/")
    own = titles(page)
    page.locator("[data-browse-sort]").select_option("title")
    assert titles(page) == sorted(own)
    page.locator("[data-browse-sort]").select_option("year")
    assert titles(page)[-1] == "Requests about Palantir technology: the continued approach"
    page.locator("[data-browse-sort]").select_option("")
    assert titles(page) == own


def test_what_was_typed_and_chosen_is_there_on_going_back(page: Page, site: str):
    page.goto(f"{site}/wording/")
    page.locator("[data-browse-text]").fill("opening")
    page.locator("[data-browse-sort]").select_option("title")
    kept = titles(page)
    assert kept
    page.get_by_role("link", name=kept[0]).click()
    page.wait_for_url(f"{site}/wording/opening-*/")
    page.go_back()
    expect(page.locator("[data-browse-text]")).to_have_value("opening")
    assert titles(page) == kept
    page.goto(f"{site}/advice/")
    page.goto(f"{site}/wording/")
    expect(page.locator("[data-browse-text]")).to_have_value("")


@pytest.mark.parametrize("by", ["year", "provision", "topic", "status"])
def test_without_javascript_a_list_is_plain(browser: Browser, site: str, by: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/advice/")
    page.locator(f"article a[href*='browse/{by}']").click()
    expect(page.locator("[data-browse-controls]")).to_be_hidden()
    assert "Requests about Palantir technology: the continued approach" in titles(page)
    context.close()

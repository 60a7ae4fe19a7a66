"""The page's title: it begins with what is asked now, and with "Error: " while the page says what is wrong."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import decide
from browser.states import letter_lacking
from browser.test_decision import FIRST, REFER, WHOLE, open_at


def test_each_question_and_outcome_names_the_page(page: Page, site: str):
    open_at(page, site)
    own = " - CRU FOI guidance"
    expect(page).to_have_title(re.compile(f"^{re.escape(FIRST)} - .+{own}$"))
    decide(page, "No")
    expect(page).to_have_title(re.compile(f"^{re.escape(WHOLE)} - .+{own}$"))
    decide(page, "No")
    expect(page).to_have_title(re.compile(f"^{re.escape(REFER)} - .+{own}$"))
    page.go_back()
    expect(page).to_have_title(re.compile(f"^{re.escape(WHOLE)} - .+{own}$"))
    open_at(page, site, "#published=unsure")
    expect(page).to_have_title(re.compile(f"^{re.escape(REFER)} - .+{own}$"))


def test_an_unanswered_question_is_an_error_in_the_title_until_it_is_answered(page: Page, site: str):
    open_at(page, site)
    before = page.title()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title(f"Error: {before}")
    decide(page, "No")
    expect(page).to_have_title(re.compile(f"^{re.escape(WHOLE)} - "))
    page.go_back()
    expect(page).to_have_title(before)


def test_a_letter_that_lacks_something_is_an_error_in_the_title_until_it_lacks_nothing(page: Page, site: str):
    page.goto(f"{site}/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes")
    before = page.title()
    assert not before.startswith("Error")
    letter_lacking(page, site)
    expect(page).to_have_title(f"Error: {before}")
    page.evaluate("location.hash = 'full-ncnd;published=no;whole_request=yes'")
    expect(page).to_have_title(before)
    page.go_back()
    expect(page).to_have_title(f"Error: {before}")


@pytest.mark.parametrize("address", ["/wording/opening-partial/", "/wording/review-and-complaint/"])
def test_a_wording_has_its_own_title_again_once_nothing_is_missing(page: Page, site: str, address: str):
    page.goto(site + address)
    before = page.title()
    page.locator("[data-copy=rich]").click()
    expect(page).to_have_title(f"Error: {before}")
    page.evaluate("window.cruForce = window.cruForces[1]; document.dispatchEvent(new CustomEvent('cru:force'))")
    for field in page.locator("textarea[data-input]").all():
        field.fill("somebody")
    expect(page).to_have_title(before)


def test_an_empty_draft_is_an_error_in_the_title_until_a_draft_is_checked(page: Page, site: str):
    page.goto(f"{site}/check-draft/")
    before = page.title()
    check = page.get_by_role("button", name="Check the draft")
    check.click()
    expect(page).to_have_title(f"Error: {before}")
    page.locator("[data-draft-text]").fill("We will answer within 20 working days.")
    check.click()
    expect(page.locator("[data-draft-result]")).to_be_visible()
    expect(page).to_have_title(before)


def test_rules_that_cannot_be_loaded_are_an_error_in_the_title(page: Page, site: str):
    page.route("**/rules-data.js", lambda route: route.abort())
    page.goto(f"{site}/check-draft/")
    before = page.title()
    page.locator("[data-draft-text]").fill("We will answer within 20 working days.")
    page.get_by_role("button", name="Check the draft").click()
    expect(page).to_have_title(f"Error: {before}")

"""From the home page to a pasted letter, by keyboard alone, and every state of the letter without a fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.conftest import VIEWS, answer, choose_force


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; fail when it is never reached."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def choose_option(page: Page, option: str) -> None:
    """Answer the question that is shown: to its radios, down to the option, Enter."""
    tab_to(page, "main input[type=radio]")
    for _ in range(6):
        if page.evaluate("() => document.activeElement.value") == option:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


def test_from_home_to_a_pasted_letter_by_keyboard_alone(page: Page, site: str):
    page.goto(site)
    tab_to(page, ".cru-door")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/1750-22/**")
    choose_option(page, "no")
    expect(page.get_by_role("heading", name="Is the whole request about")).to_be_visible()
    choose_option(page, "yes")
    expect(page.get_by_role("heading", name="Full NCND: section 31(3) and section 24(2)").first).to_be_visible()
    tab_to(page, "a[href*='/letter/1750-22/'], a[href*='letter/1750-22']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/letter/1750-22/#full-ncnd;published=no;whole_request=yes")
    tab_to(page, "[data-letter=full-ncnd] [data-input=force]")
    page.keyboard.press("Enter")
    expect(page.locator("#cru-force-input")).to_be_focused()
    page.keyboard.type("north y")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "[data-letter=full-ncnd] [data-input=reference]")
    page.keyboard.type("FOI 2026/001")
    tab_to(page, "[data-letter=full-ncnd] [data-input=request]")
    page.keyboard.type("Do you use it?")
    tab_to(page, "[data-letter=full-ncnd] [data-input=review_contact]")
    page.keyboard.type("the FOI team")
    tab_to(page, "[data-letter=full-ncnd] [data-input=regulator_contact]")
    page.keyboard.type("the regulator")
    for _ in range(3):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    tab_to(page, "[data-letter=full-ncnd] [data-copy=rich]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-letter=full-ncnd] [data-live]")).to_contain_text("Copied as North Yorkshire Police")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.set_content("<div contenteditable id=area></div>")
    page.locator("#area").focus()
    page.keyboard.press("Control+v")
    pasted = page.locator("#area").inner_text()
    assert "North Yorkshire Police can neither confirm nor deny" in pasted
    assert "Reference: FOI 2026/001" in pasted


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_no_state_of_a_letter_has_a_fault(browser: Browser, site: str, scheme: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    root = "[data-letter=partial-ncnd]"
    page.goto(f"{site}/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes")
    page.locator(f"{root} [data-controls]").wait_for()

    def faults() -> list[str]:
        found = Axe().run(page, context={"exclude": [[".md-search"]]}).response["violations"]
        return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]

    assert faults() == []
    page.locator(f"{root} [data-copy=rich]").click()
    assert faults() == []
    choose_force(page, "Kent")
    answer(page, root)
    for name, words in (
        ("reference", "FOI 1"),
        ("request", "Do you?"),
        ("public_link", "https://www.kent.police.uk/x"),
        ("review_contact", "the FOI team"),
        ("regulator_contact", "the regulator"),
    ):
        page.locator(f"{root} [data-input={name}]").fill(words)
    expect(page.locator(f"{root} [data-complete]")).to_be_visible()
    assert faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()

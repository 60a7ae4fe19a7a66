"""From the home page to a pasted letter: by keyboard alone, and by a first reader whose every act is counted."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PAGES, decide


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


@pytest.mark.parametrize("path", [*PAGES.values(), "/letter/1750-22/#full-ncnd;published=no;whole_request=yes"])
def test_the_first_stop_of_each_page_leads_past_the_menu_and_keeps_the_address(page: Page, site: str, path: str):
    page.goto(site + path)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#page-content")).to_be_focused()
    assert page.evaluate("document.activeElement.querySelectorAll('h1').length") == 1
    assert page.url == site + path


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


ACTS = """() => {
    // An act is a click, a field typed into, or a paste, as the browser itself saw it.
    const typed = "input[type=text], input[type=url], textarea, [contenteditable]";
    let field;
    addEventListener("pointerdown", seen => {
        if (!seen.target.closest(typed)) acted(`click: ${seen.target.innerText}`);
    }, true);
    addEventListener("paste", seen => { field = seen.target; acted("paste"); }, true);
    addEventListener("input", seen => {
        if (seen.target.matches(typed) && seen.target !== field) acted(`type: ${seen.target.id}`);
        field = seen.target;
    }, true);
}"""
MOST = 8
TYPED = {
    "reference": "FOI 2026/001",
    "request": "Do you use it?",
    "review_contact": "the FOI team",
    "regulator_contact": "the regulator",
}


def test_a_first_reader_needs_few_acts_to_the_letter_and_one_for_each_thing_that_it_lacks(
    page: Page, site: str, record_property
):
    acts: list[str] = []
    page.expose_function("acted", lambda act: acts.append(act))
    page.add_init_script(f"({ACTS})()")
    page.goto(site)
    page.get_by_role("link", name="Answer a request about Palantir").click()
    decide(page, "No")
    decide(page, "Yes")
    page.get_by_role("link", name="Write the letter").click()
    letter = page.locator("[data-letter=full-ncnd]")
    expect(letter.locator("[data-controls]")).to_be_visible()
    to_letter = len(acts)
    lacking = int(letter.locator("[data-count]").inner_text())
    letter.locator("[data-input=force]").click()
    expect(page.locator("#cru-force-input")).to_be_focused()
    page.keyboard.type("kent")
    page.locator(".autocomplete__option", has_text="Kent Police").click()
    for name, words in TYPED.items():
        letter.locator(f"[data-input={name}]").click()
        page.keyboard.type(words)
    for choice in letter.locator("fieldset[data-control]").all():
        choice.get_by_role("radio").first.click()
    expect(letter.locator("[data-complete]")).to_be_visible()
    filled = len(acts)
    letter.locator("[data-copy=rich]").click()
    expect(letter.locator("[data-live]")).to_contain_text("Copied as Kent Police")
    page.goto("about:blank")
    page.set_content("<div contenteditable id=area></div>")
    page.evaluate(ACTS)
    page.locator("#area").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("#area")).to_contain_text("Kent Police can neither confirm nor deny")
    assert "[" not in page.locator("#area").inner_text()
    record_property("acts to the letter", to_letter)
    record_property("acts to the paste", len(acts))
    assert to_letter <= MOST, acts
    # The force alone takes three: to open its list, to type, to choose.
    assert filled - to_letter == lacking + 2, acts
    assert filled <= MOST + lacking, acts
    assert [act.partition(":")[0] for act in acts[filled:]] == ["click", "paste"], acts

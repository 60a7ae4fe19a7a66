"""From the home page to a pasted letter, by keyboard alone, and every state of the letter without a fault."""

from playwright.sync_api import Page, expect


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

"""The walk: every page and state, in each scheme and width and as different readers need it, without a fault.

`make test` walks each scheme and each width once; `make soak` walks each scheme at each width. The runner's last
lines say how many views were looked at and how many faults there were.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.conftest import EVERY_VIEW, VIEWS
from browser.states import STATES

SMALL = """() => {
    const shown = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const words = one => one.closest("p, li, td, dd, caption, figcaption, label, .md-nav, .cru-handling");
    const all = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
    return [...all].flatMap(one => {
        const inside = one.matches("a, summary") && words(one) && words(one).innerText.trim() !== one.innerText.trim();
        const label = one.matches("[type=radio], [type=checkbox]") && one.closest("label, .cru-option") || one;
        const { width, height } = label.getBoundingClientRect();
        const least = one.matches(".cru-button:not(.cru-button--small), .cru-door") ? 44 : 24;
        const counts = shown(one) && width && !inside && !one.matches(".md-skip, .md-toggle, .md-option");
        const size = `${Math.round(width)}x${Math.round(height)}, least ${least}`;
        return counts && (height < least || width < 24) ? [`${size}: ${one.outerHTML.slice(0, 120)}`] : [];
    });
}"""
WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [`${document.documentElement.scrollWidth} px wide`] : []"""
TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
    return ids.filter((id, at) => ids.indexOf(id) < at);
}"""
UNHEARD = """() => [...document.querySelectorAll("[role=status]")]
    .filter(one => one.parentElement.checkVisibility() && getComputedStyle(one).display === "none")
    .map(one => `not there before it speaks: ${one.outerHTML.slice(0, 120)}`)"""
MOVING = """() => document.getAnimations().map(one => `moves: ${one.effect?.target?.outerHTML.slice(0, 80)}`)"""


def faults(page: Page) -> list[str]:
    """Return what axe finds on the page as it is now."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def walk(page: Page, site: str, looked: list[str], record, *scripts: str) -> None:
    """Bring the page into each state, look, and fail with what is wrong in which."""
    found = {}
    for name in looked:
        STATES[name](page, site)
        here = [*faults(page), *(fault for script in scripts for fault in page.evaluate(script))]
        if here:
            found[name] = here
    record("views", len(looked))
    record("faults", sum(map(len, found.values())))
    assert found == {}, "\n".join(f"{name}: {fault}" for name, all_here in found.items() for fault in all_here)


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_no_page_and_no_state_has_a_fault(browser: Browser, site: str, scheme: str, width: int, record_property):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    walk(context.new_page(), site, list(STATES), record_property, SMALL, WIDE, TWICE, UNHEARD)
    context.close()


MODES = {
    "text at 200%": {"viewport": {"width": 1280, "height": 900}},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "less motion": {"viewport": {"width": 320, "height": 900}, "reduced_motion": "reduce"},
}
FEW = ["home", "wording complete", "decision", "search results", "letter lacking", "draft with problems"]


@pytest.mark.parametrize("mode", MODES)
def test_no_state_has_a_fault_for_a_reader_who_changes_how_pages_look(
    browser: Browser, site: str, mode: str, record_property
):
    context = browser.new_context(**MODES[mode], bypass_csp=True)
    page = context.new_page()
    if mode == "text at 200%":
        page.add_init_script(
            """addEventListener("DOMContentLoaded", () => {
                document.documentElement.style.fontSize = "250%";
            })"""
        )
    looked = list(STATES) if VIEWS == EVERY_VIEW else FEW
    walk(page, site, looked, record_property, WIDE, *([MOVING] if mode == "less motion" else []))
    context.close()


@pytest.mark.parametrize("name", ["home", "wording complete", "decision", "letter lacking", "search results"])
@pytest.mark.parametrize("width", [1280, 320])
def test_what_has_the_focus_is_marked_and_not_covered(browser: Browser, site: str, name: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    STATES[name](page, site)
    reached = 0
    for _ in range(45):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body || one.matches("dialog, [type=date]")) return null;
                const all = [one, ...(one.labels || []), one.parentElement];
                const marked = all.slice(0, one.matches("[type=radio], [type=checkbox]") ? 3 : 1).some(part => {
                    const look = getComputedStyle(part);
                    const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
                    return outlined || look.boxShadow !== "none";
                });
                const free = all.some(part => {
                    const box = part.getBoundingClientRect();
                    const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
                    return at && (part.contains(at) || at.contains(one));
                });
                return [one.outerHTML.slice(0, 120), marked, free];
            }"""
        )
        if seen:
            reached += 1
            assert seen[1:] == [True, True], (seen, name)
    assert reached > 5
    context.close()


def test_the_menu_of_a_narrow_screen_opens_and_closes_by_key(browser: Browser, site: str):
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(site)
    link = page.locator(".md-nav--primary a", has_text="Forces").first
    expect(link).not_to_be_in_viewport()
    menu = page.get_by_role("button", name="Menu")
    while not menu.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    expect(link).to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Space")
    expect(link).not_to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(link).to_be_in_viewport()
    expect(menu).to_be_hidden()
    page.close()


def test_a_known_fault_is_found(browser: Browser, site: str):
    page = browser.new_page(bypass_csp=True)
    page.goto(site)
    page.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend",
        "<input type=text><button id=a style='height:9px;padding:0'>x</button><p id=a style='width:3000px'>y</p>")"""
    )
    assert [fault.partition(":")[0] for fault in faults(page)] == ["label"]
    assert [len(page.evaluate(script)) for script in (SMALL, WIDE, TWICE)] == [2, 1, 1]
    page.close()

"""The pages and what a reader may bring them into: each state by its name, and how to get there.

`make pictures` draws them and test_walk.py looks for faults in them.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.conftest import PAGES, answer, choose_force

State = Callable[[Page, str], None]
LETTER = "[data-letter=partial-ncnd]"
VALUES = {
    "reference": "FOI 2026/001",
    "request": "Do you use it?",
    "public_link": "https://www.kent.police.uk/x",
    "review_contact": "the FOI team",
    "regulator_contact": "the regulator",
}
FAULTY = """Your request

Does Kent Police use it? The Met said so.

Response

Kent Police can neither confirm nor deny whether it holds information, as the duty in section 1(1)(a) does not apply
by virtue of section 31(3).

I can confirm that the information is held by Essex Police.
"""


def opened(path: str) -> State:
    """Return the state of a page as it opens; one address is left first, so that a fragment alone is read too."""

    def go(page: Page, site: str) -> None:
        page.goto("about:blank")
        page.goto(site + path)

    return go


def wording_lacking(page: Page, site: str) -> None:
    opened("/wording/full-ncnd/")(page, site)
    page.locator("[data-copy=rich]").click()
    page.locator("[data-summary]").wait_for()


def wording_complete(page: Page, site: str) -> None:
    opened("/wording/full-ncnd/")(page, site)
    choose_force(page, "Kent")
    answer(page, no=("counter_terrorism_role",))


def force_list(page: Page, site: str) -> None:
    opened("/wording/full-ncnd/")(page, site)
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially("police")
    page.locator(".autocomplete__option").first.wait_for()


def force_refused(page: Page, site: str) -> None:
    opened("/wording/full-ncnd/")(page, site)
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially("Police Scotland")
    page.locator("#cru-force-input").press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-force-refusal]").wait_for()


def searched(words: str, shown: str, narrow: bool = False) -> State:
    """Return the state of the search once it says what it found, or that it found nothing."""

    def go(page: Page, site: str) -> None:
        opened("/help/officers/")(page, site)
        page.keyboard.press("/")
        page.locator("#cru-search-input").press_sequentially(words)
        page.locator(shown).first.wait_for()
        if narrow:
            page.locator("[data-search-narrow] summary").click()

    return go


def decision_unanswered(page: Page, site: str) -> None:
    opened("/decide/1750-22/")(page, site)
    for summary in page.locator(".cru-whole > summary").all():
        summary.click()
    page.get_by_role("button", name="Continue").locator("visible=true").click()


def letter_lacking(page: Page, site: str) -> None:
    opened("/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes")(page, site)
    page.locator(f"{LETTER} [data-copy=rich]").click()


def letter_complete(page: Page, site: str) -> None:
    opened("/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes")(page, site)
    choose_force(page, "Kent")
    answer(page, LETTER)
    for name, words in VALUES.items():
        page.locator(f"{LETTER} [data-input={name}]").fill(words)
    expect(page.locator(f"{LETTER} [data-complete]")).to_be_visible()


def checked(text: str) -> State:
    """Return the state of the draft checker once it has answered."""

    def go(page: Page, site: str) -> None:
        opened("/check-draft/")(page, site)
        choose_force(page, "Kent")
        page.locator("[data-draft-text]").fill(text)
        page.get_by_role("button", name="Check the draft").click()
        expect(page.locator("[data-draft-count]")).to_be_focused()

    return go


STATES: dict[str, State] = {
    **{name: opened(path) for name, path in PAGES.items()},
    "wording lacking": wording_lacking,
    "wording complete": wording_complete,
    "force list": force_list,
    "force refused": force_refused,
    "search results": searched("Palentir", "[data-search-results] [data-words] mark"),
    "search narrowed": searched("police", "[data-search-results] a", narrow=True),
    "search without results": searched("zzyzx", "[data-search-none]"),
    "decision unanswered": decision_unanswered,
    "decision second question": opened("/decide/1750-22/#published=yes"),
    "outcome full": opened("/decide/1750-22/#published=no;whole_request=yes"),
    "outcome partial": opened("/decide/1750-22/#published=yes;all_covered=yes"),
    "outcome refer": opened("/decide/1750-22/#published=unsure"),
    "route unknown": opened("/decide/1750-22/#published=yes;bogus=1"),
    "letter": opened("/letter/1750-22/#full-ncnd;published=no;whole_request=yes"),
    "letter lacking": letter_lacking,
    "letter complete": letter_complete,
    "draft with problems": checked(FAULTY),
    "draft without problems": checked("We will answer within 20 working days."),
}

"""The draft checker: what was pasted is checked in the page, its problems listed and marked, and nothing is kept."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import ROOT, choose_force
from browser.states import FAULTY
from macros import rules, sections
from macros.library import Library
from macros.wording import Stance


def check(page: Page, site: str, text: str, kind: str = "", force: str = "Kent", part: bool = False) -> list[str]:
    """Paste a draft, say force and kind, and return the rules of the problems shown."""
    page.goto(f"{site}/check-draft/")
    if force:
        choose_force(page, force)
    page.locator("[data-draft-text]").fill(text)
    page.locator(f"[name=draft-kind][value='{kind}']").check()
    page.locator("[data-draft-part]").set_checked(part)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-draft-count]")).to_be_focused()
    shown = page.locator("[data-findings] [data-rule]")
    return shown.evaluate_all("tags => tags.map((tag) => tag.dataset.rule)")


def source_wording() -> str:
    text = (ROOT / "docs/advice/1750-22/source.txt").read_text(encoding="utf-8")
    return text.partition("removed and replaced accordingly.")[2]


def test_the_sources_own_wording_lacks_what_it_is_known_to_lack(page: Page, site: str):
    found = check(page, site, source_wording(), "full", "MPS", part=True)
    assert sorted(found) == sorted(
        ["n1", "n3", "n4", "n9", "n10", "weak-n5", "weak-n8", "any-other", "duplicate-sentence"]
    )


def test_the_page_finds_what_python_finds_and_marks_it_in_place(page: Page, site: str, loaded: Library):
    found = check(page, site, FAULTY, "full")
    expected = rules.report(FAULTY, Stance.FULL, loaded.names, "kent")
    assert found == [finding.rule_id for finding in expected]
    assert {"held-and-ncnd", "other-force"} <= set(found)
    marks = page.locator("[data-marked] mark").all_inner_texts()
    assert "I can confirm that the information is held by Essex Police." in marks
    assert not any("The Met said so" in words for words in marks)
    assert page.locator("[data-marked]").inner_text().strip() == FAULTY.strip()


def test_a_point_of_the_notice_is_named_as_help_names_it_and_leads_there(page: Page, site: str):
    found = check(page, site, source_wording(), "full", "MPS", part=True)
    tags = page.locator("[data-findings] [data-rule]")
    shown = {rule: said.partition(" ")[0] for rule, said in zip(found, tags.all_text_contents(), strict=True)}
    assert [shown[one] for one in ("n1", "n3", "n10", "weak-n5", "weak-n8")] == ["N1", "N3", "N10", "N5", "N8"]
    assert shown["any-other"] == "any-other"
    links = tags.get_by_role("link")
    assert links.evaluate_all("links => links.map((link) => link.hash)") == [
        f"#{shown[one].lower()}" for one in found if one in rules.points()
    ]
    with page.expect_popup() as opened:
        page.get_by_role("link", name="N3 of what a notice needs (opens in a new tab)").click()
    expect(opened.value).to_have_url(f"{site}/help/notice/#n3")
    expect(opened.value.locator("#n3")).to_be_in_viewport()
    expect(page.locator("[data-draft-text]")).to_have_value(source_wording())


def test_help_explains_each_point_that_a_rule_asks_for(loaded: Library):
    there = sections.anchors(loaded.pages["help/notice.md"])
    assert sorted(rules.points().values()) == sorted([*(f"N{number}" for number in range(1, 11)), "N5", "N8"])
    assert {point.lower() for point in rules.points().values()} <= there


def test_a_link_of_a_problem_goes_to_its_words(page: Page, site: str):
    check(page, site, FAULTY, "full")
    row = page.locator("[data-findings] li", has_text="held-and-ncnd").first
    row.locator("[data-go]").click()
    selected = page.evaluate(
        "() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); }"
    )
    assert "is held" in selected


def test_without_a_force_names_are_not_looked_for_and_the_page_says_so(page: Page, site: str):
    page.goto(f"{site}/check-draft/")
    expect(page.locator("[data-no-force]")).to_be_visible()
    assert "other-force" not in check(page, site, FAULTY, "full", force="")


def test_rules_that_cannot_be_loaded_are_no_all_clear(page: Page, site: str):
    page.route("**/rules.js", lambda route: route.abort())
    page.goto(f"{site}/check-draft/")
    page.locator("[data-draft-text]").fill(FAULTY)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-draft-failed]")).to_be_visible()
    expect(page.locator("[data-draft-result]")).to_be_hidden()
    page.unroute("**/rules.js")
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-findings]")).to_contain_text("held-and-ncnd")
    expect(page.locator("[data-draft-failed]")).to_be_hidden()


def test_a_result_says_when_it_is_of_an_earlier_draft_force_or_kind(page: Page, site: str):
    check(page, site, FAULTY)
    changed = page.locator("[data-changed]")
    expect(changed).to_be_hidden()
    page.locator("[data-draft-text]").fill(f"A line more.\n\n{FAULTY}")
    expect(changed).to_be_visible()
    page.locator("[data-findings] li", has_text="held-and-ncnd").first.locator("[data-go]").click()
    assert page.evaluate("() => String(getSelection())").startswith("I can confirm that the information")
    page.locator("[data-draft-text]").fill(FAULTY)
    expect(changed).to_be_hidden()
    page.locator("[name=draft-kind][value=partial]").check()
    expect(changed).to_be_visible()
    page.get_by_role("button", name="Check the draft").click()
    expect(changed).to_be_hidden()
    choose_force(page, "Essex")
    expect(changed).to_be_visible()
    page.get_by_role("button", name="Check the draft").click()
    expect(changed).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        (FAULTY, "", "full"),
        (FAULTY, "partial", "partial"),
        ("1. We hold it.\n\n2. We can neither confirm nor deny whether we hold it.", "", "partial"),
        ("We can niether confirm or deny it.", "", "any"),
    ],
)
def test_the_result_says_what_kind_of_reply_was_checked(page: Page, site: str, text: str, kind: str, read: str):
    check(page, site, text, kind)
    assert page.locator("[data-read]:visible").evaluate_all("all => all.map(one => one.dataset.read)") == [read]


def test_request_and_reply_can_be_told_apart_by_hand(page: Page, site: str):
    reply = "Kent Police can neither confirm nor deny whether it holds information."
    text = f"Tell me what the Essex Police holds.\n{reply}\n"
    assert "other-force" in check(page, site, text)
    area = page.locator("[data-draft-text]")
    area.evaluate("area => area.setSelectionRange(0, 0)")
    page.get_by_role("button", name="The request starts here").click()
    area.evaluate("(area, words) => { const at = area.value.indexOf(words); area.setSelectionRange(at, at); }", reply)
    page.get_by_role("button", name="The reply starts here").click()
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-findings]")).not_to_contain_text("other-force")


def test_an_empty_draft_is_said_to_be_empty(page: Page, site: str):
    page.goto(f"{site}/check-draft/")
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator("[data-draft-result]")).to_be_hidden()
    expect(page.locator("[data-draft-text]")).to_be_focused()


def test_a_draft_is_shown_as_text_and_kept_nowhere(page: Page, site: str):
    page.on("dialog", lambda dialog: dialog.accept())
    text = "<img src=x onerror=\"document.title='hacked'\"> We hold it. {{ x }} $& " + FAULTY
    check(page, site, text)
    assert page.locator("[data-marked] img").count() == 0
    assert "hacked" not in page.title()
    assert page.evaluate("[{...localStorage}, {...sessionStorage}]") == [{}, {"cru-force": "kent"}]
    page.reload()
    expect(page.locator("[data-draft-text]")).to_have_value("")
    expect(page.locator("[data-draft-result]")).to_be_hidden()


def test_what_is_pasted_from_word_becomes_plain_text(page: Page, site: str):
    page.goto(f"{site}/check-draft/")
    page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob(["<h1 align=center>Response</h1><p class=MsoNormal>We <b>hold</b> it.</p>"],
                                  {type: "text/html"}),
            "text/plain": new Blob(["Response\\r\\nWe hold it."], {type: "text/plain"}),
        })])"""
    )
    page.locator("[data-draft-text]").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("[data-draft-text]")).to_have_value("Response\nWe hold it.")

"""What a reader sees of versions: two real ones, published to a real remote and served as `make browse` does."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import published
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros.values import letter_date
from macros.versions import Name, Version, in_force, parse

from .conftest import answer, choose_force, clipboard
from .test_walk import SMALL, WIDE, faults

OLD, NEW = "2026-11-24", "2026-11-25"
WORDING = "wording/full-ncnd/"


@pytest.fixture(scope="module")
def project(two_published: Path) -> Path:
    return two_published / "later"


@pytest.fixture(scope="module")
def remote(two_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(two_published / "two.git", tmp_path_factory.mktemp("remote") / "versions.git"))


@pytest.fixture(scope="module")
def every(remote: Path, project: Path) -> Iterator[str]:
    """The address at which every version is served, straight from the remote."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(published.ROOT / ".ci/browse.py"), str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    served = subprocess.Popen(command, cwd=project, env=published.environment(remote), **quiet)
    site = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{site}/versions.json", timeout=10).close()
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.2)
        yield site
    finally:
        served.terminate()
        served.wait()


@pytest.fixture
def visit(browser: Browser, every: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=every)
    yield context.new_page()
    context.close()


def published_on(remote: Path) -> str:
    """The day, in words, on which both versions were really published: that of the tests."""
    line = subprocess.check_output(["git", "show", "published:ledger.jsonl"], cwd=remote, text=True).splitlines()[0]
    return letter_date(date.fromisoformat(json.loads(line)["on"]))


def notice(page: Page, state: str):
    return page.locator(f".cru-handling [data-currency={state}]")


def test_the_newest_version_has_no_notice_and_an_old_one_leads_to_the_same_page_in_it(visit: Page, every: str):
    visit.goto(f"{every}/latest/{WORDING}")
    visit.wait_for_load_state("networkidle")
    for state in ("superseded", "withdrawn", "unchecked"):
        expect(notice(visit, state)).to_be_hidden()
    visit.goto(f"{every}/{OLD}/{WORDING}")
    expect(notice(visit, "superseded")).to_be_visible()
    expect(notice(visit, "superseded")).to_contain_text("read this page in the version of 25 November 2026")
    notice(visit, "superseded").locator("a[data-successor]:visible").click()
    assert visit.url == f"{every}/{NEW}/{WORDING}"


def test_the_picker_leads_by_keyboard_to_the_same_page_in_each_version_the_latest_first(visit: Page, every: str):
    visit.set_viewport_size({"width": 320, "height": 700})
    visit.goto(f"{every}/{OLD}/{WORDING}#a-place")
    picker = visit.locator("[data-picker]")
    expect(picker.locator("summary")).to_have_text("Version 24 November 2026: this page in other versions")
    expect(visit.locator("[data-plain-version]")).to_be_hidden()
    picker.locator("summary").focus()
    visit.keyboard.press("Enter")
    expect(picker.locator("li")).to_have_text(
        ["Latest: 25 November 2026", "24 November 2026 (this version)"], use_inner_text=True
    )
    expect(picker.locator("[data-picker-reading]")).to_be_hidden()
    expect(picker.locator("[aria-current=true]")).to_have_text("24 November 2026")
    assert faults(visit) == []
    assert visit.evaluate(WIDE) == []
    assert visit.evaluate(SMALL) == []
    visit.keyboard.press("Tab")
    expect(picker.get_by_role("link", name="Latest: 25 November 2026")).to_be_focused()
    visit.keyboard.press("Enter")
    visit.wait_for_url(f"{every}/latest/{WORDING}#a-place")
    visit.emulate_media(media="print")
    expect(visit.locator("[data-plain-version]")).to_be_visible()
    expect(visit.locator("[data-picker]")).to_be_hidden()


def test_the_picker_leads_to_the_first_page_of_a_version_without_this_page(visit: Page, every: str):
    def without(route: Route) -> None:
        answer = route.fetch()
        files = {path: one for path, one in answer.json()["files"].items() if not path.startswith(WORDING)}
        route.fulfill(json={**answer.json(), "files": files})

    visit.route(f"**/{OLD}/manifest.json", without)
    visit.goto(f"{every}/{NEW}/{WORDING}")
    picker = visit.locator("[data-picker]")
    picker.locator("summary").click()
    expect(picker.locator("li")).to_have_text(
        ["Latest: 25 November 2026 (this version)", "24 November 2026 (its first page)"], use_inner_text=True
    )
    picker.get_by_role("link", name="24 November 2026", exact=True).click()
    visit.wait_for_url(f"{every}/{OLD}/")


def test_old_words_are_copied_only_after_one_confirmation_that_leads_to_the_new_ones(visit: Page, every: str):
    visit.goto(f"{every}/{OLD}/{WORDING}")
    choose_force(visit, "Kent")
    answer(visit)
    visit.evaluate("navigator.clipboard.writeText('before')")
    dialog = visit.locator("[data-old-dialog]")
    button = visit.locator("[data-component=wording] [data-copy=plain]")
    button.click()
    expect(dialog.locator("a[data-successor]")).to_have_attribute("href", f"../../../{NEW}/{WORDING}")
    dialog.locator("[data-old-close]").click()
    assert clipboard(visit) == "before"
    button.click()
    dialog.locator("[data-old-copy]").click()
    expect(visit.locator("[data-component=wording] [data-live]")).to_contain_text("Copied")
    assert "Kent Police" in clipboard(visit)
    visit.evaluate("navigator.clipboard.writeText('before')")
    button.click()
    expect(visit.locator("[data-component=wording] [data-live]")).to_contain_text("Copied")
    expect(dialog).to_be_hidden()
    visit.wait_for_function("async () => (await navigator.clipboard.readText()).includes('Kent Police')")


def test_a_list_that_cannot_be_read_is_said(visit: Page, every: str):
    visit.route("**/versions.json", lambda route: route.abort())
    visit.goto(f"{every}/{NEW}/{WORDING}")
    expect(notice(visit, "unchecked")).to_contain_text("Could not check whether this is the newest version.")
    expect(visit.get_by_role("link", name="Version 25 November 2026")).to_be_visible()
    expect(visit.locator("[data-picker]")).to_be_hidden()
    visit.unroute("**/versions.json")
    visit.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice(visit, "unchecked")).to_be_hidden()


def test_the_file_note_names_the_version_and_whether_it_was_the_latest(visit: Page, every: str):
    for name, words in (
        (NEW, "Site version: 25 November 2026. It was the latest when this note was made."),
        (
            OLD,
            "Site version: 24 November 2026. It was not the latest: the version of 25 November 2026 had replaced it.",
        ),
    ):
        visit.goto(f"{every}/{name}/letter/1750-22/#full-ncnd")
        line = visit.locator("[data-note] p:visible", has_text="Site version")
        expect(line).to_have_text(words, use_inner_text=True)


def test_without_javascript_a_page_names_its_version_and_leads_to_the_list(browser: Browser, every: str, remote: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{every}/{OLD}/{WORDING}")
    page.get_by_role("link", name="Version 24 November 2026").click()
    assert page.url == f"{every}/versions/"
    day = published_on(remote)
    items = [f"25 November 2026 (published on {day}) Newest", f"24 November 2026 (published on {day}) Superseded"]
    expect(page.locator("li")).to_have_text(items, use_inner_text=True)
    page.get_by_role("link", name="24 November 2026").click()
    assert page.url == f"{every}/{OLD}/"
    page.goto(f"{every}/")
    page.wait_for_url(f"{every}/latest/")
    context.close()


REDLINE = """() => ["ins", "del"].map(tag => getComputedStyle(document.querySelector(tag)).textDecorationLine)"""


def test_words_of_any_two_versions_are_compared_by_keyboard_and_marked_without_colour(visit: Page, every: str):
    visit.set_viewport_size({"width": 320, "height": 700})
    visit.goto(f"{every}/latest/changes/")
    visit.get_by_role("link", name="What changed from version to version").click()
    assert visit.url == f"{every}/changes/"
    assert faults(visit) + visit.evaluate(WIDE) + visit.evaluate(SMALL) == []
    items = visit.locator("section", has_text="Since the version of 24 November 2026").get_by_role("listitem")
    expect(items).to_have_text(["Opening for a full NCND: changed. Its words before and after"])
    visit.get_by_role("link", name="Its words before and after").click()
    visit.wait_for_url(f"{every}/changes/wording/opening-full/#{NEW}")
    assert faults(visit) + visit.evaluate(WIDE) + visit.evaluate(SMALL) == []
    visit.get_by_label("The other").focus()
    visit.keyboard.press("ArrowDown")
    visit.keyboard.press("Tab")
    visit.keyboard.press("Enter")
    expect(visit.get_by_role("status")).to_have_text("The words are the same in both.", use_inner_text=True)
    visit.get_by_label("One version").focus()
    visit.keyboard.press("ArrowUp")
    expect(visit.get_by_role("status")).to_have_text("", use_inner_text=True)
    visit.get_by_role("button", name="Compare").press("Enter")
    visit.wait_for_url(f"{every}/changes/wording/opening-full/{OLD}/{NEW}/")
    expect(visit.get_by_role("deletion")).to_have_text([" [removed: reveal] ", " [removed:  in capability] "])
    expect(visit.get_by_role("insertion")).to_have_text([" [inserted: show] "])
    assert visit.evaluate(REDLINE) == ["underline", "line-through"]
    assert faults(visit) + visit.evaluate(WIDE) + visit.evaluate(SMALL) == []
    visit.get_by_role("link", name="the wording in that version").last.click()
    visit.get_by_role("link", name="The words of this wording in each version").click()
    assert visit.url == f"{every}/changes/wording/opening-full/"


def test_without_javascript_words_are_compared_too(browser: Browser, every: str):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{every}/versions/")
    page.get_by_role("link", name="What changed from version to version").click()
    page.get_by_role("link", name="Its words before and after").click()
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    expect(page.get_by_role("insertion")).to_have_text([" [inserted: show] "])
    expect(page.locator("section").first).to_contain_text("Project draft, not approved by the CRU.")
    page.get_by_text("Its version", exact=True).first.click()
    page.get_by_role("link", name="25 November 2026", exact=True).click()
    assert page.url == f"{every}/{NEW}/wording/opening-full/"
    context.close()


@pytest.mark.parametrize("address", ["1750/22/", "1750-22/", "CRU-1750-22/", "advice/1750-22/"])
def test_each_way_to_write_a_reference_leads_to_its_note(address: str, visit: Page, every: str, browser: Browser):
    visit.goto(f"{every}/{address}#a-place")
    visit.wait_for_url(f"{every}/latest/advice/1750-22/#a-place")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{every}/{address}")
    page.wait_for_url(f"{every}/latest/advice/1750-22/")
    context.close()


def found(page: Page, day: str, reference: str = "") -> str:
    page.locator("[data-day]").fill(day)
    page.locator("[data-reference]").fill(reference)
    page.get_by_role("button", name="Find the version").click()
    result = page.locator("[data-result]:visible")
    result.wait_for()
    return result.inner_text()


def test_a_day_and_a_reference_lead_to_the_version_that_is_named_for_it(visit: Page, every: str):
    visit.goto(f"{every}/latest/as-at/")
    said = found(visit, "2026-11-23")
    assert said.startswith(
        "No version had been published by the end of 23 November 2026. The first is of 24 November 2026"
    )
    assert "2031: the version of 25 November 2026" in found(visit, "2031-01-01")
    assert "It has no page of CRU 9999/99." in found(visit, OLD, "9999/99")
    assert found(visit, OLD, "some") == "That is no CRU reference. Write it as 1750/22, or leave it out."
    for reference in ("1750/22", "1750-22", "CRU-1750-22", "cru 1750/2022"):
        assert f"Read CRU {reference} in it" in found(visit, OLD, reference)
    visit.locator("[data-result]:visible a[data-link]").click()
    assert visit.url == f"{every}/{OLD}/advice/1750-22/"


GONE = {"on": "2026-11-27", "reason": "Wrong"}
IN_FORCE = "In force at the end of"
NAMED = "The last version named for a day up to"
READ = "Read it from its first page."
HISTORIES = [
    # The versions with their days of publishing, the day that is asked for, and the answer.
    (
        {OLD: OLD, NEW: NEW},
        "2026-11-24",
        f"{IN_FORCE} 24 November 2026: the version of 24 November 2026. {READ}",
    ),
    (
        {OLD: OLD, NEW: NEW},
        "2026-11-26",
        f"{IN_FORCE} 26 November 2026: the version of 25 November 2026, the newest so far. {READ}",
    ),
    (
        {OLD: OLD, NEW: "2026-11-28"},
        "2026-11-27",
        f"{NAMED} 27 November 2026: the version of 25 November 2026, published on 28 November 2026, the newest so far. "
        f"{READ} It was not here yet at the end of 27 November 2026: the version of 24 November 2026 was the newest "
        "here then.",
    ),
    (
        {OLD: OLD, NEW: "2026-11-28"},
        "2026-11-28",
        f"{IN_FORCE} 28 November 2026: the version of 25 November 2026, published on 28 November 2026, "
        f"the newest so far. {READ}",
    ),
    (
        {OLD: "2026-11-28", NEW: "2026-11-28"},
        "2026-11-24",
        f"{NAMED} 24 November 2026: the version of 24 November 2026, published on 28 November 2026. "
        f"{READ} It was not here yet at the end of 24 November 2026, and nothing else was.",
    ),
    (
        {OLD: None, NEW: "2026-11-28"},
        "2026-11-25",
        f"{NAMED} 25 November 2026: the version of 25 November 2026, published on 28 November 2026, the newest so far. "
        f"{READ} It was not here yet at the end of 25 November 2026.",
    ),
    ({OLD: None, NEW: NEW}, "2026-11-24", f"{NAMED} 24 November 2026: the version of 24 November 2026. {READ}"),
    (
        {OLD: "2026-11-28"},
        "2026-11-23",
        "No version had been published by the end of 23 November 2026. "
        "The first is of 24 November 2026, published on 28 November 2026.",
    ),
    (
        {OLD: OLD, NEW: (NEW, GONE)},
        "2026-11-26",
        f"{IN_FORCE} 26 November 2026: the version of 25 November 2026, the newest so far. "
        "It was withdrawn on 27 November 2026. See why, and what replaced it.",
    ),
    (
        {OLD: OLD, NEW: (NEW, GONE)},
        "2026-11-27",
        f"{NAMED} 27 November 2026: the version of 25 November 2026, the newest so far. "
        "It was withdrawn on 27 November 2026. See why, and what replaced it.",
    ),
]


@pytest.mark.parametrize(("history", "day", "answer"), HISTORIES)
def test_no_more_is_said_of_a_day_than_is_known(
    history: dict[str, str | tuple[str, dict[str, str]] | None], day: str, answer: str, visit: Page, every: str
):
    listed = []
    for name, about in history.items():
        published_on, gone = about if isinstance(about, tuple) else (about, None)
        kept = {"published": published_on, "withdrawn": gone}
        properties = {key: value for key, value in kept.items() if value}
        listed.append({"version": name, "title": parse(name).words, "properties": properties})
    visit.goto(f"{every}/latest/as-at/")
    visit.route("**/versions.json", lambda route: route.fulfill(json=listed))
    assert found(visit, day) == answer
    # What one answer said is not left in the next.
    assert found(visit, "2026-11-23").startswith("No version had been published by the end of 23 November 2026.")
    assert found(visit, day) == answer
    if " was the newest here then" in answer:
        visit.get_by_role("link", name="the version of 24 November 2026").click()
        assert visit.url == f"{every}/{OLD}/"


@pytest.mark.parametrize("clock", ["2020-01-01", "2031-01-01"])
def test_the_readers_clock_changes_no_answer(clock: str, visit: Page, every: str):
    visit.clock.set_fixed_time(clock)
    visit.goto(f"{every}/latest/as-at/")
    assert visit.evaluate("new Date().getFullYear()") == int(clock[:4])
    assert found(visit, "2026-11-23").startswith("No version had been published by the end of 23 November 2026.")
    assert "24 November 2026: the version of 24 November 2026" in found(visit, OLD)
    assert "26 November 2026: the version of 25 November 2026" in found(visit, "2026-11-26")
    for state in ("superseded", "withdrawn", "unchecked"):
        expect(notice(visit, state)).to_be_hidden()


@pytest.mark.parametrize(("version", "words"), [(OLD, "reveal a gap in capability"), (NEW, "show a gap")])
def test_search_answers_from_the_version_that_it_is_in(version: str, words: str, visit: Page, every: str):
    visit.goto(f"{every}/{version}/help/officers/")
    visit.keyboard.press("/")
    visit.locator("#cru-search-input").press_sequentially(f'"{words}"')
    visit.locator("[data-search-results] a[href*='/wording/opening-full/']").first.click()
    assert visit.url.startswith(f"{every}/{version}/wording/opening-full/")
    expect(visit.locator("main")).to_contain_text(words)


def test_an_old_page_prints_its_version_and_that_it_was_replaced(visit: Page, every: str):
    visit.goto(f"{every}/{OLD}/{WORDING}")
    expect(notice(visit, "superseded")).to_be_visible()
    visit.emulate_media(media="print")
    expect(notice(visit, "superseded")).to_contain_text("This is an old version. It was replaced")
    expect(notice(visit, "superseded")).to_be_visible()
    expect(visit.get_by_text("Version 24 November 2026").locator("visible=true")).to_have_count(1)


def test_the_page_and_the_program_agree_on_what_was_in_force(visit: Page, every: str):
    chance = random.Random(7)
    cases = []
    for _ in range(200):
        names = {
            Name(date(2026, 11, chance.randint(1, 28)), chance.randint(1, 12)) for _ in range(chance.randint(0, 8))
        }
        history = [Version(name, "", "") for name in sorted(names)]
        for day in {name.day + timedelta(step) for name in names for step in (-1, 0, 1)} or {date(2026, 11, 1)}:
            right = in_force(day, history)
            shuffled = chance.sample([str(name) for name in names], len(names))
            cases.append((shuffled, str(day), str(right.name) if right else None))
    visit.goto(f"{every}/latest/")
    script = """cases => cases.map(([names, day]) =>
        window.cruVersions.inForce(names.map((version) => ({ version })), day)?.version ?? null)"""
    assert visit.evaluate(script, [case[:2] for case in cases]) == [case[2] for case in cases]


def test_a_page_that_is_open_when_its_version_is_withdrawn_says_so(
    visit: Page, every: str, project: Path, remote: Path
):
    visit.goto(f"{every}/{OLD}/{WORDING}")
    expect(notice(visit, "superseded")).to_be_visible()
    done = published.macros(project, remote, "withdraw", OLD, "--reason", "The CRU took it back")
    assert done.returncode == 0, done.stderr
    visit.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice(visit, "withdrawn")).to_be_visible()
    visit.reload()
    expect(visit.locator("main")).to_contain_text("Why: The CRU took it back")
    visit.get_by_role("link", name="this page in the version of 25 November 2026").click()
    assert visit.url == f"{every}/{NEW}/{WORDING}"
    visit.goto(f"{every}/latest/as-at/")
    assert f"It was withdrawn on {published_on(remote)}." in found(visit, OLD)
    visit.locator("[data-picker] summary").click()
    expect(visit.locator("[data-picker] li").last).to_have_text("24 November 2026 Withdrawn", use_inner_text=True)
    assert f"It was withdrawn on {published_on(remote)}." in found(visit, OLD, "9999/99")
    expect(visit.locator("[data-result]:visible a[data-link]")).to_have_attribute("href", f"../../{OLD}/")


def test_a_day_whose_page_was_withdrawn_leads_to_why(visit: Page, every: str, project: Path, remote: Path):
    done = published.macros(project, remote, "withdraw", "advice/1750-22/", "--reason", "It named a tool")
    assert done.returncode == 0, done.stderr
    visit.goto(f"{every}/latest/as-at/")
    assert "Its page of CRU 1750/22 was withdrawn on " in found(visit, NEW, "1750/22")
    visit.locator("[data-result]:visible a[data-link]").click()
    visit.wait_for_url(f"{every}/{NEW}/advice/1750-22/")
    expect(visit.locator("main")).to_contain_text("Why: It named a tool")


def test_sign_out_stands_beside_the_version_and_is_answered_here_too(visit: Page, every: str):
    visit.goto(f"{every}/latest/{WORDING}")
    link = visit.locator(".cru-handling").get_by_role("link", name="Sign out", exact=True)
    expect(link).to_have_attribute("href", "/logout")
    link.click()
    expect(visit.locator("body")).to_contain_text("Nobody is signed in here")


def test_what_is_not_published_has_no_way_to_sign_out(page: Page, site: str):
    page.goto(f"{site}/{WORDING}")
    expect(page.locator(".cru-handling")).to_contain_text("Not a published version")
    expect(page.get_by_role("link", name="Sign out")).to_have_count(0)


def test_a_page_that_shows_words_of_a_withdrawn_wording_warns_before_they_are_copied(
    visit: Page, every: str, project: Path, remote: Path
):
    visit.goto(f"{every}/{NEW}/letter/1750-22/#full-ncnd")
    visit.wait_for_load_state("networkidle")
    expect(notice(visit, "withdrawn")).to_be_hidden()
    done = published.macros(project, remote, "withdraw", WORDING, "--reason", "A limb was wrong")
    assert done.returncode == 0, done.stderr
    assert "The same words still stand on advice/1750-22/source/, letter/1750-22/, " in done.stderr
    visit.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice(visit, "withdrawn")).to_contain_text("Words of this page were withdrawn. Do not use them.")
    visit.goto(f"{every}/latest/forces/kent/")
    expect(notice(visit, "withdrawn")).to_be_visible()
    answer(visit)
    visit.locator("[data-component=wording] [data-copy=plain]").click()
    expect(visit.locator("[data-old-dialog] [data-currency=withdrawn]")).to_be_visible()
    visit.locator("[data-old-dialog] [data-old-close]").click()
    notice(visit, "withdrawn").get_by_role("link", name="The list of versions").click()
    line = f"Withdrawn from it on {published_on(remote)}: {WORDING}: A limb was wrong"
    expect(visit.locator("li", has_text="25 November 2026")).to_contain_text(line)
    for address in ("wording/opening-full/", "provisions/s31/"):
        visit.goto(f"{every}/latest/{address}")
        visit.wait_for_load_state("networkidle")
        expect(notice(visit, "withdrawn")).to_be_hidden()

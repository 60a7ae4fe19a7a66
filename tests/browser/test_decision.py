"""The decision in a real browser: one question at a time, the route in the address, and nothing else kept."""

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import ROOT, Quiet, clipboard, decide
from macros import library

DECISION = library.load(ROOT / "docs")[0].decisions["1750-22"]
FIRST, COVERED, WHOLE = (DECISION.questions[one].ask for one in ("published", "all_covered", "whole_request"))
FULL, PARTIAL, REFER = (DECISION.outcomes[one].title for one in ("full-ncnd", "partial-ncnd", "refer"))
LABELS = {option.id: option.label for option in DECISION.questions["published"].options}
AS_DELIVERED = pytest.mark.supplied("docs/advice/1750-22/continued.md")
NOTE = f"""Decision on a request: CRU 1750/22
{FIRST} No
{WHOLE} Yes
Outcome: {FULL}
Rests on: Requests about Palantir technology: the continued approach, R3: your force has not disclosed its use \
(unconfirmed)
Route: published=no;whole_request=yes"""


def open_at(page: Page, site: str, fragment: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{site}/decide/1750-22/{fragment}")
    expect(page.locator("[data-without-script]")).to_be_hidden()


def expect_at(page: Page, heading: str, fragment: str) -> None:
    """Expect one question or outcome, its heading in focus, and its route in the address."""
    shown = page.locator("[data-heading]").locator("visible=true")
    expect(shown).to_have_count(1)
    expect(shown).to_have_text(heading)
    expect(shown).to_be_focused()
    assert page.evaluate("location.hash") == fragment


def answers(page: Page) -> list[str]:
    rows = page.locator("[data-answer]").locator("visible=true")
    return [" ".join(text.split()).partition(" Change")[0] for text in rows.all_inner_texts()]


def test_from_home_to_an_outcome_by_keyboard_alone(page: Page, site: str):
    page.goto(site)
    page.locator(".cru-door").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/1750-22/")
    page.locator("h1").wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cru-question input')"):
            break
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("No", exact=True).locator("visible=true")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_at(page, WHOLE, "#published=no")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect_at(page, FULL, "#published=no;whole_request=yes")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Write the letter":
            break
    assert page.evaluate("document.activeElement.href").endswith(
        "/letter/1750-22/#full-ncnd;published=no;whole_request=yes"
    )
    page.keyboard.press("Enter")
    expect(page.locator("[data-letter=partial-ncnd]")).to_be_hidden()
    expect(page.locator("[data-letter=full-ncnd]")).to_be_visible()


def test_the_answer_to_nothing_is_an_error_that_takes_the_focus(page: Page, site: str):
    open_at(page, site)
    page.get_by_role("button", name="Continue").click()
    summary = page.get_by_role("alert", name="There is a problem")
    expect(summary).to_be_focused()
    expect(page.get_by_role("group", name=FIRST)).to_have_accessible_description(re.compile("Select an answer"))
    page.get_by_role("link", name="Select an answer").click()
    expect(page.get_by_label("Yes", exact=True).locator("visible=true")).to_be_focused()
    assert page.evaluate("location.hash") == ""
    decide(page, LABELS["unsure"])
    expect_at(page, REFER, "#published=unsure")
    page.go_back()
    expect(summary).to_be_hidden()
    expect(page.get_by_role("group", name=FIRST)).not_to_have_accessible_description(re.compile("Select an answer"))


@pytest.mark.parametrize(
    ("labels", "fragment", "heading"),
    [
        (["Yes", "Yes"], "#published=yes;all_covered=yes", PARTIAL),
        (["Yes", "No"], "#published=yes;all_covered=no", REFER),
        (["No", "Yes"], "#published=no;whole_request=yes", FULL),
        (["No", "No"], "#published=no;whole_request=no", REFER),
        ([LABELS["elsewhere"]], "#published=elsewhere", REFER),
        ([LABELS["unsure"]], "#published=unsure", REFER),
    ],
)
def test_every_route_and_its_reload_give_one_outcome(
    page: Page, site: str, labels: list[str], fragment: str, heading: str
):
    open_at(page, site)
    for label in labels:
        decide(page, label)
    expect_at(page, heading, fragment)
    before = page.locator(".cru-decision").inner_text()
    page.reload()
    expect(page.locator("[data-heading]").locator("visible=true")).to_have_text(heading)
    assert page.locator(".cru-decision").inner_text() == before
    assert page.evaluate("location.hash") == fragment
    assert page.locator("[data-write-letter]").locator("visible=true").count() == (0 if heading == REFER else 1)


def test_back_and_forward_go_question_by_question(page: Page, site: str):
    open_at(page, site)
    decide(page, "No")
    decide(page, "Yes")
    expect_at(page, FULL, "#published=no;whole_request=yes")
    page.go_back()
    expect_at(page, WHOLE, "#published=no")
    expect(page.get_by_label("Yes", exact=True).locator("visible=true")).to_be_checked()
    page.go_back()
    expect_at(page, FIRST, "")
    page.go_forward()
    page.go_forward()
    expect_at(page, FULL, "#published=no;whole_request=yes")
    page.get_by_role("link", name="Back", exact=True).click()
    expect_at(page, WHOLE, "#published=no")
    page.get_by_role("link", name="Back", exact=True).click()
    expect_at(page, FIRST, "")
    expect(page.get_by_role("link", name="Back", exact=True)).to_be_hidden()


def test_a_changed_answer_asks_what_is_new_and_keeps_what_still_applies(page: Page, site: str):
    open_at(page, site)
    decide(page, "Yes")
    decide(page, "Yes")
    expect_at(page, PARTIAL, "#published=yes;all_covered=yes")
    assert answers(page) == [f"{FIRST} Yes", f"{COVERED} Yes"]
    page.get_by_role("link", name=f"Change the answer to: {FIRST}").click()
    expect_at(page, FIRST, "")
    expect(page.get_by_label("Yes", exact=True).locator("visible=true")).to_be_checked()
    decide(page, "No")
    expect_at(page, WHOLE, "#published=no")
    decide(page, "Yes")
    expect_at(page, FULL, "#published=no;whole_request=yes")
    page.get_by_role("link", name=f"Change the answer to: {FIRST}").click()
    decide(page, "Yes")
    expect_at(page, PARTIAL, "#published=yes;all_covered=yes")
    expect(page.locator("[data-live]")).to_have_text("Your later answers still apply and are kept.")


def test_going_back_asks_each_question_again(page: Page, site: str):
    open_at(page, site)
    decide(page, "No")
    decide(page, "Yes")
    page.get_by_role("link", name=f"Change the answer to: {FIRST}").click()
    page.go_back()
    page.go_back()
    page.go_back()
    expect_at(page, FIRST, "")
    decide(page, "No")
    expect_at(page, WHOLE, "#published=no")


def test_starting_again_forgets_every_answer(page: Page, site: str):
    open_at(page, site, "#published=no;whole_request=yes")
    page.get_by_role("link", name="Start again").click()
    expect_at(page, FIRST, "")
    assert page.locator(".cru-decision input:checked").count() == 0
    expect(page.locator("[data-answers]")).to_be_hidden()


@pytest.mark.parametrize(
    ("given", "kept", "heading"),
    [
        ("#published=yes;bogus=1", "#published=yes", COVERED),
        ("#published=yes;all_covered=perhaps", "#published=yes", COVERED),
        ("#published=unsure;all_covered=yes", "#published=unsure", REFER),
        ("#all_covered=yes", "", FIRST),
        ("#published", "", FIRST),
        ("#published=yes=yes", "", FIRST),
        ("#;published=yes", "", FIRST),
        ("#constructor=yes", "", FIRST),
        ("#%E0%A4%A", "", FIRST),
        ("#<img src=x onerror=alert(1)>", "", FIRST),
    ],
)
def test_an_address_that_does_not_fit_falls_back_and_says_so(
    page: Page, site: str, given: str, kept: str, heading: str
):
    open_at(page, site, given)
    expect(page.get_by_role("status").filter(has_text="The address does not fit")).to_be_visible()
    expect(page.locator("[data-heading]").locator("visible=true")).to_have_text(heading)
    assert page.evaluate("location.hash") == kept
    if heading != REFER:
        decide(page, "Yes")
        expect(page.locator("[data-stale]")).to_be_hidden()


def test_an_address_whose_marks_were_encoded_on_the_way_is_read(page: Page, site: str):
    open_at(page, site, "#published%3Dno%3Bwhole_request%3Dyes")
    expect(page.locator("[data-heading]").locator("visible=true")).to_have_text(FULL)
    expect(page.locator("[data-stale]")).to_be_hidden()


def test_a_place_on_the_page_is_no_route(page: Page, site: str):
    open_at(page, site, "#published=no")
    page.evaluate("location.hash = 'the-whole-decision'")
    expect(page.locator("[data-heading]").locator("visible=true")).to_have_text(WHOLE)
    expect(page.locator("[data-stale]")).to_be_hidden()


@AS_DELIVERED
def test_the_route_is_copied_in_words(page: Page, site: str):
    open_at(page, site, "#published=no;whole_request=yes")
    page.get_by_role("button", name="Copy the route for the file note").click()
    expect(page.locator("[data-live]")).to_have_text("The route is copied.")
    assert clipboard(page) == NOTE


@AS_DELIVERED
def test_the_route_is_copied_on_plain_http_with_a_host_name(browser: Browser, port: int):
    context = browser.new_context()
    page = context.new_page()
    open_at(page, f"http://site.police.test:{port}", "#published=no;whole_request=yes")
    assert page.evaluate("navigator.clipboard === undefined")
    page.get_by_role("button", name="Copy the route for the file note").click()
    expect(page.locator("[data-live]")).to_have_text("The route is copied.")
    page.evaluate("document.body.replaceChildren(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+v")
    assert page.locator("textarea").input_value() == NOTE
    context.close()


def test_a_copy_that_the_browser_forbids_shows_the_route(page: Page, site: str):
    page.add_init_script(
        "document.execCommand = () => false; navigator.clipboard.write = () => Promise.reject(new Error('forbidden'));"
    )
    open_at(page, site, "#published=no;whole_request=yes")
    page.get_by_role("button", name="Copy the route for the file note").click()
    expect(page.locator("[data-live]")).to_contain_text("Not copied")
    expect(page.get_by_role("group", name="The route for the file note")).to_be_visible()
    assert FULL in page.evaluate("String(getSelection())")


def test_the_list_opens_each_outcome_by_its_route(page: Page, site: str):
    open_at(page, site)
    page.locator("summary", has_text="As a list").click()
    links = page.locator(".cru-whole a[data-route]")
    expect(links).to_have_count(6)
    links.filter(has_text=PARTIAL).click()
    expect_at(page, PARTIAL, "#published=yes;all_covered=yes")


def test_each_outcome_names_what_it_rests_on_and_links_to_what_is_there(page: Page, site: str, built: Path):
    open_at(page, site)
    links = page.locator(".cru-outcome a").evaluate_all("links => links.map(link => link.href)")
    assert any(link.endswith("/advice/1750-22/continued/#r2") for link in links)
    for link in links:
        path, _, fragment = link.removeprefix(site).partition("#")
        html = (built / path.strip("/") / "index.html").read_text(encoding="utf-8")
        assert f'id="{fragment.partition(";")[0]}"' in html or not fragment, link


def test_nothing_is_kept_and_nothing_is_asked_of_another_host(page: Page, site: str):
    asked: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    open_at(page, site)
    title = page.title()
    decide(page, "No")
    decide(page, "Yes")
    expect_at(page, FULL, "#published=no;whole_request=yes")
    assert {url for url in asked if not url.startswith((f"{site}/", "about:", "data:"))} == set()
    assert said == []
    assert page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie, history.state]") == [
        {},
        {},
        "",
        None,
    ]
    # The title names what the address names already, and nothing of the request.
    assert page.title() == title.replace(FIRST, FULL)


def test_without_javascript_the_whole_decision_can_be_read(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/decide/1750-22/")
    expect(page.locator("[data-question]").locator("visible=true")).to_have_count(0)
    whole = page.locator(".cru-whole").first
    expect(whole).to_contain_text(f"First question: {FIRST}")
    expect(whole.locator("li > ul > li")).to_have_count(4)
    for link in whole.locator("a").all():
        expect(page.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")).to_be_visible()
    expect(page.locator(".cru-outcome")).to_have_count(3)
    for outcome in page.locator(".cru-outcome").all():
        expect(outcome).to_be_visible()
    expect(page.get_by_role("img", name="Flowchart of the decision")).to_be_visible()
    expect(page.get_by_role("link", name="the whole decision as a list")).to_be_visible()
    letters = page.locator("[data-write-letter]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert sorted(letters) == ["../../letter/1750-22/#full-ncnd", "../../letter/1750-22/#partial-ncnd"]
    context.close()


def test_the_whole_decision_is_folded_on_screen_and_open_in_print(page: Page, site: str):
    open_at(page, site)
    svg = page.locator(".cru-flowchart svg")
    expect(svg).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(svg).to_be_visible()
    expect(page.locator(".cru-whole li").first).to_be_visible()
    page.set_viewport_size({"width": 718, "height": 1000})
    box = svg.bounding_box()
    assert box
    assert (box["width"] > 380, box["width"] <= 718, box["height"] <= 1000) == (True, True, True)
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(svg).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_flowchart_fits_and_its_words_stay_in_their_boxes(page: Page, site: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    open_at(page, site)
    page.locator("summary", has_text="As a flowchart").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    svg = page.locator(".cru-flowchart svg")
    box = svg.bounding_box()
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= width) == (True, True)
    assert box["width"] / 320 * 13 >= 12, "words are smaller than 12 px"
    out = svg.evaluate(
        """svg => [...svg.querySelectorAll("g:has(rect)")].flatMap(group => {
            const rect = group.querySelector("rect").getBBox();
            return [...group.querySelectorAll("text")].filter(text => {
                const box = text.getBBox();
                return box.x < rect.x + 2 || box.x + box.width > rect.x + rect.width - 2
                    || box.y < rect.y || box.y + box.height > rect.y + rect.height;
            }).map(text => text.textContent);
        })"""
    )
    assert out == []
    apart = svg.evaluate(
        """svg => {
            const boxes = [...svg.querySelectorAll("g")].map(group => group.getBBox());
            return boxes.every((a, i) => boxes.every((b, j) => i === j || a.x + a.width <= b.x || b.x + b.width <= a.x
                || a.y + a.height <= b.y || b.y + b.height <= a.y));
        }"""
    )
    assert apart
    colour = svg.evaluate("svg => getComputedStyle(svg.querySelector('text')).fill")
    assert colour == page.evaluate("getComputedStyle(document.querySelector('.cru-decision')).color")


def test_no_id_stands_twice_on_the_page(page: Page, site: str):
    open_at(page, site)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.fixture(scope="module")
def second_site(tmp_path_factory: pytest.TempPathFactory):
    """Serve a copy of the project that has a second decision in it."""
    project = tmp_path_factory.mktemp("second")
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copytree(ROOT / "tests" / "second_decision", project / "docs", dirs_exist_ok=True)
    shutil.copytree(ROOT / "macros", project / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    handler = functools.partial(Quiet, directory=str(project / "build" / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_second_decision_is_asked_by_the_same_page(page: Page, second_site: str):
    page.goto(f"{second_site}/decide/9001-26/")
    decide(page, "Drones")
    decide(page, "Yes")
    expect_at(page, "Full NCND", "#kind=drone;covert=yes")
    page.get_by_role("link", name="Change the answer to: What is the request about?").click()
    decide(page, "Cameras")
    expect_at(page, "Full NCND", "#kind=camera;covert=yes")
    expect(page.locator("[data-live]")).to_have_text("Your later answers still apply and are kept.")
    page.get_by_role("link", name="Change the answer to: What is the request about?").click()
    decide(page, "Something else")
    expect_at(page, "Ask the CRU", "#kind=other")
    page.goto(f"{second_site}/decide/1750-22/#published=unsure")
    expect(page.locator("[data-heading]").locator("visible=true")).to_have_text(REFER)


OUTSIDE = "outside 1750/22: ask the CRU"


def test_the_file_note_says_that_another_supplier_is_outside_the_advice(page: Page, second_site: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=second_site)
    note = page.locator("[data-note]").locator("visible=true")
    page.goto(f"{second_site}/letter/9001-26/#silence;kind=drone;covert=yes")
    expect(note).to_contain_text(f"Set by the outcome: supplier is Drones; {OUTSIDE}")
    page.goto("about:blank")
    page.goto(f"{second_site}/letter/9001-26/#open;kind=map")
    supplier = page.locator("[data-letter=open] [data-input=supplier]")
    copied = page.locator("[data-letter=open] [data-note-live]")
    line = page.locator("[data-letter=open] [data-note] [data-changed]")
    expect(line).to_be_hidden()
    page.locator("[data-letter=open] [data-copy-note]").click()
    expect(copied).to_have_text("The file note is copied.")
    assert "outside" not in clipboard(page)
    supplier.fill("Another Supplier")
    expect(page.locator("[data-letter=open] [data-if-changed]")).to_have_text(OUTSIDE)
    expect(line).to_have_text(f"The tool or its supplier: Another Supplier; {OUTSIDE}")
    expect(line).to_be_visible()
    expect(copied).to_be_empty()
    page.locator("[data-letter=open] [data-copy-note]").click()
    expect(copied).to_have_text("The file note is copied.")
    assert f"Another Supplier; {OUTSIDE}" in clipboard(page)
    supplier.fill("Palantir Technologies")
    expect(line).to_be_hidden()


def test_the_file_note_of_the_usual_supplier_says_nothing_of_it(page: Page, site: str):
    page.goto(f"{site}/letter/1750-22/#full-ncnd;published=no;whole_request=yes")
    note = page.locator("[data-note]").locator("visible=true")
    expect(note).to_contain_text("Set by the outcome: supplier is Palantir Technologies")
    expect(note).not_to_contain_text("outside")

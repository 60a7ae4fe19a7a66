"""The letter page: a finished letter, its Word file, its print and its file note, in a real browser."""

import io
import re
import zipfile

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import HANDLING, answer, choose_force, clipboard, copy
from macros import components, fill, letter
from macros.library import Library

ROUTES = {
    "full-ncnd": "published=no;whole_request=yes",
    "partial-ncnd": "published=yes;all_covered=yes",
}
TYPED = {
    "reference": "FOI 2026/001",
    "date": "2026-11-24",
    "request": "1. Do you use it?\n2. Please list every contract with <b>anybody</b>.",
    "public_link": "https://www.kent.police.uk/foi/disclosure",
    "review_contact": "the Freedom of Information team",
    "regulator_contact": "the regulator at its address",
}


def open_letter(page: Page, site: str, outcome: str, route: str | None = None) -> str:
    """Open the letter of an outcome and return the selector of its component."""
    fragment = ";".join(filter(None, [outcome, ROUTES[outcome] if route is None else route]))
    page.goto("about:blank")
    page.goto(f"{site}/letter/1750-22/#{fragment}")
    root = f"[data-letter={outcome}]"
    page.locator(f"{root} [data-controls]").wait_for()
    return root


def fill_in(page: Page, root: str) -> None:
    for name, value in TYPED.items():
        if page.locator(f"{root} [data-input={name}]").count():
            page.locator(f"{root} [data-input={name}]").fill(value)
    answer(page, root)


def filled(loaded: Library, outcome: str, force_id: str):
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    chosen = dict.fromkeys(item.choices, "yes")
    force = loaded.forces[force_id]
    answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, force, TYPED, chosen)
    assert lacks == []
    return item.blocks, answers


def watch_word_files(page: Page) -> None:
    """Keep each Word file where it is made: a browser asks before a page saves many files in a row."""
    page.add_init_script(
        "const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => ((window.made = blob), make.call(URL, blob));"
        "HTMLAnchorElement.prototype.click = () => {};"
    )


def take_force(page: Page, force_id: str) -> None:
    """Change the force as a page does that comes back to what its tab remembers, which is quicker than choosing."""
    page.evaluate("id => sessionStorage.setItem('cru-force', id)", force_id)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


def word_file(page: Page, root: str, force_id: str) -> bytes:
    """Return the Word file of a filled letter for a force, on a page that watches them."""
    take_force(page, force_id)
    page.evaluate("() => { window.made = null; }")
    page.locator(f"{root} [data-docx]").click()
    page.wait_for_function("() => window.made")
    return bytes(page.evaluate("async () => [...new Uint8Array(await window.made.arrayBuffer())]"))


def saved(page: Page, root: str) -> bytes:
    with page.expect_download(timeout=60_000) as download:
        page.locator(f"{root} [data-docx]").click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize("outcome", ROUTES)
def test_a_finished_letter_is_copied_as_python_gives_it(page: Page, site: str, loaded: Library, outcome: str):
    root = open_letter(page, site, outcome)
    fill_in(page, root)
    for force_id in ("psni", "devon-and-cornwall", "metropolitan"):
        choose_force(page, loaded.forces[force_id].name)
        blocks, answers = filled(loaded, outcome, force_id)
        copy(page, "rich", root)
        assert clipboard(page) == fill.text(blocks, answers)
        html = re.sub(
            r"</?(?:html|head|body|meta)\b[^>]*>|<!--(?:Start|End)Fragment-->", "", clipboard(page, "text/html")
        )
        assert html.strip() == components.rich(blocks, answers)


def test_the_word_file_holds_the_copied_text_for_every_force(page: Page, site: str, loaded: Library):
    watch_word_files(page)
    root = open_letter(page, site, "full-ncnd")
    fill_in(page, root)
    for force in loaded.foia_forces():
        document = docx.Document(io.BytesIO(word_file(page, root, force.id)))
        assert "\n\n".join(p.text for p in document.paragraphs) == fill.text(*filled(loaded, "full-ncnd", force.id))


def test_the_word_file_has_heading_styles_and_says_nothing_of_who_made_it(page: Page, site: str, loaded: Library):
    root = open_letter(page, site, "partial-ncnd")
    fill_in(page, root)
    choose_force(page, "Kent")
    raw = saved(page, root)
    document = docx.Document(io.BytesIO(raw))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert styles["Your request"] == styles["Response"] == "Heading 1"
    assert styles["Information that is already public"] == "Heading 2"
    assert styles["Balance test"] == "Heading 3"
    outline = {p.style.name: p.style.element.xpath("./w:pPr/w:outlineLvl/@w:val") for p in document.paragraphs}
    assert [outline[f"Heading {level}"] for level in (1, 2, 3)] == [["0"], ["1"], ["2"]]
    defaults = document.styles.element.xpath
    assert defaults("./w:docDefaults//w:lang/@w:val") == ["en-GB"]
    [room] = defaults("./w:docDefaults/w:pPrDefault//w:spacing/@w:after")
    assert int(room) > 0, "paragraphs run into one another"
    headings = [p.style.paragraph_format for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert all(format.keep_with_next for format in headings)
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.title, core.comments, core.keywords) == ("", "", "", "", "")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    for words in ("Un-named", "Not to be distributed", "project draft", "CRU"):
        assert words not in everything


def test_a_link_is_kept_in_the_word_file_with_its_address_and_emphasis_in_it(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    page.locator(f"{root} [data-words] p[data-block]:last-of-type").evaluate(
        "one => { one.innerHTML += ' See <a href=\"https://example.org/a?b&c\">the <strong>list</strong></a>.'; }"
    )
    fill_in(page, root)
    choose_force(page, "Kent")
    last = docx.Document(io.BytesIO(saved(page, root))).paragraphs[-1]
    [link] = last.hyperlinks
    assert (link.text, link.url) == ("the list", "https://example.org/a?b&c")
    assert [run.text for run in link.runs if run.bold] == ["list"]
    assert last.text.endswith(" See the list (https://example.org/a?b&c).")
    copy(page, "plain", root)
    assert clipboard(page).endswith(last.text)


def test_the_library_for_word_files_is_loaded_on_the_click_alone(page: Page, site: str):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    root = open_letter(page, site, "full-ncnd")
    fill_in(page, root)
    choose_force(page, "Kent")
    assert not [url for url in asked if "docx" in url]
    saved(page, root)
    assert len([url for url in asked if "docx" in url]) == 1


def test_nothing_is_made_while_something_is_missing(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    expect(page.locator(f"{root} [data-count]")).to_have_text("8")
    for button in ("[data-docx]", "[data-print]", "[data-copy=plain]"):
        page.locator(f"{root} {button}").click()
        for said in ("[data-summary]", "[data-not-done]", "[data-unchosen]"):
            expect(page.locator(f"{root} {said}")).to_be_visible()
        expect(page.locator(f"{root} [data-input=force]")).to_be_focused()
    page.locator(f"{root} [data-missing]").click()
    expect(page.locator(f"{root} [data-input=force]")).to_be_focused()
    choose_force(page, "Kent")
    for said in ("[data-not-done]", "[data-unchosen]"):
        expect(page.locator(f"{root} {said}")).to_be_hidden()


def test_the_file_note_is_one_press_away(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    page.locator(f"{root} [data-to-note]").click()
    expect(page.locator(f"{root} [data-looked-input]")).to_be_focused()


def test_the_date_is_todays_until_another_is_given(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    today = page.evaluate("new Date().toLocaleDateString('en-CA')")
    expect(page.locator(f"{root} [data-input=date]")).to_have_value(today)
    page.locator(f"{root} [data-input=date]").fill("2027-01-02")
    expect(page.locator(f"{root} [data-words]")).to_contain_text("2 January 2027")


def test_each_line_of_the_request_is_a_paragraph_of_the_letter(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    fill_in(page, root)
    choose_force(page, "Kent")
    copy(page, "rich", root)
    assert "<p>1. Do you use it?</p>\n<p>2. Please list every contract with &lt;b&gt;" in clipboard(page, "text/html")


@pytest.mark.parametrize("outcome", ROUTES)
def test_the_file_note_says_what_was_done_and_is_copied_apart(page: Page, site: str, loaded: Library, outcome: str):
    root = open_letter(page, site, outcome)
    fill_in(page, root)
    choose_force(page, "Kent")
    page.locator(f"{root} [data-looked-input]").fill("our disclosure log, 24 November 2026")
    page.locator(f"{root} [data-copy-note]").click()
    expect(page.locator(f"{root} [data-note-live]")).to_have_text("The file note is copied.")
    note = clipboard(page)
    item = letter.compose(loaded.decisions["1750-22"], outcome, loaded.wordings)
    [route] = item.routes()
    assert f"Route: {'; '.join(item.decision.words(route))}" in note
    assert "Force: Kent Police" in note
    assert "Reference: FOI 2026/001" in note
    assert "Disclosure looked for: our disclosure log, 24 November 2026" in note
    assert "Whether it is the latest could not be checked." in note
    for one in item.wordings:
        assert f"Wording {one.id}: {one.head.approval.words}; sha-256 {one.words_hash}" in note
    copy(page, "plain", root)
    assert "File note" not in clipboard(page)


@pytest.mark.parametrize(
    "route", ["", "published=yes;all_covered=yes", "name=Somebody", "published=no;whole_request=yes;x=y"]
)
def test_a_route_that_does_not_lead_here_is_not_recorded(page: Page, site: str, route: str):
    root = open_letter(page, site, "full-ncnd", route)
    expect(page.locator(f"{root} [data-note]")).to_contain_text("Route: route not recorded")


def test_without_an_outcome_the_page_offers_each_letter(page: Page, site: str):
    page.goto(f"{site}/letter/1750-22/")
    expect(page.locator("[data-letter]:visible")).to_have_count(0)
    page.locator("[data-letter-link=partial-ncnd] a").click()
    expect(page.locator("[data-letter=partial-ncnd]")).to_be_visible()


def test_the_print_of_a_letter_is_the_letter_alone(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    fill_in(page, root)
    choose_force(page, "Kent")
    page.evaluate(
        "window.print = () => { document.documentElement.dataset.printing = ''; window.printed = true; };"
        "new MutationObserver(() => { window.wasPrinting = true; }).observe("
        "document.documentElement, {attributes: true, attributeFilter: ['data-printing']})"
    )
    page.locator(f"{root} [data-print]").click()
    assert page.evaluate("window.printed")
    page.evaluate("document.documentElement.dataset.printing = ''")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert shown.startswith("Reference: FOI 2026/001")
    assert shown.rstrip().endswith("the regulator at its address.")
    assert "Not to be distributed" not in shown


def test_nothing_of_the_case_is_kept_or_put_in_the_address(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    address, title, history = page.url, page.title(), page.evaluate("history.length")
    choose_force(page, "Kent")
    fill_in(page, root)
    copy(page, "rich", root)
    assert (page.url, page.title(), page.evaluate("history.length")) == (address, title, history)
    assert page.evaluate("[{...localStorage}, {...sessionStorage}]") == [{}, {"cru-force": "kent"}]


def sheets(page: Page) -> list[str]:
    """Return the words of each printed sheet."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


@pytest.mark.parametrize("path", ["/wording/full-ncnd/", "/advice/1750-22/source/", "/letter/1750-22/#full-ncnd"])
def test_the_handling_line_is_on_every_printed_sheet(page: Page, site: str, path: str):
    page.goto(site + path)
    printed = sheets(page)
    assert len(printed) > 1
    assert [number for number, sheet in enumerate(printed, 1) if HANDLING not in sheet] == []


def test_no_printed_sheet_of_a_letter_has_the_handling_line(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    fill_in(page, root)
    choose_force(page, "Kent")
    page.evaluate("document.documentElement.dataset.printing = ''")
    printed = sheets(page)
    assert len(printed) > 1
    assert printed[0].startswith("Reference: FOI 2026/001")
    assert printed[-1].endswith("the regulator at its address.")
    assert not any("Not to be distributed" in sheet for sheet in printed)


def test_no_printed_sheet_ends_with_a_heading(page: Page, site: str):
    page.goto(f"{site}/wording/full-ncnd/")
    page.locator("[data-words]").evaluate("""words => {
        const part = lines => '<h3>Heading</h3><p>' + 'Line.<br>'.repeat(lines) + 'End.</p>';
        words.innerHTML = [...Array(80).keys()].map(number => part(number % 5)).join('');
    }""")
    printed = sheets(page)
    assert len(printed) > 5
    words = [sheet.replace(HANDLING, "").strip() for sheet in printed]
    assert [number for number, sheet in enumerate(words, 1) if sheet.endswith("Heading")] == []


def test_a_letters_wordings_stand_below_its_response(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    headings = page.locator(f"{root} [data-words]").locator("h2, h3, h4")
    levels = headings.evaluate_all("all => all.map(one => [one.localName, one.textContent])")
    assert levels[:4] == [["h2", "Your request"], ["h2", "Response"], ["h3", "Decision"], ["h3", "The exemptions"]]
    assert [words for level, words in levels if level == "h2"] == ["Your request", "Response"]


def test_what_was_said_of_a_copied_note_is_taken_back_when_it_changes(page: Page, site: str):
    root = open_letter(page, site, "full-ncnd")
    noted = page.locator(f"{root} [data-note-live]")

    def change_the_route() -> None:
        page.evaluate("location.hash = 'full-ncnd'")

    for change in (
        lambda: choose_force(page, "Kent"),
        lambda: page.locator(f"{root} [data-input=reference]").fill("FOI 2"),
        lambda: page.locator(f"{root} [data-looked-input]").fill("our log"),
        change_the_route,
    ):
        page.locator(f"{root} [data-copy-note]").click()
        expect(noted).to_have_text("The file note is copied.")
        change()
        expect(noted).to_have_text("")

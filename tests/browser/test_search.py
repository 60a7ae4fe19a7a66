"""Search: the page reads a spelling as Python does, and its index is the one that MiniSearch itself would build."""

import json
import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from conftest import SUPPLIED
from playwright.sync_api import Browser, Page, Route, expect
from spellings_table import strings

from browser.conftest import FLAGS, ROOT, chromium
from macros import search, spellings
from macros.library import Library

ASSETS = ROOT / "macros" / "theme" / "assets"
KNOWN = ["1750/22", "31/22", "9001/26"]
SYNONYMS = {"ncnd": "ncnd", "neither confirm nor deny": "ncnd", "and 31": "odd", "s31": "odd", "b": "odd"}


@pytest.fixture(scope="module")
def blank(browser: Browser):
    """A page with the library and the speller, and nothing of the site."""
    page = browser.new_page()
    for name in ("vendor/minisearch.umd.js", "spellings.js", "questions.js"):
        page.add_script_tag(path=ASSETS / name)
    page.evaluate("rules => { window.speller = window.cruSpellings.speller(rules); }", dict(spellings.data()))
    yield page
    page.close()


def test_the_page_reads_every_string_as_python_does(blank: Page):
    asked = """([texts, known]) => texts.map(text =>
        window.speller.pieces(text, new Set(known), true).map(one => [one.kind, one.token]))"""
    indexed = """([texts, known, synonyms]) =>
        texts.map(text => window.speller.tokens(text, window.cruSpellings.terms(known, synonyms)))"""
    texts = strings()
    assert len(texts) > 2000
    phrases = {tuple(phrase.split()): entry for phrase, entry in SYNONYMS.items()}
    in_page = zip(blank.evaluate(asked, [texts, KNOWN]), blank.evaluate(indexed, [texts, KNOWN, SYNONYMS]), strict=True)
    differing = {
        text: (read, kept)
        for text, (read, kept) in zip(texts, in_page, strict=True)
        if read != [[one.kind.value, one.token] for one in spellings.pieces(text, KNOWN, asked=True)]
        or kept != spellings.tokens(text, KNOWN, phrases)
    }
    assert json.dumps(differing) == "{}"


REBUILD = """([documents, fields, known, synonyms, first, written]) => {
    const terms = window.cruSpellings.terms(known, synonyms);
    const tokenize = (text, field) => {
        const all = window.speller.tokens(text, terms);
        return field === "cited" ? all.filter(one => one.endsWith(".") || one.startsWith("=")) : all;
    };
    const made = new MiniSearch({fields, tokenize, processTerm: term => term});
    made.addAll(documents.map((one, number) => ({...one, id: first + number})));
    const inOrder = json => {
        const index = [...json.index].sort(([one], [other]) => (one < other ? -1 : 1));
        return JSON.stringify({...json, index});
    };
    const unpacked = window.cruQuestions.unpacked(written);
    const kept = MiniSearch.loadJS(unpacked, {fields, tokenize, processTerm: term => term});
    return [inOrder(made.toJSON()), inOrder(kept.toJSON()), inOrder(unpacked)];
}"""


def test_each_index_is_the_one_that_the_library_builds(blank: Page, loaded: Library):
    found = search.entries(loaded)
    known = search.references(found)
    synonyms = {" ".join(words): entry for words, entry in loaded.synonyms.items()}
    files = {name: json.loads(content) for name, content in search.files(loaded)}
    built = [(search.FIRST, 0, files["search/first.json"]["index"])]
    for number in range(files["search/first.json"]["shards"]):
        built.append((("text",), number * search.SHARD, files[f"search/full-{number}.json"]))
    for fields, first, written in built:
        documents = [entry.fields() for entry in found[first : first + search.SHARD if fields == ("text",) else None]]
        assert documents
        made, kept, as_written = blank.evaluate(REBUILD, [documents, fields, list(known), synonyms, first, written])
        assert made == as_written
        assert kept == as_written


def supplied(queries: dict[str, str]) -> list[ParameterSet]:
    """Return each query as a claim about the first contents of the page that must come first."""
    files = {page: [f"docs/{page}{end}" for end in (".md", "/index.md")] for page in queries.values()}
    own = {page: next(name for name in names if (ROOT / name).exists()) for page, names in files.items()}
    return [
        pytest.param(query, page, marks=pytest.mark.supplied(own[page]) if own[page] in SUPPLIED else ())
        for query, page in queries.items()
    ]


QUERIES = {
    # The Act.
    **dict.fromkeys(
        ["s31(3)", "s.31(3)", "S 31 (3)", "section 31(3)", "31(3)", "s31", "law enforcement"], "provisions/s31"
    ),
    **dict.fromkeys(["31 (3)", "s31.3", "s31-3", "s31(3", "s31(1)(a)", "s31(3)(a)"], "provisions/s31"),
    **dict.fromkeys(["s24(2)", "sec 24(2)", "national security", "FOIA s24"], "provisions/s24"),
    **dict.fromkeys(
        ["s17", "FOI Act s.17", "refusal notice", "section 17 of the Act", "FOIA 2000 s17(7)(b)"], "provisions/s17"
    ),
    **dict.fromkeys(["s21", "section 21", "21"], "provisions/s21"),
    **dict.fromkeys(["s23(5)", "security bodies"], "provisions/s23"),
    **dict.fromkeys(["s40(5B)", "40(5b)"], "provisions/s40"),
    **dict.fromkeys(["public interest test", "PIT", "s.2"], "provisions/s2"),
    **dict.fromkeys(["twentieth working day", "s10", "20 working days"], "provisions/s10"),
    **dict.fromkeys(["s50", "ICO address"], "provisions/s50"),
    # References.
    **dict.fromkeys(
        ["1750/22", "1750-22", "1750/2022", "CRU 1750/22", "CRU-1750-22", "ref. 1750/22", "CRU/1750/22", "1750\\22"],
        "advice/1750-22",
    ),
    **dict.fromkeys(["internal review", "IR"], "advice/1750-22/internal-review"),
    **dict.fromkeys(["continued approach", "Palentir continued aproach"], "advice/1750-22/continued"),
    "source e-mail": "advice/1750-22/source",
    # Wordings and what to do with them.
    **dict.fromkeys(["full NCND", "full neither confirm nor deny", "full ncnd wording"], "wording/full-ncnd"),
    "partial NCND": "wording/partial-ncnd",
    "already public": "wording/already-public",
    "review and complaint": "wording/review-and-complaint",
    "answer a request about palantir technology": "decide/1750-22",
    "check a draft": "check-draft",
    "glossary": "help/glossary",
    "redaction marks": "advice/1750-22/continued",
    "40 working days": "provisions/s10",
    **dict.fromkeys(["deadline", "how long do I have"], "provisions/s10"),
    **dict.fromkeys(["flowchart", "decision tree"], "decide/1750-22"),
    "change force": "help/officers",
    "template": "wording",
    "word document": "help/officers",
    "withdrawn": "browse/status",
    # Forces.
    **dict.fromkeys(["Kent", "kent police"], "forces/kent"),
    **dict.fromkeys(["Met", "MPS", "Metropolitan Police"], "forces/metropolitan"),
    **dict.fromkeys(["Devon & Cornwall", "devon and cornwall", "Devon and Cornwal"], "forces/devon-and-cornwall"),
    **dict.fromkeys(["PSNI", "Police Service of Northern Ireland"], "forces/psni"),
    "Police Scotland": "forces/police-scotland",
    "Hants": "forces/hampshire",
}
"""What an officer would type, and the page that must come first."""


@pytest.fixture
def searching(page: Page, site: str) -> Page:
    page.goto(f"{site}/help/notice/")
    page.keyboard.press("/")
    return page


@pytest.fixture(scope="module")
def asked(browser: Browser, site: str):
    """One page whose search stays open from question to question."""
    page = browser.new_page()
    page.goto(f"{site}/help/notice/")
    page.keyboard.press("/")
    yield page
    page.close()


def results(page: Page, query: str) -> list[str]:
    """Type a query and return the address of each page found, below the root, once the full text has been read."""
    box = page.locator("#cru-search-input")
    box.fill("")
    expect(page.locator("[data-search-results] li, [data-search-none]:visible")).to_have_count(0)
    box.press_sequentially(query)
    expect(page.locator("[data-search-results]")).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-search-count]:visible, [data-search-none]:visible")).to_have_count(1)
    expect(page.locator("[data-search-reading]")).to_be_hidden()
    return page.locator("[data-search-results] a").evaluate_all("all => all.map(one => new URL(one.href).pathname)")


@pytest.mark.parametrize(("query", "first"), supplied(QUERIES))
def test_the_page_that_an_officer_means_comes_first(asked: Page, query: str, first: str):
    assert results(asked, query)[0] == f"/{first}/"


def test_every_spelling_finds_the_same_pages(searching: Page):
    found = {
        spelling: sorted(results(searching, spelling)) for spelling in ("s31(3)", "S.31 (3)", "section 31(3) FOIA")
    }
    assert len(set(map(tuple, found.values()))) == 1, found
    assert len(found["s31(3)"]) > 3


def test_a_slip_of_one_letter_finds_the_page_and_says_how_it_is_spelt(searching: Page):
    for slip in ("Palentir", "palantr", "palatnir"):
        assert "/advice/1750-22/continued/" in results(searching, slip)
        expect(searching.locator("[data-search-meant]")).to_contain_text("palantir")


def test_quotation_marks_mean_the_phrase(searching: Page):
    assert "/wording/full-ncnd/" in results(searching, '"needs to be alert to requests"')
    assert results(searching, '"requests to be alert"') == []
    assert results(searching, "\u201cneeds to be alert to requests\u201d")


def test_a_phrase_is_marked_where_it_stands(searching: Page):
    results(searching, '"neither confirm nor')
    first = searching.locator("[data-search-results] li").first
    expect(first.locator("mark")).to_have_text(["neither confirm nor"])


def test_a_section_that_is_on_no_page_leads_to_the_page_of_its_own_section(searching: Page):
    assert results(searching, "s31(3)(a)") == ["/provisions/s31/"]
    expect(searching.locator("[data-search-lost]")).to_have_text(
        "On no page: s31(3)(a). This is the page of the section.", use_inner_text=True
    )


def test_one_letter_and_a_number_mark_nothing_that_they_are_not(searching: Page):
    assert results(searching, "kent p") == results(searching, "kent")
    assert results(searching, "D&C") == []
    assert results(searching, "fees") == []
    results(searching, "1/2")
    marks = searching.locator("[data-search-results] mark")
    assert "1750/22" not in marks.all_inner_texts()


def test_nothing_found_says_what_was_not_found_and_what_to_try(searching: Page):
    assert results(searching, "zzyzx") == []
    said = searching.locator("[data-search-none]")
    expect(said).to_contain_text("Nothing was found for \u201czzyzx\u201d. On no page: zzyzx.")
    expect(said.get_by_role("link", name="wording")).to_be_visible()
    assert results(searching, "CRU 9999/22") == []
    expect(said).to_contain_text("On no page: 9999/22.")
    for strict in ("palantir s99", 'zzyzx "palantir"', '"palantir zzyzx"'):
        assert results(searching, strict) == []


def test_a_word_that_is_on_no_page_is_said_and_the_others_are_answered(searching: Page):
    assert results(searching, "how do I answer a palantir zzyzx")[0] == "/decide/1750-22/"
    said = searching.locator("[data-search-lost]")
    expect(said).to_have_text("On no page: zzyzx. These pages answer the other words.", use_inner_text=True)
    results(searching, "palantir")
    expect(said).to_be_hidden()


def test_a_result_says_what_it_is_and_opens_at_its_section(searching: Page):
    results(searching, "no inference covert R2")
    results(searching, "redaction marks")
    first = searching.locator("[data-search-results] li").first
    expect(first.locator("[data-about]")).to_have_text("Advice note \u00b7 Unconfirmed")
    expect(first.locator("[data-heading]")).to_have_text("The redaction marks")
    expect(first.locator("[data-words] mark").first).to_be_visible()
    searching.keyboard.press("Enter")
    expect(searching).to_have_url(re.compile(r"/advice/1750-22/continued/#redaction-marks$"))


def test_every_section_that_a_result_opens_at_is_on_its_page(loaded: Library, built: Path):
    for entry in search.entries(loaded):
        html = (built / entry.address / "index.html").read_text(encoding="utf-8")
        assert [anchor for anchor, _, _ in entry.parts if anchor and f'id="{anchor}"' not in html] == [], entry.address


def test_filters_narrow_what_is_found(searching: Page):
    everything = results(searching, "ncnd")
    searching.locator("[data-search-narrow] summary").click()
    offered = searching.locator("[data-filter-box]:visible select").evaluate_all("all => all.map(one => one.length)")
    assert len(offered) > 2
    assert min(offered) > 1
    narrowed = searching.locator("[data-narrowed]")
    expect(narrowed).to_be_hidden()
    searching.locator("[data-filter=kinds]").select_option("Wording")
    expect(narrowed).to_be_visible()
    expect(searching.locator("[data-search-results] li")).to_have_count(5)
    expect(searching.locator("[data-search-count] [data-number]")).to_have_text("5")
    assert len(everything) > 10
    searching.locator("[data-filter=years]").select_option("2022")
    expect(searching.locator("[data-search-none] [data-filtered]")).to_be_visible()


def test_keys_open_move_and_close(page: Page, site: str):
    page.goto(f"{site}/wording/review-and-complaint/")
    dialog, box = page.locator("[data-search-dialog]"), page.locator("#cru-search-input")
    page.locator("[data-input=review_contact]").press_sequentially("s/s")
    expect(dialog).to_be_hidden()
    page.locator("h1").click()
    for key in ("s", "/"):
        page.keyboard.press(key)
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.locator("header [data-search-open]").click()
    results(page, "ncnd")
    links = page.locator("[data-search-results] a")
    for key, focused in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("End", 19), ("Home", 0)):
        page.keyboard.press(key)
        expect(links.nth(focused)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("header [data-search-open]")).to_be_focused()


def test_more_results_are_shown_when_asked_for(searching: Page):
    assert len(results(searching, "police")) == 20
    searching.get_by_role("button", name="Show more").click()
    expect(searching.locator("[data-search-results] li")).to_have_count(40)
    expect(searching.locator("[data-search-results] a").nth(20)).to_be_focused()


def test_nothing_of_the_search_is_fetched_before_it_is_opened(page: Page, site: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(f"{site}/wording/full-ncnd/")
    page.wait_for_load_state("networkidle")
    own = re.compile(r"minisearch|spellings|questions|find\.js|/search/")
    assert [url for url in asked if own.search(url)] == []
    page.keyboard.press("/")
    results(page, "kent")
    assert {url for url in asked if own.search(url)} >= {"/search/first.json", "/search/full-0.json", "/assets/find.js"}
    assert not any("word=" in url or "kent" in url.lower() for url in asked if own.search(url))


def test_an_index_that_cannot_be_fetched_is_said_and_tried_again(page: Page, site: str):
    page.route("**/search/first.json", lambda route: route.abort())
    page.goto(f"{site}/")
    page.keyboard.press("/")
    expect(page.locator("[data-search-failed]")).to_be_visible()
    page.unroute("**/search/first.json")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-dialog]")).to_be_hidden()
    page.keyboard.press("/")
    assert results(page, "kent")[0] == "/forces/kent/"
    expect(page.locator("[data-search-failed]")).to_be_hidden()


def test_nothing_is_said_to_be_on_no_page_before_every_page_was_read(page: Page, site: str):
    page.route("**/search/full-*.json", lambda route: route.abort())
    page.goto(f"{site}/")
    page.keyboard.press("/")
    page.locator("#cru-search-input").fill("zzyzx")
    unread = page.locator("[data-search-unread]")
    expect(unread).to_be_visible()
    expect(page.locator("[data-search-none]")).to_be_visible()
    expect(page.locator("[data-missing]")).to_be_hidden()
    page.unroute("**/search/full-*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#cru-search-input")).to_be_focused()
    expect(page.locator("[data-missing]")).to_have_text("On no page: zzyzx.")
    expect(unread).to_be_hidden()


def test_a_phrase_whose_words_could_not_be_read_is_said_and_tried_again(page: Page, site: str):
    page.route("**/search/words-*.json", lambda route: route.abort())
    page.goto(f"{site}/")
    page.keyboard.press("/")
    page.locator("#cru-search-input").fill('"needs to be alert to requests"')
    expect(page.locator("[data-search-unread]")).to_be_visible()
    page.unroute("**/search/words-*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-search-results] a[href*='wording/full-ncnd']")).to_be_visible()
    expect(page.locator("[data-search-unread]")).to_be_hidden()


def test_enter_opens_an_answer_to_what_stands_in_the_box(searching: Page):
    results(searching, "kent")
    change = "box => { box.value = '1750/22'; box.dispatchEvent(new Event('input')); box.form.requestSubmit(); }"
    searching.locator("#cru-search-input").evaluate(change)
    expect(searching).to_have_url(re.compile(r"/advice/1750-22/(#.*)?$"))


def test_enter_before_search_is_loaded_keeps_what_was_typed(page: Page, site: str):
    held: list[Route] = []
    page.route("**/search/first.json", lambda route: held.append(route))
    page.goto(f"{site}/")
    page.keyboard.press("/")
    page.locator("#cru-search-input").press_sequentially("kent")
    expect(page.locator("[data-search-loading]")).to_be_visible()
    page.keyboard.press("Enter")
    held[0].continue_()
    expect(page.locator("[data-search-results] a").first).to_have_attribute("href", re.compile("forces/kent/$"))
    expect(page.locator("#cru-search-input")).to_have_value("kent")
    expect(page.locator("[data-search-loading]")).to_be_hidden()


def test_it_works_where_the_browser_compiles_nothing(site: str, browser: Browser):
    hardened = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, "--js-flags=--jitless"])
    page = hardened.new_page()
    page.goto(f"{site}/")
    assert page.evaluate("typeof WebAssembly") == "undefined"
    page.keyboard.press("/")
    assert results(page, "s.31 (3)")[0] == "/provisions/s31/"
    assert results(page, "Palentir")
    hardened.close()


@pytest.mark.parametrize("path", ["/", "/404.html", "/advice/1750-22/continued/"])
def test_it_works_on_every_page(page: Page, site: str, path: str):
    page.goto(site + path)
    page.keyboard.press("/")
    assert results(page, "kent")[0] == "/forces/kent/"

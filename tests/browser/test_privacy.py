"""What the page keeps, sends and leaves behind: the force's id in this tab, and nothing else."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import HANDLING, PAGES, answer, choose_force, clipboard, copy, stays_on_the_site

CANARY = "Canary-7151 Road"
HOSTILE = [
    "<b onmouseover=alert(1)>x</b>",
    "</span></p><script>document.title='hacked'</script>",
    '"><img src=x onerror="document.title=\'hacked\'">',
    "$1 $& $$ $` \\1 \\g<0> %s {0}",
    "{{ the_force }} {% if x %} [the force] {# c #}",
    "&amp; &lt;b&gt; &#x3C;",
    "ends with & Co",
    "O'Brien \u201cquoted\u201d \u2013 caf\u00e9 \u2603 \U0001f46e",
    "javascript:alert(1)",
    "__proto__ constructor toString",
]
FIELDS = {
    "full-ncnd": ["supplier"],
    "opening-full": ["supplier", "case_reason"],
    "opening-partial": ["supplier", "case_reason"],
    "partial-ncnd": ["supplier"],
    "review-and-complaint": ["review_contact", "regulator_contact"],
}
OTHER = {"review_contact": "someone", "regulator_contact": "someone"}


@pytest.mark.parametrize("wording_id", FIELDS)
def test_hostile_values_come_out_as_they_were_typed(page: Page, site: str, wording_id: str):
    page.goto(f"{site}/wording/{wording_id}/")
    title = page.title()
    choose_force(page, "Kent")
    answer(page)
    for name, value in OTHER.items():
        if page.locator(f"[data-input={name}]").count():
            page.locator(f"[data-input={name}]").fill(value)
    elements = page.locator("[data-words] *").count()
    for name in FIELDS[wording_id]:
        for value in HOSTILE:
            page.locator(f"[data-input={name}]").fill(value)
            copy(page, "rich")
            assert value in clipboard(page)
            assert value in page.locator("[data-words]").inner_text()
            assert page.locator("[data-words] *").count() == elements
            shown = "html => new DOMParser().parseFromString(html, 'text/html').body"
            html = clipboard(page, "text/html")
            assert value in page.evaluate(f"html => ({shown})(html).textContent", html)
            tags = page.evaluate(f"html => [...({shown})(html).querySelectorAll('*')].map(e => e.localName)", html)
            assert set(tags) <= {"h2", "h3", "p", "strong", "em"}
        page.locator(f"[data-input={name}]").fill("someone")
    assert page.title() == title


def test_invisible_characters_are_taken_out_with_a_notice(page: Page, site: str):
    page.goto(f"{site}/wording/full-ncnd/")
    page.locator("[data-input=supplier]").fill("Pal\u202eantir\u200b\u0007 Ltd")
    expect(page.locator("[data-taken-out]")).to_be_visible()
    assert "in this case Palantir Ltd)" in page.locator("[data-words]").inner_text()


KEPT = """async () => {
    const kept = [
        {...localStorage}, {...sessionStorage}, document.cookie, location.href, document.title, history.state,
        window.name, performance.getEntries().map((entry) => entry.name),
    ];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            kept.push(request.url, await (await cache.match(request)).text());
        }
    }
    const done = (request) => new Promise((found, failed) => {
        request.onsuccess = () => found(request.result);
        request.onerror = () => failed(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            kept.push(name, store, await done(database.transaction(store).objectStore(store).getAll()));
        }
        database.close();
    }
    return JSON.stringify(kept);
}"""
"""Everything that a page can keep in a browser, with what is in it."""


def test_what_a_page_keeps_is_found_wherever_it_is(page: Page, site: str):
    page.goto(f"{site}/")
    places = {
        "local": "localStorage.setItem('a', typed)",
        "session": "sessionStorage.setItem('a', typed)",
        "cookie": "document.cookie = `a=${typed}`",
        "history": "history.replaceState(typed, '')",
        "cache": "caches.open('a').then((cache) => cache.put('/a', new Response(typed)))",
        "database": """new Promise((done) => {
            const request = indexedDB.open('a');
            request.onupgradeneeded = () => request.result.createObjectStore('a', { autoIncrement: true });
            request.onsuccess = () => {
                const writing = request.result.transaction('a', 'readwrite');
                writing.objectStore('a').add(typed);
                writing.oncomplete = () => (request.result.close(), done());
            };
        })""",
    }
    for place, keep in places.items():
        page.evaluate(f"async (typed) => {{ await ({keep}); }}", f"{place} {CANARY}")
    kept = page.evaluate(KEPT)
    assert [place for place in places if f"{place} {CANARY}" not in kept] == []


def test_nothing_typed_is_kept_anywhere(page: Page, site: str):
    page.goto(f"{site}/wording/review-and-complaint/")
    before = page.evaluate("history.length")
    choose_force(page, "Kent")
    page.locator("[data-input=review_contact]").fill(CANARY)
    page.locator("[data-input=regulator_contact]").fill(CANARY)
    copy(page, "plain")
    assert CANARY not in page.evaluate(KEPT)
    assert page.evaluate("[{...localStorage}, {...sessionStorage}]") == [{}, {"cru-force": "kent"}]
    assert page.evaluate("history.length") == before


def test_nothing_of_a_whole_letter_is_kept_anywhere(page: Page, site: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data} {request.headers}"))
    page.goto(f"{site}/letter/1750-22/#partial-ncnd;published=yes;all_covered=yes")
    root = "[data-letter=partial-ncnd]"
    page.locator(f"{root} [data-controls]").wait_for()
    before = page.evaluate("history.length")
    choose_force(page, "Kent")
    own = {"date": "2026-11-24", "public_link": "https://www.kent.police.uk/canary-7151"}
    typed = {}
    for field in page.locator(f"{root} :is(input, textarea)[data-input]:not([type=radio])").all():
        name = field.get_attribute("data-input")
        typed[name] = own.get(name, f"{CANARY} {name}")
        field.fill(typed[name])
    assert len(typed) >= 5
    answer(page, root)
    copy(page, "rich", root)
    copied = clipboard(page)
    assert [value for name, value in typed.items() if name != "date" and value not in copied] == []
    with page.expect_download(timeout=60_000):
        page.locator(f"{root} [data-docx]").click()
    kept = page.evaluate(KEPT).lower()
    assert "canary" not in kept
    assert page.evaluate("[{...localStorage}, {...sessionStorage}]") == [{}, {"cru-force": "kent"}]
    assert page.evaluate("history.length") == before
    assert [one for one in asked if "canary" in one.lower() and not one.startswith("blob:")] == []


def test_a_reload_and_a_way_back_leave_the_fields_empty(page: Page, site: str):
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site}/wording/review-and-complaint/")
    page.locator("[data-input=review_contact]").fill(CANARY)
    page.reload()
    expect(page.locator("[data-input=review_contact]")).to_have_value("")
    page.locator("[data-input=review_contact]").fill(CANARY)
    page.goto(f"{site}/help/officers/")
    page.go_back()
    expect(page.locator("[data-input=review_contact]")).to_have_value("")
    assert CANARY not in page.locator("[data-words]").inner_text()


def test_leaving_with_typed_text_warns(page: Page, site: str):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{site}/wording/full-ncnd/")
    page.goto(f"{site}/wording/opening-full/")
    assert asked == []
    page.locator("[data-input=case_reason]").press_sequentially("words")
    page.goto(f"{site}/wording/full-ncnd/")
    assert asked == ["beforeunload"]


def test_case_fields_tell_the_browser_to_keep_and_check_nothing(page: Page, site: str):
    for wording_id in (*FIELDS, "already-public"):
        page.goto(f"{site}/wording/{wording_id}/")
        for field in page.locator("input[data-input]:not([type=radio]), textarea[data-input]").all():
            assert field.get_attribute("autocomplete") == "off"
            assert field.get_attribute("spellcheck") == "false"
            assert field.get_attribute("writingsuggestions") == "false"
            assert field.get_attribute("name") is None


def test_without_javascript_the_words_can_be_read_and_a_forces_page_is_filled_in(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/wording/full-ncnd/")
    expect(page.locator("[data-words]")).to_contain_text("[The force] needs to be alert")
    expect(page.locator("[data-controls]")).to_be_hidden()
    expect(page.locator("header [data-choose-force]")).to_be_hidden()
    expect(page.locator("header [data-search-open]")).to_be_hidden()
    page.goto(f"{site}/forces/psni/")
    words = page.locator("[data-words]").inner_text()
    assert "The Police Service of Northern Ireland needs to be alert" in words
    assert "[the force" not in words.lower()
    assert "[keep only if true: " in words
    context.close()


def test_no_page_asks_another_host_for_anything(context: BrowserContext, site: str, built):
    page = context.new_page()
    asked: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    paths = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    assert len(paths) > 80
    for path in paths:
        page.goto(f"{site}/{path.removesuffix('index.html')}")
    choose_force(page, "Kent")
    assert {url for url in asked if not url.startswith((site + "/", "data:", "blob:"))} == set()
    assert said == []


@pytest.mark.parametrize("way", ["a context", "a page"])
def test_a_request_to_another_origin_is_recorded_whoever_opened_the_page(
    browser: Browser, site: str, away: list[str], way: str
):
    """What `stays_on_the_site` fails a test for, and does at the end of each."""
    page = browser.new_page(bypass_csp=True) if way == "a page" else browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{site}/")
    assert away == []
    page.evaluate("fetch('http://other.police.test:1/?typed').catch(() => 0)")
    page.context.close()
    assert away == ["http://other.police.test:1/?typed"]
    looked = stays_on_the_site.__wrapped__(away)
    next(looked)
    with pytest.raises(AssertionError, match="not of the site"):
        next(looked)
    assert away == []


def test_every_page_says_how_it_may_be_handled_and_how_far_it_can_be_relied_on(built):
    for path in sorted(built.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert html.count(HANDLING) >= 1, path
        assert path.name == "404.html" or html.count('class="cru-state"') == 1, path
        assert html.count("<h1") == 1, path


def test_handling_and_state_stand_on_screen_and_in_print(page: Page, site: str):
    for name, path in PAGES.items():
        page.goto(site + path)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            expect(page.locator(".cru-handling")).to_be_visible()
            expect(page.locator(".cru-handling")).to_contain_text(HANDLING)
            if name != "not found":
                expect(page.locator(".cru-state")).to_be_visible()


def test_nothing_about_handling_or_approval_is_in_the_copied_words(page: Page, site: str):
    page.goto(f"{site}/wording/opening-full/")
    choose_force(page, "Kent")
    copy(page, "rich")
    copied = clipboard(page) + clipboard(page, "text/html")
    for words in ("Not to be distributed", "draft", "approved", "CRU", "1750", "Unconfirmed"):
        assert words not in copied

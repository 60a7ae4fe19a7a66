"""The officer's page: fields, choices and copying, in a real browser on the built site."""

import re

import pytest
from filled import typed as by_kind
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import answer, choose_force, clipboard, copy
from macros import components, fill
from macros.library import Library

LINK = "https://www.kent.police.uk/foi/disclosure?year=2026&part=1"
TYPED = {
    "public_link": LINK,
    "review_contact": "the Freedom of Information team, PO Box 1",
    "regulator_contact": "the regulator, 1 Some Street",
    "case_reason": "A reason of its own.",
}


def filled(loaded: Library, wording_id: str, force_id: str, typed: dict[str, str], no: tuple[str, ...] = ()):
    """Return the blocks and answers that `python -m macros wording` would use."""
    item = loaded.wordings[wording_id]
    chosen = {name: "no" if name in no else "yes" for name in item.choices}
    force = loaded.forces[force_id]
    answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, force, typed, chosen)
    assert lacks == []
    return item.blocks, answers


def open_wording(page: Page, site: str, wording_id: str) -> None:
    page.goto(f"{site}/wording/{wording_id}/")
    page.locator("[data-controls]").wait_for()


def fill_in(page: Page, typed: dict[str, str] = TYPED) -> None:
    for name, value in typed.items():
        if page.locator(f"[data-input={name}]").count():
            page.locator(f"[data-input={name}]").fill(value)


def test_copied_text_equals_pythons_for_every_force(page: Page, site: str, loaded: Library):
    open_wording(page, site, "full-ncnd")
    answer(page)
    for force in loaded.foia_forces():
        choose_force(page, force.name)
        copy(page, "plain")
        assert clipboard(page) == fill.text(*filled(loaded, "full-ncnd", force.id, {})), force.id


@pytest.mark.parametrize("force_id", ["metropolitan", "psni", "devon-and-cornwall"])
def test_every_wording_copies_as_python_gives_it(page: Page, site: str, loaded: Library, force_id: str):
    page.goto(site)
    choose_force(page, loaded.forces[force_id].name)
    for wording_id, item in loaded.wordings.items():
        open_wording(page, site, wording_id)
        typed = {**by_kind(item.fields), **{name: TYPED[name] for name in TYPED if name in item.fields}}
        fill_in(page, typed)
        for no in ((), *((name,) for name, choice in item.choices.items() if not choice.must_be)):
            answer(page, no=no)
            blocks, answers = filled(loaded, wording_id, force_id, typed, no)
            copy(page, "rich")
            assert clipboard(page) == fill.text(blocks, answers)
            assert body_of(clipboard(page, "text/html")) == components.rich(blocks, answers)
        page.evaluate("document.querySelector('[data-controls]').reset()")


def body_of(html: str) -> str:
    """Return the copied markup less what Chromium's clipboard puts around it."""
    return re.sub(r"</?(?:html|head|body|meta)\b[^>]*>|<!--(?:Start|End)Fragment-->", "", html).strip()


def test_pasted_rich_text_keeps_headings_paragraphs_and_emphasis_only(page: Page, site: str, loaded: Library):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Devon & Cornwall Police")
    answer(page)
    # No wording has emphasis today, so a word of the page is emphasised to see that it travels.
    page.evaluate(
        """() => {
        const block = document.querySelector("[data-block=W16]");
        const last = block.lastChild;
        const strong = document.createElement("strong");
        strong.textContent = last.textContent;
        last.replaceWith(strong);
    }"""
    )
    copy(page, "rich")
    page.evaluate(
        """() => {
        const area = document.createElement("div");
        area.contentEditable = "true";
        area.id = "paste-here";
        document.body.replaceChildren(area);
        area.focus();
    }"""
    )
    page.keyboard.press("Control+v")
    area = page.locator("#paste-here")
    found = area.evaluate("area => [...area.querySelectorAll('*')].map(one => one.localName)")
    assert set(found) == {"h2", "h3", "p", "strong"}
    assert area.evaluate("area => [...area.children].map(one => one.localName)") == [
        block.tag for block in loaded.wordings["full-ncnd"].blocks
    ]
    assert area.evaluate("a => [...a.querySelectorAll('*')].flatMap(one => one.getAttributeNames())") == []
    assert "Devon & Cornwall Police needs to be alert" in area.inner_text()


def test_nothing_is_chosen_for_the_officer(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    assert page.locator("input:checked[type=radio][data-input]").count() == 0
    expect(page.locator("[data-control=force]")).to_contain_text("Choose your force")
    expect(page.get_by_role("button", name="4 things missing", exact=True)).to_be_visible()
    assert "[the force]" in page.locator("[data-words]").inner_text()


def test_refused_copy_says_what_is_missing_and_goes_there(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    page.evaluate("navigator.clipboard.writeText('untouched')")
    page.locator("[data-copy=rich]").click()
    summary = page.get_by_role("alert").filter(has_text="Not copied")
    expect(summary).to_contain_text("Choose your force")
    expect(summary).to_contain_text("Was this request made to several law enforcement bodies?")
    expect(page.locator("[data-input=force]")).to_be_focused()
    assert clipboard(page) == "untouched"
    choose_force(page, "Kent")
    page.locator("[data-copy=plain]").click()
    expect(page.locator("[data-input=counter_terrorism_role]").first).to_be_focused()
    expect(page.locator("[data-control=counter_terrorism_role] [data-unanswered]")).to_be_visible()
    answer(page)
    expect(summary).to_be_hidden()
    expect(page.locator("[data-complete]")).to_be_visible()


def test_the_first_missing_thing_is_the_first_on_the_page(page: Page, site: str):
    open_wording(page, site, "already-public")
    choose_force(page, "Kent")
    page.locator("[data-copy=rich]").click()
    expect(page.locator("[data-input=public_link]")).to_be_focused()


def test_controls_are_not_printed_at_any_width(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    page.emulate_media(media="print")
    for width in (1280, 720, 320):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("[data-controls]")).to_be_hidden()
        expect(page.locator("[data-actions]")).to_be_hidden()


def test_each_copy_button_names_the_force(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "btp")
    expect(page.get_by_role("button", name="Copy as British Transport Police", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Plain text as British Transport Police", exact=True)).to_be_visible()
    expect(page.locator("header [data-choose-force]")).to_have_text("Your force: British Transport Police")


def test_what_a_choice_hides_is_neither_shown_nor_asked_for(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    answer(page, no=("several_bodies_asked", "counter_terrorism_role"))
    words = page.locator("[data-words]").inner_text()
    assert "made to several different" not in words
    assert "counter-terror" not in words
    assert "keep only if" not in words
    expect(page.locator("[data-control=counter_terrorism_role] [data-if-no]")).to_be_visible()


def test_a_link_that_was_not_opened_cannot_be_sent(page: Page, site: str):
    open_wording(page, site, "already-public")
    choose_force(page, "Kent")
    page.locator("[data-input=public_link]").fill(LINK)
    page.locator("[data-control=link_opened] input[value=no]").check()
    page.locator("[data-copy=plain]").click()
    expect(page.locator("[data-unsendable]")).to_be_visible()
    expect(page.locator("[data-summary]")).to_be_visible()


def test_a_refused_link_gives_its_reason_and_stays_out_of_the_words(page: Page, site: str):
    open_wording(page, site, "already-public")
    page.locator("[data-input=public_link]").fill("https://intranet/foi")
    page.locator("[data-input=public_link]").press("Tab")
    expect(page.locator("[data-refused=BARE_NAME]")).to_be_visible()
    expect(page.locator("[data-input=public_link]")).to_have_attribute("aria-invalid", "true")
    assert "https://intranet" not in page.locator("[data-words]").inner_text()


def test_another_supplier_is_taken_with_a_warning(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    page.locator("[data-input=supplier]").fill("Another Supplier")
    expect(page.locator("[data-if-changed]")).to_have_text("outside 1750/22: ask the CRU")
    assert "in this case Another Supplier" in page.locator("[data-words]").inner_text()


def test_an_optional_reason_is_a_paragraph_only_when_given(page: Page, site: str):
    open_wording(page, site, "opening-full")
    block = page.locator("[data-optional=case_reason]")
    expect(block).to_be_hidden()
    page.locator("[data-input=case_reason]").fill("A reason of its own.")
    expect(block).to_have_text("A reason of its own.")


def test_the_regulator_is_only_suggested(page: Page, site: str):
    open_wording(page, site, "review-and-complaint")
    expect(page.locator("[data-input=regulator_contact]")).to_have_value("")
    page.get_by_role("button", name="I have checked these").click()
    expect(page.locator("[data-input=regulator_contact]")).to_have_value(re.compile("Wycliffe House"))
    assert "Wycliffe House" in page.locator("[data-words]").inner_text()


def test_a_copy_on_plain_http_with_a_host_name(browser: Browser, port: int, loaded: Library):
    context = browser.new_context()
    page = context.new_page()
    open_wording(page, f"http://site.police.test:{port}", "full-ncnd")
    assert page.evaluate("navigator.clipboard === undefined && !isSecureContext")
    choose_force(page, "Dyfed")
    answer(page)
    copy(page, "rich")
    page.evaluate("document.body.replaceChildren(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+v")
    assert page.locator("textarea").input_value() == fill.text(*filled(loaded, "full-ncnd", "dyfed-powys", {}))
    context.close()


def test_a_copy_that_the_browser_forbids_is_said_to_have_failed(page: Page, site: str):
    page.add_init_script(
        "document.execCommand = () => false; navigator.clipboard.write = () => Promise.reject(new Error('forbidden'));"
    )
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    answer(page)
    page.locator("[data-copy=rich]").click()
    expect(page.locator("[data-live]")).to_contain_text("Not copied")
    assert "Kent Police needs to be alert" in page.evaluate("String(getSelection())")


def test_two_tabs_with_two_forces_never_mix(context: BrowserContext, site: str):
    one, other = context.new_page(), context.new_page()
    for tab, force in ((one, "Kent"), (other, "Essex")):
        tab.bring_to_front()
        open_wording(tab, site, "full-ncnd")
        choose_force(tab, force)
        answer(tab)
    one.bring_to_front()
    one.reload()
    answer(one)
    for tab, force, wrong in ((one, "Kent Police", "Essex"), (other, "Essex Police", "Kent")):
        tab.bring_to_front()
        copy(tab, "plain")
        assert f"{force} needs to be alert" in clipboard(tab)
        assert wrong not in clipboard(tab)


def test_the_force_is_remembered_across_pages_and_can_be_forgotten(page: Page, site: str):
    page.goto(site)
    choose_force(page, "GMP")
    open_wording(page, site, "opening-full")
    assert "Greater Manchester Police can neither" in page.locator("[data-words]").inner_text()
    page.locator("header [data-choose-force]").click()
    page.locator("[data-force-forget]").click()
    assert "[The force] can neither" in page.locator("[data-words]").inner_text()
    page.reload()
    assert "[The force] can neither" in page.locator("[data-words]").inner_text()


@pytest.mark.parametrize(("typed", "why"), [("Police Scotland", "(Scotland) Act 2002"), ("PoDP", "in part only")])
def test_a_force_outside_the_act_is_refused_with_the_reason(page: Page, site: str, typed: str, why: str):
    open_wording(page, site, "full-ncnd")
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially(typed)
    page.locator("#cru-force-input").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-force-refusal]")).to_contain_text(why)
    page.locator("[data-force-close]").click()
    assert "[The force]" in page.locator("[data-words]").inner_text()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_refused_force_ends_the_choice_before_it_and_the_page_says_so(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially("Police Scotland")
    page.keyboard.press("Enter")
    said = "Ask the CRU. Kent Police is no longer chosen: choose your force again."
    expect(page.locator("[data-force-refusal]")).to_contain_text(said)
    page.locator("[data-force-close]").click()
    expect(page.locator("header [data-your-force]")).to_have_text("Choose your force")
    assert "[The force]" in page.locator("[data-words]").inner_text()
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("devon", "Devon & Cornwall Police"), ("devon-cornwall", "Devon & Cornwall Police")),
        *(("Devon&Cornwall", "Devon & Cornwall Police"), ("devon an", "Devon & Cornwall Police")),
        *(("the met", "Metropolitan Police Service"), ("The MPS", "Metropolitan Police Service")),
        *(("avon somerset", "Avon and Somerset Police"), ("dyfedpowys", "Dyfed-Powys Police")),
        *(("dyfed powys", "Dyfed-Powys Police"), ("north umbria", "Northumbria Police")),
    ],
)
def test_enter_takes_the_only_force_that_is_left_however_it_is_spelt(page: Page, site: str, typed: str, name: str):
    page.goto(site)
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially(typed)
    expect(page.locator(".autocomplete__option")).to_have_text([name])
    page.keyboard.press("Enter")
    expect(page.locator("[data-force-dialog]")).to_be_hidden()
    expect(page.locator("header [data-your-force]")).to_have_text(name)


@pytest.mark.parametrize("typed", ["", "the", "west", "nowhere"])
def test_enter_never_guesses_between_forces(page: Page, site: str, typed: str):
    page.goto(site)
    page.locator("header [data-choose-force]").click()
    page.locator("#cru-force-input").press_sequentially(typed)
    page.keyboard.press("Enter")
    expect(page.locator("[data-force-dialog]")).to_be_visible()
    expect(page.locator("header [data-your-force]")).to_have_text("Choose your force")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_field_that_was_emptied_is_missing_whatever_it_held(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    answer(page)
    expect(page.locator("[data-complete]")).to_be_visible()
    page.locator("[data-input=supplier]").fill("")
    assert "[the tool or its supplier]" in page.locator("[data-words]").inner_text()
    page.locator("[data-copy=rich]").click()
    expect(page.locator("[data-summary] [data-lack=supplier]")).to_be_visible()
    expect(page.locator("[data-control=supplier] [data-refused=EMPTY]")).to_be_visible()
    expect(page.locator("[data-input=supplier]")).to_be_focused()


def test_a_click_counts_though_it_makes_the_page_say_what_is_wrong_with_the_field_before(page: Page, site: str):
    open_wording(page, site, "already-public")
    page.locator("[data-input=public_link]").fill("https://intranet/foi")
    page.locator("[data-copy=rich]").click()
    expect(page.locator("[data-summary]")).to_be_visible()
    expect(page.locator("[data-refused=BARE_NAME]")).to_be_visible()


def test_what_was_said_of_a_copy_is_taken_back_when_the_words_change(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    answer(page)
    for change in (
        lambda: choose_force(page, "Essex"),
        lambda: page.locator("[data-input=supplier]").fill("Another"),
        lambda: page.locator("[data-control=common_position] input[value=no]").check(),
    ):
        copy(page, "rich")
        change()
        expect(page.locator("[data-live]")).to_have_text("")


def test_a_copy_that_ends_after_the_force_changed_is_not_said_to_be_the_new_forces(page: Page, site: str):
    page.add_init_script("navigator.clipboard.write = () => new Promise(done => { window.end = done; });")
    open_wording(page, site, "full-ncnd")
    choose_force(page, "Kent")
    answer(page)
    page.locator("[data-copy=rich]").click()
    page.wait_for_function("() => Boolean(window.end)")
    choose_force(page, "Essex")
    page.evaluate("window.end()")
    page.evaluate("new Promise(done => setTimeout(done, 200))")
    expect(page.locator("[data-live]")).to_have_text("")


def test_a_kept_id_that_is_refused_or_unknown_counts_as_none(page: Page, site: str):
    page.goto(site)
    for kept in ("police-scotland", "nowhere", "<b>", ""):
        page.evaluate("id => sessionStorage.setItem('cru-force', id)", kept)
        open_wording(page, site, "full-ncnd")
        assert "[The force]" in page.locator("[data-words]").inner_text()


def test_from_choosing_to_copying_by_keyboard_alone(page: Page, site: str):
    open_wording(page, site, "full-ncnd")
    page.locator("[data-input=force]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cru-force-input")).to_be_focused()
    page.keyboard.type("north y")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-input=force]")).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    expect(page.locator("[data-complete]")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("[data-copy=plain]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-copy=rich]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-live]")).to_have_text("Copied as North Yorkshire Police, with headings and emphasis.")
    assert "North Yorkshire Police needs to be alert" in clipboard(page)


def test_the_copy_bar_stays_in_view_on_a_phone(page: Page, site: str):
    page.set_viewport_size({"width": 320, "height": 640})
    open_wording(page, site, "full-ncnd")
    for down in (600, 2000, 3500):
        page.evaluate(f"scrollTo(0, {down})")
        expect(page.locator("[data-copy=rich]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


BAR = """() => {
    const high = (one) => one.getBoundingClientRect().height;
    const bar = [...document.querySelectorAll("[data-actions]")].find((one) => one.getClientRects().length);
    const targets = [...bar.querySelectorAll("button")].map(high).filter(Boolean);
    return [high(bar) / innerHeight, Math.min(...targets), bar.innerText.split(/\\s+/).join(" ")];
}"""
MOST_OF_A_PHONE = 0.2


@pytest.mark.parametrize("address", ["/wording/full-ncnd/", "/letter/1750-22/#partial-ncnd"])
def test_the_copy_bar_leaves_a_phone_to_the_words_in_every_state(page: Page, site: str, address: str):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + address)
    root = "[data-component=wording]:not([hidden])"
    said: list[str] = []

    def look():
        high, least, words = page.evaluate(BAR)
        assert high <= MOST_OF_A_PHONE, (high, words)
        assert least >= 44, words
        assert re.search("[0-9] parts? not approved by the CRU", words), words
        said.append(words)

    look()
    page.locator(f"{root} [data-copy=rich]").click()
    look()
    name = page.evaluate(
        """() => {
            const usable = window.cruForces.filter((one) => !one.refusal);
            window.cruForce = usable.sort((one, other) => other.name.length - one.name.length)[0];
            document.dispatchEvent(new CustomEvent("cru:force"));
            return window.cruForce.name;
        }"""
    )
    assert len(name) > 30
    look()
    answer(page, root)
    for control, words in {"public_link": "https://www.kent.police.uk/x", "reference": "1"}.items():
        for field in page.locator(f"{root} [data-input={control}]").all():
            field.fill(words)
    for field in page.locator(f"{root} textarea[data-input]").all():
        field.fill("somebody")
    look()
    copy(page, "rich", root)
    look()
    wanted = ("things missing", "Not copied, saved", f"Copy as {name}", "Nothing missing", f"Copied as {name}")
    assert [words for words, one in zip(wanted, said, strict=True) if words not in one] == []

"""Searches: what a built corpus answers in a real browser, and how soon."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from playwright.sync_api import Browser

from bench import corpus

ROUNDS = 5
KEY_EVERY = 100
"""Milliseconds between two keys of somebody who types fast."""
ENGINE = """async ([root, texts]) => {
    const get = async name => (await fetch(`${root}/search/${name}`)).json();
    const first = await get("first.json");
    const questions = window.cruQuestions(first);
    for (let at = 0; at < first.shards; at += 1) questions.add(await get(`full-${at}.json`));
    return texts.map(text => questions.answer(text).answers.map(one => first.pages[one.page][0]));
}"""
WATCH = """() => {
    const list = document.querySelector("[data-search-results]");
    let key = 0;
    document.addEventListener("input", event => { key = event.timeStamp; delete list.dataset.shown; }, true);
    const look = () => {
        if (list.getAttribute("aria-busy") === "false" && list.querySelector("a") && !list.dataset.shown)
            requestAnimationFrame(() => { list.dataset.shown = performance.now() - key; });
    };
    new MutationObserver(look).observe(list, { attributeFilter: ["aria-busy"] });
}"""


def found(browser: Browser, root: str, truth: corpus.Truth) -> Mapping[str, str]:
    """Return the least recall and precision over every spelling, and how many references come first."""
    page = browser.new_page(bypass_csp=True)
    page.goto(root)
    page.keyboard.press("/")
    page.wait_for_function("() => Boolean(window.cruQuestions)")
    spelt = {text: cited for cited, texts in corpus.CITATIONS.items() for text in texts}
    spelt |= dict.fromkeys(corpus.NCND, "ncnd")
    given = dict(zip(spelt, page.evaluate(ENGINE, [root, list(spelt)]), strict=True))
    wanted = {text: truth.ncnd if cited == "ncnd" else corpus.holding(truth, cited) for text, cited in spelt.items()}
    notes = {text: {one for one in given[text] if one in truth.references.values()} for text in spelt}
    recall = min(len(notes[text] & wanted[text]) / len(wanted[text]) for text in spelt if wanted[text])
    exact = min(len(notes[text] & wanted[text]) / len(notes[text]) for text in spelt if notes[text])
    asked = {spelling: address for one, address in truth.references.items() for spelling in corpus.spellings(one)}
    firsts = page.evaluate(ENGINE, [root, list(asked)])
    right = sum(answers[:1] == [address] for answers, address in zip(firsts, asked.values(), strict=True))
    page.close()
    return {"recall": f"{recall:.3f}", "precision": f"{exact:.3f}", "first": f"{right} of {len(asked)}"}


def waits(browser: Browser, root: str, every: int = KEY_EVERY) -> float:
    """Return the median milliseconds from the last key to the first result on the screen, nothing cached."""
    return statistics.median(_wait(browser, root, every) for _ in range(ROUNDS))


def _wait(browser: Browser, root: str, every: int) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(root, wait_until="networkidle")
    page.evaluate(WATCH)
    page.keyboard.press("/")
    page.locator("#cru-search-input").press_sequentially("s31(3)", delay=every)
    shown = page.locator("[data-search-results][data-shown]")
    shown.wait_for(state="attached", timeout=120_000)
    waited = shown.get_attribute("data-shown")
    context.close()
    return float(waited or "nan")

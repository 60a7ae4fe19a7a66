"""Search: the page reads a spelling as Python does, and its index is the one that MiniSearch itself would build."""

import json

import pytest
from playwright.sync_api import Browser, Page
from spellings_table import strings

from browser.conftest import ROOT
from macros import search, spellings
from macros.library import Library

ASSETS = ROOT / "macros" / "theme" / "assets"
KNOWN = ["1750/22", "31/22", "9001/26"]
SYNONYMS = {"ncnd": "ncnd", "neither confirm nor deny": "ncnd", "and 31": "odd", "s31": "odd", "b": "odd"}


@pytest.fixture(scope="module")
def blank(browser: Browser):
    """A page with the library and the speller, and nothing of the site."""
    page = browser.new_page()
    for name in ("vendor/minisearch.umd.js", "spellings.js"):
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
    const kept = MiniSearch.loadJS(written, {fields, tokenize, processTerm: term => term});
    return [inOrder(made.toJSON()), inOrder(kept.toJSON()), inOrder(written)];
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

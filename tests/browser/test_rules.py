"""The page finds in a draft exactly what Python finds, from the same rules."""

import json

import pytest
from playwright.sync_api import Browser, Page
from rules_samples import DRAFTS, NOT_FOUND, SPLIT, samples

from browser.conftest import ROOT
from macros import drafts, rules
from macros.library import Library
from macros.wording import Stance

ASSETS = ROOT / "macros" / "theme" / "assets"
REPORT = """([rows]) => rows.map(([text, kind, force, part]) =>
    window.cruRules.report(text, {kind, force, part}, window.data.rules, window.data.register)
        .map(one => [one.rule, one.line, one.start, one.end, one.sentence, one.message]))"""
Row = tuple[str, str | None, str | None, bool]


@pytest.fixture(scope="module")
def checker(browser: Browser, loaded: Library):
    page = browser.new_page()
    for name in ("drafts.js", "rules.js"):
        page.add_script_tag(path=ASSETS / name)
    page.evaluate("json => { window.data = JSON.parse(json); }", json.dumps(rules.as_data(loaded.names)))
    yield page
    page.close()


def units(text: str, offset: int) -> int:
    """Return an offset in characters as one in UTF-16 units, which is how a browser counts."""
    return len(text[:offset].encode("utf-16-le")) // 2


def in_python(loaded: Library, row: Row) -> list[list[object]]:
    text, kind, force, part = row
    found = rules.report(text, Stance(kind) if kind else None, loaded.names, force, part)
    return [[f.rule_id, f.line, units(text, f.start), units(text, f.end), f.sentence, f.message] for f in found]


def compare(checker: Page, loaded: Library, rows: list[Row]) -> None:
    found = checker.evaluate(REPORT, [rows])
    wanted = [in_python(loaded, row) for row in rows]
    assert [(row, got, want) for row, got, want in zip(rows, found, wanted, strict=True) if got != want] == []


def test_every_sample_and_every_draft_has_the_findings_that_python_has(checker: Page, loaded: Library):
    rows: list[Row] = [(one.text, one.kind, one.force, one.part) for one in (*samples(), *DRAFTS)]
    assert len(rows) > 400
    compare(checker, loaded, rows)


@pytest.mark.parametrize(("kind", "force", "part"), [("full", "metropolitan", False), ("partial", None, True)])
def test_so_it_is_whatever_the_officer_says_of_them(
    checker: Page, loaded: Library, kind: str, force: str | None, part: bool
):
    compare(checker, loaded, [(one.text, kind, force, part) for one in (*samples(), *DRAFTS)])


def test_the_kind_of_a_reply_is_read_alike(checker: Page):
    texts = [one.text for one in (*samples(), *DRAFTS)]
    kinds = checker.evaluate(
        "([texts]) => texts.map(text => window.cruRules.kind(text, {}, window.data.rules))", [texts]
    )
    assert kinds == [rules.stance_of(drafts.split(text)).value for text in texts]
    assert set(kinds) == {"full", "partial", "any"}


HOSTILE = [
    "\U0001f600 The Met wrote \U0001f46e\u200d\u2642\ufe0f this.\r\n\r\n\U0001d54f\U0001d54f\r\nPowys Police too.",
    "\u212aent \u017fection 31(\u0663) \u0130t i\u015f held by the \uff2det.",
    "Kent\u00a0Police can neither\u2003confirm nor\u00addeny\u200b that \u201cit\u2019s held\u201d \u2013 or not",
    "<img src=x onerror=alert(1)> {{ the_force }} <script>alert(1)</script>",
    "$& $1 $` $' {found} \\1 \\g<0> % __proto__ constructor",
    "caf\u00e9Met Mete\u0301 Met\u0301 Met_ _Met Met\u0661 \u4e2dMet Met",
    "\x00\x01 Met \x0b GMP \x1c BTP \x85 PSNI \u2028 NCA \u2029 CNC",
    "\n\r\n\r\u2028 \t",
    "1.\n2)\n(3)\n4 -\nQ5\nQuestion 6 & 7\n8. 9. 10.",
]


def test_strange_characters_are_read_alike(checker: Page, loaded: Library):
    kept = [text for texts in NOT_FOUND.values() for text in texts]
    spaced = [text.replace(" ", "\u00a0").replace("'", "\u2019") for text in kept]
    stretched = [text.replace("e", "\U0001f600") for text in kept]
    compare(checker, loaded, [(text, None, "kent", False) for text in (*HOSTILE, *spaced, *stretched)])


def test_the_source_and_every_page_of_the_site_are_read_alike(checker: Page, loaded: Library):
    texts = [page.body for page in loaded.pages.values()] + [source.text for source in loaded.sources.values()]
    compare(checker, loaded, [(text, "full", "kent", part) for text in texts for part in (False, True)])


def test_a_draft_is_told_apart_as_python_tells_it(checker: Page):
    found = checker.evaluate(
        """([texts]) => texts.map(text => {
            const draft = window.cruDrafts.split(text, window.cruDrafts.phrases(window.data.rules));
            const words = sentences => sentences.map(({start, end}) => text.slice(start, end));
            return [words(draft.request), draft.parts.map(part => [part.point, words(part.sentences)])];
        })""",
        [[text for text, _, _ in SPLIT]],
    )
    for (text, asked, parts), (request, got) in zip(SPLIT, found, strict=True):
        assert (request, [words for _, words in got]) == (asked, parts)
        assert [point for point, _ in got] == [part.point for part in drafts.split(text).parts]


LONG = {
    "a reply": "To confirm or deny whether item {0} is held would be likely to harm investigation {0}, we say. ",
    "lines": "Line {0}\n",
    "points": "{0}. We hold none.\n",
    "no end": "confirm or deny whether section 31(1), {0} information held by the ",
    "one word": "a",
    "spaces": " \u00a0",
    "brackets": "[the (",
    "names": "Kent Police {0} ",
}


def long(words: str, size: int) -> str:
    return "".join(words.format(number) for number in range(size // len(words) + 1))[:size]


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_a_long_draft_is_read_alike(checker: Page, loaded: Library, words: str):
    compare(checker, loaded, [(long(words, 20_000), "full", "kent", False)])

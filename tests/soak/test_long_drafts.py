"""A long draft takes the page a time in proportion: a pattern that runs away would stop an officer's browser."""

import pytest
from browser.test_rules import LONG, checker, long  # noqa: F401 - a fixture
from playwright.sync_api import Page

SECONDS = """text => {
    const before = performance.now();
    window.cruRules.report(text, {kind: "full", force: "kent"}, window.data.rules, window.data.register);
    return (performance.now() - before) / 1000;
}"""


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_four_times_the_draft_takes_no_more_than_twelve_times_as_long(checker: Page, words: str):  # noqa: F811
    def seconds(size: int) -> float:
        return min(checker.evaluate(SECONDS, long(words, size)) for _ in range(3))

    seconds(1_000)
    assert seconds(200_000) < max(12 * seconds(50_000), 1)

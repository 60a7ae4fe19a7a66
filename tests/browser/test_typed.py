"""The page cleans and refuses what is typed exactly as Python does."""

from playwright.sync_api import Page
from values_table import ROWS


def test_every_row_of_the_table_is_cleaned_as_python_cleans_it(page: Page, site: str):
    page.goto(f"{site}/wording/full-ncnd/")
    found = page.evaluate(
        """rows => rows.map(([kind, typed]) => {
            const units = typed.map(unit => String.fromCharCode(unit)).join("");
            const {text, takenOut, refused} = window.cruClean(kind, units);
            return [text, takenOut, refused];
        })""",
        [[kind, units(typed)] for kind, typed, *_ in ROWS],
    )
    expected = [[text, taken_out, reason] for _, _, text, taken_out, reason in ROWS]
    assert len(found) > 100
    assert [(row, got) for row, got, want in zip(ROWS, found, expected, strict=True) if got != want] == []


def units(typed: str) -> list[int]:
    """Return the text as UTF-16 units, so that a lone surrogate survives the way to the browser."""
    raw = typed.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]

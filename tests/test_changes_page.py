"""Changes page: every change note is listed, and a major one stands where a reader must know of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros import changes_page, controls, decision_page, library
from macros.library import Library
from macros.place import Place

ROOT = Path(__file__).parent.parent
ENTRY = "  - date: {}\n    kind: {}\n    what: {}\n    why: <b>Why</b> it is so.\n"
WORDING = ENTRY.format("2026-02-03", "major", "The opening names section 17.")
MINOR = ENTRY.format("2026-01-02", "minor", "A comma.")
NOTE = ENTRY.format("2026-03-04", "major", "The limits are new.")
DECISION = ENTRY.format("2026-02-28", "major", "A question was added.")


def noted(docs: Path) -> Path:
    """Put change notes into a copy of the project's docs/."""
    for name, lines in (("wording/opening-full.md", WORDING + MINOR), ("advice/1750-22/continued.md", NOTE)):
        path = docs / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n---\n", f"\nchanges:\n{lines}---\n", 1), encoding="utf-8")
    path = docs / "advice/1750-22/decision.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}changes:\n{DECISION}", encoding="utf-8")
    return docs


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    docs = shutil.copytree(ROOT / "docs", tmp_path_factory.mktemp("noted") / "docs")
    found, problems = library.load(noted(Path(docs)))
    assert problems == []
    return found


def items(html: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)]


def test_with_no_change_noted_the_page_says_so(loaded: Library):
    assert "No change has been noted yet." in changes_page.changes(loaded, "../")


def test_every_change_is_listed_the_newest_first_with_where_it_is_used(changed: Library):
    html = changes_page.changes(changed, "../")
    partial = changed.decisions["1750-22"].outcomes["full-ncnd"].title
    assert [re.sub(r" Used in:.*", "", one) for one in items(html)] == [
        f"{changed.notes['1750-22/continued'].note.title} major 4 March 2026 The limits are new. "
        "Why: &lt;b&gt;Why&lt;/b&gt; it is so.",
        "Decision 1750/22 major 28 February 2026 A question was added. Why: &lt;b&gt;Why&lt;/b&gt; it is so.",
        "Opening for a full NCND major 3 February 2026 The opening names section 17. "
        "Why: &lt;b&gt;Why&lt;/b&gt; it is so.",
        "Opening for a full NCND minor 2 January 2026 A comma. Why: &lt;b&gt;Why&lt;/b&gt; it is so.",
    ]
    assert f'<a href="../letter/1750-22/#full-ncnd">Letter: {partial}</a>' in html
    assert '<a href="../advice/1750-22/continued/">' in html
    assert "No change has been noted yet." not in html


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("wording/opening-full.md", ["Changed on 3 February 2026 The opening names section 17."]),
        ("decide/1750-22.md", ["Changed on 28 February 2026 A question was added."]),
        (
            "advice/1750-22/continued.md",
            [
                "Changed on 4 March 2026 The limits are new.",
                "Changed on 3 February 2026: Opening for a full NCND The opening names section 17.",
            ],
        ),
        ("wording/full-ncnd.md", []),
        ("advice/1750-22/index.md", []),
        ("changes.md", []),
        ("index.md", []),
    ],
)
def test_a_page_says_the_major_changes_of_its_own_and_of_what_it_uses(changed: Library, page: str, said: list[str]):
    html = changes_page.noted(changed, changes_page.major(changed), page)
    assert [one.partition(" Why:")[0] for one in items(html)] == said
    assert "<b>" not in html
    for address in re.findall(r'href="([^"]*)"', html):
        place = Path("/", page.removesuffix(".md").removesuffix("index"), address)
        assert str(place.resolve()) == "/wording/opening-full"


def test_an_outcome_says_what_changed_in_its_letter_and_another_does_not(changed: Library):
    articles = decision_page.decision(changed, "1750-22").split("<article")[1:]
    said = {re.findall(r'data-outcome="([^"]*)"', one)[0]: "The opening names section 17." in one for one in articles}
    assert said == {"full-ncnd": True, "partial-ncnd": False, "refer": False}
    letter = controls.letter(changed, Place("letter/1750-22/"), "1750-22", "full-ncnd")
    before, words = letter.split("data-words", 1)
    assert "The opening names section 17." in before
    assert "The opening names section 17." not in words
    assert "cru-noted" not in controls.letter(changed, Place("letter/1750-22/"), "1750-22", "partial-ncnd")


def test_nothing_is_said_where_nothing_changed(loaded: Library):
    assert "cru-noted" not in decision_page.decision(loaded, "1750-22")
    assert [changes_page.noted(loaded, changes_page.major(loaded), page) for page in loaded.pages] == [""] * len(
        loaded.pages
    )

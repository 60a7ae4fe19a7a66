"""Pictures: each act of the CRU that can be seen has its own, small, drawn by the project and led to by a sentence."""

import re
from pathlib import Path

import pytest
from browser import help_pictures
from conftest import ROOT

from macros import components, markup, pictures, sections
from macros.library import Library
from macros.pages import outside_code

FOLDER = ROOT / "docs/help"
CRU = "help/cru.md"
ACTS = {
    "Change a page": ["pencil", "check"],
    "Add or correct a force": ["force"],
    "Change a wording": ["redline"],
    "Record an approval": ["changed-since-approval"],
    "Note a change": ["note"],
    "Change a decision": ["flowchart"],
    "Add the text of an advice note": ["not-supplied"],
    "Say which words mean the same in a search": ["search"],
    "Withdraw a page or a version": ["versions"],
}
UNSEEN = {"Never write these down", "Say how the CRU is reached"}
DRAWN = [*help_pictures.SITE, *help_pictures.PRINTED, *help_pictures.REPORT, *help_pictures.VERSIONS]


def test_each_act_that_a_picture_can_show_has_one(loaded: Library):
    shown: dict[str, list[str]] = {}
    heading = ""
    for _, line in outside_code(loaded.pages[CRU]):
        if line.startswith("## "):
            heading = re.sub(r" *\{#.*\}", "", line.removeprefix("## "))
            shown[heading] = []
        elif hit := pictures.LINE.fullmatch(line):
            shown[heading].append(hit["file"].removeprefix("cru-").removesuffix(".png"))
    assert shown == ACTS | {heading: [] for heading in UNSEEN}


def test_each_picture_is_drawn_by_the_project_and_shown_once(loaded: Library):
    assert sorted(path.name for path in FOLDER.glob("*.png")) == sorted(f"cru-{name}.png" for name in DRAWN)
    shown = [one.target for page in loaded.pages.values() for one in markup.shown(page)]
    assert sorted(shown) == sorted(f"cru-{name}.png" for name in DRAWN)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.png")), ids=lambda path: path.stem)
def test_a_picture_is_small_and_a_picture_alone(path: Path):
    assert pictures.refused(path) == ""
    assert path.stat().st_size <= 150_000


def test_a_sentence_leads_to_each_picture_and_its_words_say_what_is_seen(loaded: Library):
    lines = [line for _, line in outside_code(loaded.pages[CRU])]
    for place, line in enumerate(lines):
        if line.startswith("!["):
            assert re.search(r"[a-z]:$", lines[place - 2]), line
            assert (lines[place - 1], lines[place + 1]) == ("", ""), line
            assert len(line.partition("]")[0]) > 40, line


def test_what_a_picture_shows_is_found_by_the_search(loaded: Library):
    assert sections.plain("See:\n\n![The pencil, in a ring](cru-pencil.png)") == "See: The pencil, in a ring"
    words = " ".join(part.words for _, part in sections.parts(loaded.pages[CRU]))
    assert "in a red frame at the right the pencil." in words
    assert ".png" not in words


def test_the_built_page_keeps_room_for_each_picture_and_holds_no_other(built: Path):
    html = (built / "help/cru/index.html").read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    form = re.compile(
        r'<summary>Picture: ([^<:]{8,60})</summary>\n<img alt="\1[^"]{10,}" src="\.\./(cru-[a-z-]+\.png)" '
        r'width="[0-9]+" height="[0-9]+" loading="lazy">\n</details>'
    )
    found = form.findall(article)
    assert len(found) == article.count("<img") == len(DRAWN)
    assert len({words for words, _ in found}) == len(found), "two pictures have one name"
    for _, name in found:
        assert (built / "help" / name).read_bytes() == (FOLDER / name).read_bytes()
    for path in built.rglob("*.html"):
        assert path.parent.name == "cru" or "<img" not in path.read_text(encoding="utf-8"), path


def test_a_picture_is_folded_and_keeps_its_words_and_its_size():
    html = '<p>Words.</p>\n<p><img alt="A &quot;b&quot;: c &amp; d" src="../cru-note.png" /></p>\n<p>More.</p>'
    wide, high = pictures.size(FOLDER / "cru-note.png")
    assert components.pictured(html, ROOT / "docs") == (
        '<p>Words.</p>\n<details class="cru-whole cru-picture">\n<summary>Picture: A &#34;b&#34;</summary>\n'
        f'<img alt="A &#34;b&#34;: c &amp; d" src="../cru-note.png" width="{wide}" height="{high}" loading="lazy">\n'
        "</details>\n<p>More.</p>"
    )

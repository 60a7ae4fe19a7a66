"""Every letter in LibreOffice: its Word file opened, its rich copy pasted."""

from pathlib import Path

import pytest
from browser.conftest import clipboard, copy
from browser.test_letter import ROUTES, fill_in, filled, open_letter, take_force, watch_word_files, word_file
from playwright.sync_api import Page

from macros import fill
from macros.library import Library
from soak.conftest import Office, Paragraph, Read

EMPHASIS = """(root) => {
    const block = document.querySelector(`${root} [data-words] p[data-block="W01"]`) ||
        document.querySelector(`${root} [data-words] p:last-child`);
    for (const name of ["strong", "em"]) {
        const part = document.createElement(name);
        part.textContent = name === "strong" ? " Weighty." : " Stressed.";
        block.append(part);
    }
}"""


def wanted(loaded: Library, outcome: str, force_id: str, highest: int) -> list[tuple[str, int]]:
    """Return each paragraph of the finished letter with its heading level, the highest heading's being `highest`."""
    blocks, answers = filled(loaded, outcome, force_id)
    found = []
    for block in blocks:
        level = int(block.tag[1]) - 2 + highest if block.tag.startswith("h") else 0
        for runs in fill.paragraphs(block, answers):
            assert not any(emphasis or link for emphasis, link, _ in runs), "this letter's emphasis is not looked for"
            found.append(("".join(words for _, _, words in runs), level))
    assert "\n\n".join(words for words, _ in found) == fill.text(blocks, answers)
    return found


def said(read: Read) -> list[tuple[str, int]]:
    assert read.others == set()
    plain = [p for p in read.paragraphs if (p.bold, p.italic, p.links) == ("", "", ())]
    assert plain == list(read.paragraphs)
    return [(p.words, p.level) for p in read.paragraphs]


@pytest.mark.parametrize("outcome", ROUTES)
def test_every_word_file_opens_with_the_copied_text_and_heading_styles(
    page: Page, site: str, loaded: Library, office: Office, tmp_path: Path, outcome: str
):
    watch_word_files(page)
    root = open_letter(page, site, outcome)
    fill_in(page, root)
    files = []
    for force in loaded.foia_forces():
        files.append(tmp_path / f"{force.id}.docx")
        files[-1].write_bytes(word_file(page, root, force.id))
    opened = office.opened(files)
    assert len(opened) == 47
    for force_id, read in opened.items():
        assert said(read) == wanted(loaded, outcome, force_id, highest=1)


@pytest.mark.parametrize("outcome", ROUTES)
def test_every_rich_copy_is_pasted_with_heading_styles_and_paragraphs_and_nothing_else(
    page: Page, site: str, loaded: Library, office: Office, outcome: str
):
    root = open_letter(page, site, outcome)
    fill_in(page, root)
    copied = {}
    for force in loaded.foia_forces():
        take_force(page, force.id)
        copy(page, "rich", root)
        copied[force.id] = clipboard(page, "text/html")
    pasted = office.pasted(copied)
    assert len(pasted) == 47
    for force_id, read in pasted.items():
        *letter, last = said(read)
        assert last == ("", 0), "LibreOffice leaves an empty paragraph after what is pasted"
        assert letter == wanted(loaded, outcome, force_id, highest=2)


def test_emphasis_is_kept_in_both(page: Page, site: str, office: Office, tmp_path: Path):
    watch_word_files(page)
    root = open_letter(page, site, "full-ncnd")
    page.evaluate(EMPHASIS, root)
    fill_in(page, root)
    file = tmp_path / "kent.docx"
    file.write_bytes(word_file(page, root, "kent"))
    copy(page, "rich", root)
    for read in (office.opened([file])["kent"], office.pasted({"kent": clipboard(page, "text/html")})["kent"]):
        stressed = [(p.bold, p.italic) for p in read.paragraphs if p.bold or p.italic]
        assert stressed == [(" Weighty.", " Stressed.")]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p><b>Response</b></p>", Paragraph("Response", 0, "Response", "", ())),
        ('<p style="font-size: 20pt; font-weight: bold">Response</p>', Paragraph("Response", 0, "Response", "", ())),
        ("<h2>Response</h2>", Paragraph("Response", 2, "", "", ())),
        (
            '<p>See <a href="https://example.org/">this</a></p>',
            Paragraph("See this", 0, "", "", ("https://example.org/",)),
        ),
    ],
)
def test_what_only_looks_like_a_heading_is_told_from_one(office: Office, html: str, found: Paragraph):
    assert office.pasted({"one": html})["one"].paragraphs[0] == found


def test_what_a_letter_has_no_use_for_is_seen(office: Office):
    read = office.pasted({"one": "<table><tr><td>a</td></tr></table><ul><li>b</li></ul>"})["one"]
    assert {"table", "list"} <= read.others

"""Each folder of tests/broken/ is one defect: the check gives its file and line, and says nothing else.

A folder holds only the files that differ from the good tree in _good/, expected.txt with the lines of the check,
and removed.txt where a file is taken away. What Git does not keep as it is, or no editor shows, is made here.
"""

from __future__ import annotations

import ast
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros import commands

ROOT = Path(__file__).parent.parent
BROKEN = Path(__file__).parent / "broken"
GOOD = BROKEN / "_good"
DEFECTS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir() and folder != GOOD)
NOTES = {"expected.txt", "removed.txt"}
RETYPE = "delete it and type the word again"
NAME = "has a name that is no address; name it and its folder in small letters, digits and hyphens"
OLD_ENDS = "has a line end of an old kind (a carriage return alone); save it with the line ends of Windows or Unix"
JINJA = '") }}{{ cycler.__init__.__globals__.os.abort() }}{{ wording("opening'
NO_PICTURE = "is no whole PNG that holds a picture alone; draw it with `make kept-pictures`"
NO_FRONT = (
    "1: has no front matter; begin the file with a line `---`, then `title: …` (of a force, `name: …`), then `---`"
)
PAGE = "---\ntitle: A page\n---\n\nWords.\n"

Check = Callable[..., tuple[int, str]]
Make = Callable[[Path], Any]


def tree(to: Path, defect: str = "") -> Path:
    """Return a copy of the good tree with the defect laid over it."""
    docs = Path(shutil.copytree(GOOD, to))
    if defect:
        shutil.copytree(BROKEN / defect, docs, dirs_exist_ok=True, ignore=lambda _, names: NOTES & set(names))
        for name in removed(defect):
            (docs / name).unlink()
    return docs


def removed(defect: str) -> list[str]:
    path = BROKEN / defect / "removed.txt"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def expected(defect: str) -> str:
    return (BROKEN / defect / "expected.txt").read_text(encoding="utf-8")


def code(lines: str) -> int:
    """Return the exit code that belongs to these lines: warnings alone change nothing."""
    return int(any(": warning: " not in line for line in lines.splitlines()))


def write(name: str, content: str | bytes) -> Make:
    def make(docs: Path) -> None:
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def page(line: str) -> Make:
    return write("help/page.md", f"{PAGE}{line}\n")


def png(*more: bytes, wide: int = 1) -> bytes:
    """Return a grey PNG one dot high; each of `more` is a part put in before the dots, its kind first."""

    def part(words: bytes) -> bytes:
        return struct.pack(">I", len(words) - 4) + words + struct.pack(">I", zlib.crc32(words))

    dots = random.Random(wide).randbytes(wide)
    head = b"IHDR" + struct.pack(">II5B", wide, 1, 8, 0, 0, 0, 0)
    parts = (head, *more, b"IDAT" + zlib.compress(b"\0" + dots), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(part, parts))


def picture(content: bytes, name: str = "help/a-page.png") -> Make:
    """Put a picture into the tree, and a page that shows it where it is one of help."""

    def make(docs: Path) -> None:
        write(name, content)(docs)
        page("\n![A page](a-page.png)" if name.startswith("help/") else "")(docs)

    return make


def change(name: str, was: bytes, now: bytes) -> Make:
    return lambda docs: (docs / name).write_bytes((docs / name).read_bytes().replace(was, now))


def folder(name: str) -> Make:
    """Put a folder where a file is."""

    def make(docs: Path) -> None:
        (docs / name).unlink()
        (docs / name).mkdir()

    return make


def link(name: str, to: str) -> Make:
    return lambda docs: (docs / name).symlink_to(to)


def approved_by_their_author(docs: Path) -> None:
    """Make the tree a repository in which the words were written by the one who approves them."""
    shutil.copy(BROKEN / "approved-and-draft" / "wording" / "opening.md", docs / "wording")
    change("wording/opening.md", b"status: draft", b"status: current")(docs)
    who = ("-c", "user.name=A reader", "-c", "user.email=reader@force.example")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "Words")):
        subprocess.run(["git", "-C", str(docs), *command], check=True)


CHANGED = ("approved-words-changed", "approved-default-changed")
OPTIONS = {name: ["--publishing"] for name in (*CHANGED, "approved by who wrote the words")}
"""The options with which a defect is one; without them those in CHANGED are warnings, and git is not asked."""

MADE: dict[str, tuple[Make, str]] = {
    "not UTF-8": (
        write("help/page.md", f"{PAGE}Café".encode("latin-1")),
        "help/page.md:6: is not UTF-8: byte 0xe9 at offset 33; save the file as UTF-8",
    ),
    "UTF-16, as an old editor saves it": (
        write("help/page.md", PAGE.encode("utf-16")),
        "help/page.md:1: is not UTF-8: byte 0xff at offset 0; save the file as UTF-8",
    ),
    "source not UTF-8": (
        change("advice/1750-22/source.txt", b"Colleagues", b"Colleagues\xa3"),
        "advice/1750-22/source.txt:1: is not UTF-8: byte 0xa3 at offset 10; save the file as UTF-8",
    ),
    "NUL": (page("a\0b"), f"help/page.md:6: holds a control character, U+0000; {RETYPE}"),
    "escape": (page("a\x1b[0mb"), f"help/page.md:6: holds a control character, U+001B; {RETYPE}"),
    "carriage return alone": (
        write("help/page.md", "---\ntitle: A page #\r...\r# {{ cycler }}\n---\n\nWords.\n"),
        f"help/page.md:2: {OLD_ENDS}",
    ),
    "carriage returns for all line ends": (
        write("help/page.md", PAGE.replace("\n", "\r")),
        f"help/page.md:1: {OLD_ENDS}",
    ),
    "next line": (page("a\x85b"), f"help/page.md:6: holds a control character, U+0085; {RETYPE}"),
    "right-to-left override": (page("a\u202eb"), f"help/page.md:6: holds an invisible character, U+202E; {RETYPE}"),
    "zero-width space": (page("a\u200bb"), f"help/page.md:6: holds an invisible character, U+200B; {RETYPE}"),
    "soft hyphen": (page("a\u00adb"), f"help/page.md:6: holds an invisible character, U+00AD; {RETYPE}"),
    "tag character": (page("a\U000e0041b"), f"help/page.md:6: holds an invisible character, U+E0041; {RETYPE}"),
    "line separator": (page("a\u2028b"), f"help/page.md:6: holds an invisible character, U+2028; {RETYPE}"),
    "second byte-order mark": (
        write("help/page.md", f"\ufeff\ufeff{PAGE}"),
        f"help/page.md:{NO_FRONT}\nhelp/page.md:1: holds an invisible character, U+FEFF; {RETYPE}",
    ),
    "curly quotation mark that a wrong encoding broke": (
        page("It\u00e2\u20ac\u2122s"),
        f"help/page.md:6: holds a character that a wrong encoding broke, U+00E2; {RETYPE}",
    ),
    "character that was lost": (page("a\ufffdb"), f"help/page.md:6: holds a character that was lost, U+FFFD; {RETYPE}"),
    "bracket of full width": (page("\uff5bb"), f"help/page.md:6: holds a character of full width, U+FF5B; {RETYPE}"),
    "private-use character": (page("a\ue000b"), f"help/page.md:6: holds a private character, U+E000; {RETYPE}"),
    "private-use character of a high plane": (
        page("a\U0010fffdb"),
        f"help/page.md:6: holds a private character, U+10FFFD; {RETYPE}",
    ),
    "private-use character in a wording": (
        change("wording/opening.md", b"has an interest", "has \ue000 an \ue001 interest".encode()),
        f"wording/opening.md:11: P03 has drifted from full-ncnd#W03; copy it again or take it out of `same_as:`\n"
        f"wording/opening.md:28: holds a private character, U+E000; {RETYPE}",
    ),
    "nothing after the front matter, not even a line": (
        write("help/page.md", "---\ntitle: '{{ cycler }}'\n---"),
        "help/page.md:3: ends with its front matter; begin a new line after `---`",
    ),
    "white space that only Python takes for white space": (
        write("help/page.md", "---\u00a0\ntitle: A page\n---\n\nWords.\n"),
        f"help/page.md:{NO_FRONT}",
    ),
    "character that YAML does not have": (
        write("help/page.md", "---\ntitle: A \ufffe page\n---\n\nWords.\n"),
        "help/page.md:2: the front matter is not valid YAML; put the value in quotes",
    ),
    "empty file": (
        write("help/page.md", ""),
        f"help/page.md:{NO_FRONT}",
    ),
    "too large": (
        page("Words and more words.\n" * 13_000),
        "help/page.md:1: is larger than 256 KB; make it several pages",
    ),
    "too large front matter": (
        write("help/page.md", "---\ntitle: A page\n" + "title: A page\n" * 3_000 + "---\n\nWords.\n"),
        "help/page.md:2: the front matter is longer than 32 KB; put the words below it",
    ),
    "too many words in a wording": (
        change("wording/opening.md", b"## Our decision", b"Words and more words.\n\n" * 2_000),
        "wording/opening.md:23: holds more than 40,000 characters; make it several wordings",
    ),
    "long line": (
        page("[" * 10_001),
        "help/page.md:6: has a line of more than 10,000 characters; make it several paragraphs",
    ),
    "picture that is cut off": (picture(png()[:-1]), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture with more behind its end": (picture(png() + b"x"), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture that was altered": (picture(png().replace(b"IDATx", b"IDATy")), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture that says who made it": (picture(png(b"tEXtAuthor\0Me")), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture of a photograph's kind": (picture(b"\xff\xd8\xff\xe0"), f"help/a-page.png:1: {NO_PICTURE}"),
    "drawing that is called a picture": (picture(b"<svg onload=x>"), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture that is empty": (picture(b""), f"help/a-page.png:1: {NO_PICTURE}"),
    "picture that is too large": (
        picture(png(wide=150_000)),
        "help/a-page.png:1: is larger than 150 KB; show less of the screen",
    ),
    "picture that no page shows": (
        write("help/a-page.png", png()),
        "help/a-page.png:1: is shown on no page of help; show it, or take it out",
    ),
    "picture outside help": (
        picture(png(), "wording/a-page.png"),
        "wording/a-page.png:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
    ),
    "picture below a folder of help": (
        picture(png(), "help-more/a-page.png"),
        "help-more/a-page.png:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
    ),
    "picture with the name of a device of Windows": (
        write("help/con.png", png()),
        "help/con.png:1: has a name that Windows keeps for a device; name it and its folder otherwise\n"
        "help/con.png:1: is shown on no page of help; show it, or take it out",
    ),
    "image of another kind": (
        write("help/page.svg", b"<svg/>"),
        "help/page.svg:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
    ),
    "Markdown of another ending, which MkDocs would render": (
        write("help/page.markdown", "{{ cycler }}"),
        "help/page.markdown:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
    ),
    "no ending": (
        write("help/LICENCE", "Words.\n"),
        "help/LICENCE:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
    ),
    "name that is Jinja": (write(f"wording/{JINJA}.md", PAGE), f"wording/{JINJA}.md:1: {NAME}"),
    "name of a device of Windows": (
        write("help/lpt1.md", PAGE),
        "help/lpt1.md:1: has a name that Windows keeps for a device; name it and its folder otherwise",
    ),
    "folder with the name of a device of Windows": (
        write("advice/nul/index.md", PAGE),
        "advice/nul/index.md:1: has a name that Windows keeps for a device; name it and its folder otherwise",
    ),
    "name over two lines": (write("help/a\nb.md", PAGE), f"help/a b.md:1: {NAME}"),
    "link to a file": (
        link("help/page.md", "../index.md"),
        "help/page.md:1: is a symbolic link; put the file itself here",
    ),
    "link to a file of another kind": (
        link("help/page", "/etc/passwd"),
        "help/page:1: is a symbolic link; put the file itself here",
    ),
    "link to nothing": (
        link("help/page.md", "nowhere.md"),
        "help/page.md:1: is a symbolic link; put the file itself here",
    ),
    "link to a folder": (link("notes", "advice"), "notes:1: is a symbolic link; put the file itself here"),
    "decision that is a folder": (
        folder("advice/1750-22/decision.yml"),
        "decide/1750-22.md:5: `decision` does not know `1750-22`. Correct it.\n"
        "decide/1750-22.md:7: `flowchart` does not know `1750-22`. Correct it.\n"
        "letter/1750-22.md:5: `letter` does not know `1750-22`. Correct it.",
    ),
    "page that is a folder": (
        folder("wording/reply.md"),
        "advice/1750-22/decision.yml:28: `reply` is not there. Correct it or add the page.",
    ),
    "approved by who wrote the words": (
        approved_by_their_author,
        "wording/opening.md:5: A reader approved the words and was the last to change them; have somebody else approve "
        "them",
    ),
    "pipe that never ends": (
        lambda docs: os.mkfifo(docs / "help/page.md"),
        "help/page.md:1: is not a file that can be read; take it out",
    ),
}


def approved(docs: Path) -> None:
    """Let somebody approve words that another wrote."""
    approved_by_their_author(docs)
    change("wording/opening.md", b"approved_by: A reader", b"approved_by: B reader")(docs)


def windows(docs: Path) -> None:
    """Save every file as a Windows editor does: a byte-order mark, and CRLF at the end of each line."""
    for path in docs.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def notice_of_cost(docs: Path) -> None:
    """Let a wording refuse a request for its cost, which is no exemption."""
    entry = (docs / "provisions/s1.md").read_text(encoding="utf-8")
    write("provisions/s12.md", entry.replace('"1"', '"12"').replace("Section 1", "Section 12").replace("s1", "s12"))(
        docs
    )
    change("wording/opening.md", b"[s1, s31]", b"[s1, s12, s31]")(docs)
    change("wording/opening.md", b"holds this.", b"holds this. This is a notice under section 17(5).")(docs)


ACCEPTED: dict[str, Make] = {
    "nothing changed": lambda docs: None,
    "a byte-order mark and CRLF": windows,
    "spaces after the bounds of the front matter": change("index.md", b"---\n", b"---  \n"),
    "a rule of four hyphens, and one of three": page("----\n\n---"),
    "approved words": approved,
    "words that look like placeholders or marks": change(
        "wording/opening.md",
        b"holds this.",
        b"holds this [sic]. See [your request](https://www.gov.uk/a_b_*) and https://www.gov.uk/_x_. "
        b"Part XX has 2\\*3 of 'X' and a_b {{ supplier }}{{ supplier }}{{ supplier }}.",
    ),
    "words that look like lists or open places": change(
        "wording/opening.md",
        b"holds this.",
        "holds this: a) one thing… b) another • a third | a fourth... Does it? (b) Yes (section 1(1)(a)).".encode(),
    ),
    "words that look like leavings": change(
        "wording/opening.md",
        b"holds this.",
        "holds this. It was “the harm … of it”, “the harm... of it” and/or s.17(1), a.m., 50%, £5, $5, Mr A, "
        "e.g. N/A in a form. They delete it if asked, and that that had had its place. R v. B [2019] 1 WLR 1.".encode(),
    ),
    "words that look like leavings, on a page of help": page(
        "| Left | Means |\n|---|---|\n| N/A | not applicable |\n\nThe check refuses `TBC`, `..` and He/she."
    ),
    "a picture on a page of help": picture(png()),
    "a picture of the greatest size": picture(png(wide=149_800)),
    "words that look like leavings, in a note": change(
        "advice/1750-22/rules.md",
        b"## Limits",
        "| Limb | Applies |\n|---|---|\n| s.17(1) | N/A |\n\nSee `####`, “it … is”.\n\n## Limits".encode(),
    ),
    "a number in quotes, a colon in quotes": write("help/page.md", '---\ntitle: "24: a number"\n---\nWords.\n'),
    "first-level headings in code": page("```text\n# x\n```\n\n~~~~\n# x\n```\n# x\n~~~~"),
    "lines that begin like headings": page("\\# x\n\n a # b\n\n## #1\n\n    # in code\n\n#### x"),
    "an em dash, an accent and a euro sign": page("a — é €"),
    "a hidden file, which MkDocs leaves out": write(".swp", "{{ x }}"),
    "a hidden folder, which MkDocs leaves out": write(".cache/x.md", "{{ x }}"),
    "a folder with the name of a file": lambda docs: (docs / "advice/1700-21/source.txt").mkdir(parents=True),
    "a field in emphasis and a link that is all words": change(
        "wording/opening.md",
        b"## Our decision",
        b"## Our **{{ supplier }}** *decision* and [page](https://www.gov.uk)",
    ),
    "a case that is named after a place": change(
        "wording/opening.md", b"holds this.", b"holds this. See Dyfed-Powys v A."
    ),
    "words about the Act that are right, on a page": page(
        "The duty to confirm or deny does not arise if, or to the extent that, it does harm. The duty to confirm "
        "or deny applies unless an exemption takes it away. An exemption from the duty to confirm or deny applies "
        "under section 31(3). Whether the duty arises if, or to the extent that, it does harm is asked first. "
        "Sections 31(1) and 31(3) are qualified, and s21 is absolute. Nobody asks whether section 31(3) is "
        "absolute. Section 40(2) is qualified."
    ),
    "words about the limbs of an NCND that are right, on a page": page(
        "Rest the NCND on section 31(3), never on section 31(1). Never rest the NCND on section 31(1). Do not use "
        "an NCND under section 31(1). An NCND under section 31(1) fails. Section 31(1) cannot support an NCND, and"
        " no NCND can rest on section 31(1). If an NCND can rest on section 31(1), ask. Rest the NCND on section "
        "31(3) and section 31(1)(a). Send a full NCND under section 31(1) and it is refused."
    ),
    "words about the Act that are right, in a wording": change(
        "wording/opening.md",
        b"holds this.",
        b"holds this, as the duty in section 1(1)(a) does not apply. This is a refusal notice under section 17(1), "
        b"and a notice under section 17(3) follows. Nothing in this reply should be read as an indication that it "
        b"exists. All exemptions are qualified. The procedure that section 17(7)(a) asks for is yours, and section "
        b"50 gives you the right to apply to the regulator. Section 2(1)(b) weighs maintaining the exclusion of the"
        b" duty.",
    ),
    "other words for each answer": change(
        "wording/opening.md", b"others{% endif %}", b"others{% endif %}{% if not several_asked %} alone{% endif %}"
    ),
    "words for the answer no, which the answers do not speak of": lambda docs: [
        change("wording/opening.md", b"{% if several_asked %}, and so did others", b"{% if not several_asked %} alone")(
            docs
        ),
        change("wording/opening.md", b"Yes, keep the words", b"They asked several")(docs),
        change("wording/opening.md", b"No, leave them out", b"They asked one")(docs),
    ],
    "a force that does what is no use of a tool": page(
        "Devon & Cornwall Police deployed officers. It came up in MPS trials. Police Scotland follows Scots contract "
        "law. The Metropolitan Police bought time with a holding reply. Dyfed-Powys Police acknowledged the request."
    ),
    "forces that are said to use no tool": page(
        "Two forces asked about Palantir. If several forces use Palantir, their answers make a map. Most forces use "
        "the Palantir letters. Many forces use a form."
    ),
    "a value that shows what to write": change(
        "wording/opening.md",
        b"default: Palantir Technologies",
        b"default: Palantir Technologies\n    example: Palantir",
    ),
    "the CRU's own address where the home page says whom to ask": change(
        "index.md",
        b"\n---\n\n",
        b"\n---\n\n## Whom to ask\n\nWrite to foi@cru.police.uk or 020 7946 0000.\n\n## More\n\n",
    ),
    "a notice under section 17(5), where section 12 is relied on": notice_of_cost,
    "a colon before either form of a name": change("wording/opening.md", b". {{ The_force }}", b": {{ the_force }}"),
}


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Return the command's exit code and words, with paths as seen from the folder that it checks."""

    def run(docs: Path, *options: str) -> tuple[int, str]:
        monkeypatch.chdir(docs)
        exit_code = commands.run(["check", "--docs", str(docs), *options])
        return exit_code, capsys.readouterr().out

    return run


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_named_with_its_line_and_nothing_else(defect: str, tmp_path: Path, check: Check) -> None:
    assert check(tree(tmp_path / "docs", defect), *OPTIONS.get(defect, [])) == (
        code(expected(defect)),
        expected(defect),
    )


@pytest.mark.parametrize("defect", MADE)
def test_a_defect_that_git_does_not_keep_is_named_alike(defect: str, tmp_path: Path, check: Check) -> None:
    docs = tree(tmp_path / "docs")
    make, lines = MADE[defect]
    make(docs)
    assert check(docs, *OPTIONS.get(defect, [])) == (1, f"{lines}\n")


@pytest.mark.parametrize("near_miss", ACCEPTED)
def test_what_is_no_defect_passes(near_miss: str, tmp_path: Path, check: Check) -> None:
    docs = tree(tmp_path / "docs")
    ACCEPTED[near_miss](docs)
    assert check(docs) == (0, "")


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_folder_holds_only_what_differs(defect: str) -> None:
    files = {path.relative_to(BROKEN / defect).as_posix() for path in (BROKEN / defect).rglob("*") if path.is_file()}
    assert expected(defect).endswith("\n")
    assert all((GOOD / name).exists() for name in removed(defect))
    for name in files - NOTES:
        assert not (GOOD / name).exists() or (BROKEN / defect / name).read_bytes() != (GOOD / name).read_bytes()
    assert files - NOTES or removed(defect)


def test_one_problem_does_not_hide_another(tmp_path: Path, check: Check) -> None:
    docs = tree(tmp_path / "docs", "force-regime-unknown")
    for defect in ("call-attribute", "field-unknown", "key-missing"):
        shutil.copytree(BROKEN / defect, docs, dirs_exist_ok=True, ignore=lambda _, names: NOTES & set(names))
    lines = [expected(defect) for defect in ("key-missing", "force-regime-unknown", "call-attribute", "field-unknown")]
    assert check(docs) == (1, "".join(lines))


def test_the_command_exits_1_and_keeps_stdout_for_the_problems(tmp_path: Path) -> None:
    docs = tree(tmp_path / "docs", "field-unknown")
    command = [sys.executable, "-m", "macros", "check", "--docs", "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=docs, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, expected("field-unknown"))
    assert done.stderr == "19 pages read: 1 problem, 0 warnings.\n"


def test_annotations_stand_on_the_same_line(tmp_path: Path, check: Check) -> None:
    docs = tree(tmp_path / "docs", "force-alias-shared")
    line = (
        "::error file=forces/dyfed-powys.md,line=5::`Met` is also in forces/metropolitan.md; keep it in one of them\n"
    )
    assert check(docs, "--format", "github") == (1, line)


MENU_GONE = "the menu leads to docs/help/gone.md, which is not there; put the page back"


def test_the_menu_and_the_pages_agree(tmp_path: Path, check: Check) -> None:
    docs = tree(tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nnav:\n  - Home: index.md\n  - Help:\n      - help/gone.md\n")
    (docs / "more.md").write_text(PAGE)
    assert check(docs) == (
        1,
        f"{tmp_path}/mkdocs.yml:5: {MENU_GONE}\n"
        "more.md:1: no menu leads here; put the page into help/ and link to it from help/index.md\n",
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_makes_the_check_stop(seed: int, tmp_path: Path, check: Check) -> None:
    """Damage files at random: whatever comes of it, the check ends with 0 or 1 and not with a program error."""
    dice = random.Random(seed)
    docs = tree(tmp_path / "docs", dice.choice(["", *DEFECTS]))
    for path in dice.sample(sorted(docs.rglob("*.*")), 5):
        path.write_bytes(damaged(path.read_bytes(), dice))
    exit_code, lines = check(docs)
    assert exit_code == code(lines)


PIECES = [
    *(
        b"---\n",
        b"\n\n",
        b"\n",
        b"\t",
        b"{{ ",
        b" }}",
        b"{% if x %}",
        b"{% endif %}",
        b"[[#",
        b"[",
        b"- ",
        b"> ",
        b"&a ",
    ),
    *(b"*a ", b"!!x ", b": ", b"'", b'"', b"#", b"\xff", b"\0", b"\xee\x80\x80", b"<b>", b"&#xE000;", b"9" * 5000),
    *(b"[" * 3000, b"{" * 3000, b"- " * 2000, b"    ", b"no: ", b"2022-02-30", b"? ", b"<<: ", b"|\n", b"\r", b"`"),
]


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Return the content with pieces put in, taken out or said twice."""
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(content) + 1)
        end = min(len(content), start + dice.randrange(60))
        piece = dice.choice([b"", content[start:end] * 2, *PIECES])
        content = content[:start] + piece + content[dice.choice([start, end, len(content)]) :]
    return content


CHECKING = (
    *(
        "act_rules.py",
        "advice.py",
        "approval.py",
        "call_rules.py",
        "calls.py",
        "change_notes.py",
        "characters.py",
        "checking.py",
        "decision.py",
        "decision_rules.py",
        "edits.py",
    ),
    *(
        "files.py",
        "force_rules.py",
        "forces.py",
        "front_matter.py",
        "grammar.py",
        "grounds.py",
        "leavings.py",
    ),
    *(
        "links.py",
        "markup.py",
        "models.py",
        "note_rules.py",
        "pages.py",
        "pictures.py",
        "provisions.py",
        "question_rules.py",
        "sections.py",
        "synonyms.py",
        "wording_links.py",
        "wording_rules.py",
    ),
)


def sentences(path: Path) -> Iterator[tuple[range, str]]:
    """Yield the lines and the words of each statement in a function that holds three words or more of a sentence."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            simple = isinstance(node, ast.Return | ast.Raise | ast.Assign | ast.AugAssign | ast.Expr)
            if simple and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                said = [text for text in texts if isinstance(text, str) and re.search(r"\w+ \w+ \w+", text)]
                if said:
                    yield range(node.lineno, (node.end_lineno or node.lineno) + 1), said[0]


def test_every_sentence_that_the_check_can_say_is_said_for_some_defect() -> None:
    """A new message needs a new folder in tests/broken/ (or an entry in MADE)."""
    said = "\n".join([*(expected(defect) for defect in DEFECTS), *(lines for _, lines in MADE.values()), MENU_GONE])
    left = [
        f"macros/{name}:{at.start}: {words}"
        for name in CHECKING
        for at, words in sentences(ROOT / "macros" / name)
        if words.strip() not in said
    ]
    assert left == []

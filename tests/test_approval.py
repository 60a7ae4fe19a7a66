"""Approval: recorded for the exact words, by a command or by pasted lines, and gone when the words change."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from macros import approving, authors, commands, components, controls, library, pages, wording
from macros.place import Place

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 24)
WORDING = Path("docs/wording/opening-full.md")
FIELD = Path("docs/wording/full-ncnd.md")
NOTE = Path("docs/advice/1750-22/continued.md")
APPROVED = ("approve", "wording", "opening-full", "--by", "A reader", "--on", "2026-11-20")

Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of the project's docs/."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def _run(*arguments: str) -> tuple[int, str, list[str]]:
        code = commands.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err.splitlines()

    return _run


def change(path: Path, was: str, now: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(was) == 1
    path.write_bytes(text.replace(was, now).encode())


def git(*arguments: str, who: str = "A writer") -> None:
    named = ("-c", f"user.name={who}", "-c", f"user.email={who[0].lower()}@force.example")
    subprocess.run(["git", *named, *arguments], check=True, capture_output=True)


def commit(who: str) -> None:
    git("add", "docs")
    git("commit", "-q", "-m", "Words", who=who)


def loaded() -> library.Library:
    return library.load(Path("docs"))[0]


# --- the command ---


def test_an_approval_is_written_in_place_and_nothing_else_changes(run: Run) -> None:
    before, digest = WORDING.read_text(), loaded().wordings["opening-full"].words_hash
    code, out, [said] = run(*APPROVED)
    assert (code, out) == (0, "")
    assert said == (
        "docs/wording/opening-full.md: the words are approved by A reader on 2026-11-20. "
        "Run `python -m macros check` and commit the change."
    )
    lines = f'approval: approved\napproved_by: "A reader"\napproved_on: 2026-11-20\napproved_words: {digest}\n'
    expected = before.replace("status: draft\n", "status: current\n").replace("approval: project-draft\n", lines)
    assert WORDING.read_text() == expected
    assert run("check", "--publishing")[:2] == (0, "")
    assert not loaded().wordings["opening-full"].unapproved


def test_the_day_is_today_where_none_is_given(run: Run) -> None:
    assert run(*APPROVED[:5])[0] == 0
    assert loaded().wordings["opening-full"].head.approved_on == datetime.date.today()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_comments_mode_and_quotes_are_kept(run: Run, mark: bytes) -> None:
    text = WORDING.read_text().replace("status: draft\n", "# as it was\nstatus: 'draft'\n")
    WORDING.write_bytes(mark + text.replace("\n", "\r\n").encode())
    WORDING.chmod(0o640)
    assert run(*APPROVED[:3], "--by", 'Ann "B" C: # Ö', "--on", "2026-11-20")[0] == 0
    after = WORDING.read_bytes()
    assert after.startswith(mark + b"---\r\n")
    assert b"# as it was\r\nstatus: current\r\n" in after
    assert after.count(b"\n") == after.count(b"\r\n") == text.count("\n") + 3
    assert WORDING.stat().st_mode & 0o777 == 0o640
    assert loaded().wordings["opening-full"].head.approved_by == 'Ann "B" C: # Ö'
    assert os.listdir(WORDING.parent) == os.listdir(ROOT / WORDING.parent)


def test_words_changed_since_approval_can_be_approved_again(run: Run) -> None:
    assert run(*APPROVED)[0] == 0
    once = WORDING.read_text()
    change(WORDING, "## Decision", "## Our decision")
    assert run(*APPROVED[:4], "B reader", "--on", "2026-11-21")[0] == 0
    assert WORDING.read_text().count("approved_") == once.count("approved_")
    assert run("check", "--publishing")[:2] == (0, "")


def test_a_note_is_approved_once_its_days_are_known(run: Run) -> None:
    before = NOTE.read_bytes()
    command = ("approve", "advice", "1750-22/continued", "--by", "A reader", "--on", "2026-11-20")
    code, out, said = run(*command)
    assert (code, out, NOTE.read_bytes()) == (1, "", before)
    assert said == [
        "docs/advice/1750-22/continued.md:7: has no day in `issued_on:`, `last_reviewed_on:`, `review_by:`; fill in "
        "those days first."
    ]
    soon = f"{datetime.date.today().year + 1}-01-01"
    for key, day in (("issued_on", "2026-01-01"), ("last_reviewed_on", "2026-01-02"), ("review_by", soon)):
        change(NOTE, f"{key}: unknown", f"{key}: {day}")
    assert run(*command)[0] == 0
    assert run("check", "--publishing")[:2] == (0, "")
    assert "approved by the CRU" in components.head(loaded(), "advice/1750-22/continued.md", "x")
    NOTE.write_text(NOTE.read_text() + "\nMore.\n")
    assert "changed since approval" in components.head(loaded(), "advice/1750-22/continued.md", "x")
    assert run("check")[0] == 0
    assert run("check", "--publishing")[0] == 1


NO_PERSON = [
    *("A", "J. S.", "TBC", "tba.", "Nobody", "no-one", "A N Other", "A. N. Other", "XXX", "???", "N/A", "the name"),
    *("the CRU", "CRU", "National CRU", "The Central Referral Unit", "FOI team", "on behalf of the CRU", "NPCC"),
    *("MPS", "the Met", "Kent Police", "The Metropolitan Police Service"),
]
PERSONS = ["A reader", "Head of the CRU", "CRU duty manager", "Kent Palmer", "Anne Other", "Al", "Dr Ó Sé"]


@pytest.mark.parametrize("name", PERSONS)
def test_a_person_or_a_role_can_approve(loaded: library.Library, name: str) -> None:
    assert approving.approval.names_person(name, loaded.names)


REFUSED = [
    (
        ("wording", "opening-fool", "--by", "A reader"),
        2,
        "`opening-fool` is not a wording. Did you mean `opening-full`?",
    ),
    (("advice", "1750-23", "--by", "A reader"), 2, "`1750-23` is not a note. Did you mean `1750-22`?"),
    (("force", "kent", "--by", "A reader"), 2, "argument kind: invalid choice: 'force'"),
    (("wording", "opening-full"), 2, "the following arguments are required: --by."),
    *[
        (("wording", "opening-full", "--by", name), 2, "--by: write the name of the person who approved the words")
        for name in ("", " ", "A\nB", "A\u202eB")
    ],
    *[
        (("wording", "opening-full", "--by", name), 2, f"--by {name}: names no person; write the name of who approved")
        for name in NO_PERSON
    ],
    *[
        (
            ("wording", "opening-full", "--by", "A reader", "--on", day),
            2,
            f"--on {day}: write the day of the approval as",
        )
        for day in ("unknown", "24/11/2026", "2026-02-30", "20261124", "2026-W48-2")
    ],
    (("wording", "opening-full", "--by", "A reader", "--on", "2999-01-01"), 2, "--on 2999-01-01: is still to come;"),
    (("advice", "1750-22", "--by", "A reader"), 1, "docs/advice/1750-22/index.md: its words are not supplied; put"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_what_cannot_be_approved_changes_nothing(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    before = {path: path.read_bytes() for path in Path("docs").rglob("*.*")}
    got, out, err = run("approve", *arguments)
    assert (got, out) == (code, "")
    assert err[0].startswith(said)
    assert {path: path.read_bytes() for path in Path("docs").rglob("*.*")} == before


def test_nothing_is_approved_while_anything_fails_to_check(run: Run) -> None:
    change(Path("docs/index.md"), "title:", "ttile:")
    before = WORDING.read_bytes()
    assert run(*APPROVED)[0] == 1
    assert WORDING.read_bytes() == before


@pytest.mark.parametrize("status", ["withdrawn", "superseded"])
def test_words_that_no_longer_stand_are_not_approved(run: Run, status: str) -> None:
    words = Path("docs/wording/aside.md")
    shutil.copy(ROOT / "tests/broken/_good/wording/reply.md", words)
    change(words, "status: draft", f"status: {status}")
    assert run("check")[:2] == (0, "")
    said = f"docs/wording/aside.md is {status}. Only words that still stand can be approved."
    assert run("approve", "wording", "aside", "--by", "A reader") == (1, "", [said])


def test_front_matter_that_cannot_be_changed_line_by_line_is_left_alone(run: Run) -> None:
    change(WORDING, "approval: project-draft", "approval:\n  project-draft")
    before = WORDING.read_bytes()
    code, _, [said] = run(*APPROVED)
    assert (code, WORDING.read_bytes()) == (1, before)
    assert said == (
        "docs/wording/opening-full.md:4: the front matter cannot be changed in place; write status, approval and each "
        "`approved_…:` on one line each."
    )


def test_a_write_that_fails_leaves_the_file_and_nothing_beside_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before, there = WORDING.read_bytes(), os.listdir(WORDING.parent)

    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(approving.os, "replace", fail)
    assert run(*APPROVED)[0] == 70
    assert (WORDING.read_bytes(), os.listdir(WORDING.parent)) == (before, there)


# --- the words change, or are pasted ---


def test_changed_words_are_a_warning_and_stop_publishing(run: Run) -> None:
    assert run(*APPROVED)[0] == 0
    change(WORDING, "## Decision", "## Our decision")
    item = loaded().wordings["opening-full"]
    message = (
        "has changed since approval (2026-11-20); undo the change, or have it approved again and complete "
        "these three lines in place of those"
    )
    pasted = f"approved_by:\napproved_on:\napproved_words: {item.words_hash}"
    assert run("check")[:2] == (0, f"docs/wording/opening-full.md:7: warning: {message}\n{pasted}\n")
    assert run("check", "--publishing")[:2] == (1, f"docs/wording/opening-full.md:7: {message}\n{pasted}\n")
    forge = run("check", "--publishing", "--format", "github")[1]
    assert forge.endswith(f"%0A{pasted}\n".replace("\napp", "%0Aapp"))
    assert item.unapproved
    assert "Changed since approval" in components.head(loaded(), item.page.id, "x")
    letter = controls.letter(loaded(), Place("letter/1750-22/"), "1750-22", "full-ncnd")
    assert "opening-full: Changed since approval" in letter


def test_the_lines_of_the_check_pasted_and_completed_check_clean(run: Run) -> None:
    change(WORDING, "status: draft\napproval: project-draft\n", "status: current\napproval: approved\n")
    code, out, _ = run("check")
    first, *lines = out.splitlines()
    assert (code, len(lines)) == (1, 3)
    assert first.startswith("docs/wording/opening-full.md:4: is approved and does not say by whom")
    pasted = "\n".join(lines)
    change(WORDING, "approval: approved\n", f"approval: approved\n{pasted}\n")
    assert [line.partition(": ")[2] for line in run("check")[1].splitlines()] == [
        "`approved_by:` is empty; write its text after the colon",
        "`approved_on:` must be the day of the approval, as YYYY-MM-DD; correct it",
    ]
    change(WORDING, "approved_by:", "approved_by: A reader")
    change(WORDING, "approved_on:", "approved_on: 2026-11-20")
    assert run("check", "--publishing")[:2] == (0, "")


PUBLIC = Path("docs/wording/already-public.md")
COVERED = [
    (FIELD, "default: Palantir Technologies", "default: Palantir"),
    (FIELD, "label: The tool or its supplier", "label: The supplier"),
    (FIELD, "ask: Does your force have a role in counter-terror", "ask: Has your force no role in counter-terror"),
    (FIELD, "Yes, keep the clause", "No, keep the clause"),
    (FIELD, "limbs: [s31(3), s24(2)]", "limbs: [s31(3)]"),
    (FIELD, "needs: [opening-full, review-and-complaint]", "needs: [opening-full]"),
    (FIELD, "after: [opening-full]\n", ""),
    (FIELD, "stance: full", "stance: any"),
    (FIELD, "These words are not a complete refusal notice.", "These words are a complete refusal notice."),
    (FIELD, "## Section 24(2) National", "## National"),
    (PUBLIC, '    must_be: "yes"\n', ""),
    (PUBLIC, "I opened this link.", "I found this link."),
]
NOT_COVERED = [
    (FIELD, "title: Full NCND", "title: Full"),
    (FIELD, "status: unconfirmed", "status: draft"),
    (FIELD, "approval: supplied-edited", "approval: approved\napproved_by: A reader\napproved_words: a"),
    (FIELD, "why: Spelling.", "why: A slip."),
    (FIELD, "beside:\n", "changes: []\nbeside:\n"),
    (FIELD, "provisions: [s1, s17, s24, s31]", "provisions: [s1, s24, s31]"),
    (FIELD, "default: Palantir Technologies", "# the same\n    default: 'Palantir Technologies'\n    example: ''"),
    (NOTE, 'follows: "1750/22"', "follows: unknown"),
]


def fingerprint(path: Path, was: str = "", now: str = "") -> str:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not was or was in text
    return wording.fingerprint(pages.parse("x.md", "x.md", text.replace(was, now, 1) if was else text))


@pytest.mark.parametrize(("path", "was", "now"), COVERED)
def test_an_approval_covers_the_words_and_what_the_officer_is_asked_and_told(path: Path, was: str, now: str) -> None:
    assert fingerprint(path, was, now) != fingerprint(path)


@pytest.mark.parametrize(("path", "was", "now"), NOT_COVERED)
def test_an_approval_does_not_cover_the_rest_of_the_data(path: Path, was: str, now: str) -> None:
    assert fingerprint(path, was, now) == fingerprint(path)


def test_the_words_of_a_note_keep_their_own_sha_256() -> None:
    body = (ROOT / NOTE).read_text(encoding="utf-8").partition("\n---\n")[2]
    assert fingerprint(NOTE) == sha256(body.strip().encode()).hexdigest()


# --- who wrote the words ---


def test_who_last_changed_the_words_does_not_approve_them(run: Run) -> None:
    git("init", "-q")
    commit("A writer")
    change(WORDING, "## Decision", "## Our decision")
    commit("A reader")
    change(WORDING, "stance: full", "# the front matter alone\nstance: full")
    commit("C clerk")
    message = "A reader approved the words and was the last to change them; have somebody else approve them"
    before = WORDING.read_bytes()
    assert run(*APPROVED) == (1, "", [f"docs/wording/opening-full.md: {message}."])
    assert run(*APPROVED[:4], "A@force.example")[0] == 1
    assert WORDING.read_bytes() == before
    assert run(*APPROVED[:4], "A writer")[0] == 0
    commit("A writer")
    assert run("check", "--publishing")[:2] == (0, "")
    change(WORDING, '"A writer"', "a  READER")
    assert run("check")[:2] == (0, "")
    said = run("check", "--publishing")[1]
    assert said == f"docs/wording/opening-full.md:5: {message.replace('A reader', 'a  READER')}\n"


def test_who_last_changed_what_an_approval_covers_is_its_author(project: Path) -> None:
    git("init", "-q")
    commit("A writer")
    change(FIELD, "ask: Was this request made to several", "ask: Was it made to several")
    commit("B writer")
    change(FIELD, "title: Full NCND", "title: Full")
    commit("C clerk")
    assert authors.of_words(FIELD, loaded().wordings["full-ncnd"].words_hash) == ("B writer", "b@force.example")


def test_an_author_is_named_only_where_git_knows_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = loaded().wordings["opening-full"].words_hash
    assert authors.of_words(WORDING, digest) == ()
    git("init", "-q")
    assert authors.of_words(WORDING, digest) == ()
    commit("A writer")
    git("mv", str(WORDING), "docs/wording/renamed.md")
    commit("B mover")
    renamed = Path("docs/wording/renamed.md")
    assert authors.of_words(renamed, digest) == ("A writer", "a@force.example")
    assert authors.of_words(renamed, "0" * 64) == ()
    git("clone", "-q", "--depth", "1", f"file://{project}", "shallow")
    assert authors.of_words(Path("shallow") / renamed, digest) == ()
    monkeypatch.setenv("PATH", "")
    assert authors.of_words(renamed, digest) == ()


def test_an_approval_of_another_text_is_not_written(project: Path) -> None:
    item = loaded().wordings["opening-full"]
    with pytest.raises(pages.Refused):
        approving.approved(WORDING.read_text().replace("Both", "All"), approving.approval.claim(item), True)

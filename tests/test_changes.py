"""Changes: what a reviewer reads of two trees in a real repository, and the change notes that a check demands."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from scratch import ENVIRONMENT, GOOD, ROOT, Repository
from test_redline import shown

from macros import changes, commands, library
from macros.change_report import Side, as_markdown
from macros.changes import Changes, How, Row
from macros.library import Library
from macros.problems import Problem, as_annotation, as_text
from macros.readings import Kind
from macros.redline import Mark, Piece

TODAY = datetime.date.today()
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder; return its code, stdout and stderr."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)

    def _run(folder: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        code = commands.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return _run


@pytest.fixture
def good(tmp_path: Path) -> Repository:
    """A repository with the small tree that checks clean."""
    (tmp_path / "good").mkdir()
    return Repository(tmp_path / "good", GOOD)


@pytest.fixture
def real(tmp_path: Path) -> Repository:
    """A repository with the project's own docs/."""
    (tmp_path / "real").mkdir()
    return Repository(tmp_path / "real", ROOT / "docs")


def compared(repository: Repository, base: Path = GOOD) -> Changes:
    """Return what changed in a repository's files since they were copied from `base`."""
    return changes.compare(library.load(base)[0], library.load(repository.docs)[0])


def only(found: Changes) -> changes.Change:
    [change] = found.every
    return change


def words(change: changes.Change) -> list[tuple[str, str, str]]:
    return [(row.label, row.force, shown(row.pieces)) for row in change.words]


def data(change: changes.Change) -> list[tuple[str, str]]:
    return [(row.label, shown(row.pieces)) for row in change.data]


# --- wordings ---


def test_a_wording_is_redlined_as_a_force_with_the_and_one_without_send_it(real: Repository):
    line = real.edit("wording/opening-partial.md", "{{ the_force }} must reply", "{{ the_force }} has to reply")
    change = only(compared(real, ROOT / "docs"))
    assert (change.kind, change.how, change.path) == (Kind.WORDING, How.CHANGED, "docs/wording/opening-partial.md")
    assert [(row.label, row.force, row.line) for row in change.words] == [
        ("P14", "the Civil Nuclear Constabulary", line),
        ("P14", "Avon and Somerset Police", line),
    ]
    redlined = [shown(row.pieces).partition("It follows that ")[2] for row in change.words]
    assert redlined[0].startswith("the Civil Nuclear Constabulary [-must-][+has to+] reply in the same way")
    assert redlined[1].startswith("Avon and Somerset Police [-must-][+has to+] reply in the same way")


def test_words_that_are_the_same_for_every_force_are_shown_once(good: Repository):
    good.edit("wording/reply.md", "harm the work of the police against crime", "harm that work")
    assert words(only(compared(good))) == [
        (
            "P06",
            "",
            "Factors against confirming or denying: it would harm [-the-][+that+] work"
            "[- of the police against crime-].",
        )
    ]


def test_what_a_changed_wording_reaches_is_named(real: Repository, loaded: Library):
    real.edit("wording/opening-partial.md", "must reply", "has to reply")
    forces = len([force for force in loaded.forces.values() if not force.refusal])
    assert only(compared(real, ROOT / "docs")).reaches == [
        f"Outcome: partial-ncnd of 1750/22 ({loaded.decisions['1750-22'].outcomes['partial-ncnd'].title})",
        "Advice: Requests about Palantir technology: the continued approach",
        f"Forces: the letter of every force under FOIA, {forces} in the register.",
    ]


def test_words_of_either_answer_to_a_choice_are_shown(good: Repository):
    good.edit("wording/opening.md", ", and so did others", ", and so did many others")
    [(_, _, redlined)] = words(only(compared(good)))[:1]
    assert "[only if several_asked is yes: , and so did [+many +]others]" in redlined


def test_a_field_s_default_is_among_the_words(good: Repository):
    good.edit("wording/opening.md", "default: Palantir Technologies", "default: Another Company")
    change = only(compared(good))
    assert change.letters
    assert "You asked about [-Palantir Technologies-][+Another Company+][only if" in words(change)[0][2]


def test_a_name_form_that_changes_is_shown_where_it_can_be_seen(good: Repository):
    good.edit("wording/opening.md", "{{ The_force }} can", "{{ force_name }} can")
    [(label, force, redlined)] = words(only(compared(good)))
    assert (label, force) == ("P02", "the Metropolitan Police Service")
    assert ". [-The -]Metropolitan Police Service can neither" in redlined


def test_emphasis_alone_changes_no_words_and_is_said(good: Repository):
    good.edit("wording/reply.md", "## Decision", "### **Decision**")
    change = only(compared(good))
    assert (words(change), change.letters) == ([], False)
    assert change.remarks == ["P01 keeps its words; what is a heading, emphasised or linked in it changes."]


def test_data_beside_the_words_changes_no_letter(good: Repository):
    good.edit("wording/reply.md", "status: draft", "status: unconfirmed")
    change = only(compared(good))
    assert (data(change), change.letters) == ([("status", "[-draft-][+unconfirmed+]")], False)
    assert change.reaches == ["No words that an applicant reads change."]


def test_a_block_that_was_put_in_is_no_change_of_those_after_it(good: Repository):
    good.edit("wording/reply.md", "P07, P08]", "P07, P08, P09]")
    good.edit("wording/reply.md", "Factors in favour", "Some words.\n\nFactors in favour")
    assert words(only(compared(good))) == [("P05", "", "[+Some words.+]")]


# --- advice, decisions, forces, files ---


def test_notes_added_withdrawn_and_removed_are_told_apart(good: Repository):
    good.edit("advice/1750-22/rules.md", "status: unconfirmed", "status: withdrawn")
    shutil.copy(good.docs / "advice/1750-22/continued.md", good.docs / "advice/1750-22/further.md")
    good.edit("advice/1750-22/further.md", "title: ", "title: Further to ")
    (good.docs / "advice/1750-22/continued.md").unlink()
    assert [(one.path, one.how) for one in compared(good).every] == [
        ("docs/advice/1750-22/continued.md", How.REMOVED),
        ("docs/advice/1750-22/further.md", How.ADDED),
        ("docs/advice/1750-22/rules.md", How.WITHDRAWN),
    ]


def test_outcomes_that_rest_on_a_note_are_named(good: Repository):
    good.edit("advice/1750-22/rules.md", "**cannot tell**", "**are not sure**")
    change = only(compared(good))
    assert words(change) == [("", "", "Ask the CRU when you **[-cannot tell-][+are not sure+]**.")]
    assert change.reaches == [
        "Outcome that rests on it: full-ncnd of 1750/22 (Full NCND: section 31(3))",
        "Outcome that rests on it: refer of 1750/22 (Ask the CRU)",
    ]


def test_questions_and_outcomes_that_changed_are_shown(good: Repository):
    good.edit("advice/1750-22/decision.yml", "Is the whole request about the tool?", "Is all of it about the tool?")
    good.edit("advice/1750-22/decision.yml", "letter: [reply]", "letter: [opening, reply]")
    change = only(compared(good))
    assert data(change) == [
        ("questions: whole: ask", "Is [-the whole request-][+all of it+] about the tool?"),
        ("outcomes: full-ncnd: letter", "[+opening+]"),
    ]
    assert change.letters
    assert change.reaches[0] == "Letter of an outcome: full-ncnd of 1750/22 (Full NCND: section 31(3))"


def test_a_synonym_that_changed_is_shown(good: Repository):
    good.edit("synonyms.yml", "[internal review]", "[internal review, review]")
    change = only(compared(good))
    assert (change.kind, change.path, change.letters) == (Kind.SYNONYMS, "docs/synonyms.yml", False)
    assert data(change) == [("IR", "[+review+]")]


def test_synonyms_that_cannot_be_read_are_named_as_not_compared(good: Repository):
    good.edit("synonyms.yml", "[internal review]", "[internal review")
    found = compared(good)
    assert (found.every, found.unread) == ([], ["docs/synonyms.yml, as it is now"])


def test_questions_in_another_order_are_a_change(good: Repository):
    path = good.docs / "advice/1750-22/decision.yml"
    first, whole, rest = re.split(r"(?=  whole:\n)|(?=outcomes:)", path.read_text(encoding="utf-8"))
    path.write_text(f"questions:\n{whole}{first.removeprefix('questions:')[1:]}{rest}", encoding="utf-8")
    assert data(only(compared(good))) == [("questions, their order", "[+whole, +]published[-, whole-]")]


def test_a_force_s_new_name_changes_its_letters(good: Repository):
    good.edit("forces/dyfed-powys.md", "name: Dyfed-Powys Police", "name: Dyfed Police")
    change = only(compared(good))
    assert change.letters
    assert change.reaches == [
        "Forces: every letter of this force says “Dyfed Police” where it said “Dyfed-Powys Police”."
    ]
    assert ("name", "[-Dyfed-Powys-][+Dyfed+] Police") in data(change)


def test_a_force_s_new_website_changes_no_letter(good: Repository):
    good.edit("forces/dyfed-powys.md", "website: ", "website: new.")
    change = only(compared(good))
    assert (change.letters, change.reaches) == (False, ["No letter changes."])


def test_a_force_that_answers_under_another_law_gets_no_letter_any_more(good: Repository):
    good.edit("forces/dyfed-powys.md", "regime: FOIA", "regime: other")
    change = only(compared(good))
    assert change.letters
    assert change.reaches[0] == "Forces: letters are no longer made for Dyfed-Powys Police."


def test_lines_wrapped_otherwise_alter_no_words(good: Repository, run: Run):
    good.edit("wording/reply.md", "would be likely to prejudice", "would be\nlikely to prejudice")
    good.edit("advice/1750-22/rules.md", "Ask the CRU when", "Ask the CRU\nwhen")
    found = compared(good)
    assert (found.every, found.rewritten) == (
        [],
        ["docs/advice/1750-22/rules.md", "docs/wording/reply.md"],
    )
    code, out, _ = run(good.folder, "changes", "main", ".")
    assert code == 0
    assert "**This change alters no words.**" in out
    assert "Written otherwise, with the same words:\n\n- docs/advice/1750-22/rules.md\n- docs/wording/reply.md" in out


def test_what_cannot_be_read_is_named_and_the_rest_compared(good: Repository):
    good.edit("wording/reply.md", "---\ntitle: Reply", "title: Reply")
    good.edit("index.md", "title: ", "title: New ")
    found = compared(good)
    assert [one.path for one in found.every] == ["docs/index.md"]
    assert found.unread == ["docs/wording/reply.md, as it is now"]


def test_a_wording_with_a_fault_is_compared_as_it_is_written(good: Repository):
    good.edit("wording/reply.md", "You can ask {{ the_force }}", "You can ask {{ the_force")
    change = only(compared(good))
    assert next(redlined for _, _, redlined in words(change)).startswith("You can ask {{ the_force [-}} -]for")
    assert change.remarks == [
        "It cannot be read as a wording in both, so its paragraphs are compared as they are written."
    ]


# --- the command ---


def test_two_revisions_are_compared_and_not_the_files_as_they_are(good: Repository, run: Run):
    good.edit("wording/reply.md", "harm the work", "damage the work")
    good.commit()
    good.edit("wording/reply.md", "against crime.", "against crime and more.")
    code, out, err = run(good.folder, "changes", "main~1", "main")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
# What changes from main\\~1 to main

**Letters change.**

## Wordings

### Reply: changed

`docs/wording/reply.md`

- Outcome: full-ncnd of 1750/22 (Full NCND: section 31(3))
- Forces: the letter of every force under FOIA, 3 in the register.

**P06, the same for every force**

> Factors against confirming or denying: it would <del>harm</del><ins>damage</ins> the work of the police against crime.
""".replace("FOIA, 3", f"FOIA, {len(library.load(GOOD)[0].foia_forces())}")
    )


def test_the_same_tree_twice_alters_no_words(good: Repository, run: Run):
    heading = "# What changes from main to HEAD\n\n**This change alters no words.**\n"
    assert run(good.folder, "changes", "main", "HEAD") == (0, heading, "")


def test_a_change_outside_docs_is_named(good: Repository, run: Run):
    (good.folder / "Makefile").write_text("all:\n", encoding="utf-8")
    good.commit()
    code, out, _ = run(good.folder, "changes", "main~1", "main")
    assert code == 0
    assert "**This change alters no words.**" in out
    assert "Changed outside docs/, and not shown here; read the diff:\n\n- Makefile\n" in out


def test_a_change_of_the_program_is_never_said_to_alter_no_words_alone(good: Repository, run: Run):
    (good.folder / "macros").mkdir()
    (good.folder / "macros/letter.py").write_text("OPENING = 1\n", encoding="utf-8")
    good.commit()
    said = "This change alters no words. That is of docs/: the program changes too, and may put the words otherwise."
    assert f"**{said}**" in run(good.folder, "changes", "main~1", "main")[1]


def test_what_an_officer_reads_is_told_from_what_an_applicant_reads(good: Repository, run: Run):
    good.edit("advice/1750-22/rules.md", "**cannot tell**", "**are not sure**")
    out = run(good.folder, "changes", "main", ".")[1]
    assert "**No letter changes: no words that an applicant reads.**" in out
    assert "## Advice\n\n### The rules: changed" in out
    assert "> Ask the CRU when you \\*\\*<del>cannot tell</del><ins>are not sure</ins>\\*\\*." in out


def test_a_tree_that_does_not_check_clean_is_compared_and_that_is_said(good: Repository, run: Run):
    line = good.edit("wording/reply.md", "You can ask {{ the_force }}", "You can ask {{ the_forse }}")
    good.commit()
    code, out, _ = run(good.folder, "changes", "main~1", "main")
    assert code == 0
    assert (
        "docs/ at main does not check clean (1 problem); it is compared as far as it can be read.\n\n"
        f"- docs/wording/reply.md:{line}: \\`{{{{ the\\_forse }}}}\\` is not a field. Did you mean \\`the\\_force\\`?"
    ) in out


@pytest.mark.parametrize("revision", ["nowhere", "", "--all", "main:docs", "a\0b"])
def test_an_unknown_revision_is_usage(revision: str, good: Repository, run: Run):
    arguments = ("changes", "--", revision, "main") if revision.startswith("-") else ("changes", revision, "main")
    code, out, err = run(good.folder, *arguments)
    assert (code, out) == (2, "")
    assert err == f"`{revision}` is not a revision here. Correct it, or fetch all of the history.\n"


def test_a_folder_in_no_repository_is_usage(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    shutil.copytree(GOOD, tmp_path / "docs")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for arguments in (("changes", "main", "HEAD"), ("check", "--since", "main")):
        code, out, err = run(tmp_path, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("docs cannot be read with git: fatal: not a git repository")


def test_a_folder_without_docs_is_usage(tmp_path: Path, run: Run):
    said = "There is no docs/ here. Run this from the project's folder.\n"
    assert run(tmp_path, "changes", "main", "HEAD") == (2, "", said)


def test_text_is_shown_and_does_nothing(good: Repository, run: Run):
    hostile = "<script>alert(1)</script> **bold** [a](javascript:x) <!-- - `code` @everyone"
    good.edit("advice/1750-22/rules.md", "Ask the CRU when", f"{hostile} when")
    good.commit()
    _, out, _ = run(good.folder, "changes", "main~1", "main")
    assert "<script" not in out
    assert "<!--" not in out
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; \\*\\*bold\\*\\* \\[a](javascript:x) &lt;!-- - \\`code\\` \\@everyone"
    ) in out
    _, page, _ = run(good.folder, "changes", "main~1", "main", "--format", "html")
    assert "<script" not in page
    assert "<!--" not in page


def test_a_report_that_no_job_summary_takes_ends_with_where_the_whole_is():
    rows = [Row("", (Piece(Mark.INSERTED, f"A line & more {'é' * 100}"),), 1)] * 8000
    change = changes.Change("docs/help/long.md", Kind.PAGE, "Long", How.ADDED, rows, (), (), (), (), False)
    report = as_markdown(Changes([change], [], []), Side("main~1", []), Side("main", []), [])
    assert 1_000_000 < len(report.encode()) < 1024 * 1024
    *_, before, last = report.split("\n\n")
    assert re.fullmatch(r"> <ins>A line &amp; more é{100}</ins>", before)
    assert last.endswith("For the whole, run** `make changes OLD=main~1 NEW=main`")


def test_a_page_says_in_words_what_was_inserted_and_removed(good: Repository, run: Run):
    good.edit("wording/reply.md", "harm the work", "damage the work")
    good.commit()
    code, page, _ = run(good.folder, "changes", "main~1", "main", "--format", "html")
    assert code == 0
    assert (
        'it would <del><span class="cru-unseen"> [removed: </span>harm<span class="cru-unseen">] </span></del>'
        '<ins><span class="cru-unseen"> [inserted: </span>damage<span class="cru-unseen">] </span></ins> the work'
    ) in page
    assert not re.search(r"(?:src|href)=", page)


def test_attributes_of_git_hide_nothing(good: Repository, run: Run):
    (good.docs / ".gitattributes").write_text("* export-ignore\n*.md -diff ident\n", encoding="utf-8")
    good.edit("wording/reply.md", "harm the work", "damage $Id$ the work")
    good.commit()
    _, out, _ = run(good.folder, "changes", "main~1", "main")
    assert "<del>harm</del><ins>damage \\$Id\\$</ins> the work" in out


def test_a_symbolic_link_in_a_revision_is_not_followed(good: Repository, run: Run, tmp_path: Path):
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n\nNobody may read this.\n", encoding="utf-8")
    (good.docs / "help/page.md").symlink_to(tmp_path / "secret.md")
    good.commit()
    code, out, _ = run(good.folder, "changes", "main~1", "main")
    assert code == 0
    assert "Nobody may read this" not in out
    assert "Not compared, as it cannot be read:\n\n- docs/help/page.md, as it is now" in out


def test_a_project_below_the_top_of_its_repository_is_compared(tmp_path: Path, run: Run):
    (tmp_path / "top/project").mkdir(parents=True)
    repository = Repository(tmp_path / "top/project", GOOD)
    shutil.move(repository.folder / ".git", tmp_path / "top/.git")
    base = repository.commit()
    repository.edit("wording/reply.md", "harm the work", "damage the work")
    repository.commit()
    code, out, _ = run(repository.folder, "changes", base, "HEAD")
    assert code == 0
    assert "<del>harm</del><ins>damage</ins>" in out
    assert "About this comparison" not in out


# --- change notes ---


def entry(**given: str) -> str:
    given = {"date": str(TODAY), "kind": "major", "what": "The words.", "why": "They were unclear.", **given}
    return "\n    ".join(f"{'  - ' if key == 'date' else ''}{key}: {value}" for key, value in given.items())


PASTE = f"  - date: {TODAY}\n    kind: major or minor\n    what:\n    why:\n"
UNNOTED = {
    "wording": (
        ("wording/reply.md", "harm the work", "damage the work"),
        "its words changed since main (P06) and the change is not noted; "
        "add these lines to its front matter and fill them in\nchanges:\n",
    ),
    "wording, where a block went": (
        ("wording/opening.md", "## Our decision\n\n", "## Decision\n\n"),
        "its words changed since main (P01) and the change is not noted; "
        "add these lines to its front matter and fill them in\nchanges:\n",
    ),
    "note": (
        ("advice/1750-22/continued.md", "Use the wording in", "Use the words in"),
        "its words changed since main and the change is not noted; "
        "add these lines to its front matter and fill them in\nchanges:\n",
    ),
    "decision": (
        ("advice/1750-22/decision.yml", "ask: Is the whole", "ask: Is all of the"),
        "its questions or outcomes changed since main and the change is not noted; "
        "add these lines at its end and fill them in\nchanges:\n",
    ),
}


@pytest.mark.parametrize("kind", UNNOTED)
def test_a_change_of_words_that_is_not_noted_is_a_problem_with_lines_to_paste(kind: str, good: Repository, run: Run):
    edit, message = UNNOTED[kind]
    line = good.edit(*edit)
    code, out, _ = run(good.folder, "check", "--since", "main")
    assert (code, out) == (1, f"docs/{edit[0]}:{line}: {message}{PASTE}")


def test_the_e_mail_as_it_was_supplied_does_not_change(good: Repository, run: Run):
    good.edit("advice/1750-22/source.txt", "Colleagues", "Dear colleagues")
    said = "docs/advice/1750-22/source.txt:1: changed since main, and is the e-mail as it was supplied; put it back\n"
    assert run(good.folder, "check", "--since", "main")[:2] == (1, said)


WEIGHTY = {
    "an edit of substance": (
        "wording/full-ncnd.md",
        [
            ("kind: name\n    was: the work", "kind: substance\n    was: the work"),
            ("of {{ the_force }}. The", "of us. The"),
        ],
        "an edit of substance came to it; write `kind: major`",
    ),
    "another section": (
        "wording/reply.md",
        [("or detection of crime (section 31(1)(a))", "or detection of crime (section 31(1)(b))")],
        "other sections are cited; write `kind: major`",
    ),
    "other exemptions": (
        "advice/1750-22/decision.yml",
        [("exemptions: [s31(3)]", "exemptions: [s31(3), s31(1)]")],
        "`exemptions:` changed; write `kind: major`",
    ),
    "a not": (
        "advice/1750-22/continued.md",
        [("Use the wording in", "Do not use the wording in")],
        "a “not” came or went; see whether it is `major`",
    ),
}


def noted(good: Repository, name: str, kind: str) -> None:
    """Put a change note where one goes in a file."""
    path, lines = good.docs / name, f"changes:\n{entry(kind=kind)}\n"
    text = path.read_text(encoding="utf-8")
    pasted = f"{text}{lines}" if name.endswith(".yml") else text.replace("\n---\n\n", f"\n{lines}---\n\n", 1)
    path.write_text(pasted, encoding="utf-8")


@pytest.mark.parametrize("change", WEIGHTY)
def test_a_change_of_weight_is_not_noted_as_minor(change: str, good: Repository, run: Run):
    name, edits, message = WEIGHTY[change]
    for was, now in edits:
        good.edit(name, was, now)
    for kind, said in (("minor", True), ("major", False)):
        before = (good.docs / name).read_bytes()
        noted(good, name, kind)
        _, out, _ = run(good.folder, "check", "--since", "main")
        assert (f"the change since main is noted as minor, and {message}\n" in out) is said
        (good.docs / name).write_bytes(before)


def test_a_change_of_little_weight_is_noted_as_minor(good: Repository, run: Run):
    good.edit("wording/reply.md", "harm the work", "damage the work")
    noted(good, "wording/reply.md", "minor")
    assert run(good.folder, "check", "--since", "main")[:2] == (0, "")


@pytest.mark.parametrize("kind", UNNOTED)
def test_the_lines_that_were_pasted_must_be_filled_in_and_then_the_check_is_clean(
    kind: str, good: Repository, run: Run
):
    (name, was, now), message = UNNOTED[kind]
    good.edit(name, was, now)
    path, lines = good.docs / name, f"{message.rpartition('changes:')[1]}\n{PASTE}"
    text = path.read_text(encoding="utf-8")
    pasted = f"{text}{lines}" if name.endswith(".yml") else text.replace("\n---\n\n", f"\n{lines}---\n\n", 1)
    path.write_text(pasted, encoding="utf-8")
    code, out, _ = run(good.folder, "check", "--since", "main")
    assert code == 1
    assert "is not one of 'major' or 'minor'" in out
    filled = pasted.replace(PASTE, f"{entry()}\n")
    path.write_text(filled, encoding="utf-8")
    assert run(good.folder, "check", "--since", "main")[:2] == (0, "")


def test_an_entry_that_was_there_or_was_only_edited_is_no_new_one(good: Repository, run: Run):
    good.edit("wording/reply.md", "blocks: [P01", f"changes:\n{entry(date='2023-01-01')}\nblocks: [P01")
    good.commit()
    line = good.edit("wording/reply.md", "harm the work", "damage the work")
    good.edit("wording/reply.md", "2023-01-01", str(TODAY))
    message = "the change is not noted; add these lines at the top of `changes:` and fill them in\n"
    code, out, _ = run(good.folder, "check", "--since", "main")
    assert (code, out) == (1, f"docs/wording/reply.md:{line}: its words changed since main (P06) and {message}{PASTE}")
    good.edit("wording/reply.md", "changes:\n", f"changes:\n{entry(what='Damage.')}\n")
    assert run(good.folder, "check", "--since", "main")[:2] == (0, "")


def test_what_alters_no_words_needs_no_entry(good: Repository, run: Run):
    good.edit("wording/reply.md", "would be likely to prejudice", "would be\nlikely to prejudice")
    good.edit("wording/reply.md", "status: draft", "status: unconfirmed")
    good.edit("index.md", "title: ", "title: New ")
    shutil.copy(good.docs / "advice/1750-22/continued.md", good.docs / "advice/1750-22/further.md")
    good.edit("advice/1750-22/further.md", "title: ", "title: Further to ")
    assert run(good.folder, "check", "--since", "main")[:2] == (0, "")


@pytest.mark.parametrize("revision", ["nowhere", ""])
def test_a_check_since_an_unknown_revision_is_usage_and_never_passes(revision: str, good: Repository, run: Run):
    said = f"`{revision}` is not a revision here. Correct it, or fetch all of the history.\n"
    assert run(good.folder, "check", "--since", revision) == (2, "", said)


def test_lines_to_paste_stay_lines_in_an_annotation():
    problem = Problem("docs/a.md", 3, "is not noted", paste="changes:\n  - date: x")
    assert as_text(problem) == "docs/a.md:3: is not noted\nchanges:\n  - date: x"
    assert as_annotation(problem) == "::error file=docs/a.md,line=3::is not noted%0Achanges:%0A  - date: x"


# --- a pull request, from the bad edit to the clean check ---


def test_a_pull_request_from_a_bad_edit_to_a_clean_check(real: Repository, run: Run):
    name = "wording/opening-full.md"
    real.git("switch", "--quiet", "--create", "proposal")
    path = real.docs / name
    before = path.read_text(encoding="utf-8")
    assert "{{ The_force }} can neither" in before
    line = real.edit(name, "{{ The_force }} can neither", "The {{ The_forse }} can neither")
    real.commit()
    code, out, _ = run(real.folder, "check", "--format", "github", "--since", "main")
    assert code == 1
    annotations = [re.match(r"::error file=(.+),line=(\d+)::(.*)", one) for one in out.splitlines()]
    assert all(annotations)
    found = [(one[1], int(one[2]), one[3]) for one in annotations if one]
    assert (f"docs/{name}", line, "`{{ The_forse }}` is not a field. Did you mean `The_force`?") in found
    assert {(path, at) for path, at, _ in found} == {(f"docs/{name}", line)}
    changed = real.git("diff", "--unified=0", "main", "proposal", "--", "docs")
    assert f"+{line} @@" in changed

    path.write_text(before, encoding="utf-8")
    line = real.edit(name, "can neither confirm nor deny whether", "neither confirms nor denies whether")
    real.commit()
    code, out, _ = run(real.folder, "check", "--format", "github", "--since", "main")
    assert code == 1
    assert out.startswith(f"::error file=docs/{name},line={line}::its words changed since main (P02) and")

    path.write_text(
        path.read_text(encoding="utf-8").replace("\n---\n", f"\nchanges:\n{entry(what='Shorter.')}\n---\n", 1),
        encoding="utf-8",
    )
    real.commit()
    assert run(real.folder, "check", "--format", "github", "--since", "main")[:2] == (0, "")

    code, out, _ = run(real.folder, "changes", "main", "proposal")
    assert code == 0
    redlined = (
        "<del>can </del>neither <del>confirm</del><ins>confirms</ins> nor <del>deny</del><ins>denies</ins> whether"
    )
    assert f"> The Civil Nuclear Constabulary {redlined} it holds" in out
    assert f"> Avon and Somerset Police {redlined} it holds" in out
    assert f"Noted in `changes:`\n\n- {TODAY.day} " in out
    marked = re.findall(r"<(ins|del)>(.*?)</\1>", out.partition("Data")[0])
    assert marked == [("del", "can "), ("del", "confirm"), ("ins", "confirms"), ("del", "deny"), ("ins", "denies")] * 2

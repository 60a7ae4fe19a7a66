"""Commands: the words alone on stdout, all else on stderr, and an exit code that says how it went."""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from macros import commands, components, console, controls, fill, giving, library
from macros.library import Library
from macros.place import Place
from macros.values import Reason

ROOT = Path(__file__).parent.parent
READ = console.content
LINK = "https://www.kent.police.uk/foi-disclosure"
ROLES = ("counter_terrorism_role", "several_bodies_asked", "common_position")
ALL_YES = [part for name in ROLES for part in ("--choice", f"{name}=yes")]
CONTACTS = ["--field", "review_contact=us", "--field", "regulator_contact=them"]


def warned(loaded: Library, wording_id: str) -> list[str]:
    """Return what the command says of a wording: what it needs beside it, and that the CRU has not approved it."""
    head = loaded.wordings[wording_id].head
    return [f"Note: {head.alone}", f"Note: {head.title}: {head.approval.words}."]


def lacking(loaded: Library, wording_id: str, name: str, why: str) -> str:
    """Return the line that says why a field or choice stops the words."""
    item = loaded.wordings[wording_id]
    kind, label = ("field", item.fields[name].label) if name in item.fields else ("choice", item.choices[name].ask)
    return f"--{kind} {name}: {label}: {why}"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, loaded: Library):
    """Run a command on the project's docs/, read once; return its code, stdout and the lines of stderr."""
    monkeypatch.chdir(ROOT)
    for module in (commands, giving):
        monkeypatch.setattr(module, "content", lambda: loaded)

    def _run(*arguments: str) -> tuple[int, str, list[str]]:
        code = commands.run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err.splitlines()

    return _run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run) -> Path:
    """Stand in a copy of the project's docs/, to write there; each command reads it afresh."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for module in (commands, giving):
        monkeypatch.setattr(module, "content", READ)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- wording: the words ---


def test_the_words_alone_go_to_stdout(run, loaded: Library):
    code, out, err = run("wording", "full-ncnd", "--force", "kent", *ALL_YES)
    item, force = loaded.wordings["full-ncnd"], loaded.forces["kent"]
    answers, _, _ = fill.answer(item.blocks, item.fields, item.choices, force, {}, dict.fromkeys(ROLES, "yes"))
    assert (code, out) == (0, fill.text(item.blocks, answers) + "\n")
    assert err == warned(loaded, "full-ncnd")


def test_text_is_the_default_format(run):
    given = ("wording", "opening-full", "--force", "psni")
    assert run(*given) == run(*given, "--format", "text")


def test_html_is_the_same_words_as_rich_text(run, loaded: Library):
    code, out, err = run("wording", "opening-full", "--force", "devon-and-cornwall", "--format", "html")
    assert (code, err) == (0, warned(loaded, "opening-full"))
    item, force = loaded.wordings["opening-full"], loaded.forces["devon-and-cornwall"]
    answers, _, _ = fill.answer(item.blocks, item.fields, item.choices, force, {}, {})
    assert out == components.rich(item.blocks, answers) + "\n"


@pytest.mark.supplied("docs/wording/full-ncnd.md")
def test_a_choice_answered_no_takes_its_words_out_and_says_what_that_means(run):
    answers = ["--choice", "counter_terrorism_role=no", "--choice", "several_bodies_asked=no"]
    code, out, err = run("wording", "full-ncnd", "--force", "kent", *answers, "--choice", "common_position=no")
    assert code == 0
    assert "counter-terror" not in out
    assert "several different law enforcement bodies" not in out
    assert "in common with" not in out
    assert err[0].startswith(
        "Note: Without the counter-terror clause, the section 24(2) case in these words rests on two"
    )


def test_a_value_comes_out_literally(run):
    value = "<b>$1 $& {{ the_force }} {% if x %} & \\1 %s</b>"
    code, out, _ = run(
        "wording", "review-and-complaint", "--force", "kent", "--field", f"review_contact={value}", *CONTACTS[2:]
    )
    assert code == 0
    assert f"by writing to {value}. This" in out


def test_a_value_may_hold_an_equals_sign(run):
    code, out, _ = run(
        *("wording", "already-public", "--force", "kent", "--choice", "link_opened=yes"),
        *("--field", f"public_link={LINK}?a=b&c=d"),
    )
    assert code == 0
    assert f"You can read it here: {LINK}?a=b&c=d\n" in out


def test_a_changed_supplier_is_warned_of_and_exits_0(run, loaded: Library):
    code, out, err = run("wording", "opening-full", "--force", "kent", "--field", "supplier=Another Company")
    assert code == 0
    assert "Another Company" in out
    field = loaded.wordings["opening-full"].fields["supplier"]
    assert err == [f"Note: {field.label}: {field.if_changed}", *warned(loaded, "opening-full")]


def test_invisible_characters_are_taken_out_with_a_note(run, loaded: Library):
    code, out, err = run("wording", "opening-full", "--force", "kent", "--field", "case_reason=Be\u202ecause\u200b.")
    assert code == 0
    assert "\n\nBecause.\n\n" in out
    label = loaded.wordings["opening-full"].fields["case_reason"].label
    assert err[0] == f"Note: {label}: invisible characters were taken out."


@pytest.mark.parametrize("option", [("--field", "reference=1"), ("--field", "date=x"), ("--choice", "link_opened=no")])
def test_a_known_name_that_is_not_used_here_is_ignored_with_a_note(run, option: tuple[str, str]):
    plain = run("wording", "opening-full", "--force", "kent")
    code, out, err = run("wording", "opening-full", "--force", "kent", *option)
    name = option[1].partition("=")[0]
    assert (code, out) == plain[:2]
    assert err == [f"Note: {option[0]} {name} is not used here.", *plain[2]]


# --- wording: what stops it; nothing but the reason is said, and nothing on stdout ---

USAGE = [
    (("full-ncdn", "--force", "kent"), "`full-ncdn` is not a wording. Did you mean `full-ncnd`? Known: IDS."),
    (("zzz", "--force", "kent"), "`zzz` is not a wording. Known: IDS."),
    (
        ("opening-full", "--force", "kent", "--field", "refrence=1"),
        "--field refrence: is not a field. Did you mean `reference`?",
    ),
    (("opening-full", "--force", "kent", "--field", "zzz=1"), "--field zzz: is not a field."),
    (("opening-full", "--force", "kent", "--field", "=1"), "--field : is not a field."),
    (("opening-full", "--force", "kent", "--field", "supplier"), "--field supplier: write NAME=VALUE."),
    (
        ("opening-full", "--force", "kent", "--field", "supplier=a", "--field", "supplier=b"),
        "--field supplier: is given twice.",
    ),
    (
        ("full-ncnd", "--force", "kent", "--choice", "comon_position=yes"),
        "--choice comon_position: is not a choice. Did you mean `common_position`?",
    ),
    (("full-ncnd", "--force", "kent", "--choice", "supplier=yes"), "--choice supplier: is not a choice."),
    *[
        (
            ("opening-full", "--force", "kent", "--field", f"{name}=Kent"),
            f"--field {name}: comes from the register; give --force.",
        )
        for name in ("force_name", "the_force", "The_force_possessive")
    ],
    (("opening-full",), "the following arguments are required: --force. See `python -m macros --help`."),
    (
        ("opening-full", "--force", "kent", "--format", "pdf"),
        "argument --format: invalid choice: 'pdf' (choose from 'text', 'html'). See `python -m macros --help`.",
    ),
    (("opening-full", "--force", "kent", "--bogus"), "unrecognized arguments: --bogus. See `python -m macros --help`."),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_a_word_that_is_off_is_usage(run, loaded: Library, arguments: tuple[str, ...], message: str):
    assert run("wording", *arguments) == (2, "", [message.replace("IDS", ", ".join(loaded.wordings))])


def test_an_unknown_force_is_usage_and_the_nearest_id_is_named(run, loaded: Library):
    known = ", ".join(loaded.forces)
    message = f"`knet` is not a force. Did you mean `kent`? Known: {known}."
    assert run("wording", "opening-full", "--force", "knet") == (2, "", [message])


@pytest.mark.parametrize("force", ["police-scotland", "nca", "iom", "jersey", "guernsey", "port-of-dover"])
def test_a_refused_force_is_refused_before_its_values_are_looked_at(run, loaded: Library, force: str):
    refusal = loaded.forces[force].refusal
    for wording in loaded.wordings:
        assert run("wording", wording, "--force", force) == (1, "", [refusal])
    given = ("--field", "public_link=http://a", "--choice", "link_opened=no")
    assert run("wording", "already-public", "--force", force, *given) == (1, "", [refusal])


@pytest.mark.parametrize("value", ["maybe", "Yes", "true", ""])
def test_an_answer_that_is_neither_yes_nor_no_is_none(run, loaded: Library, value: str):
    given = [part for name in ROLES for part in ("--choice", f"{name}={value if name == ROLES[0] else 'no'}")]
    line = lacking(loaded, "full-ncnd", ROLES[0], "Answer yes or no.")
    assert run("wording", "full-ncnd", "--force", "kent", *given) == (3, "", [line])


def test_every_missing_value_is_named(run, loaded: Library):
    for wording_id, names, why in (
        ("full-ncnd", ROLES, "Answer yes or no."),
        ("review-and-complaint", ("review_contact", "regulator_contact"), Reason.EMPTY.value),
    ):
        lines = [lacking(loaded, wording_id, name, why) for name in names]
        assert run("wording", wording_id, "--force", "kent") == (3, "", lines)


def test_the_regulators_contact_is_still_to_be_given(run, loaded: Library):
    code, out, err = run("wording", "review-and-complaint", "--force", "kent", *CONTACTS[:2])
    assert (code, out) == (3, "")
    assert err == [lacking(loaded, "review-and-complaint", "regulator_contact", Reason.EMPTY.value)]


def test_missing_and_refused_values_are_named_together(run, loaded: Library):
    code, out, err = run("wording", "already-public", "--force", "kent", "--field", "public_link=http://a.org")
    assert (code, out) == (3, "")
    assert err == [
        lacking(loaded, "already-public", "link_opened", "Answer yes or no."),
        lacking(loaded, "already-public", "public_link", Reason.NOT_HTTPS.value),
    ]


REFUSED_LINKS = [
    ("http://www.kent.police.uk", Reason.NOT_HTTPS),
    ("https://", Reason.NOT_A_LINK),
    ("https://a@b.org", Reason.SIGN_IN),
    ("https://b.org:443", Reason.PORT),
    ("https://10.0.0.1", Reason.NUMBER),
    ("https://intranet", Reason.BARE_NAME),
    ("https://x.pnn.police.uk", Reason.CLOSED),
    ("https://www.example.org/foi-disclosure", Reason.EXAMPLE),
    (" ", Reason.EMPTY),
]


@pytest.mark.parametrize(("link", "reason"), REFUSED_LINKS)
def test_a_link_that_is_not_public_is_refused_with_the_reason(run, loaded: Library, link: str, reason: Reason):
    given = ("--choice", "link_opened=yes", "--field", f"public_link={link}")
    message = lacking(loaded, "already-public", "public_link", reason.value)
    assert run("wording", "already-public", "--force", "kent", *given) == (3, "", [message])


def test_a_field_given_empty_is_missing_whatever_its_default(run, loaded: Library):
    code, out, err = run("wording", "full-ncnd", "--force", "kent", *ALL_YES, "--field", "supplier=")
    assert (code, out, err) == (3, "", [lacking(loaded, "full-ncnd", "supplier", Reason.EMPTY.value)])
    given = (*ALL_YES, *CONTACTS, "--field", "reference=1", "--field", "request=Do you?", "--field", "date=")
    code, out, err = run("letter", "1750-22", "full-ncnd", "--force", "kent", *given)
    assert (code, out, err) == (3, "", [f"--field date: The date of the letter: {Reason.EMPTY.value}"])


def test_a_link_that_was_not_opened_cannot_be_sent(run, loaded: Library):
    given = ("--choice", "link_opened=no", "--field", f"public_link={LINK}")
    hint = loaded.wordings["already-public"].choices["link_opened"].hint
    why = f"With the answer no, these words cannot be sent. {hint}"
    message = lacking(loaded, "already-public", "link_opened", why)
    assert run("wording", "already-public", "--force", "kent", *given) == (3, "", [message])


# --- check ---


def break_in_two(project: Path) -> None:
    """Make a wrong key in one page and a wrong value in a register entry."""
    page = project / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("title:", "ttile:", 1), encoding="utf-8")
    entry = project / "docs" / "forces" / "kent.md"
    entry.write_text(entry.read_text(encoding="utf-8").replace("regime: FOIA", "regime: 100%, FOIA"), encoding="utf-8")


KEY = "`ttile:` is not a key here. Did you mean `title`?"
REGIME = "`regime: 100%, FOIA` is not one of 'FOIA', 'FOIA-part', 'FOISA', 'other' or 'not supplied'; write one of them"


def test_check_of_a_clean_tree_prints_nothing_and_counts_on_stderr(project: Path, run):
    count = len(list((project / "docs").rglob("*.md")))
    assert run("check") == (0, "", [f"{count} pages read: 0 problems, 0 warnings."])


def test_check_prints_every_problem_by_file_and_line(project: Path, run):
    break_in_two(project)
    code, out, err = run("check")
    lines = out.splitlines()
    assert code == 1
    assert f"docs/index.md:2: {KEY}" in lines
    assert f"docs/forces/kent.md:8: {REGIME}" in lines
    assert [line.split(":")[0] for line in lines] == sorted(line.split(":")[0] for line in lines)
    assert len(err) == 1
    assert err[0].endswith(f" pages read: {len(lines)} problems, 0 warnings.")


def test_check_for_the_forge_marks_the_line_that_is_wrong(project: Path, run):
    break_in_two(project)
    code, out, _ = run("check", "--format", "github")
    assert code == 1
    assert f"::error file=docs/index.md,line=2::{KEY}" in out.splitlines()
    assert f"::error file=docs/forces/kent.md,line=8::{REGIME.replace('%', '%25')}" in out.splitlines()
    assert all(line.startswith("::error file=docs/") for line in out.splitlines())


def test_check_reads_a_folder_elsewhere(project: Path, run, monkeypatch: pytest.MonkeyPatch):
    break_in_two(project)
    monkeypatch.chdir(ROOT)
    code, out, _ = run("check", "--docs", str(project / "docs"))
    assert code == 1
    assert f"{project}/docs/index.md:2: {KEY}" in out.splitlines()


def test_check_of_a_missing_folder_is_usage(run):
    for folder in ("no-such", ""):
        message = f"`{folder}` is not a folder. Run this from the project's folder, or give --docs DIR."
        assert run("check", "--docs", folder) == (2, "", [message])


def test_check_of_a_file_is_usage(run):
    code, out, err = run("check", "--docs", "README.md")
    assert (code, out, len(err)) == (2, "", 1)


def test_a_path_is_escaped_where_the_forge_reads_it(tmp_path: Path, run):
    (tmp_path / "a,b").mkdir()
    (tmp_path / "a,b" / "index.md").write_text("no front matter\n")
    code, out, _ = run("check", "--format", "github", "--docs", str(tmp_path / "a,b"))
    assert code == 1
    assert out.startswith(f"::error file={tmp_path}/a%2Cb/index.md,line=1::has no front matter;")


def test_no_words_are_given_and_nothing_is_made_while_the_tree_has_a_problem(project: Path, run):
    break_in_two(project)
    for arguments in (("wording", "opening-full", "--force", "psni"), ("new", "force", "rutland")):
        code, out, err = run(*arguments)
        assert (code, out) == (1, "")
        assert f"docs/index.md:2: {KEY}" in err
    assert not (project / "docs" / "forces" / "rutland.md").exists()


def test_without_docs_the_remedy_is_said(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for module in (commands, giving):
        monkeypatch.setattr(module, "content", READ)
    monkeypatch.chdir(tmp_path)
    message = "There is no docs/ here. Run this from the project's folder."
    assert run("wording", "opening-full", "--force", "kent") == (2, "", [message])
    assert run("new", "force", "rutland") == (2, "", [message])


# --- new force ---


def forces(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "docs" / "forces").iterdir()}


def test_a_new_force_checks_clean_and_is_refused_every_wording(project: Path, run):
    code, out, err = run("new", "force", "rutland-and-oakham")
    assert (code, out) == (0, "")
    assert err == [
        "docs/forces/rutland-and-oakham.md is made. Fill in its lines from what was supplied, then run "
        "`python -m macros check`."
    ]
    written = (project / "docs" / "forces" / "rutland-and-oakham.md").read_bytes()
    assert b"name: Rutland and Oakham\n" in written
    assert b"\r" not in written
    assert run("check")[:2] == (0, "")
    code, out, err = run("wording", "full-ncnd", "--force", "rutland-and-oakham")
    assert (code, out) == (1, "")
    assert err[0].startswith("No wording here is for Rutland and Oakham: ")


kents = partial(pytest.param, marks=pytest.mark.supplied("docs/forces/kent.md"))
NOT_MADE = [
    ("kent", "docs/forces/kent.md is already there; nothing was changed."),
    ("index", "docs/forces/index.md is already there; nothing was changed."),
    kents("kent-police", "`Kent Police` is already a name of a force in the register; look it up in docs/forces/."),
    kents(
        "kent-constabulary",
        "`Kent Constabulary` is already a name of a force in the register; look it up in docs/forces/.",
    ),
    ("met", "`Met` is already a name of a force in the register; look it up in docs/forces/."),
    ("wmp", "`Wmp` is already a name of a force in the register; look it up in docs/forces/."),
    (
        "devon-and-cornwall-police",
        "`Devon and Cornwall Police` is already a name of a force in the register; look it up in docs/forces/.",
    ),
    *[
        (bad, f"`{bad}` is not an id: write lower-case words joined by hyphens, such as `north-yorkshire`.")
        for bad in ("Rutland", "rut_land", "../rutland", "rutland.md", "rutland2", "a/b", "")
    ],
]


@pytest.mark.parametrize(("force", "message"), NOT_MADE)
def test_a_force_that_cannot_be_made_is_usage_and_nothing_is_written(project: Path, run, force: str, message: str):
    before = forces(project)
    assert run("new", "force", force) == (2, "", [message])
    assert forces(project) == before


def test_an_id_too_long_for_a_file_is_usage(project: Path, run):
    before = forces(project)
    code, out, [said] = run("new", "force", "a" * 300)
    assert (code, out) == (2, "")
    assert said.endswith(".md cannot be written: File name too long.")
    assert forces(project) == before


# --- new advice ---


def test_a_new_note_checks_clean(project: Path, run):
    code, out, err = run("new", "advice", "1801-23")
    assert (code, out) == (0, "")
    assert err == [
        "docs/advice/1801-23/index.md is made. Fill in its lines from what was supplied, then run "
        "`python -m macros check`."
    ]
    assert run("check")[:2] == (0, "")


@pytest.mark.parametrize("ref", ["1750-22", "1801/23", "../1801-23", ""])
def test_a_note_that_cannot_be_made_writes_nothing(project: Path, run, ref: str):
    before = {path: path.read_bytes() for path in (project / "docs").rglob("*.md")}
    assert run("new", "advice", ref)[0] == 2
    assert {path: path.read_bytes() for path in (project / "docs").rglob("*.md")} == before


def test_a_note_that_would_not_check_clean_leaves_no_folder(project: Path, run):
    other = (project / "docs/advice/1750-22/internal-review.md").read_text()
    other = other.replace("1750/22: the advice at internal review", "1801/23: the advice")
    (project / "docs/advice/1750-22/internal-review.md").write_text(other)
    code, out, [said] = run("new", "advice", "1801-23")
    assert (code, out) == (2, "")
    assert said.startswith("1801-23: nothing was made, as it would not check clean. docs/advice/")
    assert not (project / "docs/advice/1801-23").exists()


@pytest.mark.parametrize("force", ["the-rutland", "section", "law"])
def test_a_force_whose_entry_would_not_check_clean_is_not_made(project: Path, run, force: str):
    before = forces(project)
    code, out, [said] = run("new", "force", force)
    assert (code, out) == (2, "")
    assert said.startswith(f"{force}: nothing was made, as it would not check clean. docs/")
    assert forces(project) == before


@pytest.mark.parametrize("arguments", [(), ("new",), ("new", "force"), ("zzz",), ("wording",), ("check", "extra")])
def test_half_a_command_is_usage(run, arguments: tuple[str, ...]):
    code, out, err = run(*arguments)
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].endswith(". See `python -m macros --help`.")


# --- the program itself ---


def test_an_error_of_the_program_is_70_and_says_so(run, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> str:
        raise KeyError("not foreseen")

    monkeypatch.setattr(fill, "text", fail)
    code, out, err = run("wording", "opening-full", "--force", "kent")
    assert (code, out) == (70, "")
    assert "KeyError: 'not foreseen'" in err
    assert err[-1] == "This is an error of the program, not of the content. Please report it with the lines above."


def macros(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "macros", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, env={**os.environ, **environment})


def test_the_output_is_utf_8_with_plain_line_ends_in_any_locale(loaded: Library):
    done = macros("wording", "full-ncnd", "--force", "devon-and-cornwall", *ALL_YES, LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    words = done.stdout.decode("utf-8")
    item, force = loaded.wordings["full-ncnd"], loaded.forces["devon-and-cornwall"]
    answers, _, _ = fill.answer(item.blocks, item.fields, item.choices, force, {}, dict.fromkeys(ROLES, "yes"))
    assert words == fill.text(item.blocks, answers) + "\n"
    assert "\r" not in words + done.stderr.decode("utf-8")


def test_the_exit_codes_reach_the_shell():
    assert macros("check").returncode == 0
    assert macros("wording", "opening-full", "--force", "nca").returncode == 1
    assert macros("wording", "opening-fool", "--force", "kent").returncode == 2
    assert macros("wording", "review-and-complaint", "--force", "kent").returncode == 3


def test_bytes_that_are_no_text_are_taken_out_of_a_value():
    given = [sys.executable, "-m", "macros", "wording", "opening-full", "--force", "kent", "--field"]
    done = subprocess.run(
        [*map(os.fsencode, given), b"case_reason=A\xff b."], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"\n\nA b.\n\n" in done.stdout
    assert b"invisible characters were taken out" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_words_that_could_not_be_written_are_not_called_done():
    command = [sys.executable, "-m", "macros", "wording", "opening-full", "--force", "kent"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 70


# --- letter ---


def letter_options(**typed: str) -> list[str]:
    given = {
        "reference": "FOI 2026/001",
        "date": "2026-11-24",
        "request": "Do you use it?",
        "review_contact": "us",
        "regulator_contact": "them",
        **typed,
    }
    return [part for name, value in given.items() if value for part in ("--field", f"{name}={value}")]


def test_a_letter_is_printed_whole_and_alone(run, loaded: Library):
    code, out, err = run("letter", "1750-22", "full-ncnd", "--force", "kent", *letter_options(), *ALL_YES)
    assert code == 0
    assert out.startswith(
        "Reference: FOI 2026/001\n\n24 November 2026\n\nYour request\n\nDo you use it?\n\nResponse\n\n"
    )
    assert " them." in out
    parts = [loaded.wordings[name] for name in loaded.decisions["1750-22"].outcomes["full-ncnd"].letter]
    for item in parts:
        assert (f"Note: {item.head.title}: {item.head.approval.words}." in err) == item.unapproved


def test_a_letters_html_holds_the_same_words(run):
    code, out, _ = run(
        "letter", "1750-22", "full-ncnd", "--force", "kent", *letter_options(), *ALL_YES, "--format", "html"
    )
    assert code == 0
    assert out.startswith("<p>Reference: FOI 2026/001</p>\n<p>24 November 2026</p>\n<h2>Your request</h2>\n")


def test_a_letter_without_its_values_names_them_all(run):
    code, out, err = run("letter", "1750-22", "partial-ncnd", "--force", "kent")
    named = [line.split(":")[0].split(" ")[1] for line in err if line.startswith("--")]
    assert (code, out) == (3, "")
    assert set(named) == {
        *("reference", "request", "public_link", "review_contact", "regulator_contact", "link_opened"),
        *("counter_terrorism_role", "several_bodies_asked", "common_position"),
    }


def test_the_supplier_of_a_letter_is_the_outcomes(run):
    code, out, err = run(
        "letter", "1750-22", "full-ncnd", "--force", "kent", *letter_options(supplier="Another"), *ALL_YES
    )
    assert code == 0
    assert "Another" not in out
    assert "Note: --field supplier is not used here." in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("9999-99", "full-ncnd", "--force", "kent"), 2, "`9999-99` is not a decision."),
        (("1750-22", "full-nncd", "--force", "kent"), 2, "`full-nncd` is not an outcome. Did you mean `full-ncnd`?"),
        (("1750-22", "refer", "--force", "kent"), 2, "`refer` has no letter: "),
        (("1750-22", "full-ncnd", "--force", "kennt"), 2, "`kennt` is not a force. Did you mean `kent`?"),
        (
            ("1750-22", "full-ncnd", "--force", "police-scotland"),
            1,
            "No wording here is for the Police Service of Scot",
        ),
        (("1750-22", "full-ncnd", "--force", "kent", "--field", "day=1"), 2, "--field day: is not a field."),
    ],
)
def test_a_letter_that_cannot_be_given(run, arguments: tuple[str, ...], code: int, said: str):
    got, out, err = run("letter", *arguments)
    assert (got, out) == (code, "")
    assert err[0].startswith(said)


def test_a_new_wording_checks_clean_and_cannot_be_sent_as_it_is(run, project: Path, loaded: Library):
    code, out, err = run("new", "wording", "late-reply")
    assert (code, out) == (0, "")
    assert err == [
        "docs/wording/late-reply.md is made. Fill in its lines from what was supplied, then run "
        "`python -m macros check`."
    ]
    assert run("check")[:2] == (0, "")
    said = "The words of `late-reply` are not supplied. There is nothing to give."
    assert run("wording", "late-reply", "--force", "kent") == (1, "", [said])
    page = controls.wording(library.load(Path("docs"))[0], Place("wording/late-reply/"), "late-reply")
    assert "There is nothing to copy." in page
    assert "<button" not in page
    made = project / "docs/wording/late-reply.md"
    before = made.read_bytes()
    said = "docs/wording/late-reply.md: its words are not supplied; put them in first."
    assert run("approve", "wording", "late-reply", "--by", "A reader") == (1, "", [said])
    assert made.read_bytes() == before


@pytest.mark.parametrize("wording_id", ["full-ncnd", "Late Reply", "../x", "late_reply", ""])
def test_a_wording_that_cannot_be_made_writes_nothing(run, project: Path, wording_id: str):
    before = sorted((project / "docs").rglob("*"))
    assert run("new", "wording", wording_id)[0] == 2
    assert sorted((project / "docs").rglob("*")) == before


# --- draft ---

HELD = "Your request\n\nDo you?\n\nResponse\n\nWe hold it. Essex Police can neither confirm nor deny it.\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "reply.txt"
    path.write_text(HELD, encoding="utf-8")
    return path


def test_the_problems_of_a_draft_go_to_stdout_with_file_line_and_rule(run, draft: Path):
    code, out, err = run("draft", str(draft), "--force", "kent")
    lines = out.splitlines()
    assert code == 1
    assert {line.split(": ")[1] for line in lines} >= {"held-and-ncnd", "other-force", "n1", "n10"}
    assert f"{draft}:7: other-force: “Essex Police” is another force's name" in out
    assert err == [f"{len(lines)} problems. Checked as a full NCND."]


def test_without_a_force_the_command_says_that_names_were_not_looked_for(run, draft: Path):
    _, out, err = run("draft", str(draft), "--kind", "partial")
    assert "other-force" not in out
    assert err[0].endswith("Checked as a partial NCND.")
    assert err[1:] == ["Names of forces were not looked for: give --force ID."]


def test_a_draft_that_is_no_ncnd_is_said_to_be_none(run, draft: Path):
    draft.write_text("We can niether confirm or deny it.", encoding="utf-8")
    code, out, err = run("draft", str(draft), "--force", "kent")
    assert (code, out) == (0, "")
    assert err == [
        "0 problems. Checked as a reply that is not an NCND: what an NCND needs was not looked for. "
        "If it is one, give --kind."
    ]


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff\xfeA\x00", "is not UTF-8 text (byte 0). Save the draft as plain text."),
        (b" \n\xc2\xa0\n", "holds no words."),
        (b"\xef\xbb\xbf", "holds no words."),
    ],
)
def test_a_draft_that_cannot_be_checked_is_no_all_clear(run, draft: Path, holds: bytes | None, said: str):
    draft.unlink()
    if holds is not None:
        draft.write_bytes(holds)
    assert run("draft", str(draft)) == (2, "", [f"{draft}: {said}"])


def test_a_draft_of_a_refused_force_is_refused(run, draft: Path):
    code, out, [said] = run("draft", str(draft), "--force", "police-scotland")
    assert (code, out) == (1, "")
    assert "(Scotland) Act 2002" in said

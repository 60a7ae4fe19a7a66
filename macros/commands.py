"""Commands: what a person types, and the exit code that says how it went.

0 done; 1 problems found, or the force refused; 2 usage or an unknown id; 3 values missing or invalid;
4 not published; 70 program error.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from macros import (
    approving,
    checking,
    decision,
    drafts,
    giving,
    problems,
    publish,
    reviewing,
    rules,
    skeletons,
    verify,
    withdraw,
)
from macros.console import DOCS, Broken, Exit, Usage, checked, content, day_in_the_uk, known, say
from macros.names import aliases
from macros.wording import Stance


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Usage(f"{message}. See `python -m macros --help`.")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; words go to stdout, all else to stderr."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        given = _parser().parse_args(arguments)
        code = int(given.command(given))
        sys.stdout.flush()
        return code
    except Usage as fault:
        say(str(fault))
        return Exit.USAGE
    except Broken:
        return Exit.PROBLEMS
    except BrokenPipeError:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.ERROR
    except Exception:
        traceback.print_exc()
        say("This is an error of the program, not of the content. Please report it with the lines above.")
        return Exit.ERROR


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m macros", description="Check the guidance and give its wordings.", allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    check = commands.add_parser("check", help="say everything that is wrong under docs/", allow_abbrev=False)
    check.add_argument("--format", choices=("text", "github"), default="text")
    check.add_argument("--docs", type=_folder, default=str(DOCS), metavar="DIR")
    check.add_argument("--since", metavar="REV", help="say also which words changed since REV and were not noted")
    check.add_argument("--publishing", action="store_true", help="refuse also words that changed since approval")
    check.set_defaults(command=_check)
    wording = commands.add_parser("wording", help="give one wording in a force's name", allow_abbrev=False)
    wording.add_argument("id")
    _answers(wording)
    wording.set_defaults(command=giving.wording)
    letter = commands.add_parser("letter", help="give an outcome's whole letter in a force's name", allow_abbrev=False)
    letter.add_argument("ref")
    letter.add_argument("outcome")
    _answers(letter)
    letter.set_defaults(command=lambda given: giving.letter(given, datetime.date.today()))
    routes = commands.add_parser("routes", help="give every route of a decision and its outcome", allow_abbrev=False)
    routes.add_argument("ref")
    routes.set_defaults(command=_routes)
    draft = commands.add_parser("draft", help="say what is wrong in a draft reply", allow_abbrev=False)
    draft.add_argument("file", type=Path, metavar="FILE")
    draft.add_argument("--kind", choices=(Stance.FULL.value, Stance.PARTIAL.value))
    draft.add_argument("--force", metavar="ID")
    draft.add_argument("--part", action="store_true", help="the file is one part of a reply")
    draft.set_defaults(command=_draft)
    changes = commands.add_parser("changes", help="say what changes between two revisions", allow_abbrev=False)
    changes.add_argument("old", metavar="OLD", help="a revision, such as main")
    changes.add_argument("new", metavar="NEW", help="a revision, or . for the files as they are")
    changes.add_argument("--format", choices=("markdown", "html"), default="markdown")
    changes.set_defaults(command=lambda given: reviewing.changes(given, datetime.date.today()))
    approve = commands.add_parser("approve", help="record that the CRU approved the words", allow_abbrev=False)
    approve.add_argument("kind", choices=("wording", "advice"))
    approve.add_argument("id")
    approve.add_argument("--by", required=True, metavar="NAME", help="who approved them for the CRU")
    approve.add_argument("--on", metavar="YYYY-MM-DD", help="the day of the approval, if it is not today")
    approve.set_defaults(command=lambda given: approving.approve(given, datetime.date.today()))
    publishing = commands.add_parser("publish", help="publish this commit as a version", allow_abbrev=False)
    publishing.add_argument("version", metavar="VERSION", help="its day, such as 2026-11-24, or 2026-11-24.2")
    publishing.add_argument("--dry-run", action="store_true", help="do everything but publish it")
    publishing.set_defaults(command=lambda given: publish.run(given, _today_in_the_uk()))
    verifying = commands.add_parser("verify", help="say whether what is published is as it was", allow_abbrev=False)
    verifying.add_argument("version", nargs="?", metavar="VERSION", help="one version alone")
    verifying.add_argument("--rebuild", action="store_true", help="also build it again and compare")
    verifying.set_defaults(command=verify.run)
    withdrawing = commands.add_parser("withdraw", help="take a version or a page out of view", allow_abbrev=False)
    withdrawing.add_argument("what", metavar="VERSION|PAGE", help="such as 2026-11-24, or advice/1750-22/continued/")
    withdrawing.add_argument("--reason", required=True, metavar="TEXT", help="why, as readers will see it")
    withdrawing.add_argument("--dry-run", action="store_true", help="do everything but withdraw it")
    withdrawing.set_defaults(command=lambda given: withdraw.run(given, _today_in_the_uk()))
    new = commands.add_parser("new", help="make a page that checks clean, to be filled in", allow_abbrev=False)
    kinds = new.add_subparsers(required=True, metavar="KIND", parser_class=_Parser)
    note = kinds.add_parser("advice", help="an advice note whose text is not supplied", allow_abbrev=False)
    note.add_argument("ref")
    note.set_defaults(command=_new_advice)
    force = kinds.add_parser("force", help="a force of the register", allow_abbrev=False)
    force.add_argument("id")
    force.set_defaults(command=_new_force)
    words = kinds.add_parser("wording", help="a wording, as a project draft", allow_abbrev=False)
    words.add_argument("id")
    words.set_defaults(command=_new_wording)
    return parser


def _answers(parser: _Parser) -> None:
    parser.add_argument("--force", required=True, metavar="ID")
    parser.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--choice", action="append", default=[], metavar="NAME=yes|no")
    parser.add_argument("--format", choices=("text", "html"), default="text")


def _today_in_the_uk() -> datetime.date:
    return day_in_the_uk(datetime.datetime.now(datetime.UTC))


def _folder(given: str) -> Path:
    if not given or not Path(given).is_dir():
        raise Usage(f"`{given}` is not a folder. Run this from the project's folder, or give --docs DIR.")
    return Path(given)


def _check(given: argparse.Namespace) -> Exit:
    today = datetime.date.today()
    loaded, everything = checking.whole(given.docs, today, given.publishing)
    if given.since is not None:
        unnoted = reviewing.unnoted(given.docs, given.since, loaded, today)
        everything = problems.in_order([*everything, *unnoted])
    show = problems.as_annotation if given.format == "github" else problems.as_text
    for problem in everything:
        print(show(problem))
    faults = sum(not problem.warning for problem in everything)
    counts = f"{_counted(faults, 'problem')}, {_counted(len(everything) - faults, 'warning')}"
    say(f"{_counted(len(loaded.pages), 'page')} read: {counts}.")
    return Exit.PROBLEMS if faults else Exit.DONE


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _routes(given: argparse.Namespace) -> Exit:
    print(decision.table(known(given.ref, content().decisions, "decision")))
    return Exit.DONE


def _draft(given: argparse.Namespace) -> Exit:
    loaded = content()
    force = known(given.force, loaded.forces, "force") if given.force else None
    try:
        text = given.file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise Usage(f"{given.file}: cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError as fault:
        raise Usage(f"{given.file}: is not UTF-8 text (byte {fault.start}). Save the draft as plain text.") from None
    if not text.strip():
        raise Usage(f"{given.file}: holds no words.")
    if force and force.refusal:
        say(force.refusal)
        return Exit.PROBLEMS
    stance = Stance(given.kind) if given.kind else None
    found = rules.report(text, stance, loaded.names, given.force, given.part)
    for finding in found:
        print(f"{given.file}:{finding.line}: {finding.rule_id}: {finding.message}")
    say(f"{_counted(len(found), 'problem')}. {_CHECKED_AS[stance or rules.stance_of(drafts.split(text, given.part))]}")
    if not force:
        say("Names of forces were not looked for: give --force ID.")
    return Exit.PROBLEMS if found else Exit.DONE


_CHECKED_AS = {
    Stance.FULL: "Checked as a full NCND.",
    Stance.PARTIAL: "Checked as a partial NCND.",
    Stance.ANY: (
        "Checked as a reply that is not an NCND: what an NCND needs was not looked for. If it is one, give --kind."
    ),
}


def _new_advice(given: argparse.Namespace) -> Exit:
    content()
    return _made(given.ref, lambda: skeletons.advice(DOCS, given.ref))


def _new_force(given: argparse.Namespace) -> Exit:
    loaded = content()
    taken = {name.casefold() for force in loaded.forces.values() for name in aliases(force)}
    return _made(given.id, lambda: skeletons.force(DOCS, given.id, taken))


def _new_wording(given: argparse.Namespace) -> Exit:
    notes = [name for name, note in content().notes.items() if note.note.text == "supplied"]
    if not notes:
        raise Usage("There is no advice note with its text that a wording could rest on; add the note first.")
    return _made(given.id, lambda: skeletons.wording(DOCS, given.id, notes[0]))


def _made(page_id: str, make: Callable[[], Path]) -> Exit:
    """Make a page and keep it only if everything still checks clean."""
    try:
        path = make()
    except skeletons.Taken as fault:
        raise Usage(str(fault)) from None
    if faults := checked()[1]:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
        raise Usage(f"{page_id}: nothing was made, as it would not check clean. {problems.as_text(faults[0])}")
    say(f"{path} is made. Fill in its lines from what was supplied, then run `python -m macros check`.")
    return Exit.DONE

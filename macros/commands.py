"""Commands: what a person types, and the exit code that says how it went.

0 done; 1 problems found, or the force refused; 2 usage or an unknown id; 3 values missing or invalid; 70 program error.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn

from macros import components, decision, fill, library, problems, skeletons
from macros.forces import FORMS
from macros.library import Library
from macros.names import aliases
from macros.problems import did_you_mean

KNOWN_FIELDS = (
    *("reference", "date", "request", "supplier"),
    *("public_link", "review_contact", "regulator_contact", "case_reason"),
)
KNOWN_CHOICES = ("counter_terrorism_role", "several_bodies_asked", "common_position", "link_opened")
DOCS = Path("docs")


class Exit(IntEnum):
    """How a command went."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    VALUES = 3
    ERROR = 70


class Usage(Exception):
    """The call's words are off; the message says which and what is known."""


class Broken(Exception):
    """The content has problems and cannot be relied on; they have been said."""


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
        _say(str(fault))
        return Exit.USAGE
    except Broken:
        return Exit.PROBLEMS
    except BrokenPipeError:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.ERROR
    except Exception:
        traceback.print_exc()
        _say("This is an error of the program, not of the content. Please report it with the lines above.")
        return Exit.ERROR


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m macros", description="Check the guidance and give its wordings.", allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    check = commands.add_parser("check", help="say everything that is wrong under docs/", allow_abbrev=False)
    check.add_argument("--format", choices=("text", "github"), default="text")
    check.add_argument("--docs", type=Path, default=DOCS, metavar="DIR")
    check.set_defaults(command=_check)
    wording = commands.add_parser("wording", help="give one wording in a force's name", allow_abbrev=False)
    wording.add_argument("id")
    wording.add_argument("--force", required=True, metavar="ID")
    wording.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")
    wording.add_argument("--choice", action="append", default=[], metavar="NAME=yes|no")
    wording.add_argument("--format", choices=("text", "html"), default="text")
    wording.set_defaults(command=_wording)
    routes = commands.add_parser("routes", help="give every route of a decision and its outcome", allow_abbrev=False)
    routes.add_argument("ref")
    routes.set_defaults(command=_routes)
    new = commands.add_parser("new", help="make a page that checks clean, to be filled in", allow_abbrev=False)
    kinds = new.add_subparsers(required=True, metavar="KIND", parser_class=_Parser)
    force = kinds.add_parser("force", help="a force of the register", allow_abbrev=False)
    force.add_argument("id")
    force.set_defaults(command=_new_force)
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _check(given: argparse.Namespace) -> Exit:
    if not given.docs.is_dir():
        raise Usage(f"{given.docs} is not a folder. Run this from the project's folder, or give --docs DIR.")
    loaded, found = library.load(given.docs)
    everything = problems.in_order([*found, *library.check(loaded)])
    show = problems.as_annotation if given.format == "github" else problems.as_text
    for problem in everything:
        print(show(problem))
    faults = sum(not problem.warning for problem in everything)
    counts = f"{_counted(faults, 'problem')}, {_counted(len(everything) - faults, 'warning')}"
    _say(f"{_counted(len(loaded.pages), 'page')} read: {counts}.")
    return Exit.PROBLEMS if faults else Exit.DONE


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wording(given: argparse.Namespace) -> Exit:
    loaded = _content()
    item = _known(given.id, loaded.wordings, "wording")
    force = _known(given.force, loaded.forces, "force")
    typed = _pairs(given.field, "field", [*KNOWN_FIELDS, *_declared(loaded, "fields")], item.fields)
    chosen = _pairs(given.choice, "choice", [*KNOWN_CHOICES, *_declared(loaded, "choices")], item.choices)
    for name, value in chosen.items():
        if value not in {"yes", "no"}:
            raise Usage(f"--choice {name}={value}: answer yes or no.")
    if force.refusal:
        _say(force.refusal)
        return Exit.PROBLEMS
    answers, lacks, notices = fill.answer(item.blocks, item.fields, item.choices, force, typed, chosen)
    for notice in notices:
        _say(f"Note: {notice}")
    if lacks:
        for lack in lacks:
            option = "--choice" if lack.name in item.choices else "--field"
            _say(f"{option} {lack.name}: {lack.label}: {lack.why}")
        return Exit.VALUES
    if item.head.alone:
        _say(f"Note: {item.head.alone}")
    if item.unapproved:
        _say(f"Note: {item.head.approval.words}.")
    print(fill.text(item.blocks, answers) if given.format == "text" else components.rich(item.blocks, answers))
    return Exit.DONE


def _routes(given: argparse.Namespace) -> Exit:
    print(decision.table(_known(given.ref, _content().decisions, "decision")))
    return Exit.DONE


def _content() -> Library:
    """Return the library of docs/; raise Broken where it cannot be relied on, Usage where there is none."""
    if not DOCS.is_dir():
        raise Usage("There is no docs/ here. Run this from the project's folder.")
    loaded, faults = _checked()
    for problem in faults:
        _say(problems.as_text(problem))
    if faults:
        raise Broken
    return loaded


def _checked() -> tuple[Library, list[problems.Problem]]:
    loaded, found = library.load(DOCS)
    return loaded, [p for p in problems.in_order([*found, *library.check(loaded)]) if not p.warning]


def _known(name: str, known: Mapping[str, Any], what: str) -> Any:
    if name not in known:
        raise Usage(f"`{name}` is not a {what}.{did_you_mean(name, known)} Known: {', '.join(known)}.")
    return known[name]


def _declared(loaded: Library, section: str) -> Iterable[str]:
    return {name for item in loaded.wordings.values() for name in getattr(item, section)}


def _pairs(given: Iterable[str], option: str, known: Iterable[str], used: Iterable[str]) -> dict[str, str]:
    """Return NAME=VALUE options by name; a known name that is not used here is left out with a note."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Usage(f"--{option} {text}: write NAME=VALUE.")
        if name in FORMS:
            raise Usage(f"--{option} {name}: comes from the register; give --force.")
        if name not in {*known, *used}:
            raise Usage(f"--{option} {name}: is not a {option}.{did_you_mean(name, {*known, *used})}")
        if name in pairs:
            raise Usage(f"--{option} {name}: is given twice.")
        if name in used:
            pairs[name] = value
        else:
            _say(f"Note: --{option} {name} is not used here.")
    return pairs


def _new_force(given: argparse.Namespace) -> Exit:
    loaded = _content()
    taken = {name.casefold() for force in loaded.forces.values() for name in aliases(force)}
    try:
        path = skeletons.force(DOCS, given.id, taken)
    except skeletons.Taken as fault:
        raise Usage(str(fault)) from None
    if faults := _checked()[1]:
        path.unlink()
        raise Usage(f"{given.id}: nothing was made, as it would not check clean. {problems.as_text(faults[0])}")
    _say(f"{path} is made. Fill in its lines from what the force supplied, then run `python -m macros check`.")
    return Exit.DONE

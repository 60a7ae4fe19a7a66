"""Approving: the command that writes an approval into a page's front matter, once everything else checks clean."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from macros import approval, authors, characters, checking, pages, problems
from macros.advice import Advice
from macros.approval import KEYS, UNSETTLED, Claim
from macros.console import DOCS, Exit, Usage, content, known, say
from macros.front_matter import Refused
from macros.wording import Approval, Status, Wording


def approve(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Write who approved the words, on which day and their sha-256 into the page; change nothing else in it."""
    by, on = _name(given.by), _day(given.on, today)
    loaded = content()
    notes = {name.removesuffix("/index"): note for name, note in loaded.notes.items()}
    those: dict[str, Any] = {"wording": loaded.wordings, "advice": notes}
    item: Wording | Advice = known(given.id, those[given.kind], "wording" if given.kind == "wording" else "note")
    if not approval.names_person(by, loaded.names):
        raise Usage(f"--by {by}: {approval.NO_PERSON}.")
    one = approval.claim(item)
    path = DOCS / one.page.id
    if one.status not in {*UNSETTLED, Status.CURRENT}:
        say(f"{path} is {one.status.value}. Only words that still stand can be approved.")
        return Exit.PROBLEMS
    if not one.supplied:
        say(f"{path}: {approval.NO_WORDS}.")
        return Exit.PROBLEMS
    if one.days:
        say(f"{path}:{one.page.line(one.days[0])}: {approval.days_first(one.days)}.")
        return Exit.PROBLEMS
    if approval.same_person(by, authors.of_words(path, one.now)):
        say(f"{path}: {approval.own_words(by)}.")
        return Exit.PROBLEMS
    raw = path.read_bytes()
    try:
        written = approved(raw.decode("utf-8"), replace(one, by=by, on=on, words=one.now), isinstance(item, Wording))
    except Refused as fault:
        say(f"{path}:{fault.line}: {fault.message}.")
        return Exit.PROBLEMS
    if found := _problems(path, written.encode(), today):
        for problem in found:
            say(problems.as_text(problem))
        say(f"{path} was not changed, as it would not check clean.")
        return Exit.PROBLEMS
    _put(path, written.encode())
    say(f"{path}: the words are approved by {by} on {on}. Run `python -m macros check` and commit the change.")
    return Exit.DONE


def _name(given: str) -> str:
    name = given.strip()
    if not name or "\n" in name or characters.refused(name):
        raise Usage("--by: write the name of the person who approved the words for the CRU.")
    return name


def _day(given: str | None, today: datetime.date) -> datetime.date:
    if given is None:
        return today
    try:
        day = datetime.date.fromisoformat(given) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given) else None
    except ValueError:
        day = None
    if day is None:
        raise Usage(f"--on {given}: write the day of the approval as YYYY-MM-DD.")
    if day > today:
        raise Usage(f"--on {given}: is still to come; write the day on which the words were approved.")
    return day


def approved(text: str, one: Claim, is_wording: bool) -> str:
    """Return the file's text with the claim in its front matter; raise Refused where that would change more."""
    changed = {"status": Status.CURRENT.value, **({"approval": Approval.APPROVED.value} if is_wording else {})}
    keys = {number: keys[0] for keys, number in one.page.key_lines.items() if len(keys) == 1}
    after = one.page.line("approval" if is_wording else "status")
    rows: list[str] = []
    for number, row in enumerate(text.split("\n"), 1):
        key = str(keys.get(number, ""))
        if key in changed:
            row = re.sub(r"""^([^:]+: *)["']?[a-z-]+["']?""", rf"\g<1>{changed[key]}", row)
        if key not in KEYS:
            rows.append(row)
        if number == after:
            end = "\r" if row.endswith("\r") else ""
            rows += [line + end for line in approval.lines(one.by, one.on, one.words)]
    written = "\n".join(rows)
    particulars = dict(zip(KEYS, (one.by, one.on, one.words), strict=True))
    page = pages.parse(one.page.id, one.page.path, written.removeprefix("\ufeff").replace("\r\n", "\n"))
    if page.meta != {**one.page.meta, **changed, **particulars} or page.body != one.page.body:
        message = f"the front matter cannot be changed in place; write {', '.join(changed)} and each `approved_…:`"
        raise Refused(after, f"{message} on one line each")
    return written


def _problems(path: Path, content: bytes, today: datetime.date) -> list[problems.Problem]:
    """Return what the check would say if the file held `content`."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder).resolve() / DOCS
        shutil.copytree(DOCS, docs)
        (docs.parent / path).write_bytes(content)
        found = checking.whole(docs, today)[1]
        return [
            replace(one, path=Path(os.path.relpath(one.path, docs.parent)).as_posix())
            for one in found
            if not one.warning
        ]


def _put(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: beside it first, under a name that no page has, then in its place."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".new", delete=False) as file:
        new = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            shutil.copymode(path, new)
            os.replace(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise

"""Withdraw: take a version, or one page in every version, out of what is served; say why in its place."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import html
import json
import re
from collections.abc import Sequence

from mike import commands as mike  # type: ignore[import-untyped]
from mike.git_utils import Commit, FileInfo  # type: ignore[import-untyped]

from macros import archive, catalogue, files, manifest, records, verify, versions
from macros.archive import LEDGER, Archive, Refused, Stopped
from macros.console import Exit, Usage, known, say
from macros.versions import Version

_FIELD, _TAG = re.compile(r"\[[^\]]*\]"), re.compile(r"<[^>]*>")
_TELLING = 60
"""How many letters words need to be told from others that only read alike."""
_SHOWN = 5


def run(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Withdraw what is named; 4 where it is withdrawn already or the archive does not take the change."""
    reason = given.reason.strip()
    if not reason or not reason.isprintable():
        raise Usage("`--reason` is one line that readers will see in its place. Give --reason 'Why'.")
    if found := next(files.particulars(reason), ""):
        raise Usage(f"`--reason` holds {found}, and it is shown and kept for good. Leave out what must not be read.")
    done = False
    try:
        with archive.opened() as kept:
            which = _named(kept, given.what)
            others = elsewhere(kept, which)
            if given.dry_run:
                kept.stage(lambda: put(kept, which, reason, today))
                warn(others)
                say(f"{which} can be withdrawn. This was a dry run: nothing was changed.")
                return Exit.DONE
            kept.change(lambda: put(kept, which, reason, today))
            done = True
            read_back()
    except Stopped:
        say(f"Stopped while this was sent: {given.what} may be withdrawn or not. `python -m macros verify` says which.")
        return Exit.REFUSED
    except KeyboardInterrupt:
        say("Not withdrawn: stopped before anything was sent. What is published is as it was.")
        return Exit.REFUSED
    except (Refused, ValueError) as fault:
        say(f"{which} is withdrawn, but {fault}" if done else f"Not withdrawn: {fault}")
        return Exit.REFUSED
    if which.endswith("/"):
        say("Search is gone from the versions that had the page, as it held its words. The next version has it again.")
    warn(others)
    say(f"{which} is withdrawn. It is still in the history of {kept.remote}; SECURITY.md says how to purge a leak.")
    return Exit.DONE


def read_back() -> None:
    """Raise Refused where a fresh copy of what is published is not whole."""
    with archive.opened() as kept:
        if faults := [fault for one in kept.versions() for fault in verify.faults(kept, one)]:
            raise Refused(f"what is published is not whole: {faults[0]}. Run `python -m macros verify`.")


def _named(kept: Archive, what: str) -> str:
    """Return the version's name or the page's address; raise Usage where nothing published has it."""
    every = kept.versions()
    with contextlib.suppress(ValueError):
        known(str(versions.parse(what)), {str(one.name): one for one in every}, "version")
        return what
    pages = {path.removesuffix("index.html") for one in every for path in catalogue.files(kept, one)}
    address = f"{what.strip('/')}/"
    known(address, dict.fromkeys(sorted(page for page in pages if page.endswith("/"))), "version or page")
    return address


def elsewhere(kept: Archive, which: str) -> list[str]:
    """Return each other page that shows words of a wording that is to be withdrawn, such as `letter/1750-22/`."""
    found: set[str] = set()
    for one in kept.versions():
        record = None if one.withdrawn or which in one.pages else kept.read(f"{one.name}/{which}{records.FILE}")
        pieces = [piece for words in records.parse(record).words for piece in _FIELD.split(words)] if record else []
        telling = [piece.strip() for piece in pieces if len(piece.strip()) >= _TELLING]
        for _, path, content in kept.files(f"{one.name}/") if telling else ():
            address = path.removeprefix(f"{one.name}/").removesuffix("index.html")
            words = " ".join(html.unescape(_TAG.sub("", content.decode(errors="replace"))).split())
            if address.endswith("/") and address != which and any(piece in words for piece in telling):
                found.add(address)
    return sorted(found, key=lambda address: (address.startswith("forces/"), address))


def warn(others: Sequence[str]) -> None:
    """Say which pages still show words of a withdrawn wording."""
    if others:
        more = f", and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        say(
            f"The same words still stand on {', '.join(others[:_SHOWN])}{more}. Only a page that "
            "offers them for copying warns its reader, and only where scripts run. Where they must be gone, withdraw "
            "those pages too, or the whole version."
        )


def put(kept: Archive, which: str, reason: str, today: datetime.date) -> str:
    """Commit a withdrawal to the clone and return the commit's message."""
    every = kept.versions()
    about = {"on": str(today), "reason": reason}
    chosen = [one for one in every if str(one.name) == which]
    if chosen:
        _version(kept, chosen[0], about)
    else:
        _page(kept, which, every, about)
    entry = {"act": "withdrawn", "version" if chosen else "page": which, **about}
    catalogue.commit(kept, (kept.read(LEDGER) or b"") + f"{json.dumps(entry)}\n".encode())
    return f"Withdraw {which}: {reason}"


def _version(kept: Archive, one: Version, about: dict[str, str]) -> None:
    """Take out every file of a version but its manifest, which proves what it was and holds none of its words."""
    if one.withdrawn:
        raise Refused(f"{one.name} was withdrawn on {one.withdrawn.on}: {one.withdrawn.reason}")
    path = f"{one.name}/{manifest.FILE}"
    proof = kept.read(path) or b""
    mike.set_properties(str(one.name), [("withdrawn", about)], branch=kept.branch, message="List")
    with Commit(kept.branch, "Take out") as commit:
        commit.delete_files([str(one.name)])
        commit.add_file(FileInfo(path, proof))


def _page(kept: Archive, page: str, every: Sequence[Version], about: dict[str, str]) -> None:
    """Take a page out of every version that serves it, and with it their search, which holds its words."""
    file = f"{page}index.html"
    those = [one for one in every if not one.withdrawn and page not in one.pages and file in catalogue.files(kept, one)]
    if not those:
        raise Refused(f"{page} is withdrawn already from every version that had it.")
    for one in those:
        pages = {old: {"on": str(gone.on), "reason": gone.reason} for old, gone in one.pages.items()}
        mike.set_properties(str(one.name), [("pages", {**pages, page: about})], branch=kept.branch, message="List")
    with Commit(kept.branch, "Take out", allow_empty=True) as commit:
        gone = [path.rstrip("/") for path in catalogue.taken_out(page)]
        commit.delete_files([f"{one.name}/{path}" for one in those for path in gone])

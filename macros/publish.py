"""Publish: add one commit to the archive as a version that never changes."""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path

from mike import commands as mike  # type: ignore[import-untyped]

from macros import anchors, archive, building, catalogue, manifest, verify, versions
from macros.archive import LEDGER, Archive, Refused, Stopped
from macros.console import Exit, say
from macros.manifest import Manifest
from macros.values import letter_date
from macros.versions import Name


def run(given: argparse.Namespace, today: datetime.date) -> Exit:
    """Publish the commit that is checked out, as the version given; 4 where that may not be or another came first."""
    sent = False
    try:
        name = versions.parse(given.version)
        if name.day > today:
            # Published, it would bar every name until that day, and as-at would not find it before.
            raise Refused(f"{name} is of a day that has not come. Name it by today: {today}.")
        commit = building.committed()
        with archive.opened() as kept:
            may_follow(name, kept)
            say(f"1/4 Copying commit {commit[:10]}…")
            with building.project(commit) as folder:
                say("2/4 Checking it…")
                building.check(folder)
                say("3/4 Building it…")
                site, made = building.build(folder, name, commit, building.settings())
                if not given.dry_run:
                    say(f"4/4 Publishing it to {kept.remote}…")
                if name.day != today:
                    both = f"named for {letter_date(name.day)} and published on {letter_date(today)}"
                    say(f"Note: {name} is {both}. Readers are told both days.")
                if given.dry_run:
                    kept.stage(lambda: put(kept, name, site, made, today))
                    say(f"{name} can be published: {len(made.files)} files. This was a dry run: nothing was published.")
                    return Exit.DONE
                kept.change(lambda: put(kept, name, site, made, today))
            sent = True
            read_back(name, made)
    except Stopped:
        say(f"Stopped while {name} was sent: it may be published or not. `python -m macros verify {name}` says which.")
        return Exit.REFUSED
    except KeyboardInterrupt:
        say("Not published: stopped before anything was sent. What is published is as it was.")
        return Exit.REFUSED
    except (Refused, ValueError) as fault:
        say(f"{name} was sent, but {fault}" if sent else f"Not published: {fault}")
        return Exit.REFUSED
    except OSError as fault:
        say(f"Not published: {fault.filename or 'a file'} cannot be written: {fault.strerror}.")
        return Exit.REFUSED
    say(f"{name} is published, from commit {commit[:10]}: {len(made.files)} files, read back and found whole.")
    return Exit.DONE


def may_follow(name: Name, kept: Archive) -> None:
    """Raise Refused where the version is there already or is not later than the last."""
    every = kept.versions()
    if name in {one.name for one in every}:
        raise Refused(f"{name} is published already, and a version never changes. Take a later name.")
    if every and name < every[-1].name:
        raise Refused(f"{name} is not later than {every[-1].name}, the last version. Take a later name.")


def put(kept: Archive, name: Name, site: Path, made: Manifest, today: datetime.date) -> str:
    """Commit a built version, the list and what is made from it to the clone; return the commit's message."""
    may_follow(name, kept)
    anchors.check(kept, site)
    about = {"commit": made.commit, "manifest": manifest.digest(made.written())}
    day = str(today)
    deploying = mike.deploy(
        {"site_dir": str(site), "use_directory_urls": True},
        *(str(name), name.words, ["latest"], True),
        branch=kept.branch,
        message=f"Version {name}",
        set_props=[*about.items(), ("published", day)],
    )
    with deploying:
        pass  # It is built already, and only once however often another version comes first.
    entry = {"act": "published", "version": str(name), "on": day, **about}
    catalogue.commit(kept, (kept.read(LEDGER) or b"") + f"{json.dumps(entry)}\n".encode())
    return f"Version {name}, from commit {made.commit}"


def read_back(name: Name, made: Manifest) -> None:
    """Raise Refused where a fresh copy of what is published does not hold this version whole."""
    with archive.opened() as kept:
        listed = {one.name: one for one in kept.versions()}
        if name not in listed or listed[name].manifest != manifest.digest(made.written()):
            raise Refused(f"what is published does not list it. Look at {kept.remote}.")
        if faults := list(verify.faults(kept, listed[name])):
            raise Refused(f"what is published is not whole: {faults[0]}. Run `python -m macros verify`.")

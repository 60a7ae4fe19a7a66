"""A hostile site: every free text of every page is a hostile value, as are the reasons and titles of its versions."""

from __future__ import annotations

import datetime
import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import published
import yaml
from pydantic import TypeAdapter, ValidationError

from macros import catalogue, records, versions
from macros.models import Title
from macros.records import Record
from macros.succession import Succession
from macros.versions import Version, Withdrawal

NAME = "2026-11-25"
KEPT = ("index.md", "kent.md", "metropolitan.md", "police-scotland.md")
FREE = {
    *("summary", "hint", "label", "says", "note", "why", "what", "ask", "alone", "example", "if_changed"),
    *("yes", "no", "if_no", "short", "abbreviation", "approved_by", "beside"),
}
"""The keys whose text is anybody's to write, `short` and `abbreviation` only where the check is left out."""
LISTS = {"topics": "reference", "aliases": "short", "beside": "blocks", "statements": "statements", "changes": "text"}
"""Lists of such text, each with a key that the pages with that list have."""
SHORT = {"short", "abbreviation", "aliases"}
AT_MOST = 100
"""How many values stand in one list, and how long a name may be."""
LEFT_OUT = {
    "macros/hooks.py": (
        "wrong = [problems.as_text(problem) for problem in everything if not problem.warning]",
        "wrong = []",
    ),
    "macros/forces.py": ("    if value and not _NAME", "    return value\n    if value and not _NAME"),
}
"""What is taken out of the machine, so that values are shown that the check refuses."""


def passes_as_title(value: str) -> bool:
    try:
        TypeAdapter(Title).validate_python(value)
    except ValidationError:
        return False
    return True


class Poison:
    """Puts hostile values into front matter, those of each key in turn, and never runs out."""

    def __init__(self, values: list[str]) -> None:
        self.most = min(AT_MOST, len(values))
        short = [value for value in values if len(value) <= AT_MOST]
        keys = {"title": filter(passes_as_title, values), **dict.fromkeys(FREE | LISTS.keys(), values)}
        self.next = {key: itertools.cycle(short if key in SHORT else every) for key, every in keys.items()}

    def put(self, at: Any, key: str = "") -> Any:
        """Return what stands at a key, with a hostile value in the place of each free text."""
        if isinstance(at, dict):
            lists = {name: self.listed(name) for name, beside in LISTS.items() if beside in at}
            return {
                **{inner: self.put(value, str(inner)) for inner, value in at.items() if inner not in lists},
                **lists,
            }
        if isinstance(at, list):
            return [self.put(value, key) for value in at]
        return next(self.next[key]) if key in self.next and isinstance(at, str) else at

    def listed(self, name: str) -> list[Any]:
        for_one = {
            "statements": lambda value: {"says": value, "confirmed": False},
            "changes": lambda value: {
                "date": datetime.date(2026, 11, 1),
                "kind": "major",
                "what": value,
                "why": value[:9],
            },
        }.get(name, str)
        return [for_one(value) for value in itertools.islice(self.next[name], self.most)]


def poison(docs: Path, values: list[str]) -> None:
    """Put hostile values into every page and decision below a folder; the words below the front matter stay."""
    into = Poison(values)
    for path in sorted(docs.rglob("*")):
        if path.suffix == ".yml" and path.name == "decision.yml":
            path.write_text(written(into.put(yaml.safe_load(path.read_text("utf-8")))), "utf-8")
        elif path.suffix == ".md":
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            path.write_text(f"---\n{written(into.put(yaml.safe_load(front)))}---\n{body}", "utf-8")


def written(front: Any) -> str:
    return str(yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=10_000))


def build(folder: Path, values: list[str]) -> Path:
    """Return the root of a site with versions, all of it built from hostile values."""
    made = published.project(folder / "project")
    for path in (made / "docs/forces").glob("*.md"):
        if path.name not in KEPT:
            path.unlink()
    for name, (was, now) in LEFT_OUT.items():
        text = (made / name).read_text("utf-8")
        assert text.count(was) == 1, name
        (made / name).write_text(text.replace(was, now), "utf-8")
    poison(made / "docs", values)
    root = folder / "root"
    command = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "--site-dir", str(root / NAME)]
    env = {**published.environment(folder), "PYTHONPATH": "", "SITE_VERSION": NAME}
    done = subprocess.run(command, cwd=made, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    shutil.copy(root / NAME / "content-security-policy", root)
    put_catalogue(root, values)
    return root


def put_catalogue(root: Path, values: list[str]) -> None:
    """Put beside the version what publish would, for one earlier version for each value, withdrawn for that reason."""
    own = [path.relative_to(root / NAME).as_posix() for path in (root / NAME).rglob("*.html")]
    last, words = versions.parse(NAME), f"wording/full-ncnd/{records.FILE}"
    every, had = [Version(last, "0" * 40, "0" * 64)], {last: dict.fromkeys(own, "0") | {words: "0"}}
    read = {"0": Record("Full NCND", "current", "Approved", ["The words."], "0")}
    for number, value in enumerate(values, 1):
        about = Withdrawal(last.day, value)
        name = versions.parse(str(last.day - datetime.timedelta(number)))
        # Of every second one a page alone is withdrawn.
        how = {"withdrawn": about} if number % 2 else {"pages": {"advice/1750-22/": about}}
        every.insert(0, Version(name, "0" * 40, "0" * 64, **how))
        had[name] = {"index.html": "0", "advice/1750-22/index.html": "0", words: str(number)}
        read[str(number)] = Record(value, value, value, [value, "The words."], str(number))
    for path, content in catalogue.pages(every, had, Succession(every, had, read)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for name, files in had.items():
        (root / str(name)).mkdir(exist_ok=True)
        (root / str(name) / "manifest.json").write_text(json.dumps({"files": files}), "utf-8")
    listed = [
        {"version": str(one), "title": value, "properties": {}} for one, value in zip(had, [NAME, *values], strict=True)
    ]
    (root / "versions.json").write_text(json.dumps(listed), "utf-8")
    # A browser asks for it, for a page that names none.
    (root / "favicon.ico").touch()

"""Library: everything under docs/, loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros import (
    advice,
    calls,
    decision,
    files,
    forces,
    links,
    markup,
    pages,
    phrases,
    provisions,
    sections,
    synonyms,
    wording,
)
from macros.advice import Advice, Source
from macros.calls import Call
from macros.change_notes import ChangeNote
from macros.decision import Decision
from macros.forces import Force
from macros.names import Names
from macros.pages import Page
from macros.problems import Problem
from macros.provisions import Provision
from macros.spellings import Synonyms
from macros.wording import Wording

NOUNS = {"advice": 2, "forces": 1, "provisions": 1, "wording": 1}
"""Each folder of nouns, and how many names deep below it a noun's page stands."""
GROUPED = ("year", "provision", "topic", "status")
"""What advice and wordings are listed by."""


@dataclass(frozen=True, slots=True)
class Library:
    """The nouns by id, the pages by id, and each page's macro calls.

    `ids` holds, for each macro, the ids that a call may give: those of every file that is there, so that one
    that cannot be read is reported once, and not wherever it is named. `synonyms` are for the search alone.
    """

    pages: Mapping[str, Page]
    forces: Mapping[str, Force]
    provisions: Mapping[str, Provision]
    wordings: Mapping[str, Wording]
    notes: Mapping[str, Advice]
    sources: Mapping[str, Source]
    decisions: Mapping[str, Decision]
    calls: Mapping[str, list[Call]]
    names: Names
    ids: Mapping[str, frozenset[str]]
    synonyms: Synonyms
    synonyms_page: Page | None

    @property
    def register_read(self) -> bool:
        """Whether every force's entry could be read; if not, a name may be missing from `names`."""
        return self.ids["name_forms"] <= self.forces.keys()

    def foia_forces(self) -> list[Force]:
        """Return the forces that a wording may be used for, by name."""
        return sorted((f for f in self.forces.values() if not f.refusal), key=lambda force: force.name)

    def noted(self) -> list[tuple[Page, Sequence[ChangeNote]]]:
        """Return each file that keeps change notes, with them."""
        kept = [*((w.page, w.head.changes) for w in self.wordings.values())]
        kept += [(advice.page, advice.note.changes) for advice in self.notes.values()]
        return [*kept, *((one.page, one.changes) for one in self.decisions.values())]


def load(docs: Path) -> tuple[Library, list[Problem]]:
    """Return the library of `docs` and every problem found while reading it."""
    read_pages, problems = pages.load(docs)
    sources_there = [path for path in sorted(docs.glob("advice/*/source.txt")) if path.is_file()]
    texts = {path.parent.name: _exact(path) for path in sources_there}
    for path in (one for one in sources_there if not one.with_name("source.md").exists()):
        message = "there is no source.md beside it, the page that shows it; add it, or take this file out"
        problems.append(Problem(files.shown(path), 1, message))
    register, of_forces = forces.load(read_pages)
    the_act, of_provisions = provisions.load(read_pages)
    wordings, of_wordings = wording.load(read_pages)
    notes, sources, of_advice = advice.load(read_pages, texts)
    data, of_data = pages.load_data(_decisions(docs), docs)
    decisions, of_decisions = decision.load(data)
    same, of_synonyms = pages.load_data(filter(Path.is_file, [docs / synonyms.FILE]), docs)
    meanings, unclear = synonyms.load(same)
    found: dict[str, list[Call]] = {}
    for page in read_pages:
        problems += pages.check_data_lines(page)
        if page.folder == "wording" and page.stem != "index":
            continue
        found[page.id], of_calls = calls.read(page)
        problems += [*of_calls, *pages.check_words(page), *markup.check(page), *sections.check(page)]
    problems += [*of_forces, *of_provisions, *of_wordings, *of_advice, *of_data, *of_decisions]
    problems += [*of_synonyms, *unclear]
    by_id = {page.id: page for page in read_pages}
    ids = _ids(docs)
    problems += links.check_menu(docs, read_pages, ids["page"])
    problems += links.check_pictures(docs, read_pages)
    library = Library(
        by_id,
        register,
        the_act,
        wordings,
        notes,
        sources,
        decisions,
        found,
        Names(register, phrases.data()["names"]),
        ids,
        meanings,
        next(iter(same), None),
    )
    return library, problems


def _ids(docs: Path) -> dict[str, frozenset[str]]:
    """Return the ids of each kind of page, readable or not."""
    names = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md") if path.is_file()]
    inside = {kind: [name.removeprefix(f"{kind}/") for name in names if name.startswith(f"{kind}/")] for kind in NOUNS}
    here = {kind: [name.removesuffix(".md") for name in named] for kind, named in inside.items()}
    decided = frozenset(path.parent.name for path in _decisions(docs))
    return {
        "page": frozenset(names),
        "decision": decided,
        "letter": decided,
        "flowchart": decided,
        "wording": frozenset(here["wording"]) - {"index"},
        "name_forms": frozenset(here["forces"]) - {"index"},
        "provision": frozenset(here["provisions"]) - {"index"},
        "note": frozenset(one for one in here["advice"] if "/" in one and not one.endswith("/source")),
        "source": frozenset(one.removesuffix("/source") for one in here["advice"] if one.endswith("/source")),
        "synonyms": frozenset({synonyms.FILE} if (docs / synonyms.FILE).is_file() else ()),
        "browse": frozenset({*NOUNS, *GROUPED}),
        "tool": frozenset({"check-draft", "changes", "as-at"}),
    }


def _decisions(docs: Path) -> list[Path]:
    return sorted(path for path in docs.glob("advice/*/decision.yml") if path.is_file())


def _exact(path: Path) -> str | None:
    """Return a source as it stands, or None where it cannot be read (pages.load says why)."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None

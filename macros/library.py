"""Library: everything under docs/, loaded once and cross-checked."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic.dataclasses import dataclass as strict

from macros import (
    advice,
    approval,
    call_rules,
    calls,
    change_notes,
    decision,
    decision_rules,
    edits,
    force_rules,
    forces,
    grounds,
    leavings,
    links,
    markup,
    pages,
    phrases,
    proof,
    provisions,
    sections,
    synonyms,
    wording,
    wording_links,
    wording_rules,
)
from macros.advice import Advice, Source
from macros.calls import Call
from macros.change_notes import ChangeNote
from macros.decision import Decision
from macros.forces import Force
from macros.models import STRICT, Title, read
from macros.names import Names
from macros.pages import Page
from macros.problems import Problem, in_order, mistyped
from macros.provisions import Provision
from macros.spellings import Synonyms
from macros.wording import Wording

QUESTIONS = "help/questions-for-the-cru.md"
_NOUNS = {"advice": 2, "forces": 1, "provisions": 1, "wording": 1}
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
    texts = {path.parent.name: _exact(path) for path in sorted(docs.glob("advice/*/source.txt")) if path.is_file()}
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
    files = [path for path in docs.rglob("*.md") if path.is_file()]
    here = {kind: [_id(path, docs / kind) for path in files if docs / kind in path.parents] for kind in _NOUNS}
    decided = frozenset(path.parent.name for path in _decisions(docs))
    return {
        "page": frozenset(_id(path, docs) + ".md" for path in files),
        "decision": decided,
        "letter": decided,
        "flowchart": decided,
        "wording": frozenset(here["wording"]) - {"index"},
        "name_forms": frozenset(here["forces"]) - {"index"},
        "provision": frozenset(here["provisions"]) - {"index"},
        "note": frozenset(one for one in here["advice"] if "/" in one and not one.endswith("/source")),
        "source": frozenset(one.removesuffix("/source") for one in here["advice"] if one.endswith("/source")),
        "synonyms": frozenset({synonyms.FILE} if (docs / synonyms.FILE).is_file() else ()),
        "browse": frozenset({*_NOUNS, *GROUPED}),
        "tool": frozenset({"check-draft", "changes", "as-at"}),
    }


def _decisions(docs: Path) -> list[Path]:
    return sorted(path for path in docs.glob("advice/*/decision.yml") if path.is_file())


def _id(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _exact(path: Path) -> str | None:
    """Return a source as it stands, or None where it cannot be read (pages.load says why)."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def checked(docs: Path, today: datetime.date, publishing: bool = False) -> tuple[Library, list[Problem]]:
    """Return the library of `docs` and every problem as of `today`, in order; `publishing` asks more of an approval.

    The letter rules read what would be sent, so they run only once nothing else is wrong with the words.
    """
    library, found = load(docs)
    problems = [*found, *check(library), *advice.check_days(library.notes, today)]
    for page, changes in library.noted():
        problems += change_notes.check(page, changes, today)
    if all(problem.warning for problem in problems):
        problems += proof.check(library.decisions, library.wordings, library.foia_forces(), library.names)
    problems += approval.check([*library.wordings.values(), *library.notes.values()], library.names, today, publishing)
    return library, in_order(problems)


def check(library: Library) -> Iterator[Problem]:
    """Yield every problem between the nouns of a library."""
    yield from forces.check(library.forces)
    index = (page for page in library.pages.values() if page.id == "forces/index.md")
    tools = force_rules.tools(library.decisions.values(), library.wordings.values(), library.synonyms)
    yield from force_rules.check(library.forces, index, tools)
    said = [*library.pages.values(), *(one.page for one in library.decisions.values())]
    said += [library.synonyms_page] if library.synonyms_page else []
    yield from force_rules.check_elsewhere(said, library.names, tools)
    yield from provisions.check(library.provisions)
    yield from advice.check(library.notes, library.sources, library.ids["note"])
    yield from _check_titles(library.pages)
    yield from wording_links.check_same(library.wordings, library.ids["wording"])
    yield from wording_links.check_order(library.wordings)
    questions = library.pages[QUESTIONS].body if QUESTIONS in library.pages else ""
    for item in library.wordings.values():
        yield from wording_rules.check_blocks(item)
        yield from wording_rules.check_fields(item)
        yield from wording_rules.check_words(item, library.names)
        yield from wording_rules.check_told(item, library.names)
        yield from wording_links.check_rests(item, library.ids["note"])
        yield from wording_rules.check_limbs(item, library.provisions, library.ids["provision"])
        yield from _known(item.page, "provisions", item.head.provisions, library.ids["provision"])
        yield from wording_rules.check_sourced(item)
        yield from wording_links.check_needs(item)
        yield from wording_links.check_rule_ids(item)
        yield from wording_links.check_questions(item, questions)
        yield from _known(item.page, "needs", item.head.needs, library.ids["wording"])
        if item.head.source:
            yield from _check_source(item, library)
    for note in library.notes.values():
        yield from _known(note.page, "provisions", note.note.provisions, library.ids["provision"])
        yield from _known(note.page, "wordings", note.note.wordings, library.ids["wording"])
    for one in library.decisions.values():
        yield from decision_rules.check_graph(one)
        yield from decision_rules.check_questions(one)
        yield from decision_rules.check_outcomes(one, library.wordings, library.provisions, library.ids)
        yield from decision_rules.check_grounds(one, library.notes, library.sources, library.ids)
        yield from decision_rules.check_pages(one, library.calls, library.ids)
    yield from grounds.check_standing(library.notes, library.wordings, library.decisions)
    yield from grounds.check_supplied(library.notes, library.sources)
    yield from links.check({one: library.pages[one] for one in library.calls}, library.ids["page"])
    yield from links.check_addresses(said, library.wordings.values())
    yield from leavings.check(said)
    for page in library.pages.values():
        yield from _check_plain(page)
        found = library.calls.get(page.id, ())
        yield from call_rules.check(page, found, library.ids, library.forces, library.decisions)


def _check_titles(pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield each title that another page of the same kind has: nobody could tell them apart in a list."""
    first: dict[tuple[str, str], Page] = {}
    for page in pages.values():
        title = page.meta.get("title")
        if isinstance(title, str):
            other = first.setdefault((page.id.split("/")[0], title.casefold()), page)
            if other is not page:
                yield page.problem(f"`title: {title}` is also that of {other.path}; make them differ", "title")


def _check_source(item: Wording, library: Library) -> Iterator[Problem]:
    source = library.sources.get(item.head.source)
    if item.head.source not in library.ids["source"]:
        hint = mistyped(item.head.source, library.ids["source"]) or " Add its source.md, or correct it."
        yield item.page.problem(
            f"`source: {item.head.source}` is not a folder of advice with a source.{hint}", "source"
        )
    elif source and source.marked and item.whole:
        yield from edits.check(item, source.blocks, library.names if library.register_read else None)


def _known(page: Page, key: str, ids: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    for index, one in enumerate(ids):
        if one not in known:
            yield page.problem(f"`{one}` is not there.{mistyped(one, known)} Correct it or add the page.", key, index)


@strict(frozen=True, slots=True, config=STRICT)
class Plain:
    """The front matter of a page that is no noun: its title."""

    title: Title


def _check_plain(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with a page that is no noun: its front matter, or that it stands where nouns do."""
    kind, *below = page.id.split("/")
    depth = _NOUNS.get(kind)
    if depth is None or page.id == f"{kind}/index.md":
        yield from read(Plain, page)[1]
    elif len(below) != depth:
        yield page.problem(f"stands where no page is read; move it to {kind}/{'<reference>/' * (depth - 1)}")

"""Checking: all that is wrong in docs/, in each file and between the nouns."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pydantic.dataclasses import dataclass as strict

from macros import (
    act_rules,
    approval,
    call_rules,
    change_notes,
    decision_rules,
    edits,
    force_rules,
    forces,
    grounds,
    leavings,
    library,
    links,
    note_rules,
    proof,
    provisions,
    question_rules,
    wording_links,
    wording_rules,
)
from macros.library import NOUNS, Library
from macros.models import STRICT, Title, read
from macros.pages import Page
from macros.problems import Problem, in_order, mistyped
from macros.wording import Wording

QUESTIONS = "help/questions-for-the-cru.md"


def whole(docs: Path, today: datetime.date, publishing: bool = False) -> tuple[Library, list[Problem]]:
    """Return the library of `docs` and every problem as of `today`, in order; `publishing` asks more of an approval.

    The letter rules read what would be sent, so they run only once nothing else is wrong with the words.
    """
    loaded, found = library.load(docs)
    problems = [*found, *between(loaded), *note_rules.check_days(loaded.notes, today)]
    first = min((note_rules.year(note.id) for note in loaded.notes.values()), default=0)
    for page, changes in loaded.noted():
        note = loaded.notes.get(page.id.removeprefix("advice/").removesuffix(".md"))
        issued_on = note.note.issued_on if note and note.note.issued_on != "unknown" else None
        year = note_rules.year(page.id.removeprefix("advice/")) or first
        problems += change_notes.check(page, changes, today, year, issued_on)
    if all(problem.warning for problem in problems):
        problems += proof.check(loaded.decisions, loaded.wordings, loaded.foia_forces(), loaded.names)
    problems += approval.check([*loaded.wordings.values(), *loaded.notes.values()], loaded.names, today, publishing)
    return loaded, in_order(problems)


def between(loaded: Library) -> Iterator[Problem]:
    """Yield every problem between the nouns of a loaded."""
    yield from forces.check(loaded.forces)
    index = (page for page in loaded.pages.values() if page.id == "forces/index.md")
    tools = force_rules.tools(loaded.decisions.values(), loaded.wordings.values(), loaded.synonyms)
    yield from force_rules.check(loaded.forces, index, tools)
    said = [*loaded.pages.values(), *(one.page for one in loaded.decisions.values())]
    said += [loaded.synonyms_page] if loaded.synonyms_page else []
    yield from force_rules.check_elsewhere(said, loaded.forces, loaded.names, tools)
    yield from force_rules.check_websites(loaded.wordings.values(), loaded.forces)
    yield from provisions.check(loaded.provisions)
    yield from act_rules.check(said, loaded.wordings.values(), loaded.provisions)
    yield from proof.check_limbs(loaded.provisions)
    yield from note_rules.check(loaded.notes, loaded.sources, loaded.ids["note"])
    yield from _check_titles(loaded.pages)
    yield from wording_links.check_same(loaded.wordings, loaded.ids["wording"])
    yield from wording_links.check_order(loaded.wordings)
    questions = loaded.pages[QUESTIONS].body if QUESTIONS in loaded.pages else ""
    for item in loaded.wordings.values():
        yield from wording_rules.check_blocks(item)
        yield from wording_rules.check_fields(item)
        yield from wording_rules.check_answers(item)
        yield from wording_rules.check_stance(item)
        yield from wording_rules.check_words(item, loaded.names)
        yield from wording_rules.check_told(item, loaded.names)
        yield from wording_links.check_rests(item, loaded.ids["note"])
        yield from links.check_given(item)
        yield from wording_rules.check_limbs(item, loaded.provisions, loaded.ids["provision"])
        yield from _known(item.page, "provisions", item.head.provisions, loaded.ids["provision"])
        yield from wording_rules.check_sourced(item)
        yield from wording_links.check_needs(item)
        yield from wording_links.check_rule_ids(item)
        yield from wording_links.check_questions(item, questions)
        yield from _known(item.page, "needs", item.head.needs, loaded.ids["wording"])
        if item.head.source:
            yield from _check_source(item, loaded)
    for note in loaded.notes.values():
        yield from _known(note.page, "provisions", note.note.provisions, loaded.ids["provision"])
        yield from _known(note.page, "wordings", note.note.wordings, loaded.ids["wording"])
    for one in loaded.decisions.values():
        yield from decision_rules.check_graph(one)
        yield from question_rules.check(one)
        yield from question_rules.check_alike(one)
        yield from decision_rules.check_outcomes(one, loaded.wordings, loaded.provisions, loaded.ids)
        yield from decision_rules.check_grounds(one, loaded.notes, loaded.sources, loaded.ids)
        yield from decision_rules.check_pages(one, loaded.calls, loaded.ids)
    yield from grounds.check_standing(loaded.notes, loaded.wordings, loaded.decisions)
    yield from grounds.check_supplied(loaded.notes, loaded.sources)
    yield from links.check({one: loaded.pages[one] for one in loaded.calls}, loaded.ids["page"])
    for page in said:
        yield from links.check_addresses(page)
        yield from leavings.check(page)
    for page in loaded.pages.values():
        yield from _check_plain(page)
        found = loaded.calls.get(page.id, ())
        yield from call_rules.check(page, found, loaded.ids, loaded.forces, loaded.decisions)


def _check_titles(pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield each title that another page of the same kind has: nobody could tell them apart in a list."""
    first: dict[tuple[str, str], Page] = {}
    for page in pages.values():
        title = page.meta.get("title")
        if isinstance(title, str):
            other = first.setdefault((page.id.split("/")[0], title.casefold()), page)
            if other is not page:
                yield page.problem(f"`title: {title}` is also that of {other.path}; make them differ", "title")


def _check_source(item: Wording, loaded: Library) -> Iterator[Problem]:
    source = loaded.sources.get(item.head.source)
    if item.head.source not in loaded.ids["source"]:
        hint = mistyped(item.head.source, loaded.ids["source"]) or " Add its source.md, or correct it."
        yield item.page.problem(
            f"`source: {item.head.source}` is not a folder of advice with a source.{hint}", "source"
        )
    elif source and source.marked and item.whole:
        yield from edits.check(item, source.blocks, loaded.names if loaded.register_read else None)


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
    depth = NOUNS.get(kind)
    if depth is None or page.id == f"{kind}/index.md":
        yield from read(Plain, page)[1]
    elif len(below) != depth:
        yield page.problem(f"stands where no page is read; move it to {kind}/{'<reference>/' * (depth - 1)}")

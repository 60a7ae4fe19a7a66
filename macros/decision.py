"""Decision: the questions that lead an officer to an outcome; one decision.yml beside the advice it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from enum import Enum
from typing import Annotated, Literal

from pydantic.dataclasses import dataclass

from macros.change_notes import ChangeNote
from macros.models import STRICT, Line, Shape, Text, read
from macros.pages import Page
from macros.problems import Problem

MOST_ANSWERS = 3
"""How many answers a route may take."""

Id = Annotated[str, Shape(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", 'an id of small letters, digits, "-" and "_"')]
Place = Annotated[str, Shape(r"[a-z0-9-]+\.md#[a-z0-9_-]+", 'a heading of a note beside it, such as "continued.md#r2"')]


class Stance(Enum):
    """What an outcome has the officer send: a full or a partial NCND, or nothing until the CRU has answered."""

    FULL = "full"
    PARTIAL = "partial"
    REFER = "refer"


@dataclass(frozen=True, slots=True, config=STRICT)
class Option:
    """One answer to a question, and the id of the question or outcome that it goes to."""

    id: Id
    label: Line
    goes_to: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class Question:
    """What the officer is asked, and the answers to choose from."""

    ask: Line
    options: tuple[Option, ...]
    hint: Text | Literal[""] = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Outcome:
    """Where a route ends; `why` quotes the paragraph that it rests on, at the heading `because`."""

    title: Line
    stance: Stance
    because: Place
    why: Text
    exemptions: tuple[Line, ...] = ()
    letter: tuple[Line, ...] = ()
    set: dict[str, Line] | None = None
    steps: tuple[Text, ...] = ()
    provisions: tuple[Line, ...] = ()

    @property
    def given(self) -> Mapping[str, str]:
        """The letter fields that the outcome sets, by name."""
        return self.set or {}


@dataclass(frozen=True, slots=True, config=STRICT)
class Head:
    """The whole of a decision.yml."""

    questions: dict[Id, Question]
    outcomes: dict[Id, Outcome]
    changes: tuple[ChangeNote, ...] = ()


@plain(frozen=True, slots=True)
class Route:
    """One way through: each question's id with its answer's, and the id of the outcome."""

    answers: tuple[tuple[str, str], ...]
    outcome: str

    @property
    def fragment(self) -> str:
        """The route as it stands in an address: `published=yes;all_covered=yes`."""
        return ";".join(f"{question}={option}" for question, option in self.answers)


@plain(frozen=True, slots=True)
class Decision:
    """A decision, read; `ref` is its folder's name, such as `1750-22`."""

    ref: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    page: Page
    changes: tuple[ChangeNote, ...] = ()

    @property
    def reference(self) -> str:
        """The CRU reference that it belongs to: `1750/22`."""
        return "/".join(self.ref.rsplit("-", 1))

    @property
    def start(self) -> str:
        """The id of the question that is asked first, or an empty string where there is none."""
        return next(iter(self.questions), "")

    def note(self, outcome_id: str) -> str:
        """Return the id of the note that an outcome rests on: `1750-22/continued`."""
        return f"{self.ref}/{self.outcomes[outcome_id].because.partition('.md#')[0]}"

    @property
    def notes(self) -> list[str]:
        """The ids of the notes that it rests on, each once."""
        return list(dict.fromkeys(map(self.note, self.outcomes)))

    def words(self, route: Route) -> list[str]:
        """Return each question of a route with the answer to it, as one line each."""
        labels = {(name, o.id): f"{q.ask} {o.label}" for name, q in self.questions.items() for o in q.options}
        return [labels[answer] for answer in route.answers]


def load(pages: Iterable[Page]) -> tuple[dict[str, Decision], list[Problem]]:
    """Return the decisions by reference, from each docs/advice/<ref>/decision.yml."""
    decisions: dict[str, Decision] = {}
    problems: list[Problem] = []
    for page in pages:
        head, faults = read(Head, page)
        problems += faults
        if head is not None:
            ref = page.folder.removeprefix("advice/")
            decisions[ref] = Decision(ref, head.questions, head.outcomes, page, head.changes)
    return decisions, problems


def routes(decision: Decision) -> Iterator[Route]:
    """Yield every route of a checked decision, in the order of its questions and answers."""
    yield from _routes(decision, decision.start, ())


def _routes(decision: Decision, at: str, answers: tuple[tuple[str, str], ...]) -> Iterator[Route]:
    if at in decision.outcomes:
        yield Route(answers, at)
        return
    for option in decision.questions[at].options:
        yield from _routes(decision, option.goes_to, (*answers, (at, option.id)))


def table(decision: Decision) -> str:
    """Return every route and its outcome, one to a line, below what each question asks."""
    labels = {(name, o.id): f"{name}: {o.label}" for name, q in decision.questions.items() for o in q.options}
    every = list(routes(decision))
    cells = [[labels[one] for one in route.answers] + [""] * (MOST_ANSWERS - len(route.answers)) for route in every]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    asked = max(map(len, decision.questions))
    lines = [f"{name:{asked}}  {question.ask}" for name, question in decision.questions.items()] + [""]
    for row, route in zip(cells, every, strict=True):
        answers = "  ".join(f"{cell:{width}}" for cell, width in zip(row, wide, strict=True) if width)
        lines.append(f"{answers}  -> {route.outcome}: {decision.outcomes[route.outcome].title}")
    return "\n".join(lines)


def walk(decision: Decision) -> tuple[list[str], list[tuple[str, int]]]:
    """Return what the first question leads to, and each option, by question and number, that leads back.

    In the first list each question stands after all that its answers lead to.
    """
    done: dict[str, None] = {}
    back: list[tuple[str, int]] = []
    entered = {decision.start}
    path = [(decision.start, 0)] if decision.start else []
    while path:
        at, number = path.pop()
        options = decision.questions[at].options if at in decision.questions else ()
        if number == len(options):
            done[at] = None
            continue
        path.append((at, number + 1))
        to = options[number].goes_to
        if to in entered and to not in done:
            back.append((at, number))
        elif to not in entered and (to in decision.questions or to in decision.outcomes):
            entered.add(to)
            path.append((to, 0))
    return list(done), back


def depths(decision: Decision) -> dict[str, int]:
    """Return, of a decision where nothing leads back, each question and outcome by the most answers that lead to it.

    Each question stands before all that its answers lead to; what no answer leads to is not there.
    """
    order = walk(decision)[0]
    found = dict.fromkeys(reversed(order), 0)
    for at in found:
        for option in decision.questions[at].options if at in decision.questions else ():
            if option.goes_to in found:
                found[option.goes_to] = max(found[option.goes_to], found[at] + 1)
    names = [name for name in (*decision.questions, *decision.outcomes) if name in found]
    return {name: found[name] for name in sorted(names, key=lambda name: found[name])}

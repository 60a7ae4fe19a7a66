"""Decision: from a request to an outcome in at most three answers, and the drawing of it."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from macros import checking, commands, decision_page, library
from macros.decision import MOST_ANSWERS, Decision, Option, Outcome, Question, Stance, depths, routes, table, walk
from macros.decision_rules import check_graph
from macros.flowchart import Chart, Shape, draw
from macros.flowchart_rows import PAD, WIDTH, measure
from macros.library import Library
from macros.pages import Page
from macros.question_rules import asks_otherwise, asks_use
from macros.sections import plain, sections

ROOT = Path(__file__).parent.parent
SECOND = Path(__file__).parent / "second_decision"
ROUTES = {
    "published=yes;all_covered=yes": "partial-ncnd",
    "published=yes;all_covered=no": "refer",
    "published=no;whole_request=yes": "full-ncnd",
    "published=no;whole_request=no": "refer",
    "published=elsewhere": "refer",
    "published=unsure": "refer",
}
LETTERS = {
    "full-ncnd": ("opening-full", "full-ncnd", "review-and-complaint"),
    "partial-ncnd": ("already-public", "opening-partial", "partial-ncnd", "review-and-complaint"),
    "refer": (),
}
AS_DELIVERED = pytest.mark.supplied("docs/advice/1750-22/decision.yml")
WORDINGS = pytest.mark.supplied(*sorted({f"docs/wording/{part}.md" for parts in LETTERS.values() for part in parts}))


@pytest.fixture
def decision(loaded: Library) -> Decision:
    return loaded.decisions["1750-22"]


def made(questions: dict[str, list[str]], outcomes: list[str]) -> Decision:
    """Return a decision with these questions, each with the places that its answers go to."""
    asked = {
        name: Question(
            ask=f"Is this the question called {name}?",
            options=tuple(Option(id=f"o{n}", label=f"Answer number {n}", goes_to=to) for n, to in enumerate(places)),
        )
        for name, places in questions.items()
    }
    ends = {
        name: Outcome(title=f"The outcome called {name}", stance=Stance.REFER, because="a.md#b", why="c")
        for name in outcomes
    }
    return Decision("1-26", asked, ends, Page("advice/1-26/decision.yml", "decision.yml", {}, "", 1, {}))


# --- 1750/22 ---


@AS_DELIVERED
def test_the_table_of_routes_is_the_one_that_people_have_read(decision: Decision):
    assert table(decision) + "\n" == (ROOT / "tests" / "routes.txt").read_text(encoding="utf-8")


@AS_DELIVERED
def test_every_route_leads_where_the_advice_says(decision: Decision):
    assert {route.fragment: route.outcome for route in routes(decision)} == ROUTES


def test_a_route_takes_three_answers_at_most_and_each_question_and_outcome_is_reached(decision: Decision):
    every = list(routes(decision))
    assert max(len(route.answers) for route in every) <= MOST_ANSWERS
    assert {question for route in every for question, _ in route.answers} == set(decision.questions)
    assert {route.outcome for route in every} == set(decision.outcomes)


@AS_DELIVERED
def test_each_outcome_sends_the_letter_of_the_design(decision: Decision):
    assert {name: outcome.letter for name, outcome in decision.outcomes.items()} == LETTERS
    for outcome in decision.outcomes.values():
        assert outcome.given == ({"supplier": "Palantir Technologies"} if outcome.letter else {})
    assert {name: outcome.because for name, outcome in decision.outcomes.items()} == {
        **{"full-ncnd": "continued.md#r3", "partial-ncnd": "continued.md#r2"},
        **{"refer": "continued.md#limits"},
    }


@AS_DELIVERED
@WORDINGS
def test_each_letter_rests_on_the_limbs_that_its_outcome_names(decision: Decision, loaded: Library):
    for outcome in decision.outcomes.values():
        relied_on = {limb for part in outcome.letter for limb in loaded.wordings[part].head.limbs}
        assert relied_on == set(outcome.exemptions) - {"s21"}


@WORDINGS
def test_a_partial_wording_asks_for_the_part_that_is_already_public(loaded: Library):
    for part in ("opening-partial", "partial-ncnd"):
        assert "already-public" in loaded.wordings[part].head.needs


@AS_DELIVERED
@pytest.mark.supplied("docs/advice/1750-22/continued.md")
def test_what_an_outcome_quotes_is_the_crus_or_says_that_it_is_not(decision: Decision, loaded: Library):
    source = plain(loaded.sources["1750-22"].text)
    assert {name for name, outcome in decision.outcomes.items() if plain(outcome.why) in source} == {
        "full-ncnd",
        "partial-ncnd",
    }
    html = decision_page.decision(loaded, "1750-22")
    assert html.count("The CRU's words, from the source e-mail") == 2
    assert html.count("This project's words, from the note") == 1


@AS_DELIVERED
def test_referring_says_what_to_ask_and_that_the_clock_runs(decision: Decision):
    steps = " ".join(decision.outcomes["refer"].steps)
    for words in ("Ask the CRU", "does not stop the clock", "section 17(1)", "twentieth working day", "usual way"):
        assert words in steps


@AS_DELIVERED
@WORDINGS
def test_an_outcome_says_what_its_letter_needs(loaded: Library):
    html = decision_page.decision(loaded, "1750-22")
    parts = dict(re.findall(r'data-outcome="([a-z-]+)"(.*?)</article>', html, re.DOTALL))
    common = ["Your force", "Your reference", "The date of the letter", "The request"]
    contacts = ["How to ask your force for a review", "The regulator&#39;s name and contact"]
    needs = {name: re.findall(r"<li>([^<]+)</li>", part.partition("You will need")[2]) for name, part in parts.items()}
    assert needs["full-ncnd"] == [*common, *contacts, "3 facts that only you can answer"]
    link = "Link to your force&#39;s own disclosure"
    assert sorted(needs["partial-ncnd"]) == sorted([*common, link, *contacts, "4 facts that only you can answer"])
    assert needs["refer"] == []


@AS_DELIVERED
@pytest.mark.supplied("docs/advice/1750-22/continued.md")
def test_every_outcome_says_that_its_advice_is_unconfirmed(loaded: Library):
    html = decision_page.decision(loaded, "1750-22")
    assert html.count("cru-tag--unconfirmed") == html.count("the CRU to confirm that it stands") == 3


# --- what may be asked ---

MAY_BE_ASKED = (
    "Has your own force published a formal disclosure about its use of Palantir technology?",
    "Has your force formally acknowledged use of Palantir software?",
    "Apart from covert use, does the linked page hold everything asked for?",
    "Is the whole request about the use of Palantir technology?",
    "Is the request about how the tool is used?",
    "Does the applicant ask whether your force uses it?",
    "Not by us, but it is officially public elsewhere",
    "Does the disclosure cover everything asked for?",
)
MAY_NOT_BE_ASKED = (
    "Does your force use Palantir technology?",
    "Has your force ever used it?",
    "Is Palantir used by your force?",
    "Are you using it?",
    "Yes, we use it",
    "Does Kent Police use it?",
    "Does your force covertly use it?",
    "Is the tool in use at your force?",
    "Does your own force hold information about it?",
    "Is any information held?",
    "Is information about contracts held?",
    "Has your force bought the tool?",
    "Does the constabulary own a licence?",
    "Does your force have a licence for it?",
    "Was it deployed by your force?",
    "Do you operate it?",
)


NEITHER = (
    "Is the tool live in your control room?",
    "Is there a contract between your force and the supplier?",
    "Is anything of Palantir switched on?",
    "Do your officers find the software valuable?",
)
"""Not about what was published or asked for, in words that no list of verbs would know."""


@pytest.mark.parametrize("words", MAY_BE_ASKED)
def test_what_was_published_and_what_was_asked_for_may_be_asked(words: str):
    assert asks_use(words) == ""


@pytest.mark.parametrize("words", [*NEITHER, *MAY_BE_ASKED])
def test_a_question_about_a_tool_or_the_force_is_about_what_was_published_or_asked_for(words: str, loaded: Library):
    assert asks_otherwise(words, loaded.decisions["1750-22"]) is (words in NEITHER)


@pytest.mark.parametrize("words", MAY_NOT_BE_ASKED)
def test_what_a_force_uses_or_holds_may_not_be_asked(words: str):
    assert asks_use(words) != ""


# --- the graph ---


def test_a_decision_is_followed_however_deep_it_goes():
    names = [f"q{n}" for n in range(5000)]
    long = made({name: [to, "end"] for name, to in pairwise([*names, "end"])}, ["end"])
    order, back = walk(long)
    assert (order[-1], len(order), back) == ("q0", 5001, [])
    assert depths(long)["end"] == 5000
    assert [problem.message for problem in check_graph(long)] == [
        "`q3` asks for answer 4 of a route; a route has 3 at most"
    ]


def test_a_question_stands_before_all_that_its_answers_lead_to():
    order = depths(made({"a": ["c", "x"], "b": ["x", "y"], "c": ["b", "y"]}, ["x", "y"]))
    assert order == {"a": 0, "c": 1, "b": 2, "x": 3, "y": 3}


def test_an_answer_that_leads_back_is_found_wherever_the_ring_begins():
    assert walk(made({"a": ["b", "x"], "b": ["c", "x"], "c": ["b", "a"]}, ["x"]))[1] == [("c", 0), ("c", 1)]
    assert walk(made({"a": ["a", "x"]}, ["x"]))[1] == [("a", 0)]


# --- sections ---


def test_a_section_is_found_by_its_written_anchor_or_by_its_words():
    body = "\n## One *thing* {#one}\n\n> Said **so**, see [there](x.md).\n\n### Below\n\nMore.\n\n## Next one\n\nEnd.\n"
    found = sections(Page("a.md", "a.md", {}, body, 4, {}))
    assert set(found) == {"one", "below", "next-one"}
    assert found["one"].words == "Said so, see there. ### Below More."
    assert found["next-one"].heading == "Next one"


# --- the drawing ---


def overlap(one: Shape, other: Shape) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def along(line: tuple[tuple[int, int], ...]) -> Iterator[tuple[float, float]]:
    """Yield points of a line as the template draws it: straight down, then a curve."""
    (x, top), (_, bottom), (to, end) = line
    yield from ((x, top + (bottom - top) * n / 20) for n in range(21))
    middle = (bottom + end) // 2
    for n in range(41):
        t = n / 40
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        yield a * x + b * x + c * to + d * to, a * bottom + b * middle + c * middle + d * end


def faults(chart: Chart) -> list[str]:
    """Return what stands on something else, sticks out of its box or out of the drawing."""
    found = [f"{one.id} on {other.id}" for one, other in combinations(chart.shapes, 2) if overlap(one, other)]
    for shape in chart.shapes:
        if not (shape.x >= 0 and shape.x + shape.width <= chart.width and shape.y + shape.height <= chart.height):
            found.append(f"{shape.id} sticks out")
        room = shape.width - (0 if shape.kind == "answer" else 2 * PAD)
        found += [f"{shape.id}: {line}" for line in shape.lines if measure(line, shape.kind) > room + 1]
        found += [f"{shape.id}: {y}" for _, y, _ in shape.texts if not shape.y < y < shape.y + shape.height]
    for line in chart.lines:
        for x, y in along(line):
            for shape in chart.shapes:
                if shape.x < x < shape.x + shape.width and shape.y < y < shape.y + shape.height:
                    found.append(f"a line crosses {shape.id} at {x:.0f},{y:.0f}")
            if not 0 <= x <= chart.width:
                found.append("a line leaves the drawing")
    return found


def test_nothing_in_the_drawing_stands_on_anything_else(decision: Decision):
    chart = draw(decision)
    assert chart.width == WIDTH == 320
    assert faults(chart) == []


def test_the_drawing_has_each_question_and_outcome_once_and_an_arrow_for_each_answer(decision: Decision):
    chart = draw(decision)
    kinds = Counter(shape.kind for shape in chart.shapes)
    assert (kinds["question"], kinds["outcome"]) == (len(decision.questions), len(decision.outcomes))
    words = {shape.id: " ".join(shape.lines) for shape in chart.shapes}
    for name, question in decision.questions.items():
        assert words[name] == question.ask
        for option in question.options:
            assert option.label in words[f"{name}>{option.goes_to}"]
    for name, outcome in decision.outcomes.items():
        assert words[name] == outcome.title


def crossings(chart: Chart) -> int:
    """Return how many pairs of curves between the same two rows cross."""
    curves = [(line[1][1], line[1][0], line[2][0]) for line in chart.lines]
    return sum(a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < 0 for a, b in combinations(curves, 2))


@AS_DELIVERED
def test_no_lines_of_this_decision_cross(decision: Decision):
    assert crossings(draw(decision)) == 0


def some_decision(seed: int) -> Decision:
    """Return a decision of one to three levels, made by chance."""
    dice = random.Random(seed)
    levels = [["q0"]] + [[f"q{level}{n}" for n in range(dice.randint(1, 3))] for level in range(1, dice.randint(1, 3))]
    ends = [f"end{n}" for n in range(dice.randint(1, 5))]
    questions: dict[str, list[str]] = {}
    for level, names in enumerate(levels):
        for name in names:
            below = [one for later in levels[level + 1 :] for one in later]
            questions[name] = [dice.choice([*below, *ends]) for _ in range(dice.randint(2, 4))]
    whole = made(questions, ends)
    reached = walk(whole)[0]
    return made(
        {name: places for name, places in questions.items() if name in reached}, [e for e in ends if e in reached]
    )


@pytest.mark.parametrize("seed", range(120))
def test_nothing_stands_on_anything_else_in_any_drawing(seed: int):
    some = some_decision(seed)
    assert list(check_graph(some)) == []
    chart = draw(some)
    assert faults(chart) == []
    assert chart == draw(some)


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def test_the_drawing_has_a_title_and_a_description_and_takes_the_colour_of_the_page(loaded: Library):
    html = decision_page.flowchart(loaded, "1750-22")
    elements = Elements(html).found
    svg = dict(elements)["svg"]
    ids = {attrs["id"]: tag for tag, attrs in elements if "id" in attrs}
    assert svg["role"] == "img"
    assert [ids[one] for one in str(svg["aria-labelledby"]).split()] == ["title", "desc"]
    one = loaded.decisions["1750-22"]
    assert f"{len(one.questions)} questions in boxes with square corners, and {len(one.outcomes)} outcomes" in html
    assert not any("style" in attrs or "class" in attrs for tag, attrs in elements if tag in {"svg", "text", "rect"})
    colours = {value for _, attrs in elements for key, value in attrs.items() if key in {"fill", "stroke"}}
    assert colours == {"none", "currentColor"}


def test_the_same_decision_gives_the_same_bytes(loaded: Library):
    again = library.load(ROOT / "docs")[0]
    for make in (decision_page.decision, decision_page.flowchart):
        assert make(loaded, "1750-22") == make(again, "1750-22")


def test_no_id_stands_twice(loaded: Library):
    html = decision_page.decision(loaded, "1750-22") + decision_page.flowchart(loaded, "1750-22")
    ids = [attrs["id"] for _, attrs in Elements(html).found if "id" in attrs]
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    described = {one for _, attrs in Elements(html).found for one in (attrs.get("aria-describedby") or "").split()}
    assert described <= set(ids)


def test_what_a_decision_says_is_text_and_never_markup(loaded: Library):
    hostile = made({"q": ["x", "y"]}, ["x", "y"])
    question = Question(ask="<b>&\"'", hint="<i>", options=hostile.questions["q"].options)
    outcomes = loaded.decisions["1750-22"].outcomes
    end = next(name for name, outcome in outcomes.items() if outcome.stance is Stance.REFER)
    answers = (Option(id="a", label="</p><script>", goes_to=end), Option(id="b", label="&amp;", goes_to=end))
    asked = {"q": Question(ask=question.ask, options=answers)}
    nasty = Decision("1750-22", asked, {end: outcomes[end]}, hostile.page)
    shown = Library(**{**{key: getattr(loaded, key) for key in Library.__slots__}, "decisions": {"1750-22": nasty}})
    for make in (decision_page.decision, decision_page.flowchart):
        html = make(shown, "1750-22")
        assert "<script" not in html
        assert "<b>" not in html
        assert "&lt;b&gt;&amp;&#34;&#39;" in html


# --- the command ---


def test_the_command_prints_the_table(
    loaded: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(ROOT)
    assert commands.run(["routes", "1750-22"]) == 0
    assert capsys.readouterr().out == table(loaded.decisions["1750-22"]) + "\n"


def test_an_unknown_reference_is_a_fault_of_use(
    loaded: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(ROOT)
    assert commands.run(["routes", "1750-23"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    known = ", ".join(loaded.decisions)
    assert said.err == f"`1750-23` is not a decision. Did you mean `1750-22`? Known: {known}.\n"


# --- a second decision ---


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return the project's docs/ with a second decision: one YAML file, its two pages, and the note it rests on."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(SECOND, tmp_path / "docs", dirs_exist_ok=True)
    return tmp_path / "docs"


def test_a_second_decision_is_one_more_file_and_its_two_pages(two: Path):
    loaded, found = library.load(two)
    assert [one.message for one in [*found, *checking.between(loaded)]] == [
        "`supplier: Drones` is not the default, `Palantir Technologies`; outside 1750/22: ask the CRU"
    ]
    assert {"1750-22", "9001-26"} <= set(loaded.decisions)
    assert {route.fragment: route.outcome for route in routes(loaded.decisions["9001-26"])} == {
        "kind=drone;covert=yes": "silence",
        "kind=drone;covert=no": "ask",
        "kind=camera;covert=yes": "silence",
        "kind=camera;covert=no": "ask",
        "kind=map": "open",
        "kind=other": "ask",
    }
    assert 'data-start="kind"' in decision_page.decision(loaded, "9001-26")
    assert faults(draw(loaded.decisions["9001-26"])) == []


@AS_DELIVERED
def test_a_partial_wording_never_goes_without_what_is_already_public(two: Path):
    path = two / "advice" / "1750-22" / "decision.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[already-public, ", "["), encoding="utf-8")
    loaded, found = library.load(two)
    assert [problem.message for problem in [*found, *checking.between(loaded)] if not problem.warning] == [
        "`already-public` is not in the letter and `opening-partial`, `partial-ncnd` must not be sent without it; "
        "add it"
    ]


@pytest.mark.parametrize("seed", range(300))
def test_no_damage_to_a_decision_makes_the_check_stop(two: Path, seed: int):
    dice = random.Random(seed)
    path = two / "advice" / "9001-26" / "decision.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        other = dice.randrange(len(lines))
        match dice.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines.insert(at, lines[other])
            case _:
                lines[at] = lines[at].replace(dice.choice(["ask", "kind", "yes", ":", "  "]), dice.choice(["", "x"]))
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded, found = library.load(two)
    assert {problem.path.rpartition("/")[2] for problem in [*found, *checking.between(loaded)]} <= {
        *("decision.yml", "9001-26.md")
    }

"""Forces: each entry of the register gives its name forms, and says whether a wording is for it."""

import pytest

from macros.forces import FORMS, Force, check, load
from macros.names import aliases
from macros.pages import parse
from macros.problems import Problem, as_text

ENTRY = {
    "name": "Alpha Police",
    "short": "Alpha Police",
    "nation": "England",
    "regime": "FOIA",
}


def read(force_id: str = "alpha", **changed: str) -> tuple[dict[str, Force], list[Problem]]:
    lines = [
        f"{key}: {value}" for key, value in {**ENTRY, "website": f"{force_id}.police.uk", **changed}.items() if value
    ]
    text = "\n".join(["---", *lines, "---", "", f'{{{{ name_forms("{force_id}") }}}}', ""])
    return load([parse(f"forces/{force_id}.md", f"docs/forces/{force_id}.md", text)])


FORMS_OF = {
    "Alpha Police": ("", ("Alpha Police",) * 3),
    "Alpha-Beta Police": ("", ("Alpha-Beta Police",) * 3),
    "Alpha & Beta Constabulary": ("", ("Alpha & Beta Constabulary",) * 3),
    "Alpha Police Service": ("the", ("Alpha Police Service", "the Alpha Police Service", "The Alpha Police Service")),
}


@pytest.mark.parametrize(("name", "article", "plain"), [(name, *forms) for name, forms in FORMS_OF.items()])
def test_a_force_has_six_forms_of_its_name(name: str, article: str, plain: tuple[str, ...]):
    forms = read(name=name, article=article)[0]["alpha"].forms()
    assert tuple(forms) == FORMS
    assert tuple(forms.values()) == (*plain, *(f"{form}'s" for form in plain))


@pytest.mark.parametrize(
    ("regime", "why"),
    [
        ("FOISA", "it answers under the Freedom of Information (Scotland) Act 2002, and section numbers differ"),
        ("FOIA-part", "the Freedom of Information Act 2000 covers it in part only"),
        ("other", "the Freedom of Information Act 2000 does not apply to it"),
    ],
)
def test_a_force_outside_the_act_is_refused_with_the_reason(regime: str, why: str):
    force = read(regime=regime, article="the")[0]["alpha"]
    assert force.refusal == f"No wording here is for the Alpha Police: {why}. Ask the CRU."
    noted = read(regime=regime, note="a fact about it")[0]["alpha"]
    assert noted.refusal == f"No wording here is for Alpha Police: {why}. Ask the CRU."


def test_a_force_of_the_act_is_not_refused():
    assert read()[0]["alpha"].refusal == ""


NAMES = [
    *("Kent Police", "Devon & Cornwall Police", "Dyfed-Powys Police", "King's Lynn Police", "Isle of Man Constabulary"),
    *("MOD Police", "A"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_words_is_taken(name: str):
    forces, problems = read(name=name)
    assert problems == []
    assert forces["alpha"].name == name


ONLY = (
    "docs/forces/alpha.md:{line}: `{key}:` "
    "begins with a capital and may hold letters, spaces, & - and ' only; correct it"
)
BAD_NAMES = [
    *("Kent  Police", "Kent Police.", "Kent (Police)", "<b>Kent</b> Police", "Kent &amp; Sussex Police", "K3nt Police"),
    *("'Kent Police '", "Kent/Sussex Police", "Kent&Sussex Police", "Kent \u2013 Police", "'{{ force_name }}'"),
    *("K\u00e9nt Police", "-Powys Police", "Kent Police\u2019s"),
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_could_break_a_letter_is_refused(name: str):
    assert [as_text(problem) for problem in read(name=name)[1]] == [ONLY.format(line=2, key="name")]


def test_an_alias_and_an_abbreviation_are_held_to_the_same_letters():
    _, problems = read(abbreviation="A.P.")
    assert [as_text(problem) for problem in problems] == [ONLY.format(line=7, key="abbreviation")]


WEBSITES = ["www.kent.police.uk", "jersey.police.je", "www.gov.uk/government/organisations/x-1", "not supplied"]


@pytest.mark.parametrize("website", WEBSITES)
def test_a_website_is_a_host_name_or_not_supplied(website: str):
    assert read(website=website)[1] == []


NO_HOST = "`website:` is no host name; write one such as www.kent.police.uk, or `not supplied`"
SCHEME = "`website:` begins with `https://` or the like; write what stands after it"
BAD_WEBSITES = [
    ("https://www.kent.police.uk", SCHEME),
    ("http://www.kent.police.uk/", SCHEME),
    ("kent", NO_HOST),
    ("www.kent.police.uk/", NO_HOST),
    ("www.Kent.police.uk", NO_HOST),
    ("foi@kent.police.uk", NO_HOST),
    ("www.kent..uk", NO_HOST),
    ("www.kent.police.uk:8080", NO_HOST),
    ("javascript:alert(1)", NO_HOST),
    ("10.0.0.1", NO_HOST),
    ("unknown", NO_HOST),
]


@pytest.mark.parametrize(("website", "message"), BAD_WEBSITES)
def test_a_website_of_another_form_is_refused(website: str, message: str):
    assert [problem.message for problem in read(website=website)[1]] == [message]


def test_a_force_whose_law_was_not_supplied_is_refused_and_says_that_alone():
    forces, problems = read(regime="not supplied")
    assert problems == []
    assert forces["alpha"].law == "not supplied"
    assert forces["alpha"].refusal == (
        "No wording here is for Alpha Police: the law under which it answers was not supplied. Ask the CRU."
    )


def test_a_missing_line_is_named():
    _, problems = read(regime="")
    assert [problem.message for problem in problems] == ["`regime:` is missing; add the line"]


def test_a_key_with_a_slip_is_named_once():
    _, problems = read(regime="", regmie="FOIA")
    assert [problem.message for problem in problems] == ["`regmie:` is not a key here. Did you mean `regime`?"]


def test_every_missing_line_is_named_at_once():
    _, problems = read(name="", short="", nation="")
    assert [problem.message for problem in problems] == [
        f"`{key}:` is missing; add the line" for key in ("name", "short", "nation")
    ]


def test_the_index_and_pages_elsewhere_are_no_forces():
    text = "---\ntitle: x\n---\n"
    assert load([parse("forces/index.md", "a", text), parse("help/x.md", "b", text)]) == ({}, [])


def entries(*pairs: tuple[str, dict[str, str]]) -> dict[str, Force]:
    found: dict[str, Force] = {}
    for force_id, changed in pairs:
        forces, problems = read(force_id, **changed)
        assert problems == []
        found |= forces
    return found


BETA = {"name": "Beta Police", "short": "Beta Police"}
IN_BOTH = "docs/forces/{}.md:{}: `{}` is also in docs/forces/{}.md; keep it in one of them"
OTHER_FORM = (
    "docs/forces/{}.md:{}: `{}` is read as another form of `{}` in docs/forces/{}.md "
    '("&" or "and", Police or Constabulary); keep one of them'
)
CLASHES = [
    ({}, {"name": "Beta Police"}, IN_BOTH.format("beta", 3, "Alpha Police", "alpha")),
    ({}, {"short": "Beta Police"}, IN_BOTH.format("beta", 2, "Alpha Police", "alpha")),
    ({}, {**BETA, "aliases": "[B, ALPHA POLICE]"}, IN_BOTH.format("beta", 7, "ALPHA POLICE", "alpha")),
    ({"abbreviation": "AP"}, {**BETA, "abbreviation": "AP"}, IN_BOTH.format("beta", 7, "AP", "alpha")),
    # the one that has it as its name keeps it
    ({"aliases": "[Beta Police]"}, BETA, IN_BOTH.format("alpha", 7, "Beta Police", "beta")),
    ({"short": "BP"}, {**BETA, "abbreviation": "BP"}, IN_BOTH.format("beta", 7, "BP", "alpha")),
    # names that are read as one
    (
        {},
        {**BETA, "short": "Alpha Constabulary"},
        OTHER_FORM.format("beta", 3, "Alpha Constabulary", "Alpha Police", "alpha"),
    ),
    (
        {"aliases": "[A & B Police]"},
        {**BETA, "aliases": "[A and B Constabulary]"},
        OTHER_FORM.format("beta", 7, "A and B Constabulary", "A & B Police", "alpha"),
    ),
]


@pytest.mark.parametrize(("one", "other", "line"), CLASHES)
def test_a_name_that_two_forces_share_is_a_problem(one: dict[str, str], other: dict[str, str], line: str):
    register = entries(("alpha", one), ("beta", other))
    assert [as_text(problem) for problem in check(register)] == [line]
    found, also = ({name.casefold() for name in aliases(force)} for force in register.values())
    assert found & also


def test_one_force_may_repeat_its_own_names():
    repeated = {"short": "AP", "abbreviation": "AP", "aliases": "[AP, Alpha Police]"}
    assert list(check(entries(("alpha", repeated), ("beta", BETA)))) == []


def test_the_article_stands_on_its_own_line():
    [problem] = check(entries(("alpha", {"name": "The Alpha Police"})))
    assert problem.message == "`name:` begins with an article; write it as `article: the`"

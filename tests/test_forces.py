"""Forces: each entry of the register gives its name forms, and says whether a wording is for it."""

import pytest

from macros.forces import FORMS, Force, check, load
from macros.library import Library
from macros.pages import parse
from macros.problems import Problem, as_text

ENTRY = {
    "name": "Alpha Police",
    "short": "Alpha Police",
    "nation": "England",
    "regime": "FOIA",
    "website": "x.police.uk",
}


def read(force_id: str = "alpha", **changed: str) -> tuple[dict[str, Force], list[Problem]]:
    lines = [f"{key}: {value}" for key, value in {**ENTRY, **changed}.items() if value]
    text = "\n".join(["---", *lines, "---", "", f'{{{{ name_forms("{force_id}") }}}}', ""])
    return load([parse(f"forces/{force_id}.md", f"docs/forces/{force_id}.md", text)])


FORMS_OF = {
    "kent": ("Kent Police",) * 3,
    "dyfed-powys": ("Dyfed-Powys Police",) * 3,
    "devon-and-cornwall": ("Devon & Cornwall Police",) * 3,
    "hampshire": ("Hampshire & Isle of Wight Constabulary",) * 3,
    "metropolitan": (
        *("Metropolitan Police Service", "the Metropolitan Police Service"),
        "The Metropolitan Police Service",
    ),
    "psni": (
        *("Police Service of Northern Ireland", "the Police Service of Northern Ireland"),
        "The Police Service of Northern Ireland",
    ),
    "mdp": ("Ministry of Defence Police", "the Ministry of Defence Police", "The Ministry of Defence Police"),
    "cnc": ("Civil Nuclear Constabulary", "the Civil Nuclear Constabulary", "The Civil Nuclear Constabulary"),
    "btp": ("British Transport Police",) * 3,
}


@pytest.mark.parametrize(("force", "plain"), FORMS_OF.items(), ids=FORMS_OF)
def test_a_force_has_six_forms_of_its_name(loaded: Library, force: str, plain: tuple[str, ...]):
    forms = loaded.forces[force].forms()
    assert tuple(forms) == FORMS
    assert tuple(forms.values()) == (*plain, *(f"{form}'s" for form in plain))


def test_the_article_is_for_four_of_the_forces_that_take_a_wording(loaded: Library):
    assert {force.id for force in loaded.foia_forces() if force.entry.article} == {"metropolitan", "psni", "mdp", "cnc"}


SCOTLAND = "it answers under the Freedom of Information (Scotland) Act 2002, and section numbers differ"
NOT_LISTED = "the register does not list it under the Freedom of Information Act 2000"
REFUSED = {
    "police-scotland": f"the Police Service of Scotland: {SCOTLAND}",
    "nca": f"the National Crime Agency: {NOT_LISTED}",
    "iom": f"the Isle of Man Constabulary: {NOT_LISTED}",
    "jersey": f"the States of Jersey Police: {NOT_LISTED}",
    "guernsey": f"Guernsey Police: {NOT_LISTED}",
    "port-of-dover": "the Port of Dover Police: the Freedom of Information Act 2000 covers it in part only",
}


@pytest.mark.parametrize(("force", "reason"), REFUSED.items(), ids=REFUSED)
def test_a_force_outside_the_act_is_refused_with_the_reason(loaded: Library, force: str, reason: str):
    assert loaded.forces[force].refusal == f"No wording here is for {reason}. Ask the CRU."


def test_the_other_47_are_not_refused_and_are_listed_by_name(loaded: Library):
    listed = loaded.foia_forces()
    assert {force.id for force in listed} == set(loaded.forces) - set(REFUSED)
    assert [force.name for force in listed] == sorted(force.name for force in listed)
    assert len(listed) == 47


NAMES = [
    *("Kent Police", "Devon & Cornwall Police", "Dyfed-Powys Police", "King's Lynn Police", "Isle of Man Constabulary"),
    *("MOD Police", "A"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_words_is_taken(name: str):
    forces, problems = read(name=name)
    assert problems == []
    assert forces["alpha"].name == name


ONLY = "docs/forces/alpha.md:{line}: `{key}:` may hold letters, spaces, & - and ' only; correct it"
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


def test_a_missing_line_is_named():
    _, problems = read(regime="")
    assert [problem.message for problem in problems] == ["`regime:` is missing; add the line"]


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
CLASHES = [
    ({}, {"name": "Beta Police"}, "Alpha Police"),
    ({}, {**BETA, "aliases": "[ALPHA POLICE]"}, "ALPHA POLICE"),
    ({"abbreviation": "AP"}, {**BETA, "abbreviation": "AP"}, "AP"),
    ({"aliases": "[Beta Police]"}, BETA, "Beta Police"),
]


@pytest.mark.parametrize(("one", "other", "name"), CLASHES)
def test_a_name_that_two_forces_share_is_a_problem(one: dict[str, str], other: dict[str, str], name: str):
    [problem] = check(entries(("alpha", one), ("beta", other)))
    assert (
        as_text(problem) == f"docs/forces/beta.md:2: `{name}` is also in docs/forces/alpha.md; one name is one force's"
    )


def test_one_force_may_repeat_its_own_names():
    repeated = {"short": "AP", "abbreviation": "AP", "aliases": "[AP, Alpha Police]"}
    assert list(check(entries(("alpha", repeated), ("beta", BETA)))) == []


def test_the_article_stands_on_its_own_line():
    [problem] = check(entries(("alpha", {"name": "The Alpha Police"})))
    assert problem.message == "`name:` begins with an article; write it as `article: the`"

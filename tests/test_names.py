"""Names: every force's name, alias or fragment of a name is found in a text, and nothing else."""

import pytest

from macros.forces import Force, load
from macros.library import Library
from macros.names import Names, aliases, fragments, others
from macros.pages import parse

FOUND = [
    # name, short form, abbreviation, listed alias
    ("Kent Police", "Kent Police", "kent"),
    ("asked of Kent Police.", "Kent Police", "kent"),
    ("Kent Police's reply", "Kent Police", "kent"),
    ("(Kent Police)", "Kent Police", "kent"),
    ("Kent Police/FOI", "Kent Police", "kent"),
    ("Metropolitan Police Service", "Metropolitan Police Service", "metropolitan"),
    ("Metropolitan Police", "Metropolitan Police", "metropolitan"),
    ("the Met", "Met", "metropolitan"),
    ("The Met's role", "Met", "metropolitan"),
    ("the MPS's role", "MPS", "metropolitan"),
    ("Met Police", "Met Police", "metropolitan"),
    ("PSNI", "PSNI", "psni"),
    ("PoDP", "PoDP", "port-of-dover"),
    ("MOD Police", "MOD Police", "mdp"),
    ("MDP", "MDP", "mdp"),
    ("Beds Police", "Beds Police", "bedfordshire"),
    ("Hampshire Constabulary", "Hampshire Constabulary", "hampshire"),
    ("WMP", "WMP", "west-midlands"),
    ("Police Scotland", "Police Scotland", "police-scotland"),
    # case does not matter, save for short forms
    ("KENT POLICE", "KENT POLICE", "kent"),
    ("kent police", "kent police", "kent"),
    # "&" and "and", "Police" and "Constabulary"
    ("Devon & Cornwall Police", "Devon & Cornwall Police", "devon-and-cornwall"),
    ("Devon and Cornwall Police", "Devon and Cornwall Police", "devon-and-cornwall"),
    ("Avon & Somerset Police", "Avon & Somerset Police", "avon-and-somerset"),
    ("Devon and Cornwall Constabulary", "Devon and Cornwall Constabulary", "devon-and-cornwall"),
    ("Kent Constabulary", "Kent Constabulary", "kent"),
    ("Cheshire Police", "Cheshire Police", "cheshire"),
    ("Hampshire and Isle of Wight Police", "Hampshire and Isle of Wight Police", "hampshire"),
    # across a line break or a space that does not break
    ("Thames\nValley\n  Police", "Thames\nValley\n  Police", "thames-valley"),
    ("Devon &\nCornwall Police", "Devon &\nCornwall Police", "devon-and-cornwall"),
    ("Kent\u00a0Police", "Kent\u00a0Police", "kent"),
    # the longest match wins
    ("Police Service of Northern Ireland", "Police Service of Northern Ireland", "psni"),
    ("North Yorkshire Police", "North Yorkshire Police", "north-yorkshire"),
    ("Dyfed-Powys Police", "Dyfed-Powys Police", "dyfed-powys"),
    ("British Transport Police", "British Transport Police", "btp"),
    ("the City of London Police", "City of London Police", "city-of-london"),
    # no verb hides the name after it
    ("we met Police Scotland", "Police Scotland", "police-scotland"),
]

IN_PART = [
    ("-Powys Police", "Powys Police", {"dyfed-powys"}),
    ("Dyfed Powys Police", "Powys Police", {"dyfed-powys"}),
    ("Yorkshire Police", "Yorkshire Police", {"north-yorkshire", "south-yorkshire", "west-yorkshire"}),
    ("East Yorkshire Police", "Yorkshire Police", {"north-yorkshire", "south-yorkshire", "west-yorkshire"}),
    ("Wales Constabulary", "Wales Constabulary", {"north-wales", "south-wales"}),
    ("& Cornwall Police", "Cornwall Police", {"devon-and-cornwall"}),
    ("and Cornwall Police", "Cornwall Police", {"devon-and-cornwall"}),
    ("& Isle of Wight Constabulary", "Isle of Wight Constabulary", {"hampshire"}),
    ("of London Police", "London Police", {"city-of-london"}),
    ("Service of Northern Ireland", "Service of Northern Ireland", {"psni"}),
    ("of Defence Police", "Defence Police", {"mdp"}),
    ("the Cornwall Police", "Cornwall Police", {"devon-and-cornwall"}),
    ("Wight Constabulary and Somerset Police", "Somerset Police", {"avon-and-somerset"}),
    ("Transport Police", "Transport Police", {"btp"}),
    ("Nuclear Constabulary", "Nuclear Constabulary", {"cnc"}),
    # a place that acts stands for its force
    ("Kent has said the same", "Kent", {"kent"}),
    ("and Devon &\nCornwall\n does not", "Devon &\nCornwall", {"devon-and-cornwall"}),
    ("West Yorkshire also uses it", "West Yorkshire", {"west-yorkshire"}),
    ("the VALLEY\nPOLICE", "VALLEY\nPOLICE", {"thames-valley"}),
]

NOT_FOUND = [
    # "Met" and the abbreviations keep their case
    "the officers met on Monday",
    "officers met police staff",
    "MET",
    "mps, psni, gmp and wmp",
    "several MPs asked",
    "mod police",
    # a short word that is no name
    "a man police spoke to",
    # inside a longer word
    "Metro",
    "Metropolitan",
    "COMPS",
    "MPSX",
    "Kent Policeman",
    "Kentish Police",
    "SouthKent Police",
    # a bare place name
    "Wilmslow, Cheshire SK9 5AF",
    "Kent has a coast",
    "kent has said",
    "Kentish has said",
    "North Kentuses",
    "the City of London has said",
    "MOD has said",
    "Kent, Surrey and Sussex",
    "Scotland",
    "Northern Ireland",
    "Greater Manchester",
    "Devon & Cornwall",
    "London",
    "the Isle of Wight",
    # the common words alone
    "Police",
    "Police Service",
    "the Police Service",
    "police force",
    "a constabulary",
    "the Constabulary and the Police",
    "of Police",
    "",
]


def in_register(rows: list[tuple[object, ...]]) -> list[object]:
    """Return rows that end with a force or forces, each skipped once an entry that it is about was changed."""
    files = [[f"docs/forces/{one}.md" for one in (row[-1] if isinstance(row[-1], set) else {row[-1]})] for row in rows]
    return [pytest.param(*row, marks=pytest.mark.supplied(*names)) for row, names in zip(rows, files, strict=True)]


@pytest.mark.parametrize(("text", "words", "force"), in_register(FOUND))
def test_a_name_is_found_whole(loaded: Library, text: str, words: str, force: str):
    [found] = loaded.names.find(text)
    assert (found.words, found.aliases_of, found.fragment_of) == (words, {force}, frozenset())
    assert text[found.start :].startswith(words)


@pytest.mark.parametrize(("text", "words", "force"), in_register(FOUND))
def test_a_forces_own_name_is_not_reported_to_it(loaded: Library, text: str, words: str, force: str):
    assert list(others(loaded.names, text, force)) == []
    assert [found.words for found in others(loaded.names, text, None)] == [words]
    assert [found.words for found in others(loaded.names, text, "gwent")] == [words]


@pytest.mark.parametrize(("text", "words", "forces"), in_register(IN_PART))
def test_half_a_name_is_found_and_reported_even_to_its_own_force(
    loaded: Library, text: str, words: str, forces: set[str]
):
    [found] = loaded.names.find(text)
    assert (found.words, found.aliases_of, found.fragment_of) == (words, frozenset(), forces)
    for force in forces:
        assert [found.words for found in others(loaded.names, text, force)] == [words]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_no_name(loaded: Library, text: str):
    assert list(loaded.names.find(text)) == []


@pytest.mark.supplied("docs/forces/kent.md", "docs/forces/metropolitan.md", "docs/forces/devon-and-cornwall.md")
def test_names_are_found_in_the_order_of_the_text(loaded: Library):
    text = "Kent Police, the Met, Yorkshire Police and Devon & Cornwall Police answered Kent Police."
    found = [name.words for name in loaded.names.find(text)]
    assert found == ["Kent Police", "Met", "Yorkshire Police", "Devon & Cornwall Police", "Kent Police"]


def test_every_alias_of_every_force_is_found_as_that_forces_alone(loaded: Library):
    for force in loaded.forces.values():
        for alias in aliases(force):
            [found] = loaded.names.find(f"To {alias}: hello")
            assert (found.words, found.aliases_of) == (alias, {force.id})


def test_every_fragment_of_every_force_is_found(loaded: Library):
    for force in loaded.forces.values():
        for fragment in fragments(force):
            [found] = loaded.names.find(f"To {fragment}: hello")
            assert found.words == fragment
            assert force.id in found.fragment_of | found.aliases_of


ALIASES = {
    "metropolitan": {
        *("Metropolitan Police Service", "Metropolitan Police", "Met Police", "Met", "MPS"),
        *("Metropolitan Constabulary Service", "Metropolitan Constabulary", "Met Constabulary"),
    },
    "devon-and-cornwall": {
        *("Devon & Cornwall Police", "Devon and Cornwall Police"),
        *("Devon & Cornwall Constabulary", "Devon and Cornwall Constabulary"),
    },
    "cheshire": {"Cheshire Constabulary", "Cheshire Police"},
    "greater-manchester": {"Greater Manchester Police", "Greater Manchester Constabulary", "GMP"},
}
FRAGMENTS = {
    "metropolitan": set(),
    "cheshire": set(),
    "police-scotland": {"Service of Scotland"},
    "dyfed-powys": {"Powys Police", "Powys Constabulary"},
    "greater-manchester": {"Manchester Police", "Manchester Constabulary"},
    "nca": {"Crime Agency"},
}


@pytest.mark.parametrize(("names", "force"), in_register([(names, force) for force, names in ALIASES.items()]))
def test_the_aliases_are_the_listed_names_and_their_swaps(loaded: Library, force: str, names: set[str]):
    assert aliases(loaded.forces[force]) == names


@pytest.mark.parametrize(("rests", "force"), in_register([(rests, force) for force, rests in FRAGMENTS.items()]))
def test_the_fragments_are_names_less_their_first_word(loaded: Library, force: str, rests: set[str]):
    assert fragments(loaded.forces[force]) == rests


def entry(force_id: str, name: str, short: str = "", more: str = "") -> Force:
    text = f"---\nname: {name}\nshort: {short or name}\nnation: UK\nregime: FOIA\nwebsite: x.police.uk\n{more}---\n"
    forces, problems = load([parse(f"forces/{force_id}.md", f"docs/forces/{force_id}.md", text)])
    assert problems == []
    return forces[force_id]


def test_a_register_without_forces_finds_nothing():
    assert list(Names({}).find("Kent Police, the Met")) == []


def test_a_name_that_two_forces_share_is_found_as_both_and_reported_to_a_third():
    register = {one.id: one for one in (entry("a", "Alpha Police"), entry("b", "Alpha Constabulary"))}
    [found] = Names(register).find("Alpha Police")
    assert found.aliases_of == {"a", "b"}
    assert list(others(Names(register), "Alpha Police", "a")) == []
    assert len(list(others(Names(register), "Alpha Police", "c"))) == 1


def test_a_fragment_that_is_another_forces_name_is_a_name():
    register = {one.id: one for one in (entry("a", "North Alpha Police"), entry("b", "Alpha Police"))}
    [found] = Names(register).find("Alpha Police")
    assert (found.aliases_of, found.fragment_of) == ({"b"}, {"a"})
    [reported] = others(Names(register), "Alpha Police", "a")
    assert reported is not None
    assert list(others(Names(register), "North Alpha Police", "a")) == []

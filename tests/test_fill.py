"""Fill: a force's names and an officer's answers go into the words, or what stops that is named."""

from html.parser import HTMLParser

import pytest
from filled import TYPED, entry

from macros import components, fill
from macros.fill import Answers, Lack
from macros.grammar import Block, parse
from macros.library import Library
from macros.values import Kind, Reason
from macros.wording import Choice, Field

REFERENCE = Field("Your reference", Kind.REFERENCE)
SUPPLIER = Field("The supplier", Kind.TEXT, default="Palantir Technologies", if_changed="ask the CRU")
LINK = Field("The link", Kind.LINK)
DAY = Field("The date", Kind.DATE)
REASON = Field("A reason", Kind.TEXT, optional=True)
ROLE = Choice("Has it a role?", "Yes", "No", if_no="The case is weaker.")
OPENED = Choice("Did you open it?", "Yes", "No", hint="Open it first.", must_be="yes")
UNANSWERED = "Answer yes or no."
EMPTY = "Nothing was entered: fill this in."
FORCES = {
    "kent": entry("Kent Police"),
    "psni": entry("Police Service of Northern Ireland", "the"),
    "metropolitan": entry("Metropolitan Police Service", "the"),
    "devon-and-cornwall": entry("Devon & Cornwall Police"),
}


def blocks(body: str) -> list[Block]:
    count = len([chunk for chunk in body.split("\n\n") if chunk.strip()])
    found, faults = parse(body, 1, [f"P{number:02}" for number in range(1, count + 1)])
    assert faults == []
    return found


def filled(body: str, force: str = "kent", chosen: dict[str, str] | None = None, **words: str) -> str:
    return fill.text(blocks(body), Answers({**FORCES[force].forms(), **words}, chosen or {}))


# --- what is asked for ---

ASKED = [
    # words, fields, choices, typed, chosen, lacks
    ("{{ reference }}", {"reference": REFERENCE}, {}, {}, {}, [("reference", EMPTY)]),
    ("{{ reference }}", {"reference": REFERENCE}, {}, {"reference": " \u200b\n"}, {}, [("reference", EMPTY)]),
    ("{{ reference }}", {"reference": REFERENCE}, {}, {"reference": "1"}, {}, []),
    (
        "{{ reference }}",
        {"reference": REFERENCE},
        {},
        {"reference": "1" * 61},
        {},
        [("reference", "It is longer than 60 characters: give the request's reference alone.")],
    ),
    (
        "{{ link }} {{ day }}",
        {"link": LINK, "day": DAY},
        {},
        {"link": "http://a.org", "day": "24/11/2026"},
        {},
        [
            ("link", Reason.NOT_HTTPS.value),
            ("day", "It is not a day in the calendar: give it as year-month-day, such as 2026-11-24."),
        ],
    ),
    # a default stands where nothing was typed; one that was emptied is missing
    ("{{ supplier }}", {"supplier": SUPPLIER}, {}, {}, {}, []),
    ("{{ supplier }}", {"supplier": SUPPLIER}, {}, {"supplier": ""}, {}, [("supplier", EMPTY)]),
    ("{{ supplier }}", {"supplier": SUPPLIER}, {}, {"supplier": "  "}, {}, [("supplier", EMPTY)]),
    # an optional field may be empty, whatever its default, but not wrong
    ("{{ other }}", {"other": Field("Other", Kind.TEXT, default="x", optional=True)}, {}, {"other": ""}, {}, []),
    ("{{ reason }}", {"reason": REASON}, {}, {}, {}, []),
    ("{{ reason }}", {"reason": REASON}, {}, {"reason": " "}, {}, []),
    (
        "{{ link }}",
        {"link": Field("The link", Kind.LINK, optional=True)},
        {},
        {"link": "https://localhost"},
        {},
        [("link", Reason.BARE_NAME.value)],
    ),
    # a choice has no default
    ("{% if role %}a{% endif %}b", {}, {"role": ROLE}, {}, {}, [("role", UNANSWERED)]),
    ("{% if role %}a{% endif %}b", {}, {"role": ROLE}, {}, {"role": "yes"}, []),
    ("{% if role %}a{% endif %}b", {}, {"role": ROLE}, {}, {"role": "no"}, []),
    # a choice that must be yes
    ("a", {}, {"opened": OPENED}, {}, {}, [("opened", UNANSWERED)]),
    ("a", {}, {"opened": OPENED}, {}, {"opened": "yes"}, []),
    (
        "a",
        {},
        {"opened": OPENED},
        {},
        {"opened": "no"},
        [("opened", "With the answer no, these words cannot be sent. Open it first.")],
    ),
    # a field that a choice hides is not asked for; while the choice is open it is
    (
        "{% if role %}{{ reference }}{% endif %}",
        {"reference": REFERENCE},
        {"role": ROLE},
        {},
        {},
        [("role", UNANSWERED), ("reference", EMPTY)],
    ),
    ("{% if role %}{{ reference }}{% endif %}", {"reference": REFERENCE}, {"role": ROLE}, {}, {"role": "no"}, []),
    (
        "{% if not role %}{{ reference }}{% endif %}",
        {"reference": REFERENCE},
        {"role": ROLE},
        {},
        {"role": "no"},
        [("reference", EMPTY)],
    ),
    ("{% if not role %}{{ reference }}{% endif %}", {"reference": REFERENCE}, {"role": ROLE}, {}, {"role": "yes"}, []),
    (
        "{% if role %}{{ reference }}{% endif %}\n\n{{ reference }}",
        {"reference": REFERENCE},
        {"role": ROLE},
        {},
        {"role": "no"},
        [("reference", EMPTY)],
    ),
]


@pytest.mark.parametrize(("body", "fields", "choices", "typed", "chosen", "lacks"), ASKED)
def test_everything_missing_or_refused_is_named(body, fields, choices, typed, chosen, lacks):
    _, found, _ = fill.answer(blocks(body), fields, choices, FORCES["kent"], typed, chosen)
    labels = {name: field.label for name, field in fields.items()} | {name: c.ask for name, c in choices.items()}
    assert found == [Lack(name, labels[name], why) for name, why in lacks]


TOLD = [
    ({"supplier": "Palantir Technologies"}, {"role": "yes"}, []),
    ({"supplier": " Palantir  Technologies "}, {"role": "yes"}, []),
    ({"supplier": "Another"}, {"role": "yes"}, ["The supplier: ask the CRU"]),
    ({}, {"role": "no"}, ["The case is weaker."]),
    ({}, {}, []),
    (
        {"supplier": "Palantir\u200b Technologies"},
        {"role": "yes"},
        ["The supplier: invisible characters were taken out."],
    ),
    (
        {"supplier": "An\u202eother"},
        {"role": "no"},
        ["The case is weaker.", "The supplier: invisible characters were taken out.", "The supplier: ask the CRU"],
    ),
]


@pytest.mark.parametrize(("typed", "chosen", "notices"), TOLD)
def test_the_officer_is_told_what_the_answers_mean(typed, chosen, notices):
    body = blocks("{{ supplier }}{% if role %} a{% endif %}")
    found = fill.answer(body, {"supplier": SUPPLIER}, {"role": ROLE}, FORCES["kent"], typed, chosen)[2]
    assert found == notices


def test_a_changed_value_in_hidden_words_is_not_remarked_on():
    body = blocks("a{% if role %} {{ supplier }}{% endif %}")
    typed = {"supplier": "Another"}
    found = fill.answer(body, {"supplier": SUPPLIER}, {"role": ROLE}, FORCES["kent"], typed, {"role": "no"})[2]
    assert found == ["The case is weaker."]


def test_answers_hold_the_forces_forms_and_the_cleaned_values():
    fields = {"reference": REFERENCE, "supplier": SUPPLIER, "day": DAY, "reason": REASON}
    typed = {"reference": " FOI\u200b 1\n", "day": "2026-11-24"}
    body = blocks("{{ reference }} {{ supplier }} {{ day }} {{ reason }}")
    answers, _, _ = fill.answer(body, fields, {}, FORCES["psni"], typed, {})
    assert answers.words == {
        **FORCES["psni"].forms(),
        **{"reference": "FOI 1", "supplier": "Palantir Technologies", "day": "24 November 2026", "reason": ""},
    }


# --- the words ---

WORDS = [
    ("## To {{ the_force }}\n\nHello.", {}, {}, "To Kent Police\n\nHello."),
    ("{{ The_force_possessive }} *own* **words**", {}, {}, "Kent Police's own words"),
    ("A,{% if c %} b,{% endif %} d.", {"c": "yes"}, {}, "A, b, d."),
    ("A,{% if c %} b,{% endif %} d.", {"c": "no"}, {}, "A, d."),
    ("A{% if not c %} b{% endif %}.", {"c": "no"}, {}, "A b."),
    ("One.\n\n{% if c %}Two.{% endif %}\n\nThree.", {"c": "no"}, {}, "One.\n\nThree."),
    ("One.\n\n{{ x }}\n\nThree.", {}, {"x": ""}, "One.\n\nThree."),
    ("One.\n\n{{ x }}\n\nThree.", {}, {"x": "Two."}, "One.\n\nTwo.\n\nThree."),
    ("See [the page](https://a.org/b).", {}, {}, "See the page (https://a.org/b)."),
    ("See [the *whole* page](https://a.org/b) now.", {}, {}, "See the whole page (https://a.org/b) now."),
    ("It is here: {{ x }}", {}, {"x": "https://a.org/b?c=1&d=2#e"}, "It is here: https://a.org/b?c=1&d=2#e"),
    ("A {{ x }} z", {}, {"x": "{{ the_force }}"}, "A {{ the_force }} z"),
    ("A {{ x }} z", {}, {"x": "{% if c %}"}, "A {% if c %} z"),
    ("A {{ x }} z", {}, {"x": "<b>$1 $& \\1</b>"}, "A <b>$1 $& \\1</b> z"),
    ("A {{ x }} z", {}, {"x": "*em* &amp;"}, "A *em* &amp; z"),
]


@pytest.mark.parametrize(("body", "chosen", "words", "text"), WORDS)
def test_the_words_come_out_as_plain_text(body, chosen, words, text):
    assert filled(body, chosen=chosen, **words) == text


NAMES = [
    ("kent", "Kent Police; Kent Police; Kent Police; Kent Police's; Kent Police's; Kent Police's"),
    (
        "psni",
        "Police Service of Northern Ireland; the Police Service of Northern Ireland; "
        "The Police Service of Northern Ireland; Police Service of Northern Ireland's; "
        "the Police Service of Northern Ireland's; The Police Service of Northern Ireland's",
    ),
    (
        "devon-and-cornwall",
        "Devon & Cornwall Police; Devon & Cornwall Police; Devon & Cornwall Police; "
        "Devon & Cornwall Police's; Devon & Cornwall Police's; Devon & Cornwall Police's",
    ),
]


@pytest.mark.parametrize(("force", "text"), NAMES)
def test_each_force_field_takes_its_form(force: str, text: str):
    fields = "force_name the_force The_force force_name_possessive the_force_possessive The_force_possessive"
    assert filled("; ".join(f"{{{{ {name} }}}}" for name in fields.split()), force) == text


# --- rich text ---

RICH = [
    ("## To {{ the_force }}\n\nHello.", {}, {}, "<h2>To Kent Police</h2>\n<p>Hello.</p>"),
    ("### A *b **c*** d", {}, {}, "<h3>A <em>b </em><em><strong>c</strong></em> d</h3>"),
    ("A{% if c %} b{% endif %}.", {"c": "no"}, {}, "<p>A.</p>"),
    ("One.\n\n{% if c %}Two.{% endif %}", {"c": "no"}, {}, "<p>One.</p>"),
    ("One.\n\n{{ x }}", {}, {"x": ""}, "<p>One.</p>"),
    ("See [it](https://a.org/?b=1&c=2).", {}, {}, '<p>See <a href="https://a.org/?b=1&amp;c=2">it</a>.</p>'),
    ("*{{ x }}*", {}, {"x": "<b>&\"'</b>"}, "<p><em>&lt;b&gt;&amp;\"'&lt;/b&gt;</em></p>"),
]


@pytest.mark.parametrize(("body", "chosen", "words", "html"), RICH)
def test_rich_text_has_headings_paragraphs_and_emphasis_and_escapes_values(body, chosen, words, html):
    answers = Answers({**FORCES["kent"].forms(), **words}, chosen)
    assert components.rich(blocks(body), answers) == html


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.blocks = set[str](), set[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in {"p", "h2", "h3", "h4"}:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1] += data.rstrip("\n") if data.strip() == "" else data


HOSTILE = "</p><script>alert(1)</script> {{ the_force }} $& & \u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize("force", ["metropolitan", "psni", "devon-and-cornwall"])
@pytest.mark.parametrize("value", ["a value", HOSTILE])
def test_rich_text_says_the_same_as_plain_text(loaded: Library, force: str, value: str):
    for item in loaded.wordings.values():
        given = {**TYPED, Kind.TEXT: value, Kind.LINK: "https://www.kent.police.uk/a?b=1&c=2"}
        typed = {name: given[field.kind] for name, field in item.fields.items()}
        chosen = dict.fromkeys(item.choices, "yes")
        answers, lacks, _ = fill.answer(item.blocks, item.fields, item.choices, FORCES[force], typed, chosen)
        assert lacks == []
        reader = Reader()
        reader.feed(components.rich(item.blocks, answers))
        assert "\n\n".join(reader.blocks) == fill.text(item.blocks, answers)
        assert reader.tags <= {"h2", "h3", "p", "strong", "em", "a"}
        assert reader.attributes == set()

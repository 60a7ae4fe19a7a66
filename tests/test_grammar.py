"""Grammar: a wording's words are headings and paragraphs with fields and choices, and nothing more."""

import pytest

from macros.grammar import Block, Fault, Segment, When, parse

YES, NO = When("c", "yes"), When("c", "no")
ONLY = "a wording holds `{{ field }}`, `{% if choice %}`, `{% if not choice %}` and `{% endif %}` only"
PLAIN = "write words and Markdown only"
ONE = "a block is one heading or one paragraph, with emphasis at most"


def one(body: str) -> Block:
    [block], faults = parse(body, 10, ["W01"])
    assert faults == []
    return block


GOOD = [
    ("Words.", "p", [Segment("Words.")]),
    ("\n\nWords.\n\n", "p", [Segment("Words.")]),
    ("## Heading", "h2", [Segment("Heading")]),
    ("### Heading ###", "h3", [Segment("Heading")]),
    ("#### Heading", "h4", [Segment("Heading")]),
    ("A {{ x }} b", "p", [Segment("A "), Segment(field="x"), Segment(" b")]),
    ("{{The_force}}", "p", [Segment(field="The_force")]),
    ("{{ x }}{{ y }}", "p", [Segment(field="x"), Segment(field="y")]),
    ("## To {{ x }}", "h2", [Segment("To "), Segment(field="x")]),
    ("A,{% if c %} b,{% endif %} d.", "p", [Segment("A,"), Segment(" b,", when=YES), Segment(" d.")]),
    (
        "{% if not c %}All {{ x }}.{% endif %}",
        "p",
        [Segment("All ", when=NO), Segment("", "x", NO), Segment(".", "", NO)],
    ),
    ("{%if c%}A{%endif%}", "p", [Segment("A", when=YES)]),
    ("{% if c %}A{% endif %}{% if not c %}B{% endif %}", "p", [Segment("A", when=YES), Segment("B", when=NO)]),
    (
        "a *b **c*** d",
        "p",
        [Segment("a "), Segment("b ", emphasis=("em",)), Segment("c", emphasis=("em", "strong")), Segment(" d")],
    ),
    ("*{{ x }}*", "p", [Segment(field="x", emphasis=("em",))]),
    ("**{% if c %}a{% endif %}** b", "p", [Segment("a", when=YES, emphasis=("strong",)), Segment(" b")]),
    ("{% if c %}a **b{% endif %}**", "p", [Segment("a ", when=YES), Segment("b", when=YES, emphasis=("strong",))]),
    ("[the Act](https://www.example.org/a)", "p", [Segment("the Act", href="https://www.example.org/a")]),
    ("over\ntwo\nlines", "p", [Segment("over two lines")]),
    ("wide   and\u00a0hard space", "p", [Segment("wide and hard space")]),
    ("A & b; 1 < 2 > 1", "p", [Segment("A & b; 1 < 2 > 1")]),
    ("\u201ccurly\u201d 'X' \u2013 -- ... (c) 1/2", "p", [Segment("\u201ccurly\u201d 'X' \u2013 -- ... (c) 1/2")]),
    ("a_b_c {{ x }}_d", "p", [Segment("a_b_c "), Segment(field="x"), Segment("_d")]),
    ("a \\* b \\_ c", "p", [Segment("a * b _ c")]),
    ("$1 $& \\1 %s", "p", [Segment("$1 $& \\1 %s")]),
    ("https://www.example.org", "p", [Segment("https://www.example.org")]),
]


@pytest.mark.parametrize(("body", "tag", "segments"), GOOD, ids=[body for body, _, _ in GOOD])
def test_words_are_read_as_segments(body: str, tag: str, segments: list[Segment]):
    block = one(body)
    assert (block.id, block.tag, list(block.segments)) == ("W01", tag, segments)


BAD = [
    # other Jinja
    ("{{ 'x' }}", "`{{ 'x' }}` is not allowed here; a field is a bare name, without quotation marks"),
    (
        "{{ \u201cx\u201d }}",
        "`{{ \u201cx\u201d }}` is not allowed here; a field is a bare name, without quotation marks",
    ),
    ("{{ x.y }}", f"`{{{{ x.y }}}}` is not allowed here; {ONLY}"),
    ("{{ x|e }}", f"`{{{{ x|e }}}}` is not allowed here; {ONLY}"),
    ("{{ x1 }}", f"`{{{{ x1 }}}}` is not allowed here; {ONLY}"),
    ("{{ the force }}", f"`{{{{ the force }}}}` is not allowed here; {ONLY}"),
    ("{{ }}", f"`{{{{ }}}}` is not allowed here; {ONLY}"),
    ("{{- x -}}", f"`{{{{- x -}}}}` is not allowed here; {ONLY}"),
    ("{% else %}", f"`{{% else %}}` is not allowed here; {ONLY}"),
    ("{% set x = 1 %}", f"`{{% set x = 1 %}}` is not allowed here; {ONLY}"),
    ("{% include 'x' %}", "`{% include 'x' %}` is not allowed here; a field is a bare name, without quotation marks"),
    ("{# note #}", f"`{{# note #}}` is not allowed here; {ONLY}"),
    # left open
    ("A {{ x b", "`{{` is left open; write a field as `{{ name }}`"),
    ("A x }} b", "`}}` is left open; write a field as `{{ name }}`"),
    ("A {% if c b", "`{%` is left open; write a field as `{{ name }}`"),
    ("## Heading {#anchor}", "`{#` is left open; write a field as `{{ name }}`"),
    ("{% if c %}A", "`{% if c %}` is not closed in its block; add `{% endif %}`"),
    ("A{% endif %}", "`{% endif %}` closes nothing; put `{% if choice %}` before it"),
    # fields outside text
    ("[x](https://a.org/{{ x }})", "holds a field or choice in a link or attribute; fields stand in text only"),
    # other Markdown
    ("# Heading", f"holds a heading `# …`; {ONE}"),
    ("##### Heading", f"holds `<h5>`; {ONE}"),
    ("- one\n- two", f"holds a list; {ONE}"),
    ("1. one", f"holds a list; {ONE}"),
    ("> said", f"holds a quotation; {ONE}"),
    ("    code", f"holds code, as lines that begin with four spaces are; {ONE}"),
    ("a `code`", f"holds code; {ONE}"),
    ("***", f"holds a line across the page; {ONE}"),
    ("![x](https://a.org/x.png)", f"holds an image; {ONE}"),
    ("line  \nbreak", f"holds a line break; {ONE}"),
    ("[x](http://a.org)", f"holds a link that is not plain https; {ONE}"),
    ("[x](javascript:alert)", f"holds a link that is not plain https; {ONE}"),
    ("[x](../page.md)", f"holds a link that is not plain https; {ONE}"),
    # markup, and what Markdown would turn into something else or drop
    ("a <b>b</b>", f"holds markup, `<b>`; {PLAIN}"),
    ("a <span data-field='x'>b</span>", f"holds markup, `<span`; {PLAIN}"),
    ("<script>alert(1)</script>", f"holds markup, `<script>`; {PLAIN}"),
    ("a </p> b", f"holds markup, `</p>`; {PLAIN}"),
    ("a <!-- note --> b", f"holds markup, `<!--`; {PLAIN}"),
    ("a <?php x ?> b", f"holds markup, `<?php`; {PLAIN}"),
    ("<p>a</p>", f"holds markup, `<p>`; {PLAIN}"),
    ("a &amp; b", "holds a character by its code, `&amp;`; type the character"),
    ("a &#x200b; b", "holds a character by its code, `&#x200b;`; type the character"),
    ("a &#57344; b", "holds a character by its code, `&#57344;`; type the character"),
    ("a {: .x }", "`{:` is left open; write a field as `{{ name }}`"),
    ("x" * 4001, "is a block of more than 4,000 characters; make it several paragraphs"),
    *((mark * 51, f"holds more than 50 times `{mark}`; write it without them") for mark in "[*_`<>&\\"),
    ("1. " * 5 + "a", f"is nested too deep; {ONE}"),
    # what Markdown leaves standing, and what is no field
    ("{ The_force } can", "`{ The_force }` is left open; write a field as `{{ name }}`"),
    ("a } b", "`}` is left open; write a field as `{{ name }}`"),
    *(
        (words, f"`{mark}` is left standing by Markdown; take it out, or close the emphasis or link")
        for words, mark in [
            ("a * b", "*"),
            ("*a", "*"),
            ("**a* b", "*"),
            ("\\* a *", "*"),
            ("_a and b", "_"),
            ("{{ x }}: ____", "____"),
            ("a ` b", "`"),
            ("{{ x }}](https://www.example.org)", "]("),
        ]
    ),
    # two blocks in one
    ("words\n## Heading", "makes 2 blocks; put a blank line between headings and paragraphs"),
    ("[x]: https://a.org", "holds `]:`, and Markdown may drop that line; take the colon out"),
    ("[x]: lost\nWords that stay.", "holds `]:`, and Markdown may drop that line; take the colon out"),
]


@pytest.mark.parametrize(("body", "message"), BAD, ids=[body[:30] for body, _ in BAD])
def test_anything_else_is_refused_with_its_line(body: str, message: str):
    blocks, faults = parse(f"Before.\n\n{body}", 10, ["W01", "W02"])
    assert faults == [Fault(12, message)]
    assert [block.id for block in blocks] == ["W01"]


NO_LISTS = [
    *("a duty", "(the Act) is", "1.1 million people", "1.1 per cent", "1.5% of", "5.30 pm was", "1.1 and 1.2 say"),
    *("R\nv. Smith", "e.g. it", "i.e. it", "A. Smith wrote", "(s)he", "[2019] 1 WLR", "[sic] The", "[A]ny", "(UK) Ltd"),
    *(
        "tool\n\u2013 be it",
        "I am",
        "1 in ten",
        "24(2) says",
        "s. 17 of the Act",
        "s.17(1) says",
        "or we",
        "p. 5 of",
        "§ 1",
    ),
]


@pytest.mark.parametrize("body", NO_LISTS)
def test_what_begins_like_a_list_made_by_hand_and_is_none_passes(body: str):
    assert one(body).template() == " ".join(body.split())


def test_a_choice_does_not_stand_inside_a_choice():
    _, faults = parse("{% if a %}x{% if b %}y{% endif %}z{% endif %}", 5, ["W01"])
    assert [fault.message for fault in faults] == [
        "`{% if b %}` stands inside `{% if … %}`; close the first with `{% endif %}`",
        "`{% endif %}` closes nothing; put `{% if choice %}` before it",
    ]


def test_a_private_character_is_no_field():
    block = one("a \ue000 b \uf8ff {{ x }}")
    assert list(block.segments) == [Segment("a ? b ? "), Segment(field="x")]


def test_every_fault_of_a_body_is_named_with_its_own_line():
    body = "One\n{{ a.b }}\n\n- two\n\nThree {{ c.d }}"
    _, faults = parse(body, 20, ["W01", "W02", "W03"])
    assert [fault.line for fault in faults] == [21, 23, 25]


def test_blocks_are_named_in_order_and_know_their_lines():
    blocks, faults = parse("\n## A\n\nb\nb\n\n\nc\n", 7, ["W01", "P02", "W03"])
    assert faults == []
    assert [(block.id, block.tag, block.line) for block in blocks] == [
        ("W01", "h2", 8),
        ("P02", "p", 10),
        ("W03", "p", 14),
    ]


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["W01"], "has 2 blocks and `blocks:` names 1; name each heading and paragraph once"),
        (["W01", "W02", "W03"], "has 2 blocks and `blocks:` names 3; name each heading and paragraph once"),
    ],
)
def test_more_or_fewer_names_than_blocks_is_a_fault(ids: list[str], message: str):
    assert parse("a\n\nb", 3, ids)[1] == [Fault(3, message)]


def test_a_block_hangs_on_a_choice_only_if_all_of_it_does():
    assert one("{% if c %}All {{ x }} of it.{% endif %}").when == YES
    assert one("{% if not c %}All of it.{% endif %}").when == NO
    assert one("{% if c %}Some{% endif %} of it.").when is None
    assert one("{% if c %}Either{% endif %}{% if not c %}or{% endif %}").when is None
    assert one("None of it.").when is None


def test_a_template_keeps_the_fields_and_drops_emphasis_and_choices():
    body = "*The* {{ the_force }}{% if c %} & {{ x }}{% endif %}."
    assert one(body).template() == "The {{ the_force }} & {{ x }}."


def test_every_wording_is_read_back_word_for_word(loaded):
    for wording in loaded.wordings.values():
        written = wording.page.body.replace("{% endif %}", "")
        for choice in wording.choices:
            written = written.replace(f"{{% if {choice} %}}", "")
        written = written.replace("\n### ", "\n").replace("\n## ", "\n").strip()
        assert "\n\n".join(block.template() for block in wording.blocks) == written

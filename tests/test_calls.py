"""Pages are data: whatever Jinja a page holds beyond a macro's call is refused, and nothing of it runs."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from mkdocs.utils import meta
from test_broken import BROKEN, damaged, tree

from macros import calls, checking, library, pages
from macros.problems import as_text, in_order

REMEDY = 'a page holds only calls such as `{{ provision("s31") }}`, alone on a line'
EXPRESSION = f"has Jinja that a page may not hold (an expression); {REMEDY}"
STATEMENT = f"has Jinja that a page may not hold (a statement); {REMEDY}"
COMMENT = f"has Jinja that a page may not hold (a comment); {REMEDY}"
NOT_ALONE = f"has Jinja that a page may not hold (a call that is not alone on its line); {REMEDY}"
TRIMS = f"has Jinja that a page may not hold (a `-` or `+` beside its braces); {REMEDY}"
TOO_DEEP = f"has Jinja that is nested too deep; {REMEDY}"
FIELDS_ONLY = "a wording holds `{{ field }}`, `{% if choice %}`, `{% if not choice %}` and `{% endif %}` only"


def no_macro(name: str) -> str:
    return f"`{name}` is not a macro; {REMEDY}"


def no_text(name: str) -> str:
    return f'`{name}` takes text in quotes, such as `{name}("…")`; {REMEDY}'


def unreadable(why: str) -> str:
    return f"has Jinja that cannot be read ({why}); {REMEDY}"


# In each, CANARY is a file that the page would write.
RUNS = [
    "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
    "{{ lipsum.__globals__['os'].popen('touch CANARY').read() }}",
    "{{ joiner.__init__.__globals__.os.system('touch CANARY') }}",
    "{{ namespace.__init__.__globals__['__builtins__']['open']('CANARY', 'w') }}",
    "{{ (lipsum | attr('__globals__'))['os'].system('touch CANARY') }}",
    "{% set x = lipsum.__globals__.os.system('touch CANARY') %}",
    "{% for x in [lipsum.__globals__.os.system('touch CANARY')] %}{% endfor %}",
    "{% if lipsum.__globals__.os.system('touch CANARY') %}{% endif %}",
    "{% macro x() %}{{ lipsum.__globals__.os.system('touch CANARY') }}{% endmacro %}{{ x() }}",
]
HOSTILE: dict[str, tuple[int, str]] = {
    **{line: (1, EXPRESSION if line.startswith("{{") else STATEMENT) for line in RUNS},
    "{{ ''.__class__.__mro__ }}": (1, EXPRESSION),
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": (1, EXPRESSION),
    "{% import 'os' as os %}": (1, STATEMENT),
    "{% include 'index.md' %}": (1, STATEMENT),
    "{% extends 'main.html' %}": (1, STATEMENT),
    "{% raw %}": (1, STATEMENT),
    "{% raw %}{{ x }}{% endraw %}": (1, STATEMENT),
    "{%- set x = 1 -%}": (1, STATEMENT),
    "text {%\nset x = 1 %}": (1, STATEMENT),
    "{{ config }}": (1, EXPRESSION),
    "{{ self }}": (1, EXPRESSION),
    "{{ page.meta }}": (1, EXPRESSION),
    "{{ environment['HOME'] }}": (1, EXPRESSION),
    "{{ config.plugins }}": (1, EXPRESSION),
    "{{ self.__init__.__globals__ }}": (1, EXPRESSION),
    "{{ context() }}": (1, no_macro("context")),
    "{{ macros_info() }}": (1, no_macro("macros_info")),
    "{{ now() }}": (1, no_macro("now")),
    "{{ caller() }}": (1, no_macro("caller")),
    "{{ _wording('opening') }}": (1, "`_wording` is not a macro. Did you mean `wording`?"),
    "{{ macros.wording('opening') }}": (1, EXPRESSION),
    "{{ macros['wording']('opening') }}": (1, EXPRESSION),
    "{{ wording('opening')() }}": (1, EXPRESSION),
    "{{ wording('opening').upper() }}": (1, EXPRESSION),
    "{{ wording('opening')|attr('y') }}": (1, EXPRESSION),
    "{{ wording('opening') | safe }}": (1, EXPRESSION),
    "{{ wording('opening') if 1 else 2 }}": (1, EXPRESSION),
    "{{ wording('opening'), 1 }}": (1, EXPRESSION),
    "{{ not wording('opening') }}": (1, EXPRESSION),
    "{{ wording(cycler.__init__) }}": (1, no_text("wording")),
    "{{ wording('open' ~ 'ing') }}": (1, no_text("wording")),
    "{{ wording('open' + 'ing') }}": (1, no_text("wording")),
    "{{ wording('%s' % 'opening') }}": (1, no_text("wording")),
    "{{ wording(wording('opening')) }}": (1, no_text("wording")),
    "{{ wording(['opening']) }}": (1, no_text("wording")),
    "{{ wording({'id': 'opening'}) }}": (1, no_text("wording")),
    "{{ wording(true) }}": (1, no_text("wording")),
    "{{ wording(-1) }}": (1, no_text("wording")),
    "{{ wording(*['opening']) }}": (1, f"`wording` takes its arguments written out; {REMEDY}"),
    "{{ wording(**{'id': 'opening'}) }}": (1, f"`wording` takes its arguments written out; {REMEDY}"),
    "{{ wording('opening', x='y') }}": (1, "`wording` takes (id, force); write each once"),
    "{{ wording('opening', None, None) }}": (1, "`wording` takes (id, force); write each once"),
    "{{ provision(None) }}": (1, "`provision` does not know `None`. Correct it."),
    "{{ source('../../../etc/passwd') }}": (1, "`source` does not know `../../../etc/passwd`. Correct it."),
    "{{ wording('index') }}": (1, "`wording` does not know `index`. Correct it."),
    "{{ 'a' ~ 'b' }}": (1, EXPRESSION),
    "{{ 'a' 'b' }}": (1, EXPRESSION),
    "{{ 7 * 7 }}": (1, EXPRESSION),
    "{{ 10 ** 10 ** 10 }}": (1, EXPRESSION),
    "{{ range(10 ** 9) | list }}": (1, EXPRESSION),
    "{{ x if y }}": (1, EXPRESSION),
    "{{ " + "(" * 4000 + ")" * 4000 + " }}": (1, TOO_DEEP),
    "{{ " + "[" * 4000 + " }}": (1, TOO_DEEP),
    "{{ " + "-" * 5000 + "1 }}": (1, TOO_DEEP),
    "{{ x" + ".y" * 4000 + " }}": (1, EXPRESSION),
    "{{ " + "9" * 9000 + " }}": (1, unreadable("a number is too long")),
    "{{" * 3000: (1, NOT_ALONE),
    "{{ }}": (1, unreadable("Expected an expression, got 'end of print statement'")),
    "{{ provision('s31' }}": (1, unreadable("unexpected '}', expected ')'")),
    "{{ provision('s31) }}": (1, unreadable('unexpected char "\'" at 13')),
    "{{ provision('s31')": (1, NOT_ALONE),
    "{{ provision('s31') }": (1, NOT_ALONE),
    "{{\nconfig\n}}": (1, NOT_ALONE),
    "{{ provision('s31') }} {{ config }}": (1, NOT_ALONE),
    "{{ provision('s31') }} and more }}": (1, NOT_ALONE),
    "{{ provision(' }}\n{{ config }}\n') }}": (1, unreadable('unexpected char "\'" at 13')),
    "{{- provision('s31') -}}": (1, TRIMS),
    "{{ provision('s31') -}}": (1, TRIMS),
    "{{+ provision('s31') }}": (1, TRIMS),
    "> {{ config }}": (1, NOT_ALONE),
    "- {{ provision('s31') }}": (1, NOT_ALONE),
    "\\{{ config }}": (1, NOT_ALONE),
    "`{{ config }}`": (1, NOT_ALONE),
    "<!-- {{ config }} -->": (1, NOT_ALONE),
    "<script>\n{{ config }}\n</script>": (2, EXPRESSION),
    "```jinja\n{{ config }}\n```": (2, EXPRESSION),
    "    {{ config }}": (1, NOT_ALONE),
    "[x](https://example.org/{{ config }})": (1, NOT_ALONE),
    "## {{ config }}": (1, NOT_ALONE),
    "[[# a comment": (1, COMMENT),
    "[[# {{ config }} #]]": (1, COMMENT),
    "text [[#- x -#]]": (1, COMMENT),
    "\u2066{{ config }}": (1, NOT_ALONE),
}
HOSTILE_WORDS: dict[str, tuple[int, str]] = {
    **dict.fromkeys(RUNS, (1, "")),
    "{{ config }}": (1, "`{{ config }}` is not a field. Declare it in `fields:`."),
    "{{ The_force.__class__ }}": (1, f"`{{{{ The_force.__class__ }}}}` is not allowed here; {FIELDS_ONLY}"),
    "{{ supplier | upper }}": (1, f"`{{{{ supplier | upper }}}}` is not allowed here; {FIELDS_ONLY}"),
    "{{- supplier -}}": (1, f"`{{{{- supplier -}}}}` is not allowed here; {FIELDS_ONLY}"),
    "{% raw %}{{ supplier }}{% endraw %}": (1, f"`{{% raw %}}` is not allowed here; {FIELDS_ONLY}"),
    "{% import 'os' as os %}": (
        1,
        "`{% import 'os' as os %}` is not allowed here; a field is a bare name, without quotation marks",
    ),
    "{% if supplier == x %}x{% endif %}": (1, f"`{{% if supplier == x %}}` is not allowed here; {FIELDS_ONLY}"),
    "{# a comment #}": (1, f"`{{# a comment #}}` is not allowed here; {FIELDS_ONLY}"),
    "{{ " + "(" * 1500 + " }}": (1, f"`{{{{ {'(' * 1500} }}}}` is not allowed here; {FIELDS_ONLY}"),
    "{{" * 1500: (1, "`{{` is left open; write a field as `{{ name }}`"),
    "{{ {'a': 1} }}": (1, "`{{` is left open; write a field as `{{ name }}`"),
}
ACCEPTED = [
    "## Heading {#id}",
    "## Heading {: #id .class }",
    "{: .class }",
    "Words.\n{: .class }",
    "{ {",
    "{ { config } }",
    "{ % set x = 1 % }",
    "{config}",
    "a } } b }} c",
    "%} #} #]]",
    "## ]] [ [# [#",
    "{# a comment that is none, since `## Heading {#id}` must not be one #}",
    "[[wiki]] [#1](#where)",
    "&#123;&#123; config &#125;&#125;",
    '{{ provision("s31") }}',
    "{{provision('s31')}}",
    '{{ provision("s31") }}   ',
    '{{ provision(id="s31") }}',
    '{{ wording("opening", "dyfed-powys") }}',
    '{{ wording(force="dyfed-powys", id="opening") }}',
    '{{ wording("opening", None) }}',
    '{{ source("1750-22") }}\n\n{{ browse("forces") }}',
]

Found = Callable[[Path], list[str]]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Found:
    """Return the problems of a tree; to compile or render anything on the way fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("Jinja was compiled or rendered")

    def run(docs: Path) -> list[str]:
        monkeypatch.chdir(docs)
        for name in ("compile", "from_string", "get_template"):
            monkeypatch.setattr(jinja2.Environment, name, refuse)
        monkeypatch.setattr(jinja2.Template, "render", refuse)
        start = time.process_time()
        loaded, problems = library.load(docs)
        lines = [as_text(problem) for problem in in_order([*problems, *checking.between(loaded)])]
        assert time.process_time() - start < 2
        return lines

    return run


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_jinja_is_refused_before_anything_runs(line: str, tmp_path: Path, found: Found) -> None:
    docs, canary = tree(tmp_path / "docs"), tmp_path / "canary"
    (docs / "help/page.md").write_text(f"---\ntitle: A page\n---\n{line.replace('CANARY', str(canary))}\n", "utf-8")
    number, message = HOSTILE[line]
    assert f"help/page.md:{3 + number}: {message}" in found(docs)
    assert not canary.exists()


@pytest.mark.parametrize("line", HOSTILE_WORDS)
def test_hostile_jinja_in_a_wording_is_refused_alike(line: str, tmp_path: Path, found: Found) -> None:
    docs, canary = tree(tmp_path / "docs"), tmp_path / "canary"
    page = docs / "wording/opening.md"
    page.write_text(page.read_text("utf-8").replace("## Our decision", line.replace("CANARY", str(canary))), "utf-8")
    number, message = HOSTILE_WORDS[line]
    start = f"wording/opening.md:{23 + number}: {message}"
    assert any(one == start or (one.startswith(start) and not message) for one in found(docs))
    assert not canary.exists()


def test_the_hostile_lines_would_run_if_nothing_refused_them(tmp_path: Path) -> None:
    for number, line in enumerate(RUNS):
        canary = tmp_path / str(number)
        jinja2.Environment().from_string(line.replace("CANARY", str(canary))).render()
        assert canary.exists(), line


@pytest.mark.parametrize("lines", ACCEPTED)
def test_braces_that_are_no_jinja_and_calls_of_macros_are_accepted(lines: str, tmp_path: Path, found: Found) -> None:
    docs = tree(tmp_path / "docs")
    (docs / "help/page.md").write_text(f"---\ntitle: A page\n---\n\n{lines}\n", "utf-8")
    assert [line for line in found(docs) if re.search("Jinja|macro|takes", line)] == []


def test_a_call_is_read_with_its_arguments_and_line() -> None:
    page = pages.parse(
        "a.md", "a.md", '---\ntitle: A\n---\n\n{{ wording("opening", force="kent") }}\n{{ browse("x") }}\n'
    )
    assert calls.read(page) == (
        [
            calls.Call("wording", {"id": "opening", "force": "kent"}, 5),
            calls.Call("browse", {"by": "x"}, 6),
        ],
        [],
    )


def test_what_is_checked_as_words_is_what_mkdocs_renders_as_words(tmp_path: Path) -> None:
    """Were the two to part, MkDocs could render a line that the check took for front matter."""
    dice, path, read = random.Random(1), tmp_path / "page.md", 0
    originals = [page.read_bytes() for page in sorted(BROKEN.rglob("*.md"))]
    for _ in range(800):
        path.write_bytes(damaged(dice.choice(originals), dice))
        readable, problems = pages.load(tmp_path)
        for page in readable:
            if page.meta and not problems:
                read += 1
                body, front = meta.get_data(path.read_text("utf-8-sig"))
                assert (body, front) == (page.body.lstrip("\n"), page.meta)
    assert read > 100

"""Markup: what the check lets through is plain Markdown, whatever Python-Markdown makes of it."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from macros import calls, markup
from macros.files import _faults
from macros.pages import Page

PIECES = (
    *(
        "`",
        "``",
        "```",
        "```\n",
        "\n```\n",
        "~~~",
        "\n~~~\n",
        "\n~~~ js\n",
        "~~~ py hl_lines='1'",
        "\\",
        "\t",
        "    ",
        "\n\n",
    ),
    *(
        "<b>",
        "<div>",
        "</div>",
        "<script>alert(1)</script>",
        "<svg onload=x>",
        "<!-- x",
        "-->",
        "<?x ?>",
        "a < b",
        "<",
        "/",
    ),
    *(
        "[a]",
        "(",
        "](",
        "]",
        "[",
        ")",
        "javascript:alert(1)",
        "[a](x.md)",
        "[a](https://x.y)",
        "[r]: javascript:x",
        "- [r]: javascript:x",
        "1. [r]: javascript:x",
        "[lost\nwords]: x",
        "![i](u)",
        "!",
        "![",
        "\n![i](u.png)\n",
        "(u.png)",
    ),
    *("{: onclick=x}", "{#id}", "{ .cru-door }", "&lt;", "&#60;", '"', "'", "*", "**", "_", "word ", "\n"),
    *("# ", "## h", "> ", "- ", "1. ", "| a | b |", "\n|---|---|\n", "|", "<https://x>"),
)
PLAIN = {
    *(
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "a",
        "hr",
    ),
    *("br", "img", "table", "thead", "tbody", "tr", "th", "td"),
}


class Reader(HTMLParser):
    """Notes every tag and attribute that is no plain Markdown, and every comment."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.foreign += [tag] if tag not in PLAIN else []
        for name, value in attrs:
            plain_link = name == "href" and (str(value).startswith("https://") or ":" not in str(value))
            plain_class = name == "class" and (str(value).startswith("language-") or value in markup.CLASSES)
            if tag == "img":
                own = bool(value.strip()) if name == "alt" else bool(re.fullmatch(r"[a-z0-9-]+\.png", str(value)))
                self.foreign += [] if name in {"alt", "src"} and own else [f"img {name}={value}"]
            elif not (plain_link or plain_class or name in {"id", "align"}):
                self.foreign.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.foreign.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.foreign.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.foreign.append("an instruction")


def converted(body: str) -> str:
    return Markdown(extensions=["toc", "tables", "fenced_code", "attr_list"]).convert(body)


def foreign(body: str) -> list[str]:
    reader = Reader()
    reader.feed(converted(body))
    reader.close()
    return reader.foreign


def refused(body: str) -> bool:
    page = Page("help/page.md", "help/page.md", {}, body, 1, {})
    schemes = [link for link in markup.links(page) if ":" in link.target and not link.target.startswith("https://")]
    return bool(schemes or calls.read(page)[1] or list(markup.check(page)))


def test_what_passes_is_plain_whatever_it_is_made_of() -> None:
    dice = random.Random(1)
    bodies = ["".join(dice.choices(PIECES, k=dice.randint(2, 14))) for _ in range(20_000)]
    passed = [body for body in bodies if not refused(body)]
    assert len(passed) > 1000
    assert sum(bool(foreign(body)) for body in bodies[:2000]) > 500
    assert any("![" in body and "<img" in converted(body) for body in passed)
    assert [body for body in passed if foreign(body)] == []


@pytest.mark.parametrize(
    "line",
    [
        "`<b>` and ``a ` b`` in code",
        "a < b, 3 > 2, AT&T and Q&A; R&D",
        "[words](https://www.legislation.gov.uk/ukpga/2000/36?a=1&b=2#x) and [here](page.md#limits)",
        'a [link](page.md "with a title") in [brackets] [twice]',
        "## Heading {#limits}",
        "`{ field }` in code, and `{ .class }`",
        "1. one\n    - two\n        - three",
        "~~~ text\n<b>\n~~~",
        "Words.\n\n![The pencil, and “Change”: at the top; *here*](a-page-2.png)\n\nWords.",
    ],
)
def test_plain_markdown_passes(line: str) -> None:
    assert not refused(line)


@pytest.mark.parametrize(
    "line",
    [
        "![](a.png)",
        "![ ](a.png)",
        "![a](b.jpg)",
        "![a](b.svg)",
        "![a](b.PNG)",
        "![a](../wording/b.png)",
        "![a](./b.png)",
        "![a](pictures/b.png)",
        "![a](/help/b.png)",
        "![a](//site.example/b.png)",
        "![a](https://site.example/b.png)",
        "![a](data:image/png;base64,iVBORw0KGgo=)",
        "![a](b.png?x)",
        '![a](b.png "title")',
        "![a](b.png){ .cru-door }",
        "![a](<b.png>)",
        "![a][b]",
        "Words ![a](b.png)",
        "[![a](b.png)](https://www.gov.uk/)",
        "- ![a](b.png)",
        "    ![a](b.png)",
        "![a [b]](c.png)",
        "Words\n![a](b.png)",
        "![a](b.png)\nwords",
        "![a](b.png)\n![c](d.png)",
        "![a <b>](c.png)",
    ],
)
def test_any_other_image_is_refused_in_help(line: str) -> None:
    assert refused(line)


def test_a_picture_is_refused_outside_help() -> None:
    for name in ("index.md", "advice/1750-22/index.md", "wording/index.md", "helpful/page.md", "help/more/page.md"):
        page = Page(name, name, {}, "![The pencil](a.png)", 1, {})
        assert [one.message for one in markup.check(page)] == ["holds a picture; describe it in words"], name
        assert list(markup.shown(page)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Reference 01234/22, 1750/22, 2026-11-24 and section 31(3)",
        "https://www.legislation.gov.uk/ukpga/2000/36/section/31",
        "someone@force.example is an example",
        "sha-256 2bbf95c196d0fabe715ff2edec7c68e911c845de22b778d9c1f1b3c2438cab44 and 0012345678901",
        "Café, Ynys Môn, £5, 20 °C, “quoted” — and so on…",
    ],
)
def test_numbers_and_accents_are_no_particulars(line: str) -> None:
    assert list(_faults(line, False)) == []


@pytest.mark.parametrize(
    "line", ["(020) 7946 0000", "+44 20 7946 0000", "0300-123-4567", "03001234567", "a.b+c@mail.police.uk", "ab123456c"]
)
def test_particulars_are_found_in_every_shape(line: str) -> None:
    assert list(_faults(line, False)) != []
    assert list(_faults(line, True)) == []

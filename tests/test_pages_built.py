"""Every built page as a screen reader meets it: headings, names, ids; and each fault is found in a bad page."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """One element of a page, with what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.inside: list[Element | str] = []

    def walk(self) -> Iterator["Element"]:
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.walk()

    @property
    def hidden(self) -> bool:
        own = self.attributes.get("aria-hidden") == "true"
        return own or (self.parent is not None and self.parent.hidden)

    @property
    def text(self) -> str:
        parts = (one if isinstance(one, str) else "" if one.hidden else one.text for one in self.inside)
        return " ".join(" ".join(parts).split())


class Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(made)
        if tag not in VOID:
            self.here = made

    def handle_endtag(self, tag: str) -> None:
        at = self.here
        while at.parent is not None and at.tag != tag:
            at = at.parent
        if at.parent is not None:
            self.here = at.parent

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def faults(html: str) -> list[str]:
    """What is wrong with a page, in words."""
    found = list(Tree(html).root.walk())
    ids = {one.attributes["id"]: one for one in found if one.attributes.get("id")}

    def name(one: Element) -> str:
        labels = " ".join(ids[ref].text for ref in one.attributes.get("aria-labelledby", "").split() if ref in ids)
        title = next((part.text for part in one.inside if isinstance(part, Element) and part.tag == "title"), "")
        own = "" if one.tag == "svg" else one.text
        return labels or one.attributes.get("aria-label") or title or own or one.attributes.get("title", "")

    said = []
    levels = [int(one.tag[1]) for one in found if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if levels.count(1) != 1:
        said.append(f"{levels.count(1)} h1")
    said += [f"h{two} after h{one}" for one, two in pairwise(levels) if two > one + 1]
    many = Counter(one.attributes["id"] for one in found if "id" in one.attributes)
    said += [f"id {one} stands {times} times" for one, times in many.items() if times > 1]
    buttons = [one for one in found if one.tag == "button" and not one.hidden]
    for one in buttons:
        if not name(one):
            said.append("a button has no name")
        elif name(one).casefold() in {"copy", "copy as"}:
            said.append(f"the button {name(one)} does not say what it copies")
    for one in found:
        if one.tag == "img" and "alt" not in one.attributes:
            said.append("an img has no alt")
        if one.tag == "svg" and not one.hidden and not name(one) and not (one.parent and name_above(one, name)):
            said.append("an svg has neither a name nor aria-hidden")
        if one.tag == "table" and not any(part.tag == "th" for part in one.walk()):
            said.append("a table has no heading cells")
    return said


def name_above(one: Element, name) -> bool:
    """Whether a control with a name of its own holds the picture."""
    above = one.parent
    while above is not None:
        if above.tag in {"button", "a", "label"} and name(above):
            return True
        above = above.parent
    return False


GOOD = "<h1>One</h1><h2>Two</h2><button>Copy as <b>your force</b></button><svg aria-hidden=true></svg>"
BAD = [
    ("<h2>Two</h2>", "0 h1"),
    (GOOD + "<h1>Again</h1>", "2 h1"),
    (GOOD + "<h4>Four</h4>", "h4 after h2"),
    (GOOD + "<p id=a></p><p id=a></p>", "id a stands 2 times"),
    (GOOD + "<button></button>", "a button has no name"),
    (GOOD + "<button>Copy</button>", "the button Copy does not say what it copies"),
    (GOOD + "<img src=x>", "an img has no alt"),
    (GOOD + "<svg></svg>", "an svg has neither a name nor aria-hidden"),
    (GOOD + "<table><tr><td>1</td></tr></table>", "a table has no heading cells"),
]


def test_no_built_page_has_a_fault(built):
    pages = {str(path.relative_to(built)): faults(path.read_text(encoding="utf-8")) for path in built.rglob("*.html")}
    assert pages
    assert {name: said for name, said in pages.items() if said} == {}


def test_each_page_that_is_not_in_the_menu_leads_to_the_one_above_it(built):
    in_menu = {"", "advice", "wording", "check-draft", "provisions", "forces", "changes", "as-at", "help"}
    led = 0
    for path in built.rglob("index.html"):
        above = re.findall(r'<p class="cru-up"><a href="([^"]+)">', path.read_text(encoding="utf-8"))
        address = path.parent.relative_to(built).as_posix().removeprefix(".")
        assert len(above) == (address not in in_menu), address
        assert all((path.parent / link / "index.html").is_file() for link in above), address
        led += len(above)
    assert led > 50


def test_a_good_page_has_no_fault():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("html", "said"), BAD)
def test_each_fault_is_found(html, said):
    assert faults(html) == [said]

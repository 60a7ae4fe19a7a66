"""Provision: one section of the Freedom of Information Act 2000, as far as it was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from typing import Annotated, Literal

from pydantic.dataclasses import dataclass

from macros.models import STRICT, Line, Shape, Text, Title, read_all
from macros.pages import Page
from macros.problems import Problem

Section = Annotated[str, Shape(r"[0-9]+[A-Z]?", 'the number of a section, such as "31"')]
ACT = "https://www.legislation.gov.uk/ukpga/2000/36"


@dataclass(frozen=True, slots=True, config=STRICT)
class Statement:
    """One thing said of the section; `confirmed` when it was read in the Act or on a regulator's page."""

    says: Text
    confirmed: bool


@dataclass(frozen=True, slots=True, config=STRICT)
class Limb:
    """A subsection: whether an NCND can rest on it, and its words where they are known."""

    ncnd: bool
    says: Text
    confirmed: bool
    words: Text | Literal[""] = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Regulator:
    """The body to which an applicant can complain, as read on older pages; one line each."""

    name: Line
    address: Line
    telephone: Line
    confirmed: bool
    why: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class Head:
    """The front matter of docs/provisions/<sNN>.md."""

    title: Title
    section: Section
    exemption: Literal["absolute", "qualified", "none"]
    statements: tuple[Statement, ...]
    test: Literal["class", "prejudice", "necessity", ""] = ""
    exemption_confirmed: bool = False
    test_confirmed: bool = False
    limbs: dict[str, Limb] | None = None
    regulator: Regulator | None = None


@plain(frozen=True, slots=True)
class Provision:
    """A section; `id` is its file's name, such as `s31`."""

    id: str
    head: Head
    page: Page

    @property
    def limbs(self) -> Mapping[str, Limb]:
        return self.head.limbs or {}

    @property
    def link(self) -> str:
        return f"{ACT}/section/{self.head.section}"


def load(pages: Iterable[Page]) -> tuple[dict[str, Provision], list[Problem]]:
    """Return the provisions by id, from the pages of docs/provisions/."""
    found, problems = read_all(Head, pages, "provisions")
    return {stem: Provision(stem, head, page) for stem, (head, page) in found.items()}, problems


def check(provisions: Mapping[str, Provision]) -> Iterator[Problem]:
    """Yield what is wrong in an entry: its number, its test, a limb of another section."""
    for provision in provisions.values():
        head, page = provision.head, provision.page
        if provision.id != f"s{head.section}":
            yield page.problem(
                f'`section: "{head.section}"` is not the file\'s; name the file s{head.section}.md', "section"
            )
        if (head.exemption == "none") != (head.test == ""):
            yield page.problem("`test:` is for an exemption, and each exemption has one; correct it", "test")
        for limb in provision.limbs:
            if not limb.startswith(f"s{head.section}("):
                yield page.problem(f"`{limb}` is not a limb of section {head.section}; move it", "limbs", limb)

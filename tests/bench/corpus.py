"""A corpus of made-up notes of realistic length, the same at every run, with what each holds known beforehand.

The words are drawn from a list of this project's own; the notes advise nothing.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_SYLLABLES = "ar ben cor dal el fen gor hal in jor kel lum mar nor ol per quen ros sal tor un ver wel yor zan"
_COMMON = "the of a to and in that is for it on as with by at this be which or from are not an if has when may"
SYLLABLES, COMMON = _SYLLABLES.split(), _COMMON.split()
CITATIONS = {
    "s31(3)": ["s31(3)", "s.31(3)", "S 31 (3)", "section 31(3)", "31(3)", "s31(3) FOIA", "sec. 31(3)"],
    "s24(2)": ["s24(2)", "section 24(2) of the Act", "s.24 (2)", "24(2)"],
    "s40(5b)": ["s40(5B)", "section 40(5B)", "s.40(5B)"],
    "s23(5)": ["s.23(5)", "section 23(5)"],
    "s17": ["s17", "section 17", "FOI Act s.17"],
    "s21": ["s21", "section 21", "s.21"],
    "s31(1)(a)": ["s31(1)(a)", "section 31(1)(a)"],
}
PAIRS = {("s24", "s31"): ["ss.24 and 31", "s24/31", "sections 24 and 31"], ("s24(2)", "s31(3)"): ["s24(2) and 31(3)"]}
NCND = ["NCND", "neither confirm nor deny", "neither confirming nor denying"]
DECOYS = ["12-20 days", "31,000 people", "page 3.1", "31 officers", "s18 FOISA", "24 of 31 forces", "2019/20", "£31(3)"]
HEADINGS = ["What to do first", "Why", "What the request asks", "Harm", "Balance", "Limits", "Each force decides"]


@dataclass(slots=True)
class Truth:
    """The addresses of the pages that hold each citation, each reference of their own, and NCND."""

    cites: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    references: dict[str, str] = field(default_factory=dict)
    ncnd: set[str] = field(default_factory=set)


def write(docs: Path, count: int, words: int = 1280) -> Truth:
    """Write notes into a copy of the real docs/ and return what they hold."""
    dice = random.Random(count)
    lexicon = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))) for _ in range(3000)]
    weights = [1 / (rank + 3) for rank in range(len(lexicon))]
    truth = Truth()
    for number in range(count):
        reference = f"{3000 + number}/{15 + number % 11}"
        folder = docs / "advice" / reference.replace("/", "-")
        folder.mkdir()
        address = f"advice/{folder.name}/"
        truth.references[reference] = address
        before = f'supersedes: "{_reference(number - 11)}"\n' if number % 12 == 11 else ""
        status = "superseded" if number % 12 == 0 and number + 11 < count else "unconfirmed"
        head = (
            f'---\ntitle: "{reference}: {" ".join(dice.choices(lexicon, weights, k=4))}"\nreference: "{reference}"\n'
            f"status: {status}\ntext: supplied\nissued_on: {2015 + number % 11}-0{1 + number % 9}-11\n"
            f"last_reviewed_on: unknown\nreview_by: unknown\nprovisions: [s31, s24]\ntopics: [topic {number % 9}]\n"
            f"{before}---\n\n"
        )
        body = "\n\n".join(_section(dice, lexicon, weights, heading, words, truth, address) for heading in HEADINGS)
        (folder / "index.md").write_text(head + body + "\n", encoding="utf-8")
    return truth


def _reference(number: int) -> str:
    return f"{3000 + number}/{15 + number % 11}"


def _section(
    dice: random.Random, lexicon: list[str], weights: list[float], heading: str, words: int, truth: Truth, address: str
) -> str:
    """Return one section: paragraphs of words, with citations, NCND and decoys in them."""
    paragraphs = []
    for _ in range(4):
        told = dice.choices(lexicon, weights, k=words // 56) + dice.choices(COMMON, k=words // 56)
        dice.shuffle(told)
        if dice.random() < 0.25:
            cited = dice.choice(list(CITATIONS))
            truth.cites[cited].add(address)
            told.insert(3, f"({dice.choice(CITATIONS[cited])})")
        if dice.random() < 0.05:
            pair = dice.choice(list(PAIRS))
            for cited in pair:
                truth.cites[cited].add(address)
            told.insert(9, f"({dice.choice(PAIRS[pair])})")
        if dice.random() < 0.04:
            truth.ncnd.add(address)
            told.insert(15, dice.choice(NCND))
        if dice.random() < 0.2:
            told.insert(20, f"({dice.choice(DECOYS)})")
        paragraphs.append(" ".join(told).capitalize() + ".")
    return f"## {heading}\n\n" + "\n\n".join(paragraphs)


def holding(truth: Truth, cited: str) -> set[str]:
    """Return the pages that hold a citation or a part of it."""
    return {page for one, pages in truth.cites.items() if one == cited or one.startswith(f"{cited}(") for page in pages}


def spellings(reference: str) -> list[str]:
    """Return the ways in which officers write a reference: "3000/15" also as "CRU-3000-15" and "3000/2015"."""
    number, year = reference.split("/")
    return [
        f"{before}{number}{mark}{end}"
        for before in ("", "CRU ", "CRU-", "ref. ")
        for mark in "/-"
        for end in (year, f"20{year}")
    ]

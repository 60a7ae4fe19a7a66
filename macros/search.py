"""Search: what each page says to a search, and the files that the page's search reads.

`first.json` is read when search is opened: titles, headings, names, references and citations of all pages.
`full-<n>.json` follow, current notes first: every word. `words-<n>.json` hold the same pages' words as they are
read, and are fetched for what is shown: to find a quoted phrase, and the section that a result opens at.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros import minisearch, names, sections, spellings
from macros.advice import Advice
from macros.components import PLACEHOLDERS
from macros.library import Library
from macros.pages import Page
from macros.provisions import Provision
from macros.spellings import CONCEPT, END, Synonyms
from macros.wording import Wording

FIRST = ("title", "names", "headings", "cited")
"""The fields of the first index; the full one has `text` alone."""
SHARD = 100
"""How many pages a file of the full text indexes."""
READ = 20
"""How many pages a file of words holds."""
_CALL = re.compile(r"\{\{.*?\}\}|\{:?[^{}\n]*\}")
_KINDS = {"forces": "Force", "help": "Help", "decide": "Decision", "letter": "Letter"}

_LATER = ("help/cru/", "help/decisions/", "help/engineers/", "help/questions-for-the-cru/")
"""What the CRU and whoever maintains the site read; where an officer's page answers too, it comes first."""

Part = tuple[str, str, str]
"""A part of a page: its anchor, its heading and its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as a search knows it; `known_as` are the names by which it is the first answer."""

    address: str
    kind: str
    title: str
    parts: Sequence[Part]
    names: Sequence[str] = ()
    known_as: Sequence[str] = ()
    reference: str = ""
    state: str = ""
    year: str = ""
    topics: Sequence[str] = ()
    provisions: Sequence[str] = ()
    over: bool = False

    @property
    def about(self) -> str:
        """What the page is, its reference and its state, as a result says it."""
        reference = f"CRU {self.reference}" if self.reference else ""
        return " · ".join(filter(None, (self.kind, reference, self.state.capitalize())))

    def fields(self) -> dict[str, str]:
        """Return the text of each field of both indexes."""
        text = "\n".join(line for _, heading, words in self.parts for line in (heading, words) if line)
        every = "\n".join((self.title, *self.names, text))
        return {
            "title": self.title,
            "names": "\n".join(self.names),
            "headings": "\n".join(dict.fromkeys(heading for _, heading, _ in self.parts if heading)),
            "cited": every,
            "text": every,
        }


def entries(library: Library) -> list[Entry]:
    """Return every page, notes that stand before all others and what is superseded or withdrawn last."""
    found = [_entry(library, page) for page in library.pages.values()]
    return sorted(found, key=lambda entry: (entry.over, entry.kind != "Advice note", entry.address))


def _entry(library: Library, page: Page) -> Entry:
    kind, _, stem = page.id.removesuffix(".md").partition("/")
    if kind == "advice" and (note := library.notes.get(stem)):
        return _note(note)
    if kind == "wording" and (item := library.wordings.get(stem)):
        return _wording(item)
    if kind == "provisions" and (provision := library.provisions.get(stem)):
        return _provision(provision)
    if kind == "forces" and (force := library.forces.get(stem)):
        known_as = sorted(names.aliases(force), key=lambda name: (name != force.name, name))
        about = f"{force.law}. {force.entry.nation.value}. {force.refusal} {force.entry.note}"
        return Entry(_address(page), "Force", force.name, [("", "", " ".join(about.split()))], known_as, known_as)
    title = str(page.meta.get("title", ""))
    if kind == "advice" and page.stem == "source" and (source := library.sources.get(page.folder.partition("/")[2])):
        text = source.text
        for mark in source.head.marks:
            text = text.replace(mark.words, "")
        return Entry(_address(page), "Source e-mail", title, [*_parts(page), ("", "", " ".join(text.split()))])
    if kind == "decide" and (one := library.decisions.get(stem)):
        asked = [("", q.ask, " ".join([q.hint, *(o.label for o in q.options)])) for q in one.questions.values()]
        ends = [("", o.title, o.why) for o in one.outcomes.values()]
        called = [title, "flowchart"]
        return Entry(_address(page), "Decision", title, [*_parts(page), *asked, *ends], called, called)
    return Entry(_address(page), _KINDS.get(kind, "Page"), title, _parts(page), known_as=[title])


def _note(advice: Advice) -> Entry:
    note = advice.note
    own = "" if note.reference == "unknown" else note.reference
    named = own or note.follows
    return Entry(
        _address(advice.page),
        "Advice note",
        note.title,
        _parts(advice.page),
        names=[named, named.partition("/")[0]],
        reference=own,
        state=note.status.value,
        year=note.year,
        topics=note.topics,
        provisions=note.provisions,
        over=note.status.over,
    )


def _wording(item: Wording) -> Entry:
    head = item.head
    open_words = {**PLACEHOLDERS, **{name: f"[{field.label.lower()}]" for name, field in item.fields.items()}}
    words: list[Part] = [("", "", f"{head.summary} {head.alone}".strip())]
    for block in item.blocks:
        text = "".join(s.text or open_words[s.field] for s in block.segments)
        heading, words_before = words[-1][1:]
        if block.tag == "p":
            words[-1] = ("", heading, f"{words_before} {text}".strip())
        else:
            words.append(("", text, ""))
    called = [item.id.replace("-", " "), f"{head.title} wording"]
    return Entry(
        _address(item.page),
        "Wording",
        head.title,
        words,
        names=called,
        known_as=[head.title, *called],
        state=head.status.value,
        provisions=head.provisions,
        over=head.status.over,
    )


def _provision(item: Provision) -> Entry:
    head, limbs = item.head, item.limbs
    said = [statement.says for statement in head.statements]
    said += [f"{limb} {entry.says} {entry.words}" for limb, entry in limbs.items()]
    said += [f"{head.regulator.name}: address, telephone"] if head.regulator else []
    known_as = [item.id, head.section, *limbs, head.title, head.title.rpartition(": ")[2]]
    parts = _parts(item.page)
    parts[0] = ("", "", " ".join(" ".join([*said, parts[0][2]]).split()))
    return Entry(
        _address(item.page),
        "Section of the Act",
        head.title,
        parts,
        [item.id, *limbs],
        known_as,
        state="draft",
        provisions=[item.id],
    )


def _parts(page: Page) -> list[Part]:
    return [(anchor, one.heading, " ".join(_CALL.sub("", one.words).split())) for anchor, one in sections.parts(page)]


def _address(page: Page) -> str:
    stem = page.id.removesuffix(".md")
    return stem.removesuffix("index") if page.stem == "index" else f"{stem}/"


def references(found: Sequence[Entry]) -> dict[str, list[int]]:
    """Return the pages of each CRU reference by their numbers: the advice itself before what stands in its folder."""
    of: dict[str, list[int]] = {}
    inside: dict[str, list[int]] = {}
    for number, entry in enumerate(found):
        if entry.reference:
            of.setdefault(entry.reference, []).append(number)
        if entry.address.startswith("advice/"):
            inside.setdefault(entry.address.split("/")[1], []).append(number)
    for reference, numbers in of.items():
        numbers.sort(key=lambda n: (found[n].over, found[n].address))
        numbers += [n for n in inside.get(reference.replace("/", "-"), ()) if n not in numbers]
    return of


def files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file that the page's search reads."""
    found = entries(library)
    of = references(found)
    tokens = [_tokens(entry, of, library.synonyms) for entry in found]
    shards = range(0, len(found), SHARD)
    first = {
        **_listed(found),
        "references": of,
        "known_as": _known_as(found, of, library.synonyms),
        "rules": spellings.data(),
        "synonyms": {" ".join(words): entry for words, entry in library.synonyms.items()},
        "shards": len(shards),
        "read": READ,
        "index": minisearch.index(tokens, FIRST),
    }
    yield "search/first.json", _json(first)
    for number, start in enumerate(shards):
        yield f"search/full-{number}.json", _json(minisearch.index(tokens[start : start + SHARD], ("text",), start))
    for number, start in enumerate(range(0, len(found), READ)):
        yield f"search/words-{number}.json", _json([entry.parts for entry in found[start : start + READ]])


def _tokens(entry: Entry, known: Mapping[str, Any], synonyms: Synonyms) -> dict[str, list[str]]:
    texts = {name: text for name, text in entry.fields().items() if name != "cited"}
    # The words of thousands of pages are much the same ones; each is kept once.
    read = {name: list(map(sys.intern, spellings.tokens(text, known, synonyms))) for name, text in texts.items()}
    return {**read, "cited": cited(read["text"])}


def cited(tokens: Sequence[str]) -> list[str]:
    """Return the citations, references and concepts among tokens: what the first index has of a page's words."""
    return [one for one in tokens if one.endswith(END) or one.startswith(CONCEPT)]


def _known_as(found: Sequence[Entry], known: Mapping[str, Any], synonyms: Synonyms) -> dict[str, list[int]]:
    """Return the pages that a name is the name of, by the name as a question asks for it."""
    of: dict[str, list[int]] = {}
    for number, entry in enumerate(found):
        for key in dict.fromkeys(" ".join(spellings.question(name, known, synonyms)) for name in entry.known_as):
            of.setdefault(key, []).append(number)
    return of


def _listed(found: Sequence[Entry]) -> dict[str, Any]:
    """Return the pages as rows, what many share given by its place in a list of its own."""
    shared: dict[str, dict[Any, int]] = {
        name: {} for name in ("headings", "kinds", "states", "years", "topics", "provisions")
    }

    def place(name: str, value: Any) -> int:
        return shared[name].setdefault(value, len(shared[name]))

    rows = [
        [
            entry.address,
            entry.title,
            entry.about,
            2 if entry.over else int(entry.address in _LATER),
            [place("headings", (anchor, heading)) for anchor, heading, _ in entry.parts if heading],
            [place("kinds", entry.kind)],
            [place("states", state) for state in [entry.state] if state],
            [place("years", year) for year in [entry.year] if year],
            [place("topics", topic) for topic in entry.topics],
            [place("provisions", provision) for provision in entry.provisions],
        ]
        for entry in found
    ]
    return {"pages": rows, **{name: list(values) for name, values in shared.items()}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"

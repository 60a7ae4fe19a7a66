"""Components: finished strings put into the templates of theme/components; each returns one block of markup."""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros import fill, names, pictures, rules
from macros.advice import Advice, Note
from macros.browse import groups
from macros.fill import Answers
from macros.forces import FORMS, Force
from macros.grammar import Block
from macros.library import Library
from macros.values import letter_date
from macros.wording import EditKind, Wording

PLACEHOLDERS = {
    "force_name": "[force name]",
    "the_force": "[the force]",
    "The_force": "[The force]",
    "force_name_possessive": "[force name's]",
    "the_force_possessive": "[the force's]",
    "The_force_possessive": "[The force's]",
}
_MOST_TELLING = [EditKind.SUBSTANCE, EditKind.SLIP, EditKind.DUPLICATE, EditKind.NAME]
_MENUS = {"advice": "Advice", "wording": "Wording", "forces": "Forces", "provisions": "Provisions", "help": "Help"}


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "theme" / "components"
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["version_words"] = ""
    env.filters["day"] = letter_date
    env.filters["words"] = lambda text: Markup(markup.escape(text, quote=False))
    return env


def render(component: str, **strings: Any) -> str:
    """Return a component filled with `strings`; raise jinja2.UndefinedError when one is missing."""
    return _templates().get_template(f"{component}.html").render(**strings).strip()


def name_version(words: str) -> None:
    """Make `words` the version that components name; empty where the site is no published version."""
    _templates().globals["version_words"] = words


def rich(blocks: Iterable[Block], answers: Answers) -> str:
    """Return a filled wording as rich text: headings, paragraphs and emphasis, and nothing else."""
    shown = [{"tag": b.tag, "runs": runs} for b in blocks for runs in fill.paragraphs(b, answers)]
    return render("rich", blocks=shown)


def about(library: Library, item: Wording) -> str:
    """Return what stands beside a wording on its own page: what it lacks, its edits, where it is used."""
    telling_first = sorted(item.head.edits, key=lambda edit: _MOST_TELLING.index(edit.kind))
    edits = [{"edit": edit, "now": _open_words(item, edit.now)} for edit in telling_first]
    notes = [note for note in library.notes.values() if item.id in note.note.wordings]
    provisions = [library.provisions[one] for one in item.head.provisions]
    return render("about", item=item, edits=edits, notes=notes, provisions=provisions)


def _open_words(item: Wording, template: str) -> str:
    for name, text in {**PLACEHOLDERS, **{n: f"[{f.label.lower()}]" for n, f in item.fields.items()}}.items():
        template = template.replace(f"{{{{ {name} }}}}", text)
    return template


def name_forms(library: Library, force_id: str) -> str:
    """Return a force's register entry: its name forms, the law it answers under, why it is refused."""
    force = library.forces[force_id]
    labels = ("Its name", "In a sentence", "At the start of one")
    forms = list(zip(labels, FORMS[:3], FORMS[3:], strict=True))
    entry = force.entry
    aliases = sorted({entry.short, entry.abbreviation, *entry.aliases} - {entry.name, ""})
    return render("name_forms", force=force, rows=forms, words=force.forms(), aliases=aliases)


def provision(library: Library, provision_id: str) -> str:
    """Return what is known of a section, each statement with its mark."""
    return render("provision", item=library.provisions[provision_id])


def source(library: Library, ref: str) -> str:
    """Return the e-mail as supplied, and its redaction marks as this project reads them."""
    item = library.sources[ref]
    return render("source", item=item, lines=item.text.split("\n"))


def browse(library: Library, by: str, up: str) -> str:
    """Return a list of pages, for a page from which `up` leads to the site's root."""
    found = groups(library, by)
    dated = any(row.year for _, rows in found for row in rows)
    return render("browse", groups=found, dated=dated, up=up)


def head(library: Library, page_id: str, title: str) -> str:
    """Return a page's heading and, under it, what the page is and how far it can be relied on."""
    kind, *below = page_id.removesuffix(".md").removesuffix("index").strip("/").split("/")
    return render("head", title=title, up=_above(kind, below), **_standing_of(library, page_id))


def _above(kind: str, below: Sequence[str]) -> tuple[str, str] | None:
    """Return the name and the address, as the page links to it, of the page above one; None for those in the menu."""
    if kind == "letter" and len(below) == 1:
        return "Decision", f"../../decide/{below[0]}/"
    if kind in {"browse", "decide"} and len(below) == 1:
        return _MENUS["advice"], "../../advice/"
    return (_MENUS[kind], "../" * len(below)) if below and kind in _MENUS else None


def _standing_of(library: Library, page_id: str) -> dict[str, Any]:
    """Return the state and its words for one page."""
    stem = page_id.rpartition("/")[2].removesuffix(".md")
    kind = page_id.partition("/")[0]
    note = library.notes.get(page_id.removeprefix("advice/").removesuffix(".md"))
    if note:
        return {"state": note.note.status.value, "words": [*note_words(note.note), *_note_approval(note)]}
    if kind == "decide" and stem in library.decisions:
        rests = [library.notes[one].note for one in library.decisions[stem].notes]
        first, *words = dict.fromkeys(word for one in rests for word in note_words(one))
        return {"state": rests[0].status.value, "words": [f"This project's questions, on advice {first}", *words]}
    if kind == "wording" and stem in library.wordings:
        item = library.wordings[stem]
        return {"state": item.head.status.value, "words": [_approval_words(item)]}
    if kind == "forces" and stem in library.forces:
        return {"state": "", "words": ["Register entry, as supplied to this project"]}
    if kind == "provisions" and stem in library.provisions:
        return {"state": "draft", "words": ["Project draft: what this project could confirm, not legal advice"]}
    if page_id.endswith("/source.md"):
        return {"state": "", "words": ["As supplied, word for word; date and sender not supplied"]}
    return {"state": "draft", "words": ["Project draft, not approved by the CRU"]}


def note_words(note: Note) -> list[str]:
    """Return how far a note can be relied on, in the words of the line under its heading."""
    if note.text == "not supplied":
        return ["text not supplied", "dates unknown"]
    issued = "date unknown" if note.issued_on == "unknown" else f"issued {note.issued_on}"
    words = [f"supplied, {issued}"]
    return [*words, "the CRU to confirm that it stands"] if note.status.value == "unconfirmed" else words


def _note_approval(advice: Advice) -> list[str]:
    if not advice.note.approved_words:
        return []
    same = advice.note.approved_words == advice.words_hash
    return ["approved by the CRU" if same else "words changed since approval, not approved as they stand"]


def _approval_words(item: Wording) -> str:
    beyond = sum(edit.kind is not EditKind.NAME for edit in item.head.edits)
    edits = "edit" if beyond == 1 else "edits"
    return f"{item.approval_words}{f' ({beyond} {edits} beyond names)' if beyond else ''}"


def forces_script(forces: Iterable[Force]) -> str:
    """Return the register as the page's force picker reads it."""
    rows = [
        {
            "id": force.id,
            "name": force.name,
            "also": sorted(names.aliases(force) - {force.name}),
            "forms": force.forms(),
            "refusal": force.refusal,
        }
        for force in sorted(forces, key=lambda f: f.name)
    ]
    return f"window.cruForces = {json.dumps(rows, ensure_ascii=True)};\n"


def rules_script(known: names.Names) -> str:
    """Return the letter rules and the register's names as the draft checker reads them."""
    return f"window.cruRulesData = {json.dumps(rules.as_data(known), ensure_ascii=True)};\n"


def pictured(html: str, docs: Path) -> str:
    """Return a page with each picture folded: only a reader who opens it fetches it, so that the page stays small.

    The words up to the first colon of those that stand for a picture name it.
    """

    def folded(hit: re.Match[str]) -> str:
        words = markup.unescape(hit["words"])
        size = pictures.size(docs / pictures.FOLDER / hit["file"])
        return render("picture", name=words.partition(":")[0], words=words, src=hit["src"], size=size)

    return pictures.SHOWN.sub(folded, html)

"""Wording rules: what one wording can get wrong against the register, the provisions and the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from macros import fill, leavings, phrases, spellings
from macros.forces import FORMS
from macros.front_matter import Keys
from macros.grammar import FIELD, Block, When
from macros.names import Names, others
from macros.problems import Problem, did_you_mean
from macros.provisions import Provision
from macros.wording import Approval, Stance, Wording

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?] )\{\{ (the_force\w*) \}\}")
_INSIDE_SENTENCE = re.compile(r"[^.!?:] \{\{ (The_force\w*) \}\}")
_MOST_CHOICES = 6
_THE_TWICE = re.compile(r"\b[Tt]he \{\{ *[Tt]he_force\w* *\}\}")
_BY_HAND = re.compile(r"\{\{ ([Tt]he_force|force_name) \}\}(['\u2019]s?\b|s\b)")
_JOINED = re.compile(r"\w*[A-Za-z0-9.,;:]\{\{ \w+ \}\}|\{\{ \w+ \}\}[A-Za-z0-9]\w*")
_TWICE = re.compile(r"\b(?!(?:that|had)\b)([a-z]+) \1\b", re.IGNORECASE)
_BAD_SPACE = re.compile(r" {2}| [.,;:)]|\( ")
_EMPTY = "leaves brackets with nothing in them"
_CURLY = re.compile("\u201c[^\u201c\u201d]*\u201d|\u2018[^\u2018\u2019]*\u2019")
_KEEPS = re.compile(r"\bkeep\b", re.IGNORECASE)
_LEAVES = re.compile(r"\b(?:leave|take) (?:\w+ ){0,3}out\b", re.IGNORECASE)
_OF_FIELDS = ("label", "hint", "default", "example", "if_changed")
_OF_CHOICES = ("ask", "yes", "no", "hint", "if_no")


def check_fields(wording: Wording) -> Iterator[Problem]:
    """Yield each field or choice that is used and not declared, or declared and of no effect.

    One that is declared and was meant where another is used is not said to be unused.
    """
    page, used, asked, meant = wording.page, set[str](), set[str](), ""
    for block in wording.blocks:
        for segment in block.segments:
            used.add(segment.field)
            if segment.field and segment.field not in (*FORMS, *wording.fields):
                hint = did_you_mean(segment.field, (*FORMS, *wording.fields))
                meant += hint
                yield _at(
                    wording, block, f"`{{{{ {segment.field} }}}}` is not a field.{hint or ' Declare it in `fields:`.'}"
                )
            if segment.when:
                asked.add(segment.when.choice)
                if segment.when.choice not in wording.choices:
                    hint = did_you_mean(segment.when.choice, wording.choices)
                    meant += hint
                    name = segment.when.choice
                    yield _at(wording, block, f"`{name}` is not a choice.{hint or ' Declare it in `choices:`.'}")
    for name in wording.fields:
        if name in FORMS:
            yield page.problem(f"`{name}` is a force field and comes from the register; take it out", "fields", name)
        elif name not in used and wording.whole and f"`{name}`" not in meant:
            yield page.problem(f"`{name}` is declared and not used; use it or take it out", "fields", name)
    for name, choice in wording.choices.items():
        if name not in asked and not choice.must_be and wording.whole and f"`{name}`" not in meant:
            message = f"`{name}` has no `must_be:` and stands in no `{{% if %}}`, so its answer changes nothing"
            yield page.problem(f"{message}; put back the one that is missing, or take it out", "choices", name)


def check_answers(wording: Wording) -> Iterator[Problem]:
    """Yield each block that leaves words out for the answer that says that it keeps them."""
    for block in wording.blocks:
        whens = {segment.when for segment in block.segments if segment.when}
        for name in sorted({when.choice for when in whens}):
            choice = wording.choices.get(name)
            keeps = choice and (_KEEPS.search(choice.yes) or _LEAVES.search(choice.no))
            if keeps and choice and not _LEAVES.search(choice.yes) and When(name, "yes") not in whens:
                said = choice.yes if _KEEPS.search(choice.yes) else choice.no
                message = f"stands for the answer `no` to `{name}`, whose answers say otherwise (“{said}”)"
                yield _at(wording, block, f"{message}; write `{{% if {name} %}}`")


def check_stance(wording: Wording) -> Iterator[Problem]:
    """Yield that words are said to fit any letter, which are those of an NCND."""
    if wording.head.stance is not Stance.ANY:
        return
    for block in wording.blocks:
        if "operative" in phrases.marks(phrases.plain(block.template()).lower()):
            message = "neither confirms nor denies, and `stance: any` lets these words into every letter; write `full`"
            yield _at(wording, block, f"{message} or `partial`")
            return
    if wording.head.limbs:
        message = (
            "`stance: any` lets words that rest on an NCND limb into every letter; see whether `full` or `partial`"
        )
        yield wording.page.problem(f"{message} is meant", "stance", warning=True)


def check_words(wording: Wording, names: Names) -> Iterator[Problem]:
    """Yield each force's name left in the words, and what an answer to a choice can leave behind."""
    for block in wording.blocks:
        for found in others(names, block.template(), None):
            yield _at(wording, block, f"a force's name is left in: “{found.words}”; write `{{{{ the_force }}}}`")
        if names.place and (hit := names.place.search(block.template())):
            message = f"“{hit.group()}” is where one force is, and would stand in the letter of every force"
            yield _at(wording, block, f"{message}; write `{{{{ the_force }}}}`")
        left, what = leavings.first(FIELD.sub("it", block.template()))
        if left:
            field = ", or a field as `{{ name }}`" if what == leavings.OPEN else ""
            yield _at(wording, block, f"“{left}” {what}{field}")
        asked = sorted({segment.when.choice for segment in block.segments if segment.when})
        if len(asked) > _MOST_CHOICES:
            message = f"hangs on {len(asked)} choices, more than {_MOST_CHOICES}; make it several blocks"
            yield _at(wording, block, message)
        else:
            yield from _check_answers(wording, block, asked)


def check_told(wording: Wording, names: Names) -> Iterator[Problem]:
    """Yield each force's name in what every force's officer is told, and each value in curly quotation marks."""
    for keys, words in _told(wording):
        for found in others(names, words, None):
            message = f"`{keys[-1]}:` names a force, “{found.words}”; write it for every force, without a name"
            yield wording.page.problem(message, *keys)
        if keys[-1] in {"default", "example"} and _CURLY.fullmatch(words):
            message = f"`{keys[-1]}:` stands in curly quotation marks, which would be shown; take them out"
            yield wording.page.problem(message, *keys)


def _told(wording: Wording) -> Iterator[tuple[Keys, str]]:
    for key in ("title", "summary", "alone"):
        yield (key,), getattr(wording.head, key)
    for section, declared, keys in (
        ("fields", wording.fields, _OF_FIELDS),
        ("choices", wording.choices, _OF_CHOICES),
    ):
        for name, what in declared.items():
            for key in keys:
                yield (section, name, key), getattr(what, key)


def _check_answers(wording: Wording, block: Block, asked: Sequence[str]) -> Iterator[Problem]:
    """Yield a wrong capital and a stray space, each with the first answers that leave it."""
    seen = {_EMPTY} if leavings.EMPTY.search(block.template()) else set[str]()
    for given in product(("yes", "no"), repeat=len(asked)):
        chosen = dict(zip(asked, given, strict=True))
        how = f" ({', '.join(f'{name} = {value}' for name, value in chosen.items())})" if asked else ""
        standing = tuple(segment for segment in block.segments if fill.stands(segment, chosen))
        for what, remedy in _wrong(replace(block, segments=standing).template()):
            if what not in seen:
                yield _at(wording, block, f"{what}{how}; {remedy}")
            seen.add(what)


def _wrong(template: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the words that stand, and what to do."""
    if hit := _OPENS_SENTENCE.search(template):
        yield f"a sentence starts with `{{{{ {hit[1]} }}}}`", f"write `{{{{ T{hit[1][1:]} }}}}`"
    if hit := _INSIDE_SENTENCE.search(template):
        yield f"`{{{{ {hit[1]} }}}}` stands inside a sentence", f"write `{{{{ t{hit[1][1:]} }}}}`"
    if hit := _THE_TWICE.search(template):
        yield f"“{hit[0]}” can come out as “the the”", "take the first “the” out"
    if hit := _BY_HAND.search(template):
        yield f"“{hit[0]}” makes a possessive by hand", f"write `{{{{ {hit[1]}_possessive }}}}`"
    elif hit := _JOINED.search(template):
        yield f"“{hit[0]}” has no space between a field and a word", "put one in"
    if hit := _TWICE.search(template):
        yield f"“{hit[0]}” says a word twice", "take one out"
    words = FIELD.sub("x", template)
    if leavings.EMPTY.search(words):
        yield _EMPTY, "take them out, or put them inside the `{% if %}`"
    told_apart = leavings.without(words)
    if _BAD_SPACE.search(told_apart) or words != words.strip():
        yield "leaves a stray space", "take it out, or put it inside the `{% if %}`"


def check_limbs(wording: Wording, provisions: Mapping[str, Provision], known: Collection[str]) -> Iterator[Problem]:
    """Yield each limb that no NCND can rest on, or whose section is not named, and each that the words alone name.

    `known` holds all sections.
    """
    head, page = wording.head, wording.page
    limbs = {limb: entry.ncnd for provision in provisions.values() for limb, entry in provision.limbs.items()}
    for index, limb in enumerate(head.limbs):
        section = limb.partition("(")[0]
        unread = section in known and section not in provisions
        if not limbs.get(limb) and not unread:
            yield page.problem(f"`{limb}` is not a limb that an NCND can rest on; see docs/provisions/", "limbs", index)
        elif section not in head.provisions:
            yield page.problem(f"`{limb}` is relied on and its section is not in `provisions:`; add it", "limbs", index)
    declared, written = {one.casefold() for one in head.limbs}, {one.casefold(): one for one in limbs}
    for block in wording.blocks if wording.whole else ():
        for limb in spellings.cited(block.template()):
            above = spellings.lineage(limb)
            if not declared & {*above} and "limb" in phrases.marks(limb):
                named = next((written[one] for one in above[::-1] if one in written), limb)
                message = (
                    f"names `{named}`, on which an NCND rests, and `limbs:` does not; add it, or correct the words"
                )
                yield _at(wording, block, message)


def check_blocks(wording: Wording) -> Iterator[Problem]:
    """Yield each block that is named twice."""
    blocks = wording.head.blocks
    for index, block_id in enumerate(blocks):
        if block_id in blocks[:index]:
            yield wording.page.problem(f"`blocks:` names {block_id} twice; give each block its own", "blocks", index)


def check_sourced(wording: Wording) -> Iterator[Problem]:
    """Yield what is said of a source where none is named."""
    head = wording.head
    if head.approval in {Approval.SUPPLIED, Approval.EDITED} and not head.source:
        message = f"is `{head.approval.value}` and has no `source:`; name it, or write `approval: project-draft`"
        yield wording.page.problem(message, "approval")
    if head.edits and not head.source:
        yield wording.page.problem("has `edits:` and no `source:`; name it, or take them out", "edits")


def _at(wording: Wording, block: Block, message: str) -> Problem:
    return Problem(wording.page.path, block.line, message)

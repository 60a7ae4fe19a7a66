"""Act rules: what no page and no wording may say of the Act, as the Act has it otherwise.

Only what is wrong in every reading is looked for; each pattern meets one sentence. A wording with a source is left to
`edits`: what departs from the source is a declared edit of substance, and the CRU's to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from macros import spellings
from macros.pages import Page, once
from macros.passages import front, holds, passages
from macros.problems import Problem
from macros.provisions import Provision
from macros.wording import Stance, Wording

_KNOWN: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("s1", "s2", "s10", "s17", "s50"), ("none", "")),
    **dict.fromkeys(("s21", "s23"), ("absolute", "class")),
    "s24": ("qualified", "necessity"),
    "s31": ("qualified", "prejudice"),
}
"""What kind of exemption a section gives, and its test. Section 40 is left out: it is absolute in part only."""
_CLASSES = {section: kind for section, (kind, _) in _KNOWN.items() if kind != "none"}

_SECTION = r"\b(?:sections?|ss?\.?) ?"
_ONE = rf"{_SECTION}[0-9]+[a-z]?(?: ?\([0-9a-z]+\))*"
_SOME = rf"(?:both )?{_ONE}(?:(?:, | and | or )(?:{_SECTION})?[0-9]+[a-z]?(?: ?\([0-9a-z]+\))*)*"
_IN_SENTENCE = r"(?:[^.;?!]|\.(?=\S))*?"
_DUTY = (
    r"(?:^|[.,;:] |\b(?:as|so|that|because|since|and|but) )(?:the|that|this|our|its) (?:first |statutory )?duty\b"
    r"(?:(?!\b(?:not|never|nor|no|neither|whether|if|unless)\b)(?:[^.;?!]|\.(?=\S)))*?"
    r"\b(?:appl(?:y|ies|ied)|aris(?:e|es|en)|arose),? "
)
_BY = "(?:by virtue of|because of|under|pursuant to|owing to)"
_EXTENT = re.compile(rf"{_DUTY}if,? or to the extent\b", re.IGNORECASE)
_SIGN = re.compile(
    r"\b(?:it|(?:this|the) (?:reply|response|letter|notice|answer|part)|this|these words) (?:should|must) be"
    rf" (?:read|taken|seen|treated|understood|interpreted|regarded) as {_IN_SENTENCE}\b(?:held|exists?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:nothing|no|not|none|never|neither|nor|whether|if)\b", re.IGNORECASE)
_IS = r"(?:is|are|being)(?: (?:both|all|each|also|therefore))?(?: an?)? (absolute|qualified)\b"
_CLASS = re.compile(rf"({_SOME}),? {_IS}", re.IGNORECASE)
_OWN_CLASS = re.compile(
    rf"\b(?:both|all|these|those|the|each)(?: of (?:these|those|the|our))? exemptions?"
    rf"(?: (?:relied on|applied|cited|claimed|engaged|named above|above|here))? {_IS}",
    re.IGNORECASE,
)
_NO_TEST = re.compile(
    r"\bno public interest test (?:applies|is (?:needed|required|necessary)|need|has to)"
    r"|\bnot (?:subject to|require) (?:the|a|any) public interest test\b",
    re.IGNORECASE,
)
_CITED = (
    (rf"\b(?:refusal )?notice (?:is )?(?:given )?under {_SECTION}(17 ?\([24-7]\)(?: ?\([a-z]\))?)", "17(1)"),
    (
        rf"neither confirm nor deny\b{_IN_SENTENCE}\b(?:as|because|since) the duty (?:in|at|under|of) {_SECTION}"
        r"(1 ?\((?!1\) ?\(a\))[0-9]\)(?: ?\([a-z]\))?)",
        "1(1)(a)",
    ),
    (rf"\bprocedure that {_SECTION}(17 ?\((?!7\) ?\(a\))[0-9]\)(?: ?\([a-z]\))?)", "17(7)(a)"),
    (
        rf"{_SECTION}((?!50\b)[0-9]+)(?: of the act)?,? (?:gives|is|grants) (?:you )?(?:the|a|your) right to apply\b",
        "50",
    ),
    (
        rf"{_SECTION}(2 ?\((?!1\) ?\(b\))[0-9]\)(?: ?\([a-z]\))?){_IN_SENTENCE}"
        r"\bmaintaining the exclusion of the duty\b",
        "2(1)(b)",
    ),
)
_WRONG = tuple((re.compile(pattern, re.IGNORECASE), right) for pattern, right in _CITED)
"""What is said to stand in another section or subsection than it does, and where it stands."""

_NO_EXEMPTION = {"s12", "s14"}
"""The grounds of refusal that are no exemptions, of which notice is given under section 17(5)."""

_NCND = r"(?:an?|the|your|any|every|each) (?:full |partial )?NCND"
_BEGINS = r"(?:^|[.;:,] |^- |\b(?:and|then|or) )"
_AUX = r"(?:can|may|must|should|shall|will|is to|does)"
_ON = r"(?:on|upon|under|via|with|by virtue of)"
_ADVISED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEGINS}(?:rest|base|found) {_NCND} {_ON} (?P<limbs>{_SOME})",
        rf"{_BEGINS}(?:use|give|send|issue|add|write) {_NCND},? {_ON} (?P<limbs>{_SOME})",
        rf"{_NCND} {_AUX} (?:also |only )?(?:rest|rely|be (?:based|given|used|sent)) {_ON} (?P<limbs>{_SOME})",
        rf"{_NCND} (?:is|will be|will also be) (?:required|needed) {_ON} (?P<limbs>{_SOME})",
        rf"(?P<limbs>{_SOME}) (?:{_AUX} (?:also )?)?supports? {_NCND}",
    )
)
"""How a page tells an officer to rest an NCND on a limb."""
_FAILS = re.compile(r"\b(?:fails?|failed|defective|wrong|invalid|cannot|not|refused?)\b", re.IGNORECASE)


def check(pages: Iterable[Page], wordings: Iterable[Wording], provisions: Mapping[str, Provision]) -> Iterator[Problem]:
    """Yield what pages, decisions and wordings say of the Act that it does not say."""
    yield from _check_known(provisions)
    limbs = {limb.casefold(): entry.ncnd for one in provisions.values() for limb, entry in one.limbs.items()}
    rests = _duty_rests([limb for limb, ncnd in limbs.items() if ncnd])
    for page in pages:
        for line, text in _telling(page):
            lines = [one.strip() for one in text.split("\n")]
            found = [*_said(" ".join(lines), rests), *_advised(" ".join(lines), limbs)]
            # a passage with links holds its words twice
            for fault, at in {fault: at for at, fault in reversed(found)}.items():
                before = next(number for number in range(len(lines)) if at <= len(" ".join(lines[: number + 1])))
                yield Problem(page.path, line + before, fault)
    for wording in (one for one in wordings if not one.head.source):
        for block in wording.blocks:
            text = block.template()
            for _, fault in [*_said(text, rests), *_own(text, wording)]:
                yield Problem(wording.page.path, block.line, fault)


@once
def _telling(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the passages of a page that hold a word that each rule needs: most do not, and are done with quickly."""
    said = [*front(page), *((line, text) for line, text, _ in passages(page) if page.folder != "wording")]
    yield from ((line, text) for line, text in said if holds(text, ("duty", "absolute", "qualified", "ncnd")))


def _check_known(provisions: Mapping[str, Provision]) -> Iterator[Problem]:
    """Yield each section that is said to be of another kind than the Act makes it."""
    none = '""'
    for one in provisions.values():
        if (one.head.exemption == "none") != (one.head.test == ""):
            continue
        kind, test = _KNOWN.get(one.id, (one.head.exemption, one.head.test))
        for key, said, known in (("exemption", one.head.exemption, kind), ("test", one.head.test, test)):
            if said != known:
                message = (
                    f"`{key}: {said or none}` is not that of section {one.head.section}; write `{key}: {known or none}`"
                )
                yield one.page.problem(message, key)


def _duty_rests(limbs: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the duty said to apply by virtue of a limb that takes it away."""
    alike = "|".join(re.escape(limb.removeprefix("s")).replace(r"\(", r" ?\(") for limb in limbs) or "(?!)"
    return re.compile(rf"{_DUTY}{_BY} {_SECTION}(?:{alike})", re.IGNORECASE)


def _said(text: str, rests: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with words on any page, with its place."""
    if hit := _EXTENT.search(text) or rests.search(text):
        message = f"says that the duty does apply where the Act takes it away (“{_short(hit.group())}”); put the “not”"
        yield hit.start(), f"{message} back"
    for hit in _CLASS.finditer(text):
        cited = [one.partition("(")[0] for one in spellings.cited(hit[1])]
        wrong = [one for one in cited if _CLASSES.get(one, hit[2].casefold()) != hit[2].casefold()]
        if wrong and not _DENIED.search(_sentence(text, hit.start())):
            message = f"calls section {wrong[0].removeprefix('s')} {hit[2].casefold()}, and it is {_CLASSES[wrong[0]]}"
            yield hit.start(), f"{message}; correct the section or the word"


def _own(text: str, wording: Wording) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the words of a wording, as it is known what they rest on."""
    kinds = {_KNOWN.get(one, ("", ""))[0] for one in wording.head.provisions} - {"none"}
    if (hit := _OWN_CLASS.search(text)) and kinds == {"qualified", "absolute"} - {hit[1].casefold()}:
        message = f"calls its exemptions {hit[1].casefold()} (“{_short(hit.group())}”), and those of `provisions:` are"
        yield hit.start(), f"{message} {', '.join(kinds)}; correct the word"
    if (hit := _NO_TEST.search(text)) and kinds == {"qualified"}:
        message = f"says that no public interest test applies (“{_short(hit.group())}”), and each exemption of"
        yield hit.start(), f"{message} `provisions:` is qualified; take that out"
    hit = _SIGN.search(text)
    if hit and wording.head.stance is not Stance.ANY and not _DENIED.search(_sentence(text, hit.start())):
        message = f"says that the reply is a sign of what is held (“{_short(hit.group())}”); put “Nothing in it” or"
        yield hit.start(), f"{message} “not” back"
    for pattern, right in _WRONG:
        wrong = pattern.search(text)
        if wrong and not (right == "17(1)" and _NO_EXEMPTION & {*wording.head.provisions}):
            message = f"cites section {wrong[1].replace(' ', '')} for what is in section {right}"
            yield wrong.start(), f"{message} (“{_short(wrong.group())}”); correct the number"


def _advised(text: str, limbs: Mapping[str, bool]) -> Iterator[tuple[int, str]]:
    """Yield where officers are told to rest an NCND on a limb that exempts what is held."""
    for hit in (hit for pattern in _ADVISED for hit in pattern.finditer(text)):
        named = [
            next((one for one in spellings.lineage(limb) if one in limbs), "") for limb in spellings.cited(hit["limbs"])
        ]
        carried = {one.partition("(")[0] for one in named if limbs.get(one)}
        wrong = [one for one in named if limbs.get(one) is False and one.partition("(")[0] not in carried]
        rest = re.split(r"[.;?!](?: |$)", text[hit.end() :])[0]
        if wrong and not _DENIED.search(_sentence(text, hit.start("limbs"))) and not _FAILS.search(rest):
            message = f"rests an NCND on `{wrong[0]}` (“{_short(hit.group())}”), which exempts what is held"
            yield hit.start(), f"{message}; name a limb with `ncnd: true`"


def _sentence(text: str, at: int) -> str:
    """Return the words of a sentence before the place `at`."""
    return re.split(r"[.;?!] ", text[:at])[-1]


def _short(words: str) -> str:
    words = words.strip(" .,;:")
    return words if len(words) <= 60 else f"…{words[-59:].lstrip()}"

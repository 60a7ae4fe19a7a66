"""Approval: who approved the words of a page for the CRU, on which day, and whether they are still the same words."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from macros import authors
from macros.advice import Advice
from macros.names import Names
from macros.pages import Page
from macros.problems import Problem
from macros.wording import Approval, Status, Wording

KEYS = ("approved_by", "approved_on", "approved_words")
UNSETTLED = frozenset({Status.DRAFT, Status.UNCONFIRMED})
"""The states of words that nobody has approved yet."""

NO_WORDS = "its words are not supplied; put them in first"

NO_PERSON = "names no person; write the name of who approved it for the CRU, or a role that one person holds"

_NOBODY = re.compile(
    "(?:an?|the) (?:n )?(?:other|person|name)|no ?(?:body|one|ne)|an(?:on|onymous|ybody|yone)|some(?:body|one)|"
    "everyone|me|us|we|they|all|various|name|n ?a|nil|tb[acd]|to ?do|to be [a-z]+|pending|not [a-z]+|"
    "unknown|yes|approved|signed|xx+"
)
_OF_BODIES = re.compile(
    "(?:(?:the|of|for|and|on|behalf|n?cru|central|referral|unit|national|npcc|chiefs|council|foia?|freedom|information|"
    "disclosure|access|compliance|data|protection|governance|legal|records|team|office|department|desk|directorate|group|"
    "board|committee|panel|police|policing|forces?|services?|constabulary|project)(?: |$))+"
)
"""Words that name a body: a name of nothing else is no person's; "Head of the CRU" is."""
_SHA_256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page's front matter says of its approval; `made` is whether it says that there is one.

    `supplied` is whether the words are there, `changed` the day of the last change that is noted; `days` are the keys
    of the days that must be known first.
    """

    page: Page
    status: Status
    made: bool
    supplied: bool
    changed: datetime.date | None
    by: str
    on: datetime.date | None
    words: str
    now: str
    days: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return bool(self.by and self.on and _SHA_256.fullmatch(self.words))


def claim(item: Wording | Advice) -> Claim:
    """Return what a wording or a note claims; a note has no `approval:`, so its three lines are its claim."""
    head = item.head if isinstance(item, Wording) else item.note
    made = item.head.approval is Approval.APPROVED if isinstance(item, Wording) else item.note.claims_approval
    supplied = item.supplied if isinstance(item, Wording) else item.note.text == "supplied"
    days = () if isinstance(item, Wording) else item.note.days_to_fill_in
    on = head.approved_on or None
    changed = max((entry.date for entry in head.changes), default=None)
    by, words = head.approved_by, head.approved_words
    return Claim(item.page, head.status, made, supplied, changed, by, on, words, item.words_hash, days)


def check(items: Iterable[Wording | Advice], names: Names, today: datetime.date, publishing: bool) -> Iterator[Problem]:
    """Yield where approvals and words disagree; for `publishing`, words changed since approval are no warning.

    `names` are those of the register: a force is no person.
    """
    for item in items:
        one = claim(item)
        if one.made:
            yield from _check_claim(one, names, today, publishing)
        elif isinstance(item, Wording) and (key := next((key for key in KEYS if getattr(item.head, key)), "")):
            message = f"`{key}:` stands beside `approval: {item.head.approval.value}`; one is wrong"
            yield one.page.problem(message, key)


def _check_claim(one: Claim, names: Names, today: datetime.date, publishing: bool) -> Iterator[Problem]:
    page = one.page
    key = next(key for key in ("approval", *KEYS) if (key,) in page.key_lines)
    if not one.supplied:
        yield page.problem(f"is approved and {NO_WORDS}, or undo the approval", key)
        return
    if one.days:
        yield page.problem(f"is approved and {days_first(one.days)}", one.days[0])
    if one.status in UNSETTLED:
        yield page.problem(f"is approved and marked {one.status.value}; write `status: current`", "status")
    if one.by and not names_person(one.by, names):
        yield page.problem(f"`approved_by: {one.by}` {NO_PERSON}", "approved_by")
    if one.on and one.on > today:
        yield page.problem(f"`approved_on: {one.on}` is still to come; correct the day", "approved_on")
    if not one.complete:
        message = "is approved and does not say by whom, on which day and in which words; complete these three lines"
        paste = "\n".join(lines(one.by, one.on, one.now))
        yield Problem(page.path, page.line(key), f"{message} and put them in", paste=paste)
    elif one.words != one.now:
        message = f"has changed since approval ({one.on}); undo the change, or have it approved again"
        paste = "\n".join(lines("", None, one.now))
        at = page.line("approved_words")
        message = f"{message} and complete these three lines in place of those"
        yield Problem(page.path, at, message, warning=not publishing, paste=paste)
    elif one.on and one.changed and one.on < one.changed:
        message = f"`approved_on: {one.on}` is before the last change in `changes:` ({one.changed})"
        remedy = "write the day on which it was approved as it stands, or correct the day of the change"
        yield page.problem(f"{message}; {remedy}", "approved_on")
    elif publishing and same_person(one.by, authors.of_words(Path(page.path), one.now)):
        yield page.problem(own_words(one.by), "approved_by")


def names_person(by: str, names: Names) -> bool:
    """Return whether a name can be a person's or a role's: no word for nobody, no body and no force."""
    words = re.findall(r"[^\W\d_]+", by.casefold())
    said = " ".join(words)
    if max(map(len, words), default=0) < 2 or _NOBODY.fullmatch(said) or _OF_BODIES.fullmatch(said):
        return False
    bare = re.sub("^the ", "", by.strip(), flags=re.IGNORECASE)
    return all(one.words != bare for one in names.find(bare))


def lines(by: str, on: datetime.date | None, words: str) -> list[str]:
    """Return the lines of an approval as front matter has them; what is not known is left empty, which is refused."""
    name = f" {json.dumps(by, ensure_ascii=False)}" if by else ""
    return [f"approved_by:{name}", f"approved_on:{f' {on}' if on else ''}", f"approved_words: {words}"]


def days_first(keys: Iterable[str]) -> str:
    return f"has no day in {', '.join(f'`{key}:`' for key in keys)}; fill in those days first"


def own_words(by: str) -> str:
    return f"{by} approved the words and was the last to change them; have somebody else approve them"


def same_person(name: str, known: Iterable[str]) -> bool:
    """Return whether a name is one of those by which git knows the author of some words."""
    return " ".join(name.split()).casefold() in {" ".join(one.split()).casefold() for one in known}

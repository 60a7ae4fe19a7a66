"""Value: what an officer typed for a letter field, cleaned and checked.

assets/values.js does the same in the page; tests/browser/test_typed.py holds both to one table.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import Enum

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Control characters, bidirectional marks and others that nobody can see in a letter."""

_SPACES = re.compile("[\t-\r\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_BREAKS = re.compile("[\n-\r\u2028\u2029]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINK = re.compile(
    r"https://(?P<host>[^/?#]*)(?P<rest>(?:[/?#](?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?)"
)
_CAPITALS = re.compile(r"[A-Z]+")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
_CLOSED_ENDINGS = {
    *("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "domain"),
    *("workgroup", "mshome", "localnet", "arpa", "onion", "alt", "pnn", "intra"),
}
_CLOSED_LABELS = re.compile(
    r".*(?:intranet|extranet).*|(?:.*-)?(?:internal|localhost|corp|lan|pnn|sharepoint)[0-9]*(?:-.*)?"
    r"|cjsm|gc?s[eix]"
)
"""The last are the closed networks of police, courts and government: pnn, cjsm, gsi, gse, gsx and gcsx."""
_EXAMPLE = re.compile(r"(?:.*\.)?(?:test|invalid|example(?:\.(?:com|net|org))?)")
"""Names kept for examples and tests: https://www.rfc-editor.org/rfc/rfc2606"""
_NUMBERED = re.compile(
    r"(?:.*[.-])?(?:[0-9]{1,3}[.-]){4}.*"
    r"|(?:.*\.)?(?:nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|traefik\.me|vcap\.me|lacolhost\.com|localho\.st)"
)
"""Names that stand for a machine's number, the officer's own machine among them."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Kind(Enum):
    """What a letter field takes."""

    TEXT = "text"
    REFERENCE = "reference"
    DATE = "date"
    LINK = "public-link"


class Reason(Enum):
    """Why a value is refused; the value is the sentence that the officer reads."""

    EMPTY = "Nothing was entered: fill this in."
    TOO_LONG = "It is longer than 60 characters: give the request's reference alone."
    NOT_A_DAY = "It is not a day in the calendar: give it as year-month-day, such as 2026-11-24."
    NOT_HTTPS = (
        "It does not begin with https://: copy the whole address of the page from the address bar of your browser. "
        "If that begins with http:// alone, ask whoever runs the site for a secure one."
    )
    NOT_A_LINK = "It is not a complete web address: copy it whole from the address bar of your browser."
    SIGN_IN = "It holds a user name or an @ before the site's name: give the address that anyone can open."
    PORT = "It has a colon after the site's name, as internal systems do: give the address that anyone can open."
    NUMBER = "It leads to a machine by its number: give the address of the page on a public site that has a name."
    BARE_NAME = "It is the name of a machine on your own network: give the address that anyone outside it can open."
    CLOSED = "It looks like a page on an internal network: give the address that anyone outside it can open."
    EXAMPLE = "It is a name kept for examples: give the real address of the page."


@dataclass(frozen=True, slots=True)
class Value:
    """A cleaned value: `text` as the letter shows it, whether anything was taken out, why it is refused."""

    text: str
    taken_out: bool = False
    refused: Reason | None = None


def clean(kind: Kind, typed: str, lines: bool = False) -> Value:
    """Return what was typed as a letter can hold it, or the reason why it cannot.

    The text is one line; with `lines` it keeps its line breaks, less empty lines.
    """
    kept = INVISIBLE.sub("", typed)
    pieces = _BREAKS.split(kept) if lines else [kept]
    text = "\n".join(line for piece in pieces if (line := _SPACES.sub(" ", piece).strip(" ")))
    taken_out = kept != typed
    if not text:
        return Value("", taken_out, Reason.EMPTY)
    match kind:
        case Kind.REFERENCE:
            return Value(text, taken_out, Reason.TOO_LONG if len(text) > 60 else None)
        case Kind.DATE:
            day = _day(text)
            return Value(letter_date(day) if day else text, taken_out, None if day else Reason.NOT_A_DAY)
        case Kind.LINK:
            return Value(text, taken_out, refuse_link(text))
        case Kind.TEXT:
            return Value(text, taken_out)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def letter_date(day: datetime.date) -> str:
    """Return the day as letters show it: `24 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def refuse_link(link: str) -> Reason | None:
    """Return why `link` is not an https address on a public host, or None when it is one."""
    if not re.match(r"https://", link, re.IGNORECASE | re.ASCII):
        return Reason.NOT_HTTPS
    parts = _LINK.fullmatch("https://" + link[8:])
    if parts is None:
        return Reason.NOT_A_LINK
    host = _CAPITALS.sub(lambda hit: hit.group().lower(), parts["host"])
    if "@" in host:
        return Reason.SIGN_IN
    if re.fullmatch(r"\[.*\](:[0-9]*)?|[0-9.]+(:[0-9]*)?|0x[0-9a-fx.]+(:[0-9]*)?", host):
        return Reason.NUMBER
    if ":" in host:
        return Reason.PORT
    labels = host.split(".")
    if len(labels) == 1 and _LABEL.fullmatch(host):
        return Reason.BARE_NAME
    if not all(map(_LABEL.fullmatch, labels)) or len(host) > 253:
        return Reason.NOT_A_LINK
    if _EXAMPLE.fullmatch(host):
        return Reason.EXAMPLE
    if _NUMBERED.fullmatch(host):
        return Reason.NUMBER
    if labels[-1] in _CLOSED_ENDINGS or any(map(_CLOSED_LABELS.fullmatch, labels)):
        return Reason.CLOSED
    if not _LAST_LABEL.fullmatch(labels[-1]):
        return Reason.NUMBER if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]) else Reason.NOT_A_LINK
    return None

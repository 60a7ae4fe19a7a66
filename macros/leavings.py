"""Leaving: what an author, or Word, left in words that were not finished, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros import phrases, rules
from macros.markup import words as own_words
from macros.pages import Page, front_lines, once
from macros.problems import Problem
from macros.sections import plain

EMPTY = re.compile(r"\( *\)")
"""Brackets with nothing in them."""

OPEN = "is left open; write the words"
_EITHER = "leaves the choice to the reader; write the words that stand, such as “they”"
_OF_WORD = "was left by a word processor; write the words, or take it out"
_KINDS = (
    (
        re.compile(
            r"\bclick (?:or tap )?here\b[^.]{0,40}|\b(?:choose|select) an item\b|\berror! [a-z]+ [^.]{0,60}|"
            r"\bcomment(?:ed)? \[[a-z]{1,4}[0-9]{1,3}\]|\b_(?:toc|hlk|ref)[0-9]{3,}|"
            r"\b(?:mergefield|pageref|formtext|docproperty|hyperlink \\?\")",
            re.IGNORECASE,
        ),
        _OF_WORD,
    ),
    (
        re.compile(
            r"\b(?:todo|fixme)\b|\blorem ipsum\b|\bt\.?b\.?[acd]\b\.?|\A\W*(?:n/?a|not applicable|nil)\W*\Z|"
            r"(?-i:\bxx (?=[A-Z]))|\b20[0-9]\?|"
            r"\bdelete (?:if|as|where) (?:not |in)?(?:appropriate|applicable|necessary|needed|required|relevant)|"
            r"\b(?:type|enter|insert|add|put) (?:(?:your|the|own) ){0,2}(?:text|words?|names?|dates?|details) here\b",
            re.IGNORECASE,
        ),
        OPEN,
    ),
    (
        re.compile(
            r"£ ?(?:[XxYNn#]+(?![A-Za-z])|\?)|[$%]\{?[A-Z_]{2,}\}?%?|#{2,}|\?{2,}|\u2026{2,}|\.{4,}|_{3,}|-{4,}|"
            r"\u00ab[^\u00bb]{0,80}\u00bb|\u2039[^\u203a]{0,80}\u203a|[\u3008\u300a\u3010][^\u3009\u300b\u3011]{0,80}"
            r"[\u3009\u300b\u3011]|(?:\u00b7 ?){2,}"
        ),
        OPEN,
    ),
    (
        re.compile(r"\bDRAFT\b|\bv[0-9]\.[0-9]+\b|\bN\.?B\.?:|(?i:\bnote to (?:self|author|drafter|editor)\b)"),
        "is a note to whoever writes the words; take it out",
    ),
    (re.compile(r"\bOPTION [0-9A-D]\b|\b[Oo]ption [0-9A-D]:|\bEITHER\b"), _EITHER),
    (
        re.compile(
            r"\b(?:is/are|are/is|was/were|has/have|have/has)\b|\b(?:s?he/s?he|s/he|his/hers?|hers?/his|him/her|her/him|(?:him|her)self/(?:him|her)self|mr/m(?:r?s))\b|"
            r"\(s\)he\b",
            re.IGNORECASE,
        ),
        _EITHER,
    ),
    (
        re.compile(r"(?<!\.)\. ?\. ?\.(?!\.)(?<!\.\.\.)|(?<!\.)\. \.(?! ?\.)"),
        "is dots with spaces between them; write “…” where words of a quotation are left out, or the words",
    ),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "is a full stop too many; write one, or the words that are missing"),
    (
        re.compile(r"(?<!\w)[A-Za-z]:\\[\w.\\-]*|(?<!\w)\\{1,2}[\w.-]+\\[\w.\\-]+"),
        "is the path of a file that only your own network has; take it out",
    ),
    (EMPTY, "is a pair of brackets with nothing in it; write what belongs there, or take it out"),
)
_SIGN = re.compile(r"[\[\]{}<£$%#?\u00ab\u2039\u3008\u300a\u3010\u00b7\\\u2026/]")
_PAIRS = ("..", ". .", "--", "__", " _", "()", "( ", "(s)", "xx")
_WORD = re.compile(r"[a-z]+")
_SAID = {
    *("click", "choose", "select", "error", "comment", "commented", "mergefield", "pageref", "formtext", "docproperty"),
    *("hyperlink", "todo", "fixme", "lorem", "tba", "tbc", "tbd", "t", "na", "applicable", "nil", "delete", "type"),
    *("enter", "insert", "add", "put", "draft", "v", "nb", "n", "note", "option", "either"),
}
"""What a leaving of each kind holds of signs, or of words: a line without any of them is done with quickly."""
_HEADING = re.compile(r"#{2,6}")
_ELSEWHERE = re.compile(r"advice/[^/]+/source\.md|help/.*|[^/]*\.md|[^/]*/index\.md|(?:browse|decide|letter)/.*")
"""Pages that are no words of the CRU's: the e-mail as it was supplied, and those that tell of the site itself."""
_OTHERS = {"edits", "approved_by", "name", "short", "abbreviation", "aliases"}
"""Keys that hold words of the source, or that their own checks read for this."""


def first(words: str) -> tuple[str, str]:
    """Return the first leaving in the words, and what it is and what to do; or two empty strings."""
    if not _may_hold(words):
        return "", ""
    for way in next(rule.ways for rule in rules.load() if rule.id == "open-field"):
        left = phrases.without(way.blank, words)
        for pattern in way.all_of:
            if hit := re.search(pattern.pattern, left, re.ASCII if way.case else re.ASCII | re.IGNORECASE):
                return hit.group().strip(), OPEN
    for kind, what in _KINDS:
        if hit := kind.search(words):
            return hit.group().strip(" -"), what
    return "", ""


def _may_hold(words: str) -> bool:
    small = words.casefold()
    signs = _SIGN.search(words) or any(pair in small for pair in _PAIRS) or small.startswith("_")
    return bool(signs) or not _SAID.isdisjoint(_WORD.findall(small))


def without(words: str) -> str:
    """Return the words less every leaving that holds a space, which `first` tells of already."""
    for kind, _ in _KINDS:
        words = kind.sub("x", words)
    return words


@once
def check(page: Page) -> Iterator[Problem]:
    """Yield the first leaving of each line of a page, a quotation apart; a wording's own words are wording_rules'."""
    if _ELSEWHERE.fullmatch(page.id):
        return
    others = {number for keys, number in page.key_lines.items() if keys[0] in _OTHERS}
    lines = [(number, line) for number, line in front_lines(page) if number not in others]
    if page.folder != "wording":
        said = [(number, line) for number, line in own_words(page) if not line.lstrip().startswith(">")]
        said = [(number, _HEADING.sub("", line, count=1)) for number, line in said]
        lines += [(number, plain(line)) for number, line in said if _may_hold(line)]
    for number, line in lines:
        found, what = first(line)
        if found:
            yield Problem(page.path, number, f"“{found}” {what}")

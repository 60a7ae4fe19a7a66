"""Hand list: a mark with which a line of a wording begins a list or a table made by hand, not in Markdown."""

from __future__ import annotations

import re

BULLET = (
    "[\u00b7\u00bb\u203a\u2022\u2023\u2027\u2043\u204c\u204d\u2219\u2190-\u21ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff"
    "\u30fb\U0001f300-\U0001faff]"
)
_NUMBER = "[0-9]{1,3}|[a-z]|[ivx]{2,5}|[IVX]{2,5}"
_QUANTITY = (
    r"(?!(?:million|billion|trillion|thousand|hundred|per|percent|times|hours?|days?|weeks?|months?|years?|miles?|"
    r"metres?|km|kg|and|or|to|of|in|is|was|are|were|above|below|[ap]m)\b|[ap]\.m\.|%)"
)
"""What tells "1.1 million …" from the first line of a list."""
_BY_HAND = re.compile(
    r"^[ \t]*(?:\{%[^{}]*%\}[ \t]*)?[*_]{0,2}("
    rf"{BULLET}|\||(?:{_NUMBER}|[A-Z])\)|\((?:{_NUMBER}|[A-Z])\)(?!\w)|\[(?:{_NUMBER})\](?=[*_ \t])|"
    r"(?!v\.)(?:[a-z]|[ivx]{2,5}|[IVX]{2,5})\.(?=[*_]{0,2}[ \t]+[^0-9\s])|[0-9]{1,3}\.(?=[A-Za-z])|"
    rf"(?:[0-9]{{1,2}}\.)+[0-9]{{1,2}}\.?(?=[*_]{{0,2}}[ \t]+{_QUANTITY}\S)|[0-9]{{1,3}}[:\]](?=[ \t])|o(?=[ \t]))",
    re.MULTILINE,
)
_DASH = re.compile(r"(?<![^.:;,]\n)^[ \t]*([\u2012-\u2015\u2212])(?=[ \t])", re.MULTILINE)
"""A dash that begins a paragraph, or a line after one that ended; within a sentence, a line may begin with one."""


def first(chunk: str) -> re.Match[str] | None:
    """Return where the first such line begins, with its mark as group 1, or None."""
    return _BY_HAND.search(chunk) or _DASH.search(chunk)

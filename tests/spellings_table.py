"""Every spelling of a citation and a reference that an officer may type, what it must be read as, and odd strings."""

from __future__ import annotations

import random


def each(spellings: list[str], *tokens: str) -> dict[str, list[str]]:
    return {one: list(tokens) for one in spellings}


READ_AS: dict[str, list[str]] = {
    # One citation in every spelling.
    **each(
        [
            *("s31(3)", "s.31(3)", "S.31(3)", "s 31(3)", "s. 31(3)", "s 31 (3)", "S31 (3)", "s.31 (3)", "s31( 3 )"),
            *("sec 31(3)", "sec. 31(3)", "Sect. 31(3)", "section 31(3)", "Section 31 (3)", "SECTION 31(3)", "31(3)"),
            *("ss.31(3)", "ss 31(3)", "sections 31(3)", "Section31(3)", "(31(3))", "s\u00a031(3)", "s.\u200931(3)"),
            *(
                "FOI Act s.31(3)",
                "FOIA s31(3)",
                "FOIA 2000, s31(3)",
                "the Act, s31(3)",
                "s31(3) FOIA",
                "s.31(3) FOI Act",
            ),
            *("section 31(3) of the Act", "section 31(3) of the Freedom of Information Act 2000", "s31(3) of FOIA"),
            *("the Freedom of Information Act 2000 section 31(3)", "FOIA under s31(3)", "section 31(3) of the FOI Act"),
        ],
        *("s31(3)",),
    ),
    **each(["s17", "S17", "FOI Act s.17", "section 17 of the Act", "sec 17", "s. 17"], "s17"),
    **each(["s31(3)(a)", "s.31 (3) (a)", "section 31(3)(A)", "31(3)(a)"], "s31(3)(a)"),
    **each(["s40(5B)", "s.40 (5b)", "section 40(5B)", "40(5B)"], "s40(5b)"),
    "s.40(5B)(a)(i)": ["s40(5b)(a)(i)"],
    # Several at once.
    **each(
        [
            "ss.24 and 31",
            "ss 24 & 31",
            "s24/31",
            "S.24/31",
            "sections 24 and 31",
            "s24 and s31",
            "s.24, s.31",
            "ss24,31",
        ],
        "s24",
        "s31",
    ),
    **each(
        ["s24(2) and 31(3)", "24(2) and 31(3)", "s24(2)/31(3)", "s.24(2) & s.31(3)", "sections 24(2), 31(3)"],
        *(
            "s24(2)",
            "s31(3)",
        ),
    ),
    "sections 24(2), 31(3) and 40": ["s24(2)", "s31(3)", "s40"],
    "s31(3)(a) and (b)": ["s31(3)(a)", "s31(3)(b)"],
    "s31(3)(a) and (5)": ["s31(3)(a)", "s31(5)"],
    "s 31(3) or (5)": ["s31(3)", "s31(5)"],
    "ss.24, 31 and 40": ["s24", "s31", "s40"],
    # One reference in every spelling.
    **each(
        [
            *(
                "1750/22",
                "1750-22",
                "1750/2022",
                "1750-2022",
                "1750 / 22",
                "1750\u201322",
                "CRU 1750/22",
                "CRU-1750-22",
            ),
            *("cru1750/22", "CRU: 1750/22", "CRU ref 1750/22", "CRU ref. no. 1750/22", "ref. 1750/22", "ref 1750-22"),
            *("reference 1750/22", "Reference: 1750/2022", "CRU reference number 1750/22", "CRU advice 1750/22"),
        ],
        "1750/22.",
    ),
    # Numbers that only look like one.
    "section 31 and 20 working days": ["s31", "and", "20", "working", "days"],
    "section 31 officers": ["section", "31", "officers"],
    "section 3.1": ["section", "3", "1"],
    "s31,000 people": ["s31", "000", "people"],
    "the force's 31 officers": ["the", "force", "31", "officers"],
    "the 1990s 31": ["the", "1990s", "31"],
    "24/11/2026": ["24", "11", "2026"],
    "s18 FOISA": ["s18", "foisa"],
    "section 40 of the Data Protection Act": ["section", "40", "of", "the", "data", "protection", "act"],
    "section 1 of the Official Secrets Act": ["section", "1", "of", "the", "official", "secrets", "act"],
    "Terrorism Act s 41": ["terrorism", "act", "s", "41"],
    "regulation 12(4)(b)": ["regulation", "12", "4", "b"],
    "para. 31(3)": ["para", "31", "3"],
    "\u00a331(3)": ["31", "3"],
    "12-20": ["12", "20"],
    "120(3)": ["120", "3"],
    "the Met\u2019s role": ["the", "met", "role"],
    "Devon & Cornwall": ["devon", "cornwall"],
    "counter-terrorism": ["counter", "terrorism"],
    "caf\u00e9 na\u00efve \u0141\u00f3d\u017a": ["caf\u00e9", "na\u00efve", "\u0142\u00f3d\u017a"],
    "": [],
    " \u2014 ": [],
}
"""A question and what it is read as: words as they are, a citation without an end mark, a reference with one."""

_BEFORE = [
    "s",
    "S.",
    "ss ",
    "ss.",
    "sec ",
    "section ",
    "Sections ",
    "sect. ",
    "",
    "FOIA s.",
    "of s ",
    "CRU ",
    "ref. ",
    "/",
]
_NUMBER = [
    "24",
    "31(3)",
    "31 (3)",
    "40(5B)(a)",
    "1750/22",
    "1750-22",
    "24/31",
    "31,000",
    "3.1",
    "2022-23",
    "31-3",
    "120(4)",
]
_AFTER = [
    " and 31",
    " and (b)",
    ", 40(2) and 23",
    "/31(3)",
    " of the Act",
    " of the Police Act 1996",
    " working days",
    " FOISA",
]
_MARKS = [
    *"s31()/.,-& ab\u2019'\u2013\u00a0\u00a3\u0130\u00df\U0001f46e",
    "section ",
    "and ",
    "cru ",
    "(3)",
    "foia ",
    "22",
    "act ",
]


def strings() -> list[str]:
    """Return what both languages must read alike: the table, all ways to put parts together, and noise."""
    made = [before + number + after for before in _BEFORE for number in _NUMBER for after in ["", *_AFTER]]
    dice = random.Random(7)
    noise = ["".join(dice.choices(_MARKS, k=dice.randint(1, 14))) for _ in range(600)]
    return [*READ_AS, *made, *noise]

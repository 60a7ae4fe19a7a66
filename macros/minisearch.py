"""MiniSearch: an index in the form that this library of the page loads, written here so that a build needs no Node.

Source: https://github.com/lucaong/minisearch, src/MiniSearch.ts, `toJSON` (7.2.0). Terms stand in order, which the
library does not ask for; tests/browser/test_search.py has it build the same index and compares. The documents of a
term are packed, as those of thousands of notes would be half of the file; `unpacked` of assets/questions.js writes
them out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def index(documents: Iterable[Mapping[str, Sequence[str]]], fields: Sequence[str], first: int = 0) -> dict[str, Any]:
    """Return the index of documents, each given as the tokens of its fields; their ids count up from `first`."""
    terms: dict[str, dict[int, dict[int, int]]] = {}
    lengths: dict[str, list[int]] = {}
    average: list[float] = []
    count = 0
    for document in documents:
        lengths[str(count)] = []
        for number, field in enumerate(fields):
            held = Counter(document[field])
            lengths[str(count)].append(len(held))
            if not count:
                average.append(0)
            average[number] = (average[number] * count + len(held)) / (count + 1)
            for token, times in held.items():
                terms.setdefault(token, {}).setdefault(number, {})[count] = times
        count += 1
    return {
        "documentCount": count,
        "nextId": count,
        "documentIds": {str(number): first + number for number in range(count)},
        "fieldIds": {field: number for number, field in enumerate(fields)},
        "fieldLength": lengths,
        "averageFieldLength": [int(one) if one.is_integer() else one for one in map(float, average)],
        "storedFields": {},
        "dirtCount": 0,
        "index": [
            [term, {str(field): _packed(terms[term][field]) for field in sorted(terms[term])}] for term in sorted(terms)
        ],
        "serializationVersion": 2,
    }


def _packed(times: Mapping[int, int]) -> list[int]:
    """Return how far each document is from the one before; how often it holds the term, where not once, below zero."""
    out: list[int] = []
    before = 0
    for number, held in times.items():
        out.append(number - before)
        before = number
        if held > 1:
            out.append(-held)
    return out

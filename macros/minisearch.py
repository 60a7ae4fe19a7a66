"""MiniSearch: an index in the form that this library of the page loads, written here so that a build needs no Node.

Source: https://github.com/lucaong/minisearch, src/MiniSearch.ts, `toJSON` (7.2.0). Terms stand in order, which the
library does not ask for; tests/browser/test_search.py has it build the same index and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def index(documents: Iterable[Mapping[str, Sequence[str]]], fields: Sequence[str], first: int = 0) -> dict[str, Any]:
    """Return the index of documents, each given as the tokens of its fields; their ids count up from `first`."""
    terms: dict[str, dict[str, dict[str, int]]] = {}
    lengths: dict[str, list[int]] = {}
    average: list[float] = []
    count = 0
    for document in documents:
        name = str(count)
        lengths[name] = []
        for number, field in enumerate(fields):
            tokens = document[field]
            lengths[name].append(length := len(set(tokens)))
            if not count:
                average.append(0)
            average[number] = (average[number] * count + length) / (count + 1)
            for token in tokens:
                held = terms.setdefault(token, {}).setdefault(str(number), {})
                held[name] = held.get(name, 0) + 1
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
        "index": [[term, dict(sorted(terms[term].items()))] for term in sorted(terms)],
        "serializationVersion": 2,
    }

"""Names: find every force's name, alias or fragment of a name in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.forces import Force
from macros.phrases import is_like, plain

_COMMON = {"police", "constabulary", "service", "force", "of", "and", "&", "the"}
_PLACE = re.compile(r"(.*[a-z].*) (?:Police|Constabulary)")
_NO_PLACE = ",? [A-Z]{1,2}[0-9]| [A-Z][a-z]| v\\.? [A-Z]"
_FAR = 100
"""How far behind a place it is looked for what it does, in characters."""
_FIRST = re.compile(r"[^ -]+[ -](?:(?:&|and|of|the) )*")


@dataclass(frozen=True, slots=True)
class Found:
    """One name in a text: its place, and the ids of the forces whose name or fragment it is."""

    start: int
    words: str
    aliases_of: frozenset[str]
    fragment_of: frozenset[str]


def aliases(force: Force) -> set[str]:
    """Return the names of a force: listed ones, "&"/"and" swapped, Police/Constabulary swapped."""
    entry = force.entry
    names = {entry.name, entry.short, entry.abbreviation, *entry.aliases} - {""}
    names |= {swap for name in names for swap in _swaps(name, " & ", " and ")}
    return names | {swap for name in names for swap in _swaps(name, "Police", "Constabulary")}


def _swaps(name: str, one: str, other: str) -> Iterator[str]:
    if one in name:
        yield name.replace(one, other)
    if other in name:
        yield name.replace(other, one)


def fragments(force: Force) -> set[str]:
    """Return each name less its first word and what joined it ("Powys Police", "Cornwall Police").

    One word alone ("Scotland") is a bare place name, and no fragment. Nor is a rest without a telling word of four
    letters: "a man police" is not the Isle of Man's.
    """
    rests = {_FIRST.sub("", name, count=1) for name in aliases(force) if _FIRST.match(name)}
    words = {rest: re.split(r"[ -]", rest.lower()) for rest in rests}
    return {rest for rest in rests if len(words[rest]) > 1 and any(len(one) > 3 for one in {*words[rest]} - _COMMON)}


def places(force: Force) -> set[str]:
    """Return each name less "Police" or "Constabulary" at its end ("Kent"), but for abbreviations and "… of …".

    Alone it is a bare place name. It stands for the force where it acts: "Kent has said the same".
    """
    bare = {hit[1] for name in aliases(force) if (hit := _PLACE.fullmatch(name))}
    return {place for place in bare if not place.isupper() and " of " not in place} - aliases(force)


class Names:
    """Every name of a register, ready to be found; the longest match wins.

    `more` holds what else stands for a force, by its id.
    """

    def __init__(self, forces: Mapping[str, Force], more: Mapping[str, Iterable[str]] | None = None) -> None:
        self._aliases: dict[str, set[str]] = defaultdict(set)
        self._fragments: dict[str, set[str]] = defaultdict(set)
        self._places: dict[str, set[str]] = defaultdict(set)
        for force in forces.values():
            own = aliases(force)
            for name in (*own, *(more or {}).get(force.id, ())):
                self._aliases[_key(name, own)].add(force.id)
            for name in fragments(force):
                self._fragments[_key(name, own)].add(force.id)
            for name in places(force):
                self._places[name].add(force.id)
        named = [hit[1] for force in forces.values() if (hit := _PLACE.fullmatch(force.name))]
        alike = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
        self.place = re.compile(rf"(?<![\w-])(?:{alike})(?![\w-]|{_NO_PLACE})") if named else None
        """What finds the place that a force's name begins with, where no address, case or longer name follows."""
        keys = [key for key, _, _, _ in self.entries()]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_regex, keys))})(?!\w)") if keys else None

    def entries(self) -> list[tuple[str, list[str], list[str], bool]]:
        """Return every name, the longest first, with the ids of the forces that bear it and of which it is a part.

        The last value says that it is a place, which counts only where it acts.
        """
        whole, parts = self._aliases, {**self._places, **self._fragments}
        keys = sorted({*whole, *parts}, key=lambda key: (-len(key), key))
        return [(key, sorted(whole.get(key, ())), sorted(parts.get(key, ())), key in self._places) for key in keys]

    def find(self, text: str) -> Iterator[Found]:
        """Yield every name in the text, in order, none inside a longer one."""
        for hit in self._pattern.finditer(text) if self._pattern else ():
            words = " ".join(hit.group().split())
            if words in self._places:
                if is_like("acts", plain(text[hit.end() :][:_FAR])):
                    yield Found(hit.start(), hit.group(), frozenset(), frozenset(self._places[words]))
                continue
            key = words if words in self._aliases or words in self._fragments else words.casefold()
            of, part = self._aliases.get(key, ()), self._fragments.get(key, ())
            yield Found(hit.start(), hit.group(), frozenset(of), frozenset(part) - frozenset(of))


def _key(name: str, own: set[str]) -> str:
    """Return the name as it is compared: a short form, alone or first ("Met", "MOD Police"), keeps its case.

    Without that, "officers met police staff" would name the Met Police. `own` holds all names of the force.
    """
    first = re.split(r"[ -]", name, maxsplit=1)[0]
    return name if first in own or first.isupper() else name.casefold()


def _regex(key: str) -> str:
    spaced = re.escape(key).replace(r"\ ", r"\s+")
    return f"(?i:{spaced})" if key == key.casefold() else spaced


def others(names: Names, text: str, own: str | None) -> Iterable[Found]:
    """Yield the names in `text` that are not the force's own (own=None: all of them)."""
    return (found for found in names.find(text) if own is None or own not in found.aliases_of)

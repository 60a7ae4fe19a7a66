"""Place: the page that a component stands on: the way from it to the site's root, and the names taken on it."""

from __future__ import annotations


class Place:
    """One page while it is built, by its address below the root, such as `wording/full-ncnd/`."""

    def __init__(self, address: str) -> None:
        self.up = "../" * address.count("/") or "./"
        """The site's root as a link on this page writes it."""
        self._taken: list[str] = []

    def name(self, wanted: str) -> str:
        """Return `wanted` as the name of an element, with a number after it where the page has it already."""
        self._taken.append(wanted)
        count = self._taken.count(wanted)
        return wanted if count == 1 else f"{wanted}.{count}"

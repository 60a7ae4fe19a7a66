"""Compared pages: what changed from version to version, and each wording's words before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.components import render
from macros.redline import document
from macros.succession import Succession, Text

ROOT = "changes/"
_PAGE = "index.html"


def pages(told: Succession, noted: str) -> Iterator[tuple[str, str]]:
    """Yield each page by its path; `noted` is where the newest version's own list of changes is, empty for nowhere."""
    title = "What changed from version to version"
    yield f"{ROOT}{_PAGE}", render("succession", up="../", title=title, steps=told.steps(), noted=noted)
    for name, texts in told.texts().items():
        yield from _wording(name, texts)


def gone(path: str) -> str:
    """Return what stands at an address that compared words which were withdrawn since."""
    return render("uncompared", up="../" * path.count("/"), title="No longer compared")


def _wording(name: str, texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    folder, title = f"{ROOT}wording/{name}/", texts[-1].last.title
    shown = []
    for number, text in enumerate(texts):
        for older in texts[:number]:
            strings = {"id": name, "older": older, "newer": text, "pieces": document(older.words, text.words)}
            words = f"{title}: the words of {older.first.words} and of {text.first.words}"
            html = render("compared", up="../" * 5, title=words, **strings)
            yield f"{folder}{older.first}/{text.first}/{_PAGE}", html
        *others, before = texts[:number] or [text]
        shown.append((text, before, others, document(before.words, text.words)))
    strings = {"id": name, "shown": shown[::-1], "texts": texts[::-1]}
    yield f"{folder}{_PAGE}", render("texts", up="../../../", title=f"{title}: its words in each version", **strings)

"""Policy: the Content-Security-Policy that the built pages need, made from the pages themselves."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SUSPECT = re.compile(
    r"""<script(?!>| src=| id="__config" type="application/json">)|<style|[\s"'/](?:style|on\w+)\s*=""", re.IGNORECASE
)
_DATA_IMAGE = re.compile(r"url\([\"']?data:image/")


def digest(script: str) -> str:
    """Return the source expression for one inline script (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(pages: Mapping[str, str], styles: str, workers: bool) -> str:
    """Return the policy in one line; `styles` is all style sheets, `workers` whether the pages start a worker."""
    scripts = sorted({digest(script) for html in pages.values() for script in _INLINE.findall(html)})
    # The theme draws its icons as masks from data: addresses in its style sheets; pages hold no such picture.
    images = ["'self'", *(["data:"] if _DATA_IMAGE.search(styles) else [])]
    allowed = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'"],
        "img-src": images,
        "connect-src": ["'self'"],
        **({"worker-src": ["'self'"]} if workers else {}),
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def faults(pages: Mapping[str, str]) -> Iterator[str]:
    """Yield what the policy would block, or could allow only by growing with each page."""
    usual = Counter(script for html in pages.values() for script in set(_INLINE.findall(html)))
    for name, html in sorted(pages.items()):
        for script in _INLINE.findall(html):
            if usual[script] < len(pages):
                begins = " ".join(script.split())[:40]
                yield (
                    f"{name}: has an inline script that is not on every page ({begins}); "
                    "put it in a file of macros/theme/assets/"
                )
        if _SUSPECT.search(html):
            for tag, what in _Blocked(html).found:
                yield f"{name}: <{tag}> has {what}, which the Content-Security-Policy blocks; use a class and a file"


class _Blocked(HTMLParser):
    """Collects each tag with inline style, an inline handler, or a script of a form that is not known."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style":
            self.found.append((tag, "inline style"))
        if tag == "script" and names and "src" not in names and names.get("type") != "application/json":
            self.found.append((tag, f"attributes of another form ({' '.join(names)})"))
        self.found += [(tag, f"`{name}=`") for name in names if name == "style" or name.startswith("on")]

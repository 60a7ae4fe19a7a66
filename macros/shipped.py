"""Shipped: the files that a version may hold, by name; any other in the built site stops the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros import policy

POLICY = "content-security-policy"
# What the engine makes and no reader needs. A site map would list every page.
_LEFT_OUT = re.compile(r"sitemap\.xml(\.gz)?|.+\.map|assets/javascripts/lunr/.+|assets/images/favicon\.png")
_NAME = r"[a-z0-9][a-z0-9-]*"
_HASHED = r"\.[0-9a-f]{8}\.min"
_ALLOWED = re.compile(
    rf"""
      (?:{_NAME}/)*index\.html | 404\.html | {POLICY}
    | assets/{_NAME}\.(?:css|js|json|svg)
    | assets/vendor/{_NAME}(?:\.min|\.iife|\.umd)?\.(?:css|js)
    | assets/javascripts/(?:bundle|workers/search){_HASHED}\.js
    | assets/stylesheets/(?:main|palette){_HASHED}\.css
    | (?:wording|advice|decide|forces|provisions)/(?:{_NAME}/)+record\.json
    | help/{_NAME}\.png
    | search/(?:first|(?:full|words)-[0-9]+)\.json
    """,
    re.VERBOSE,
)


def finish(site: Path) -> list[str]:
    """Take out what no reader needs, write the policy beside the pages, and return what must not be published."""
    for name, path in list(_files(site)):
        if _LEFT_OUT.fullmatch(name):
            path.unlink()
    files = dict(_files(site))
    pages = {name: _read(path) for name, path in files.items() if name.endswith(".html")}
    styles = "".join(_read(path) for name, path in files.items() if name.endswith(".css"))
    workers = any(name.startswith("assets/javascripts/workers/") for name in files)
    (site / POLICY).write_text(policy.policy(pages, styles, workers) + "\n", encoding="utf-8", newline="")
    return [*_unknown(files), *policy.faults(pages)]


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file and its name from the site's root; a link counts as a file."""
    for path in sorted(site.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(site).as_posix(), path


def _unknown(files: dict[str, Path]) -> Iterator[str]:
    for name, path in files.items():
        if path.is_symlink():
            yield f"{name}: is a link; put the file itself there"
        elif not _ALLOWED.fullmatch(name):
            yield f"{name}: is no kind of file that is published; take it out, or add its kind to macros/shipped.py"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")

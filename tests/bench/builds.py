"""Builds: one corpus made into a site by this project, and by others as they are usually set up."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "build" / "bench"
ZENSICAL = "0.0.73"
STOCK = """site_name: Stock
theme:
  name: material
  features: [navigation.tabs, navigation.sections, navigation.indexes, search.suggest, search.highlight]
plugins: [search, tags]
markdown_extensions: [admonition, attr_list, tables, pymdownx.details, pymdownx.superfences, {toc: {permalink: true}}]
"""
PRUNED = STOCK.replace("navigation.tabs, navigation.sections", "navigation.prune").replace(
    "plugins: [search, tags]\n", ""
)
BUILT_IN = "site_name: Built in\n"
BARE = """import sys, markdown
from pathlib import Path
reader = markdown.Markdown(extensions=["attr_list", "tables", "toc"])
for note in Path("docs").glob("*/index.md"):
    reader.reset()
    (note.parent / "index.html").write_text(reader.convert(note.read_text(encoding="utf-8").split("---\\n", 2)[2]))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a build cost: CPU and wall seconds, the most memory in MB, and MB of HTML written."""

    cpu: float
    wall: float
    memory: float
    html: float


def own(folder: Path, notes: int) -> corpus.Truth:
    """Make a copy of this project with notes in it, and a page that shows every wording."""
    for name in ("docs", "macros"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    calls = "\n\n".join(
        f'{{{{ wording("{one.stem}") }}}}' for one in sorted((folder / "docs/wording").glob("[!i]*.md"))
    )
    (folder / "docs/help/every.md").write_text(f"---\ntitle: Every wording\n---\n\n{calls}\n", encoding="utf-8")
    with (folder / "docs/help/index.md").open("a", encoding="utf-8") as index:
        index.write("\n- [Every wording](every.md)\n")
    return corpus.write(folder / "docs", notes)


def others(scratch: Path, notes: Path) -> Iterator[tuple[str, Path, Sequence[str]]]:
    """Yield the name, the project and the command of each other engine, every note in its menu where it has one."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    known = [("material", STOCK, mkdocs), ("mkdocs", BUILT_IN, mkdocs), ("markdown", "", [sys.executable, "-c", BARE])]
    if zensical := _zensical():
        known.append(("zensical", PRUNED, [str(zensical), "build"]))
    for name, settings, command in known:
        folder = scratch / name
        (folder / "docs").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        (folder / "docs/index.md").write_text("# Notes\n", encoding="utf-8")
        for note in notes.glob("docs/advice/[3-9]*/index.md"):
            to = folder / "docs" / note.parent.name
            to.mkdir()
            shutil.copy(note, to)
        yield name, folder, command
        shutil.rmtree(folder)


def _zensical() -> Path | None:
    """Return Zensical's command, in an environment of its own; None where it does not install."""
    place = KEPT / f"zensical-{ZENSICAL}"
    command = place / "bin" / "zensical"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        pip = [str(place / "bin/python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, f"zensical=={ZENSICAL}"], check=False)
    return command if command.exists() else None


def build(folder: Path, command: Sequence[str] = (sys.executable, "-m", "mkdocs", "build", "--quiet")) -> Spent:
    """Build a project cold, in a process of its own; raise RuntimeError with what it said where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    log = folder / "said"
    began = time.monotonic()
    with log.open("wb") as said:
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(running.pid, 0)
    wall = time.monotonic() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{command} in {folder}: {log.read_text(encoding='utf-8', errors='replace')}")
    html = sum(file.stat().st_size for file in folder.rglob("*.html")) / 1e6
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000, html)


def zipped(files: Sequence[Path]) -> float:
    """Return the kilobytes of files as they are sent."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000

"""Measure the build and the search on made-up notes, all in one run on this machine, and print the tables.

usage: python -m bench.measure [--write] [NOTES ...] (50 500 2000 unless said; --write puts the tables into the help)
"""

from __future__ import annotations

import functools
import gzip
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import markdown
from browser.conftest import FLAGS, Quiet, chromium
from playwright.sync_api import Page, sync_playwright

from bench import corpus

ROOT = Path(__file__).parent.parent.parent
OUT = ROOT / "docs" / "help" / "performance.md"
STOCK = """site_name: Stock
theme:
  name: material
  features: [navigation.tabs, navigation.sections, navigation.indexes, search.suggest, search.highlight]
plugins: [search, tags]
markdown_extensions: [admonition, attr_list, tables, pymdownx.details, pymdownx.superfences, {toc: {permalink: true}}]
"""
BUILT_IN = "site_name: Built in\n"
ENGINE = """async ([root, texts]) => {
    const get = async name => (await fetch(`${root}/search/${name}`)).json();
    const first = await get("first.json");
    const questions = window.cruQuestions(first);
    for (let at = 0; at < first.shards; at += 1) questions.add(await get(`full-${at}.json`));
    return texts.map(text => questions.answer(text).answers.map(one => first.pages[one.page][0]));
}"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def cpu(work: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU and wall seconds of `work` and of the processes that it waits for."""
    before, began = os.times(), time.monotonic()
    work()
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    return spent, time.monotonic() - began


def build(folder: Path) -> None:
    """Build a project in a new process; raise RuntimeError with what it said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr)


def own(folder: Path, notes: int) -> corpus.Truth:
    """Make a copy of this project with notes in it."""
    for name in ("docs", "macros"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return corpus.write(folder / "docs", notes)


def other(folder: Path, settings: str, of: Path) -> None:
    """Make a plain project with the same notes, every one in its menu."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Notes\n", encoding="utf-8")
    for note in of.glob("docs/advice/[3-9]*/index.md"):
        to = folder / "docs" / note.parent.name
        to.mkdir()
        shutil.copy(note, to)


def bare(of: Path) -> None:
    reader = markdown.Markdown(extensions=["attr_list", "tables", "toc"])
    for note in of.glob("docs/advice/[3-9]*/index.md"):
        reader.reset()
        reader.convert(note.read_text(encoding="utf-8").split("---\n", 2)[2])


def zipped(files: Sequence[Path]) -> float:
    """Return the kilobytes of files as they are sent."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000


def searched(site: Path, truth: corpus.Truth) -> list[Any]:
    """Return recall, precision, references that come first, and milliseconds from the last key to the first result."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        root = f"http://127.0.0.1:{server.server_address[1]}"
        page.goto(root)
        waited = first_result(page)
        page.wait_for_function("Boolean(window.cruQuestions)")
        spelt = {text: cited for cited, texts in corpus.CITATIONS.items() for text in texts}
        spelt |= dict.fromkeys(corpus.NCND, "ncnd")
        found = dict(zip(spelt, page.evaluate(ENGINE, [root, list(spelt)]), strict=True))
        wanted = {
            text: truth.ncnd if cited == "ncnd" else corpus.holding(truth, cited) for text, cited in spelt.items()
        }
        notes = {text: {one for one in found[text] if one in truth.references.values()} for text in spelt}
        recall = min(len(notes[text] & wanted[text]) / len(wanted[text]) for text in spelt if wanted[text])
        exact = min(len(notes[text] & wanted[text]) / len(notes[text]) for text in spelt if notes[text])
        asked = {one.replace("/", mark, 1): address for one, address in truth.references.items() for mark in "/-"}
        asked |= {f"CRU {one}": address for one, address in truth.references.items()}
        firsts = page.evaluate(ENGINE, [root, list(asked)])
        first = sum(answers[:1] == [address] for answers, address in zip(firsts, asked.values(), strict=True))
        browser.close()
        server.shutdown()
    return [f"{recall:.3f}", f"{exact:.3f}", f"{first} of {len(asked)}", f"{waited:.0f}"]


def first_result(page: Page) -> float:
    """Return the milliseconds from a key, pressed as soon as the box is there, to the first result, nothing cached."""
    page.keyboard.press("/")
    box = page.locator("#cru-search-input")
    box.press_sequentially("s31(3")
    began = time.monotonic()
    box.press_sequentially(")")
    page.locator("[data-search-results][aria-busy=false] a").first.wait_for()
    return (time.monotonic() - began) * 1000


def exponent(sizes: Sequence[int], values: Sequence[float]) -> str:
    """Return how a value grows with the notes between the two largest sizes: 1.00 is in proportion."""
    if len(sizes) < 2:
        return "-"
    return f"{math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2]):.2f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def measure(sizes: Sequence[int], scratch: Path) -> str:
    """Return both tables for these numbers of notes."""
    builds, searches, ours, pages = [], [], [], []
    for notes in sizes:
        say(f"{notes} notes: this project …")
        folder = scratch / f"own-{notes}"
        folder.mkdir()
        truth = own(folder, notes)
        spent, wall = cpu(lambda folder=folder: build(folder))
        others = []
        for name, settings in (("material", STOCK), ("mkdocs", BUILT_IN)):
            say(f"{notes} notes: {name} …")
            plain = scratch / f"{name}-{notes}"
            other(plain, settings, folder)
            others.append(cpu(lambda plain=plain: build(plain))[0])
            shutil.rmtree(plain)
        others.append(cpu(lambda folder=folder: bare(folder))[0])
        site = folder / "build" / "site"
        html = sum(file.stat().st_size for file in site.rglob("*.html")) / 1e6
        ours.append(spent)
        pages.append(html)
        builds.append([notes, f"{spent:.1f}", f"{wall:.1f}", *(f"{spent / one:.2f}" for one in others), f"{html:.1f}"])
        say(f"{notes} notes: search …")
        kept = site / "search"
        sent = [zipped([kept / "first.json"]), zipped(sorted(kept.glob("full-*")))]
        searches.append([notes, *(f"{one:.0f}" for one in sent), *searched(site, truth)])
        shutil.rmtree(folder)
    return "\n\n".join(
        [
            table(
                [
                    "Notes",
                    "CPU s",
                    "Wall s",
                    "of stock Material",
                    "of MkDocs' own theme",
                    "of Markdown alone",
                    "HTML MB",
                ],
                builds,
            ),
            f"Growth exponent between the two largest: CPU {exponent(sizes, ours)}, HTML {exponent(sizes, pages)}.",
            table(
                ["Notes", "First index KB", "Full text KB", "Least recall", "Least precision", "Reference first", "ms"],
                searches,
            ),
        ]
    )


def main(arguments: Sequence[str]) -> None:
    sizes = [int(one) for one in arguments if one.isdigit()] or [50, 500, 2000]
    with tempfile.TemporaryDirectory() as scratch:
        made = measure(sorted(sizes), Path(scratch))
    print(made)
    if "--write" in arguments:
        intro = "Measured by `make bench`, which writes this page. Ratios below 1 are in this project's favour."
        OUT.write_text(f"---\ntitle: Performance\n---\n\n{intro}\n\n{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

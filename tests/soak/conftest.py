"""What the slow tests share with the quick ones: the built site and the browser; and a LibreOffice."""

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser.conftest import away, browser, context, page, port, site, stays_on_the_site  # noqa: F401 - fixtures

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as LibreOffice has it: its words, its heading style's level (0: none), and what stands out."""

    words: str
    level: int
    bold: str
    italic: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What LibreOffice made of a file: its paragraphs, and the names of elements that a letter has no use for."""

    paragraphs: tuple[Paragraph, ...]
    others: frozenset[str]


class Office:
    """A LibreOffice with a profile of its own."""

    def __init__(self, home: Path) -> None:
        path = os.environ.get("SOFFICE") or shutil.which("soffice")
        assert path, "no LibreOffice was found: run make soak, which sets it up"
        self.home = home
        self.command = [path, "--headless", "--norestore", f"-env:UserInstallation={(home / 'profile').as_uri()}"]

    def opened(self, files: list[Path]) -> dict[str, Read]:
        """Open files and return what was read, by the stem of each file's name."""
        out = self.home / "opened"
        call = [*self.command, "--convert-to", "fodt", "--outdir", str(out), *map(str, files)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return {file.stem: read(out / f"{file.stem}.fodt") for file in files}

    def pasted(self, copied: dict[str, str]) -> dict[str, Read]:
        """Paste each HTML from the clipboard into a new document, and return what each then holds."""
        folder = self.home / "pasted"
        folder.mkdir(exist_ok=True)
        files = [folder / f"{name}.html" for name in copied]
        for file in files:
            file.write_text(copied[file.stem], encoding="utf-8")
            file.with_suffix(".fodt").unlink(missing_ok=True)
        pipe = f"cru{os.getpid()}"
        office = subprocess.Popen([*self.command, f"--accept=pipe,name={pipe};urp"], stderr=subprocess.DEVNULL)
        try:
            # The system's Python, because LibreOffice's own library is there and not in .venv.
            call = ["/usr/bin/python3", str(Path(__file__).with_name("paste.py")), pipe, *map(str, files)]
            done = subprocess.run(call, capture_output=True, text=True, timeout=600)
            assert done.returncode == 0, done.stderr
            office.wait(60)
        finally:
            office.kill()
        return {file.stem: read(file.with_suffix(".fodt")) for file in files}


def read(flat: Path) -> Read:
    """Return what a flat OpenDocument file holds."""
    root = ET.parse(flat).getroot()
    styles = {style.get(f"{_STYLE}name", ""): style for style in root.iter(f"{_STYLE}style")}
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    assert body is not None
    paragraphs = tuple(_paragraph(node, styles) for node in body if node.tag in {f"{_TEXT}p", f"{_TEXT}h"})
    usual = {"p", "h", "span", "a", "s", "soft-page-break", "sequence-decls", "sequence-decl"}
    others = {node.tag.rpartition("}")[2] for node in body.iter() if node is not body} - usual
    return Read(paragraphs, frozenset(others))


def _paragraph(node: ET.Element, styles: dict[str, ET.Element]) -> Paragraph:
    level = _level(node.get(f"{_TEXT}style-name", ""), styles)
    links = tuple(link.get("{http://www.w3.org/1999/xlink}href", "") for link in node.iter(f"{_TEXT}a"))
    runs = [*node.iter(f"{_TEXT}span")]
    # A heading's own style is bold by itself; what was put on a paragraph is in a style that LibreOffice made for it.
    name = node.get(f"{_TEXT}style-name", "")
    if name.startswith("P") and name[1:].isdecimal():
        styles = {**styles, name: _alone(styles[name])}
        runs.append(node)
    bold, italic = (
        "".join(_words(run) for run in runs if _stands_out(run.get(f"{_TEXT}style-name", ""), how, styles))
        for how in ("font-weight", "font-style")
    )
    return Paragraph(_words(node), level, bold, italic, links)


def _level(name: str, styles: dict[str, ET.Element]) -> int:
    """Return the level of a heading style, or of the one that a style is made from; 0 for any other."""
    while name and not name.startswith("Heading_20_"):
        name = styles[name].get(f"{_STYLE}parent-style-name", "") if name in styles else ""
    return int(name.rpartition("_")[2]) if name else 0


def _alone(style: ET.Element) -> ET.Element:
    """Return a style without the one that it is made from."""
    alone = ET.Element(style.tag)
    alone.extend(style)
    return alone


def _stands_out(name: str, how: str, styles: dict[str, ET.Element]) -> bool:
    while name in styles:
        said = styles[name].find(f"{_STYLE}text-properties")
        if said is not None and f"{_FO}{how}" in said.attrib:
            return said.get(f"{_FO}{how}") in {"bold", "italic"}
        name = styles[name].get(f"{_STYLE}parent-style-name", "")
    return False


def _words(node: ET.Element) -> str:
    words = node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            words += " " * int(child.get(f"{_TEXT}c", "1"))
        words += _words(child) + (child.tail or "")
    return words


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))

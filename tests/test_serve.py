"""`make serve` on a copy of the project, in a path with a space: an edit shows on the next load."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT

WAIT = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(url: str, words: str) -> bool:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        if words in get(url):
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    project = tmp_path / "a copy"
    for name in ("docs", "macros", ".ci"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    return project


def test_an_edited_page_force_and_wording_show_on_the_next_load(copied: Path):
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    log = copied / "log"
    with log.open("w") as out:
        command = [sys.executable, ".ci/serve.py", str(port)]
        served = subprocess.Popen(command, cwd=copied, stdout=out, stderr=subprocess.STDOUT)
    try:
        assert wait_for(f"{site}/", "CRU FOI guidance"), log.read_text()
        for path, old, new, page in (
            ("help/officers.md", "\n---\n", "\n---\n\nA new sentence.\n", "help/officers/"),
            ("advice/1750-22/continued.md", "\n## R3: ", "\n## Beta R3: ", "decide/1750-22/"),
            ("advice/1750-22/continued.md", '\ntitle: "', '\ntitle: "Gamma ', "advice/"),
            ("forces/kent.md", "name: ", "name: New Alpha Police\n# ", "forces/kent/"),
            ("wording/already-public.md", "\n---\n\n## ", "\n---\n\n## A new opening. ", "wording/already-public/"),
        ):
            file = copied / "docs" / path
            file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            words = re.sub(r'[\n#"-]|name: |title: ', "", new).strip()
            assert wait_for(f"{site}/{page}", words), log.read_text()
        template = copied / "macros/theme/main.html"
        changed = template.read_text(encoding="utf-8").replace(">Your force</h2>", ">Delta force</h2>")
        template.write_text(changed, encoding="utf-8")
        assert wait_for(f"{site}/help/officers/", ">Delta force</h2>"), log.read_text()
        broken = copied / "docs" / "help" / "officers.md"
        good = broken.read_text(encoding="utf-8")
        broken.write_text("no front matter\n", encoding="utf-8")
        for page in ("", "help/officers/", "forces/kent/"):
            assert wait_for(f"{site}/{page}", "docs/help/officers.md:1: has no front matter"), log.read_text()
        assert "docs/help/officers.md:1: has no front matter" in log.read_text()
        (copied / "docs/index.md").write_text("---\ntitle: '{{ cycler }}'\n---\n\n{{ cycler }} <b>\n", encoding="utf-8")
        assert wait_for(f"{site}/", "docs/index.md:5: has Jinja that a page may not hold"), log.read_text()
        assert "<b>" not in get(f"{site}/").partition("<h1>")[2]
        shutil.copy(ROOT / "docs/index.md", copied / "docs/index.md")
        broken.write_text(good.replace("A new sentence.", "A mended sentence."), encoding="utf-8")
        assert wait_for(f"{site}/help/officers/", "A mended sentence."), log.read_text()
    finally:
        served.terminate()
        served.wait(timeout=20)
    assert f"http://127.0.0.1:{port}/" in log.read_text()


def test_a_port_that_is_taken_is_said_plainly():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run([sys.executable, ".ci/serve.py", str(port)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stderr == f"Port {port} is taken by another program. Choose another one: make serve PORT={port + 1}\n"

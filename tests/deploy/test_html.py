"""Every page, and what stands beside the versions, is HTML that html-validate finds nothing wrong with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from macros import catalogue
from macros.records import Record
from macros.succession import Succession
from macros.versions import Version, Withdrawal, parse

from .conftest import CHECK, ROOT

KINDS = {
    *("index.html", "404.html", "advice/1750-22/continued/index.html", "wording/full-ncnd/index.html"),
    *("decide/1750-22/index.html", "letter/1750-22/index.html", "check-draft/index.html", "as-at/index.html"),
    *("changes/index.html", "forces/kent/index.html", "provisions/s50/index.html", "browse/year/index.html"),
    *("beside/index.html", "beside/versions/index.html", "beside/advice/index.html"),
    *("beside/2026-01-02/advice/index.html", "beside/2026-01-03/index.html", "beside/changes/index.html"),
    *("beside/changes/wording/full/index.html", "beside/changes/wording/full/2026-01-01/2026-01-02/index.html"),
}


def faults(folder: Path) -> dict[str, list[str]]:
    """Return what html-validate says of each page of the folder, by the page's path in it."""
    command = ["node", "node_modules/html-validate/bin/html-validate.mjs", "--config", "html-validate.mjs"]
    done = subprocess.run(
        [*command, "--formatter", "json", f"{folder}/**/*.html"], cwd=CHECK, capture_output=True, text=True
    )
    assert not done.stderr, done.stderr
    found = {Path(page["filePath"]): page["messages"] for page in json.loads(done.stdout)}
    assert done.returncode == bool(found), done.stdout
    return {
        path.relative_to(folder).as_posix(): [f"{one['line']}: {one['ruleId']}: {one['message']}" for one in said]
        for path, said in found.items()
    }


def test_no_page_and_nothing_beside_the_versions_has_a_fault_in_its_html(tmp_path: Path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "SITE_VERSION": "2026-01-03", "SITE_URL": "https://localhost/2026-01-03/"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    gone = Withdrawal(date(2026, 1, 4), "A name of the CRU & <b>others</b>")
    names = [parse(f"2026-01-0{day}") for day in (1, 2, 3)]
    first, second = Version(names[0], "", ""), Version(names[1], "", "", pages={"advice/": gone})
    every = [first, second, Version(names[2], "", "", withdrawn=gone)]
    had = {
        name: {
            "index.html": "",
            "advice/index.html": "",
            "wording/full/record.json": str(name),
            f"forces/{name}/record.json": "",
        }
        for name in names
    }
    read = {str(name): Record("Full", "current", "Approved", ["One & two.", f"Of {name}."], "") for name in names}
    read[""] = Record("A force", "", "", [], "")
    for name, content in catalogue.pages(every, had, Succession(every, had, read)).items():
        (tmp_path / "beside" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "beside" / name).write_bytes(content)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert made >= KINDS
    assert faults(tmp_path) == {}


def test_a_page_with_faults_is_refused(tmp_path: Path):
    page = '<!doctype html><html lang="en"><head><title>x</title></head><body>{}</body></html>'
    bad = '<p><div>x</div></p><input autocomplete="on" type="checkbox">'
    (tmp_path / "good.html").write_text(page.format("<p>x</p>"), encoding="utf-8")
    (tmp_path / "bad.html").write_text(page.format(bad), encoding="utf-8")
    assert list(faults(tmp_path)) == ["bad.html"]
    assert {said.split(": ")[1] for said in faults(tmp_path)["bad.html"]} >= {"no-implicit-close", "valid-autocomplete"}

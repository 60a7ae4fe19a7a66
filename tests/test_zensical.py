"""One advice page builds with Zensical, where it is installed: what a move would need is no more than a seam."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_build import copy

SEAM = """\
from pathlib import Path

import macros
from macros import library


def define_env(env):
    macros.use(library.load(Path("docs"))[0])
    macros.define_env(env)
"""


@pytest.mark.skipif(
    importlib.util.find_spec("zensical") is None,
    reason="zensical is not installed; to try it: .venv/bin/python -m pip install zensical",
)
@pytest.mark.supplied("docs/advice/1750-22/continued.md")
def test_one_advice_page_builds_with_zensical(tmp_path: Path):
    project = copy(tmp_path / "project")
    (project / "seam.py").write_text(SEAM, encoding="utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("module_name: macros", "module_name: seam"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "zensical", "build"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    page = project / "build/site/advice/1750-22/continued/index.html"
    assert page.is_file(), done.stdout + done.stderr
    html = page.read_text(encoding="utf-8")
    assert html.count("<h1") == 1
    assert "{{" not in html
    assert "If your force has not formally acknowledged" in html

"""A build is right or stops: each gate is shown by a page that must fail, in a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOSTILE = "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}"


def copy(to: Path) -> Path:
    """Return a copy of what a build reads, and of nothing else."""
    to.mkdir()
    for folder in ("docs", "macros"):
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def build(project: Path) -> subprocess.CompletedProcess[str]:
    """Build as `make build` does, with nothing in the environment that a setting could come from."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {"PATH": os.environ["PATH"], "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done


def edit(path: Path, was: str, now: str) -> int:
    """Change the first `was` in a file and return its line."""
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    return text[: text.index(was)].count("\n") + 1


def add(path: Path, lines: str) -> int:
    """Add lines at the end of a file and return the number of the first."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{lines}\n", encoding="utf-8")
    return text.count("\n") + 2


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that has been built once, and is edited by one test after another."""
    project = copy(tmp_path_factory.mktemp("copy of the project") / "project")
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return project


def page(project: Path, address: str) -> str:
    return (project / "build/site" / address / "index.html").read_text(encoding="utf-8")


def test_a_good_copy_builds_with_no_jinja_left_on_any_page(project: Path) -> None:
    built = list((project / "build/site").rglob("*.html"))
    assert len(built) > 80
    assert [path for path in built if "{{" in path.read_text(encoding="utf-8")] == []
    assert "[The force]" in page(project, "wording/full-ncnd")


def test_no_file_but_pages_and_their_assets_is_published(project: Path) -> None:
    kinds = {path.suffix for path in (project / "build/site").rglob("*") if path.is_file()}
    assert not kinds & {".md", ".txt", ".yml", ".py", ".xml", ".map"}


def test_a_file_of_another_kind_and_a_blocked_style_stop_the_build(tmp_path: Path) -> None:
    project = copy(tmp_path / "more")
    (project / "macros/theme/assets/notes.pdf").write_bytes(b"%PDF")
    edit(project / "macros/theme/main.html", "<p>Not to be", '<p style="color: red">Not to be')
    done = build(project)
    assert done.returncode != 0
    problems = [line.removeprefix("ERROR   -  ") for line in done.stderr.splitlines() if line.startswith("ERROR")]
    kind = "is no kind of file that is published; take it out, or add its kind to macros/shipped.py"
    assert problems[0] == f"assets/notes.pdf: {kind}"
    assert len(problems) > 80
    assert all(": <p> has `style=`, which the Content-Security-Policy blocks" in line for line in problems[1:])


def test_an_edited_wording_and_force_show_in_the_next_build(project: Path) -> None:
    assert "Old Alpha Police" not in page(project, "forces/kent")
    edit(project / "docs/forces/kent.md", "name: ", "name: Old Alpha Police\n# ")
    edit(project / "docs/wording/review-and-complaint.md", "\n---\n\n## ", "\n---\n\n## These words are new: ")
    done = build(project)
    assert done.returncode == 0, done.stderr
    assert "Old Alpha Police" in page(project, "forces/kent")
    assert "These words are new:" in page(project, "wording/review-and-complaint")


def test_a_broken_link_and_a_broken_anchor_stop_the_build(project: Path) -> None:
    links = "See [a page](nowhere.md) and [a place](cru.md#nowhere) and [a root](/help/).\n"
    add(project / "docs/help/officers.md", links)
    done = build(project)
    assert done.returncode != 0
    said = [" ".join(line.split()) for line in done.stderr.split("\n") if "officers.md" in line]
    assert len(said) == 3
    assert "`nowhere.md` is not there." in done.stderr
    assert "`#nowhere` is no heading of help/cru.md." in done.stderr
    assert "`/help/` is no page of this site and no https address; write one of the two" in done.stderr


def test_known_bad_pages_stop_the_build_before_anything_runs(tmp_path: Path) -> None:
    project, canary = copy(tmp_path / "bad"), tmp_path / "canary"
    call = add(project / "docs/help/officers.md", HOSTILE.replace("CANARY", str(canary)))
    field = edit(project / "docs/wording/opening-full.md", "{{ The_force }}", "{{ The_forse }}")
    title = edit(project / "docs/help/notice.md", "title: ", "title: '{{ cycler }}' #")
    (project / "docs/help/page.markdown").write_text(HOSTILE.replace("CANARY", str(canary)), encoding="utf-8")
    done = build(project)
    assert done.returncode != 0
    problems = [line.removeprefix("ERROR   -  ") for line in done.stderr.splitlines() if line.startswith("ERROR")]
    assert {
        f"docs/help/notice.md:{title}: `title:` may not hold < > {{ }} or [[#, "
        "as titles reach the browser's own title unescaped; correct it",
        f"docs/help/officers.md:{call}: has Jinja that a page may not hold (an expression); "
        'a page holds only calls such as `{{ provision("s31") }}`, alone on a line',
        "docs/help/page.markdown:1: is no page (.md), and no source.txt or decision.yml of advice; take it out",
        f"docs/wording/opening-full.md:{field}: `{{{{ The_forse }}}}` is not a field. Did you mean `The_force`?",
    } <= set(problems)
    assert not canary.exists()
    assert not (project / "build").exists()

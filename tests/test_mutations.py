"""Damage to the real tree: the check never stops by an error, and a tree that it passes builds as pages without faults.

`make test` tries 20 and builds those of every fourth seed that pass; `make soak` tries 500 (MUTATIONS) and builds each.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest
from test_build import ROOT, build, copy

from macros import commands

SEEDS = range(int(os.environ.get("MUTATIONS", "20")))
EACH = "MUTATIONS" in os.environ
# fmt: off
PIECES = (
    "{{ the_force }}", "{{ The_force", "{% if x %}", "{% endif %}", '{{ provision("s31") }}', "{{ cycler }}",
    "[the force]", "<b>", "<!-- x -->", "[a](b.md)", "[a](javascript:x)", "![a](b)", "`", "```", "{#x}", "&lt;", "&",
    "\n", "\n\n", "---\n", "# ", "## ", "- ", "> ", "| ", '"', "'", ": ", "#", "\t", "\u202e", "\u0430",
    "Kent Police", "s31(3)", "1750/22", "no",
)
# fmt: on


def mutate(docs: Path, dice: random.Random) -> None:
    """Do to one file what a hand that slips does."""
    files = sorted(path for path in docs.rglob("*.*") if path.is_file())
    path = dice.choice(files)
    text = path.read_text("utf-8", "surrogateescape")
    lines = text.split("\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            place = dice.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + dice.choice(PIECES) + lines[at][place:]
        case 4:
            lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
        case 5:
            words = lines[at].split(" ")
            dice.shuffle(words)
            lines[at] = " ".join(words)
        case 6:
            path.unlink()
            return
        case 7:
            shutil.copy(path, path.with_name(f"copy-{path.name}"))
            return
    path.write_text("\n".join(lines), "utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("mutations") / "project")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tree_that_the_check_passes_builds_without_a_fault(
    seed: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dice, docs = random.Random(seed), project / "docs"
    shutil.rmtree(docs)
    shutil.copytree(ROOT / "docs", docs)
    for _ in range(dice.randint(1, 2)):
        mutate(docs, dice)
    monkeypatch.chdir(project)
    code = commands.run(["check"])
    faults = [line for line in capsys.readouterr().out.splitlines() if ": warning: " not in line]
    assert code == bool(faults)
    if code == 0 and (EACH or seed % 4 == 0):
        done = build(project)
        assert done.returncode == 0, done.stderr
        for page in (project / "build/site").rglob("*.html"):
            shown = re.sub(r"<code>.*?</code>|<[^>]*>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not re.search(r"\{\{|\}\}|\{%|Traceback", shown), page
            if page.parent.parent.name == "forces":
                assert not re.search(r"\[[tT]he", shown), page


def test_half_of_the_damage_is_found_and_some_is_none(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Were nothing ever passed, or everything, the test above would show nothing."""
    codes: list[int] = []
    for seed in range(20):
        dice, docs = random.Random(seed), project / "docs"
        shutil.rmtree(docs)
        shutil.copytree(ROOT / "docs", docs)
        for _ in range(dice.randint(1, 2)):
            mutate(docs, dice)
        monkeypatch.chdir(project)
        codes.append(commands.run(["check"]))
    capsys.readouterr()
    assert 3 < codes.count(0) < 17

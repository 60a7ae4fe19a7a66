"""The habits of the house: hooks, editors, help and the changelog say what is so."""

import re
import shutil
import subprocess

import yaml
from conftest import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_hooks_are_local_and_ask_what_make_test_and_make_check_ask():
    assert [one["repo"] for one in HOOKS] == ["local"]
    asked = {hook["entry"].replace(".venv/bin/python", "$(py)") for one in HOOKS for hook in one["hooks"]}
    first = MAKEFILE[MAKEFILE.index("\ntest:") : MAKEFILE.index("\nsoak:")]
    commands = {line.strip().removesuffix(" && \\") for line in first.splitlines() if line.strip().startswith("$(py)")}
    assert asked == {one for one in commands if "pytest" not in one} | {"$(py) -m macros check"}
    hooks = [hook for one in HOOKS for hook in one["hooks"]]
    assert all(hook["language"] == "system" and hook["pass_filenames"] is False for hook in hooks)


def test_each_hook_passes_on_the_tree_as_it_is():
    for one in HOOKS:
        for hook in one["hooks"]:
            if hook["id"] != "mypy":
                subprocess.run(hook["entry"].split(), cwd=ROOT, check=True, capture_output=True)


def test_help_lists_every_target():
    targets = set(re.search(r"\.PHONY: (.*)", MAKEFILE)[1].split()) - {"venv"}
    command = [shutil.which("make"), "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert {line.split()[1] for line in done.stdout.splitlines()} == targets


def test_the_changelog_begins_with_what_is_not_published_yet():
    said = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", said, re.M)[0] == "Not published yet"

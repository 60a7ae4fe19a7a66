"""What the forge reads: workflows, owners, forms and checklists are sound, and each gate fails on a bad one."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from macros.library import Library

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = {path.stem: path for path in sorted((GITHUB / "workflows").iterdir())}
FORMS = {path.stem: path for path in sorted((GITHUB / "ISSUE_TEMPLATE").iterdir()) if path.stem != "config"}
CHECKLISTS = {path.stem: path for path in sorted((GITHUB / "PULL_REQUEST_TEMPLATE").iterdir())}
NO_DETAILS = re.compile(r"No case details\. Do not say what (any|your) force uses\.")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def schema(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--color", "never", "--builtin-schema", name, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True)


def zizmor(*inputs: Path) -> list[str]:
    """Return the rule of each finding, the strictest persona's included."""
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--quiet", "--no-progress", "--no-exit-codes"]
    options = ["--pedantic", "--strict-collection", "--no-config", "--no-ignores", "--format=json"]
    done = subprocess.run([*command, *options, *map(str, inputs)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [finding["ident"] for finding in json.loads(done.stdout)]


def loaded_workflow(name: str) -> dict[Any, Any]:
    return yaml.safe_load(text(WORKFLOWS[name]))


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in WORKFLOWS:
        for job in loaded_workflow(name)["jobs"].values():
            yield from ((name, step) for step in job["steps"])


# --- workflows ---


def test_the_workflows_are_those_that_are_meant():
    assert list(WORKFLOWS) == ["check", "preview", "publish", "review"]
    triggers = {name: loaded_workflow(name)[True] for name in WORKFLOWS}
    assert {name: set(found) for name, found in triggers.items()} == {
        **{"check": {"pull_request"}, "preview": {"pull_request"}},
        **{"publish": {"workflow_dispatch"}, "review": {"schedule", "workflow_dispatch"}},
    }


def test_zizmor_finds_nothing():
    assert zizmor(GITHUB) == []


PINNED = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd"
CONCURRENCY = "concurrency:\n  group: check-${{ github.event.pull_request.number }}\n  cancel-in-progress: true\n"
BAD_WORKFLOWS = {
    "unpinned-uses": (PINNED, "actions/checkout@v6"),
    "excessive-permissions": ("permissions: {}", "permissions: write-all"),
    "template-injection": ("run: make venv", 'run: echo "${{ github.event.pull_request.title }}"'),
    "dangerous-triggers": ("  pull_request:\n", "  pull_request_target:\n"),
    "artipacked": ("          persist-credentials: false\n", ""),
    "concurrency-limits": (CONCURRENCY, ""),
    "undocumented-permissions": ("contents: read # to read the files", "issues: write"),
}


@pytest.mark.parametrize("rule", BAD_WORKFLOWS)
def test_zizmor_finds_a_workflow_that_is_unsafe(rule: str, tmp_path: Path):
    was, now = BAD_WORKFLOWS[rule]
    good = text(WORKFLOWS["check"])
    assert was in good
    bad = tmp_path / "check.yml"
    bad.write_text(good.replace(was, now), encoding="utf-8")
    assert rule in zizmor(bad)


SCHEMAS = ("vendor.github-workflows", "custom.github-workflows-require-timeout")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_workflows_are_what_the_forge_takes(name: str):
    done = schema(name, *WORKFLOWS.values())
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [(SCHEMAS[0], "runs-on:", "runs_on:"), (SCHEMAS[1], "    timeout-minutes: 15\n", "")],
)
def test_a_workflow_that_the_forge_would_not_take_is_refused(name: str, was: str, now: str, tmp_path: Path):
    good = text(WORKFLOWS["check"])
    assert was in good
    bad = tmp_path / "check.yml"
    bad.write_text(good.replace(was, now), encoding="utf-8")
    assert schema(name, bad).returncode == 1


def test_each_action_has_one_hash_and_says_its_version():
    used = re.findall(r"uses: (\S+)@([0-9a-f]{40}) # (v[0-9.]+)\n", "".join(map(text, WORKFLOWS.values())))
    assert len(used) == sum("uses" in step for _, step in steps())
    assert sorted(name for name, _, _ in set(used)) == ["actions/checkout", "actions/upload-artifact"]


def test_every_checkout_has_the_full_history_and_keeps_no_token():
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert (step["with"]["fetch-depth"], step["with"]["persist-credentials"]) == (0, False)


def test_only_publishing_may_write_and_only_after_a_reviewer():
    for name in WORKFLOWS:
        workflow = loaded_workflow(name)
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["permissions"] == {"contents": "write" if name == "publish" else "read"}
            assert job.get("environment") == ("publish" if name == "publish" else None)


def test_no_workflow_has_a_secret_and_the_check_has_no_token():
    for name, path in WORKFLOWS.items():
        assert "secrets" not in text(path)
        assert ("github.token" in text(path)) == (name in {"preview", "publish"})


def test_the_workflows_call_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE)) | {"publish"}
    called = re.findall(r"\bmake ([a-z]+)", " ".join(step.get("run", "") for _, step in steps()))
    assert set(called) <= targets
    assert {"check", "changes", "test", "preview", "publish"} <= set(called)


def test_every_step_is_shell_that_bash_reads():
    for name, step in steps():
        if "run" in step:
            done = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True)
            assert done.returncode == 0, f"{name}: {step['run']}\n{done.stderr}"


# --- private only ---


def run_of(name: str, named: str) -> str:
    (found,) = (step["run"] for workflow, step in steps() if workflow == name and named in step.get("name", ""))
    return str(found)


def test_preview_and_publish_ask_whether_the_repository_is_private_before_anything_is_made():
    for name, first in (("preview", "Build"), ("publish", "Set up")):
        names = [step.get("name") for workflow, step in steps() if workflow == name]
        asked = names.index("Stop unless this repository is private")
        assert run_of(name, "Stop unless this repository is private") == ".ci/private"
        assert asked < names.index(first)


ANSWERS = {
    "private": b'{"owner": {"type": "Organization"}, "private": true, "visibility": "internal"}',
    "public": b'{"private": false, "parent": {"private": true}}',
    "silent": b"{}",
    "odd": b'{"private": "true"}',
    "torn": b'{"private": true',
}


class Forge(http.server.BaseHTTPRequestHandler):
    """Answers as the forge does for the repositories above, to a caller that says who it is."""

    def do_GET(self) -> None:
        known = self.headers["Authorization"] == "Bearer a-token"
        answer = ANSWERS.get(self.path.removeprefix("/repos/cru/")) if known else None
        self.send_response(200 if answer else 404)
        self.end_headers()
        self.wfile.write(answer or b'{"message": "Not Found"}')

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def forge() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def ask(forge: str, repository: str, token: str = "a-token") -> tuple[int, str]:
    environment = {"GITHUB_API_URL": forge, "GITHUB_REPOSITORY": f"cru/{repository}", "TOKEN": token}
    done = subprocess.run([ROOT / ".ci" / "private"], env=os.environ | environment, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_a_private_repository_may_go_on(forge: str):
    assert ask(forge, "private") == (0, "")


def test_a_public_repository_stops(forge: str):
    code, said = ask(forge, "public")
    assert code == 1
    assert said.startswith("::error::This repository is public and its pages are restricted.")


@pytest.mark.parametrize("repository", ["silent", "odd", "torn", "missing"])
def test_without_a_plain_answer_it_stops(forge: str, repository: str):
    code, said = ask(forge, repository)
    assert code == 1
    assert said.startswith("::error::The forge did not say whether this repository is private.")


def test_without_the_right_token_or_a_forge_it_stops(forge: str):
    assert ask(forge, "private", "another")[0] == 1
    assert ask("http://127.0.0.1:9", "private")[0] == 1


GOOD_RUN = {"PUBLISHING": "on", "MAIN": "main", "BRANCH": "main", "VERSION": "2026-11-24"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"VERSION": "2026-11-24.2"}, ""),
        ({"PUBLISHING": ""}, "Publishing is off."),
        ({"BRANCH": "draft"}, "Only the main branch is published."),
        ({"VERSION": "24 November 2026"}, "A version is named by its day"),
        ({"VERSION": "$(shell touch x)"}, "A version is named by its day"),
        ({"VERSION": "2026-11-24\n2026-11-25"}, "A version is named by its day"),
    ],
)
def test_publishing_starts_only_where_it_should(changed: dict[str, str], said: str):
    script = run_of("publish", "Stop unless publishing is on")
    environment = {"PATH": os.environ["PATH"]} | GOOD_RUN | changed
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == (1 if said else 0)
    assert done.stdout.startswith(f"::error::{said}" if said else "")


# --- the weekly reminder ---

DUE = "These are due for review, or wrong:\n\n"


@pytest.mark.parametrize(
    ("check", "code", "said"),
    [
        ("@true", 0, "Nothing is due for review.\n"),
        ("@echo 'docs/a.md:3: warning: is due'", 1, f"{DUE}    docs/a.md:3: warning: is due\n"),
        ("@echo 'docs/a.md:3: is wrong'; exit 1", 1, f"{DUE}    docs/a.md:3: is wrong\n"),
        ("@exit 70", 1, "The check did not run. The log says why.\n"),
    ],
)
def test_the_reminder_fails_and_says_what_is_due(check: str, code: int, said: str, tmp_path: Path):
    (tmp_path / "Makefile").write_text(f"check:\n\t{check}\n", encoding="utf-8")
    summary = tmp_path / "summary"
    environment = {"PATH": os.environ["PATH"], "GITHUB_STEP_SUMMARY": str(summary)}
    command = ["bash", "-euo", "pipefail", "-c", run_of("review", "Check")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, summary.read_text(encoding="utf-8")) == (code, said)


# --- who approves ---


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def fits(pattern: str, file: str) -> bool:
    """Whether a line fits a file: `*` fits any, `/folder/` all in the folder, `/folder/*.md` those right in it."""
    if pattern.endswith("/"):
        return f"/{file}".startswith(pattern)
    return pattern == "*" or PurePosixPath(f"/{file}").match(pattern)


def area(file: str) -> str:
    """Return what must have an owner of its own: a folder of docs/, the pages right in it, or a top folder."""
    top, *rest = file.split("/")
    if top == "docs":
        return f"/docs/{rest[0]}/" if len(rest) > 1 else "/docs/*.md"
    return f"/{top}/" if rest else "*"


def owner_problems(owners: str, files: list[str]) -> list[str]:
    found, patterns = [], []
    for number, line in enumerate(owners.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        pattern, *those = line.split()
        patterns.append(pattern)
        if not those or not all(re.fullmatch(r"@[\w-]+/[\w-]+", one) for one in those):
            found.append(f"CODEOWNERS:{number}: `{pattern}` names no team; give one, such as @OWNER/cru")
        if not any(fits(pattern, file) for file in files):
            found.append(f"CODEOWNERS:{number}: `{pattern}` fits no file; correct it or take it out")
    lacking = dict.fromkeys(one for one in map(area, files) if one not in patterns)
    return [*found, *(f"CODEOWNERS: `{one}` has no line; say who approves it" for one in lacking)]


def test_every_part_has_an_owner_and_every_owner_a_part():
    assert owner_problems(text(GITHUB / "CODEOWNERS"), tracked()) == []


OWNERS = "# Who\n\n*  @O/machine\n/macros/  @O/machine\n/docs/*.md  @O/cru\n/docs/wording/  @O/cru\n"
FILES = ["README.md", "macros/fill.py", "docs/index.md", "docs/wording/full-ncnd.md"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("", "", []),
        ("/docs/wording/", "/docs/words/", ["CODEOWNERS:6: `/docs/words/` fits no file; correct it or take it out"]),
        ("/docs/*.md", "/docs/*.txt", ["CODEOWNERS:5: `/docs/*.txt` fits no file; correct it or take it out"]),
        ("/macros/  @O/machine\n", "", []),
        ("/macros/  @O/machine", "/macros/", ["CODEOWNERS:4: `/macros/` names no team; give one, such as @OWNER/cru"]),
        ("@O/cru", "cru", ["CODEOWNERS:5: `/docs/*.md` names no team; give one, such as @OWNER/cru"]),
    ],
)
def test_an_owner_of_nothing_and_a_part_without_an_owner_are_found(was: str, now: str, said: list[str]):
    found = owner_problems(OWNERS.replace(was, now, 1) if was else OWNERS, FILES)
    gone = [one for one in ("/macros/", "/docs/*.md", "/docs/wording/") if was.startswith(one) and one not in now]
    assert found == [*said, *(f"CODEOWNERS: `{one}` has no line; say who approves it" for one in gone)]


def test_a_new_folder_needs_an_owner():
    assert owner_problems(OWNERS, [*FILES, "docs/letters/x.md", "docs/letters/y.md"]) == [
        "CODEOWNERS: `/docs/letters/` has no line; say who approves it"
    ]


def test_the_line_for_pages_leaves_out_those_in_folders():
    assert [file for file in FILES if fits("/docs/*.md", file)] == ["docs/index.md"]


def test_as_long_as_the_teams_are_placeholders_the_file_says_so():
    owners = text(GITHUB / "CODEOWNERS")
    assert ("@OWNER/" in owners) == ("The two teams are placeholders" in owners)


# --- forms ---


def test_the_forms_are_what_the_forge_takes():
    done = schema("vendor.github-issue-forms", *FORMS.values())
    assert done.returncode == 0, done.stdout
    done = schema("vendor.github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("was", "now"), [("body:", "boddy:"), ("type: input", "type: entry"), ("label: Which", "lable: W")]
)
def test_a_form_with_a_bad_key_is_refused(was: str, now: str, tmp_path: Path):
    good = text(FORMS["force-details"])
    assert was in good
    bad = tmp_path / "force-details.yml"
    bad.write_text(good.replace(was, now, 1), encoding="utf-8")
    assert schema("vendor.github-issue-forms", bad).returncode == 1


def test_there_are_two_forms_and_no_blank_issue():
    assert list(FORMS) == ["force-details", "wording-problem"]
    assert yaml.safe_load(text(GITHUB / "ISSUE_TEMPLATE" / "config.yml")) == {"blank_issues_enabled": False}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_opens_with_what_not_to_say_and_ends_with_a_promise(form: str):
    body = yaml.safe_load(text(FORMS[form]))["body"]
    assert body[0]["type"] == "markdown"
    assert body[0]["attributes"]["value"].startswith("**No case details. Do not say what your force uses.**")
    assert body[-1]["attributes"]["options"][0]["required"] is True


def test_the_form_offers_every_wording(loaded: Library):
    body = yaml.safe_load(text(FORMS["wording-problem"]))["body"]
    (asked,) = (part for part in body if part.get("id") == "wording")
    assert asked["attributes"]["options"] == sorted(loaded.wordings)


# --- checklists ---


def test_each_act_has_a_checklist_and_the_first_one_names_them():
    assert list(CHECKLISTS) == ["change-wording", "engineering", "force-details", "new-advice", "withdraw"]
    first = text(GITHUB / "pull_request_template.md")
    assert sorted(re.findall(r"&template=([a-z-]+)\.md`", first)) == list(CHECKLISTS)


@pytest.mark.parametrize(
    "path", [*CHECKLISTS.values(), GITHUB / "pull_request_template.md"], ids=lambda path: path.stem
)
def test_each_checklist_is_short_and_opens_with_what_not_to_say(path: Path):
    lines = text(path).splitlines()
    assert NO_DETAILS.fullmatch(lines[0])
    assert 4 <= sum(line.startswith("- [ ] ") for line in lines) <= 7


# --- README and CONTRIBUTING ---


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_these_files_point_to_is_there(name: str):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(ROOT / name))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


PICTURES = GITHUB / "pictures"


def picture_faults(shown: str, folder: Path) -> list[str]:
    """Return what is wrong with the pictures of a folder and the Markdown that shows them."""
    named = re.findall(r"!\[([^]]*)\]\((?:[^)]*/)?([^)/]+)\)", shown)
    files = {path.name: path for path in sorted(folder.iterdir())}
    found = [f"{name} is shown without words for those who do not see it" for words, name in named if len(words) < 30]
    found += [f"{name} is shown and is not there" for _, name in named if name not in files]
    found += [f"{name} is shown nowhere" for name in files if name not in {shown for _, shown in named}]
    for name, path in files.items():
        content = path.read_bytes()
        if not content.startswith(b"\x89PNG\r\n\x1a\n"):
            found.append(f"{name} is no PNG")
        if len(content) > 150_000:
            found.append(f"{name} has {len(content)} bytes, more than 150000")
    return found


def test_the_pictures_are_small_and_shown_with_words():
    readme = text(ROOT / "README.md")
    assert picture_faults(readme + text(ROOT / "CONTRIBUTING.md"), PICTURES) == []
    assert re.findall(r"\(\.github/pictures/(\w+)\.png\)", readme) == ["home", "outcome", "letter"]


def test_a_bad_picture_is_found(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(150_000))
    (tmp_path / "b.png").write_bytes(b"<svg/>")
    assert picture_faults("![Short](x/a.png) ![Words that say what is to be seen](c.png)", tmp_path) == [
        "a.png is shown without words for those who do not see it",
        "c.png is shown and is not there",
        "b.png is shown nowhere",
        "a.png has 150008 bytes, more than 150000",
        "b.png is no PNG",
    ]


def test_the_readme_names_every_folder():
    named = set(re.findall(r"^\| `([^`]+/)` \|", text(ROOT / "README.md"), re.MULTILINE))
    parts = {f"{file.split('/')[0]}/" for file in tracked() if "/" in file and not file.startswith("docs/")}
    pages = {"/".join(file.split("/")[:2]) + "/" for file in tracked() if re.match("docs/.+/", file)}
    assert named == parts | pages


def test_contributing_has_each_act_and_its_checklist():
    said = text(ROOT / "CONTRIBUTING.md")
    assert [stem for stem in CHECKLISTS if f"`{stem}.md`" not in said] == []
    acts = re.findall(r"^## (.+)$", said, re.MULTILINE)
    for act in ("Correct a force", "Add a force", "Add advice", "Change a wording", "Answer a question", "Withdraw"):
        assert any(heading.startswith(act) for heading in acts)
    for act in ("Approve", "Change the machine"):
        assert any(heading.startswith(act) for heading in acts)

"""What docs/help/cru.md tells the CRU to do checks clean, and no test of content stands in its way."""

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from macros import checking, library

TESTS = ("test_content.py", "test_source.py", "test_supplied.py", "test_supplied_letters.py")
NEW_FORCE = """\
---
name: Exmoor & Dartmoor Constabulary
short: Exmoor Constabulary
abbreviation: EXDC
aliases: [Exmoor and Dartmoor Force]
article: the
nation: England
regime: FOIA
website: www.exmoor.police.uk
note: ""
---

{{ name_forms("exmoor") }}

## The full NCND wording in this force's name

{{ wording("full-ncnd", force="exmoor") }}
"""
NEW_WORDING = """\
---
title: Holding reply
status: draft
approval: project-draft
stance: any
rests_on: 1750-22/continued
provisions: [s10]
summary: An apology for a reply that is late.
blocks: [P01]
fields:
  due_on:
    label: The day on which the reply was due
    kind: date
---

I am sorry that this reply of {{ the_force }} was not sent by {{ due_on }}. See R (A) v. B [2019] 1 WLR 1, e.g. in R&D.
"""
NEW_PROVISION = """\
---
title: "Section 14: vexatious requests"
section: "14"
exemption: none
statements:
  - says: Section 14(1) is about vexatious requests.
    confirmed: false
---

{{ provision("s14") }}
"""
REVIEW = """\
---
title: "1750/22: the advice at internal review"
reference: "1750/22"
status: unconfirmed
text: supplied
issued_on: 2022-11-01
last_reviewed_on: unknown
review_by: unknown
---

The stance was reviewed and held. An applicant who is not content may go to the Information Commissioner (section 40
was not in issue).

## Why it was held

The reasons of the advice stand.
"""


def change(path: Path, pattern: str, now: str) -> None:
    """Change the first place that the pattern describes."""
    text, times = re.subn(pattern, lambda _: now, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1
    path.write_text(text, encoding="utf-8", newline="\n")


def add(path: Path, words: str) -> None:
    """Add words at the end of a file."""
    path.write_text(path.read_text(encoding="utf-8").rstrip() + words + "\n", encoding="utf-8", newline="\n")


def a_new_force(docs: Path) -> None:
    (docs / "forces" / "exmoor.md").write_text(NEW_FORCE, encoding="utf-8")


def a_force_corrected(docs: Path) -> None:
    change(docs / "forces" / "metropolitan.md", r"^aliases: \[", "aliases: [Scotland Yard, ")


def an_advice_filled_in(docs: Path) -> None:
    (docs / "advice" / "1750-22" / "internal-review.md").write_text(REVIEW, encoding="utf-8")


def a_draft_reworded(docs: Path) -> None:
    add(docs / "wording" / "review-and-complaint.md", " Please keep this letter, as you may need it then.")


def a_wording_approved(docs: Path) -> None:
    path = docs / "wording" / "already-public.md"
    approved = "approval: approved\napproved_by: Head of the CRU\napproved_on: 2026-11-24\napproved_words: "
    change(path, "^status: draft$", "status: current")
    change(path, "^approval: .*", approved + library.load(docs)[0].wordings["already-public"].words_hash)


def a_new_wording(docs: Path) -> None:
    (docs / "wording" / "holding-reply.md").write_text(NEW_WORDING, encoding="utf-8")


def a_new_provision(docs: Path) -> None:
    (docs / "provisions" / "s14.md").write_text(NEW_PROVISION, encoding="utf-8")


def a_help_page_changed(docs: Path) -> None:
    add(docs / "help" / "officers.md", "\n\nThe Information Commissioner (ICO) publishes guidance too.")


def a_question_added(docs: Path) -> None:
    add(docs / "help" / "questions-for-the-cru.md", "\n41. **Another.** Is this the last one?")


def a_decision_changed(docs: Path) -> None:
    change(docs / "advice" / "1750-22" / "decision.yml", "label: Not sure$", "label: I cannot tell")


ACTS = (
    *(a_new_force, a_force_corrected, an_advice_filled_in, a_draft_reworded, a_wording_approved, a_new_wording),
    *(a_new_provision, a_help_page_changed, a_question_added, a_decision_changed),
)


def tree(to: Path) -> Path:
    """Copy the project but for what neither the check nor the tests of content read."""
    for folder in ("docs", "macros", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "broken", "browser", "vendor")
        shutil.copytree(ROOT / folder, to / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_each_act_checks_clean(tmp_path: Path, act: Callable[[Path], None]):
    docs = Path(shutil.copytree(ROOT / "docs", tmp_path / "docs"))
    act(docs)
    assert [problem for problem in checking.whole(docs, datetime.date.today())[1] if not problem.warning] == []


def test_every_act_together_leaves_the_tests_of_content_green(tmp_path: Path):
    project = tree(tmp_path / "project")
    for act in ACTS:
        act(project / "docs")
    checked = run(project, "macros", "check")
    assert (checked.returncode, checked.stdout) == (0, "")
    tested = run(project, "pytest", "-n0", *(f"tests/{name}" for name in TESTS))
    assert tested.returncode == 0, tested.stdout
    said = " ".join(tested.stdout.split())
    for file in ("docs/forces/metropolitan.md", "docs/wording/review-and-complaint.md"):
        assert f"{file} was changed since it was delivered; this is a claim about its first contents" in said


def test_the_tests_of_content_do_stand_in_the_way_of_a_changed_source(tmp_path: Path):
    project = tree(tmp_path / "project")
    add(project / "docs" / "advice" / "1750-22" / "source.txt", "")
    tested = run(project, "pytest", "-n0", "-rf", "tests/test_source.py")
    assert "FAILED tests/test_source.py::test_the_source_is_the_supplied_email_byte_for_byte" in tested.stdout

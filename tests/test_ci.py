"""What CI runs and what sets it up: a failure is never hidden, and what is missing is said with its remedy."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

NEEDED = ("apache2", "libapache2-mod-auth-openidc", "python3-brotli", "nodejs", "npm")


@pytest.mark.parametrize(("test", "deploy"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_a_run_goes_through_both_and_fails_where_either_fails(tmp_path: Path, test: int, deploy: int):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci")
    rules = f"test:\n\t@echo tests; exit {test}\ndeploy-check:\n\t@echo server; exit {deploy}\n"
    (tmp_path / "Makefile").write_text(rules, encoding="utf-8")
    alone = {**os.environ, "MAKEFLAGS": "--no-print-directory"}
    done = subprocess.run([tmp_path / ".ci/run"], env=alone, capture_output=True, text=True)
    assert done.stdout == "tests\nserver\n"
    assert (done.returncode != 0) == bool(test or deploy)


@pytest.mark.parametrize(("fetched", "packages", "server"), [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1)])
def test_an_audit_fails_where_something_is_found_or_nobody_could_look(
    tmp_path: Path, fetched: int, packages: int, server: int
):
    (tmp_path / ".ci").mkdir()
    (tmp_path / "deploy/check").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/audit", tmp_path / ".ci")
    stubs = {
        ".ci/setup": f"echo {tmp_path}/python",
        # It makes an environment whose pip and whose auditor end as told.
        "python": f'mkdir "$3/bin"; cp {tmp_path}/fetches "$3/bin/python"; cp {tmp_path}/ends "$3/bin/pip-audit"',
        "fetches": f"exit {fetched}",
        "ends": f"exit {packages}",
        "npm": f"exit {server}",
    }
    for name, does in stubs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", tmp_path / ".ci/audit"], env=env, capture_output=True, text=True)
    files = {"requirements.txt": fetched or packages, "deploy/check/package-lock.json": server}
    bad = " and ".join(name for name, code in files.items() if code)
    assert done.returncode == (1 if bad else 0)
    first, *remedy = done.stderr.splitlines() or [""]
    why = "Above is what was found, or why nobody could look."
    assert first == (f"Not audited as sound: {bad}. {why}" if bad else "")
    assert [word for word in ("make lock LOCK=--upgrade", "make audit") if bad and word not in "\n".join(remedy)] == []


class Machine:
    """A machine of stubs: what it has, who runs the setup, and what apt-get was asked for."""

    def __init__(self, folder: Path, user: int) -> None:
        self.folder, self.asked = folder, folder / "asked"
        for name in (".ci", "deploy/check", "usr/bin", "usr/sbin", "usr/lib/apache2/modules"):
            (folder / name).mkdir(parents=True)
        setup = (ROOT / ".ci/setup").read_text(encoding="utf-8").replace("/usr/", f"{folder}/usr/")
        (folder / ".ci/setup").write_text(setup, encoding="utf-8")
        (folder / "pyproject.toml").touch()
        (folder / "deploy/check/package.json").write_text("{}", encoding="utf-8")
        self.asked.touch()
        self.stub("id", f"echo {user}")
        for name in ("apache2", "node", "npm", "python3"):
            self.stub(name, "exit 127")
        self.stub("openssl", "exit 0")
        self.apt("exit 100")

    def stub(self, name: str, does: str) -> None:
        path = self.folder / "usr/bin" / name
        path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        path.chmod(0o755)

    def apt(self, does: str) -> None:
        self.stub("apt-get", f'echo "$*" >>{self.asked}\n{does}')

    def complete(self) -> None:
        """Put everything there, but for the login provider."""
        for name in ("apache2", "node", "npm", "python3"):
            self.stub(name, "exit 0")
        (self.folder / "usr/lib/apache2/modules/mod_auth_openidc.so").touch()

    def setup(self) -> tuple[int, str]:
        path = f"{self.folder / 'usr/bin'}:{os.environ['PATH']}"
        command = ["sh", self.folder / ".ci/setup", "server"]
        done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        assert done.stdout == ""
        return done.returncode, done.stderr

    def installs(self) -> list[str]:
        """Return the packages of each call that installs."""
        calls = self.asked.read_text(encoding="utf-8").splitlines()
        return [call.partition("Timeout=300 ")[2] for call in calls if " install " in call]


REMEDY = (
    f"The tests of the web server need Debian's packages {' '.join(NEEDED)}.\n"
    f"As root: apt-get update && apt-get install -y --no-install-recommends {' '.join(NEEDED)}\n"
)


def test_whoever_may_not_install_is_told_what_is_missing_and_what_to_run(tmp_path: Path):
    machine = Machine(tmp_path, user=1000)
    assert machine.setup() == (1, REMEDY)
    assert machine.installs() == []


def test_where_packages_cannot_be_installed_each_is_tried_and_the_missing_ones_are_named(tmp_path: Path):
    machine = Machine(tmp_path, user=0)
    code, said = machine.setup()
    assert code == 1
    assert said.endswith(REMEDY)
    assert machine.installs() == [" ".join(NEEDED), *NEEDED]
    assert not (tmp_path / "usr/sbin/policy-rc.d").exists()


def test_packages_that_can_be_installed_take_one_call(tmp_path: Path):
    machine = Machine(tmp_path, user=0)
    machine.apt("exit 0")
    machine.setup()
    assert machine.installs() == [" ".join(NEEDED)]


def test_a_login_provider_that_cannot_be_fetched_is_said_and_is_tried_again(tmp_path: Path):
    machine = Machine(tmp_path, user=1000)
    machine.complete()
    machine.stub("npm", '[ "$1" != ci ] || { echo "no network" >&2; exit 1; }')
    said = (
        "no network\nThe login provider and html-validate could not be installed; npm says why above. "
        "Then run the same command again.\n"
    )
    assert machine.setup() == (1, said)
    assert machine.setup() == (1, said)
    machine.stub("npm", "exit 0")
    assert machine.setup() == (0, "")

"""A published branch in a bare repository of its own, as `publish` leaves one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scratch import ENVIRONMENT

ROOT = Path(__file__).parent.parent.parent
RELEASE = ROOT / "deploy" / "release"
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; script-src 'self'"


class Published:
    """A branch with versions on it; `remote` is what deploy/release fetches."""

    def __init__(self, folder: Path) -> None:
        self.remote, self.work = folder / "published.git", folder / "work"
        self.listed: list[dict[str, Any]] = []
        self.tombstones: list[str] = []
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=published", str(self.remote))
        self.git(folder, "clone", "--quiet", str(self.remote), str(self.work))
        self.git(self.work, "checkout", "--quiet", "-B", "published")

    def git(self, where: Path, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=where, env=ENVIRONMENT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def add(self, name: str, site: Mapping[str, str] | Path) -> None:
        """Publish a version: the files given, or those of a folder."""
        to = self.work / name
        if isinstance(site, Path):
            shutil.copytree(site, to)
        else:
            for path, text in {"content-security-policy": f"{POLICY}\n", **site}.items():
                (to / path).parent.mkdir(parents=True, exist_ok=True)
                (to / path).write_text(text, encoding="utf-8")
        digests = {
            path.relative_to(to).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(to.rglob("*"))
            if path.is_file()
        }
        manifest = json.dumps({"version": name, "files": digests})
        (to / "manifest.json").write_text(manifest, encoding="utf-8")
        properties = {"commit": "0" * 40, "manifest": hashlib.sha256(manifest.encode()).hexdigest()}
        self.listed.insert(0, {"version": name, "title": name, "aliases": [], "properties": properties})
        latest = self.work / "latest"
        latest.unlink(missing_ok=True)
        latest.symlink_to(name)
        self.push()

    def push(self) -> str:
        """Publish the folder as it is, whatever is wrong in it, and return the commit."""
        beside = [*self.work.glob("*.html"), *(self.work / name for name in self.tombstones)]
        digests = {
            path.relative_to(self.work).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in beside
        }
        (self.work / "catalogue.json").write_text(json.dumps(digests), encoding="utf-8")
        (self.work / "versions.json").write_text(json.dumps(self.listed), encoding="utf-8")
        self.git(self.work, "add", "--all")
        self.git(self.work, "commit", "--quiet", "--message=A version")
        self.git(self.work, "push", "--quiet", "--force", "origin", "published")
        return self.git(self.work, "rev-parse", "HEAD")


def release(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RELEASE, root, *words], env=dict(os.environ), capture_output=True, text=True)

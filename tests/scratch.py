"""A scratch repository: real git, with the docs that a test gives it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "tests" / "broken" / "_good"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **{"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    **{f"GIT_{who}_NAME": "A Person" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "person@example.org" for who in ("AUTHOR", "COMMITTER")},
}


class Repository:
    """A repository in a folder of its own; `docs` is its docs/, committed once."""

    def __init__(self, folder: Path, docs: Path) -> None:
        self.folder, self.docs = folder, folder / "docs"
        shutil.copytree(docs, self.docs)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self) -> str:
        """Commit everything and return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=A change")
        return self.git("rev-parse", "HEAD")

    def edit(self, name: str, was: str, now: str) -> int:
        """Change the one `was` in a file of docs/ and return its line."""
        path = self.docs / name
        text = path.read_text(encoding="utf-8")
        assert text.count(was) == 1, (name, was, text.count(was))
        path.write_text(text.replace(was, now), encoding="utf-8")
        return text[: text.index(was)].count("\n") + 1

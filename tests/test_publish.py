"""Publishing: real git remotes, real processes; the large numbers are in tests/soak/."""

from __future__ import annotations

import random
from pathlib import Path

import published


def test_a_killed_publish_leaves_what_is_published_whole_and_nothing_behind(tmp_path: Path):
    published.kills(published.bare(tmp_path / "remote.git"), 10, random.Random())


def test_of_racing_publishes_each_is_published_or_refused(tmp_path: Path):
    published.races(published.bare(tmp_path / "remote.git"), 5)

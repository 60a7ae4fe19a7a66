"""Releasing at length: killed at fifty random points, while a reader looks."""

import os
import random
from pathlib import Path

from deploy.kills import kills, site
from deploy.published import Published


def test_fifty_killed_releases_show_whole_ones_alone(tmp_path: Path):
    published = Published(tmp_path)
    published.add("2026-01-02", site("2026-01-02"))
    count = int(os.environ.get("KILLS", "50"))
    ended = kills(tmp_path / "srv", published, count, random.Random())
    print(f"{count - ended} of {count} releases were killed on their way")
    assert ended < count

"""The commands: `python -m macros --help` lists them."""

from __future__ import annotations

import sys

from macros.commands import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

"""Makes a built site open from a folder, with no web server: each link to a folder names its index.html."""

import re
import sys
from pathlib import Path

FOLDER_LINK = re.compile(r'(?<= href=")(?!/)((?:[^":?#]*/)?(?:\.\.?)?)(?=["#])')


def opened_from_a_folder(html: str) -> str:
    """Returns the page with every relative link to a folder completed; others stay as they are."""
    return FOLDER_LINK.sub(lambda link: f"{link[1].removesuffix('/')}/index.html" if link[1] else "", html)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (site := Path(sys.argv[1])).is_dir():
        sys.exit("usage: .ci/preview.py FOLDER (with a built site in it)")
    for page in site.rglob("*.html"):
        page.write_text(opened_from_a_folder(page.read_text(encoding="utf-8")), encoding="utf-8", newline="")

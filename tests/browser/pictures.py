"""Draw every page and state, in both schemes and at both widths, into build/pictures/ (`make pictures`).

usage: python -m browser.pictures [STATE ...]
"""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import EVERY_VIEW, FLAGS, ROOT, Quiet, chromium
from browser.states import STATES


@contextmanager
def drawing(site: Path) -> Iterator[tuple[Browser, str]]:
    """Give a browser, and the address at which the site of a folder is served to it."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser, f"http://127.0.0.1:{server.server_address[1]}"
        browser.close()
        server.shutdown()


def main(chosen: list[str]) -> None:
    out, site = ROOT / "build" / "pictures", ROOT / "build" / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--site-dir", str(site)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    out.mkdir(parents=True, exist_ok=True)
    with drawing(site) as (browser, address):
        for scheme, width in EVERY_VIEW:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name in chosen or STATES:
                STATES[name](page, address)
                file = out / f"{name.replace(' ', '-')}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=not page.locator("dialog[open]").count())
                print(file.relative_to(ROOT), file=sys.stderr, flush=True)
            context.close()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Readings: what a page weighs on its way to a reader, and how long a change of force takes."""

from __future__ import annotations

import statistics
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser

from bench.builds import zipped

SLOWER = 4
"""How many times slower than this machine the reader's is taken to be."""
SWITCH = """() => window.cruForces.filter(force => !force.refusal).map(force => {
    const began = performance.now();
    window.cruForce = force;
    document.dispatchEvent(new CustomEvent("cru:force"));
    document.body.offsetHeight;
    return performance.now() - began;
})"""


def weight(browser: Browser, root: str, site: Path, page: str) -> float:
    """Return the kilobytes of all that one page fetches with nothing cached, as it is sent."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.new_page().goto(f"{root}/{page}", wait_until="networkidle")
    context.close()
    files = [site / unquote(urlsplit(url).path).lstrip("/") for url in asked]
    found = [file / "index.html" if file.is_dir() else file for file in files]
    return zipped([file for file in found if file.is_file()])


def switch(browser: Browser, root: str) -> tuple[float, float]:
    """Return the median and the most milliseconds of a change of force on a page with every wording, slowed down."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}/help/every/", wait_until="networkidle")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken = page.evaluate(SWITCH)
    context.close()
    return statistics.median(taken), max(taken)

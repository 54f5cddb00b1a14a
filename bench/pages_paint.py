"""First paint and size of pages in a real Chromium that has nothing of them yet."""

import os
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, StorageState, sync_playwright

from deploy.pages.stage import Stage, running, sign_in

_PAGES = {"Windows": "/windows", "Overview": "/overview", "Ratings": "/ratings"}
_TIMES = 9
_PAINTED = """
() => new Promise((done) => {
  new PerformanceObserver((list) => list.getEntriesByName("first-paint").length && done())
    .observe({ type: "paint", buffered: true });
})
"""
_READ = """
() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByType("paint").find((one) => one.name === "first-paint");
  const parts = [page, ...performance.getEntriesByType("resource")];
  const bytes = parts.map((one) => one.encodedBodySize).reduce((sum, one) => sum + one, 0);
  return [paint ? paint.startTime : NaN, bytes / 1000];
}
"""


def first_paints(folder: Path, windows: int, days: int) -> Iterator[tuple[str, float, float]]:
    """Yield a page's name, its first paint in ms (median) and what was sent of it in KB."""
    with running(folder, windows, days) as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        person = sign_in(stage, browser)
        for name, address in _PAGES.items():
            seen = [_look(browser, stage, person, address) for _ in range(_TIMES)]
            yield name, statistics.median(one[0] for one in seen), seen[0][1]
        browser.close()


def _look(
    browser: Browser, stage: Stage, person: StorageState, address: str
) -> tuple[float, float]:
    context = browser.new_context(base_url=stage.url, storage_state=person)
    page = context.new_page()
    page.goto(address)
    page.evaluate(_PAINTED)
    paint, kilobytes = page.evaluate(_READ)
    context.close()
    return float(paint), float(kilobytes)

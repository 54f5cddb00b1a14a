"""Parts that tests of more than one room need."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless; a context or page of one's own is closed by the test.

    Playwright keeps an event loop in this thread for as long as it runs: Django must not mind, and
    a browser for the whole session would forbid `asyncio.run` to every test after it.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None, "no Chromium: make setup-test installs it or says how"
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

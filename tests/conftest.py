"""Parts that tests of more than one room need."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from deploy.demo.browser import find_chromium, switches
from tests.one_run import shared_folder
from tests.scheduling import WaitingBesideComputing, by_turns

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless; a context or page of one's own is closed by the test.

    Playwright keeps an event loop in this thread for as long as it runs: Django must not mind, and
    a browser for the whole session would forbid `asyncio.run` to every test after it.
    """
    path = find_chromium()
    assert path is not None, "no Chromium: make setup-test installs it or says how"
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches())
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def pytest_configure() -> None:
    """Make the folder of this run before other processes of it are started."""
    shared_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Take our own order where files are spread over processes (`-n 3 --dist loadfile`)."""
    config.option.loadscopereorder = False
    own = config.getoption("dist") == "loadfile"
    return WaitingBesideComputing(config, log) if own else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that wait in front, the longest at the end, in every process alike."""
    items.sort(key=by_turns)


FIGURE = "figure"


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Take a sentence with a figure or its control, printed when all tests have run."""

    def take(sentence: str) -> None:
        request.node.user_properties.append((FIGURE, sentence))

    return take


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was measured: docs/reliability.md has the same figures of an earlier run."""
    reports = [one for some in terminalreporter.stats.values() for one in some]
    figures = sorted(
        f"{sentence} [{report.outcome}]"
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, sentence in report.user_properties
        if name == FIGURE
    )
    if figures:
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.line(line)

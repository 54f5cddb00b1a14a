"""From a finger on a screen to a number in a browser, with every part real."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.end_to_end.stage import Collector, Terminal, eventually

SECONDS_TO_THE_PAGE = 3_000


@pytest.fixture
def windows_page(chromium: Browser, collector: Collector) -> Iterator[Page]:
    password = collector.command("account", "watcher").split()[-1]
    page = chromium.new_page()
    page.goto(collector.address)
    page.fill("[name=username]", "watcher")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[data-window=A01]")
    yield page
    page.close()


def test_a_touch_is_in_the_log_and_on_the_page_within_three_seconds_without_a_reload(
    enrolled: Terminal, collector: Collector, windows_page: Page
) -> None:
    windows_page.evaluate("document.body.dataset.untouched = 'yes'")
    shown = windows_page.locator("[data-window=A01] [data-field=ratings]")
    enrolled.start()

    enrolled.rate(0)
    eventually(lambda: collector.ratings() == 1, "the first rating at the collector")
    enrolled.rate(1)
    windows_page.wait_for_function(
        "count => document.querySelector('[data-window=A01] [data-field=ratings]')"
        ".textContent.trim() == count",
        arg="2",
        timeout=SECONDS_TO_THE_PAGE,
    )

    assert shown.inner_text() == "2"
    assert windows_page.evaluate("document.body.dataset.untouched") == "yes"
    assert len(enrolled.ratings()) == 2
    assert enrolled.stop() == 0
    assert "All" in enrolled.command("verify")
    assert collector.status()["levels"] == {"satisfied": 1, "basic": 1}


def test_a_bad_answer_asks_for_reasons_and_counts_whether_or_not_they_come(
    enrolled: Terminal, collector: Collector
) -> None:
    enrolled.start()

    enrolled.rate(2)

    eventually(lambda: collector.ratings() == 1, "the rating, with the reasons still open")
    assert collector.status()["levels"] == {"unsatisfied": 1}
    assert enrolled.stop() == 0

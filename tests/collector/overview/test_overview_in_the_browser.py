"""The overview in a real browser: live without a reload, by keyboard alone, without scripts."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.collecting import Collector, running_collector
from tests.collector.boards.browsing import Visitor, first_account
from tests.collector.boards.watched import SIZES, watched
from tests.collector.device import Device, rating, visit


class Hall:
    """A hall with one terminal, at which services are rated."""

    def __init__(self, collector: Collector) -> None:
        self.url = collector.url
        self.account = first_account(collector)
        person = Visitor(collector)
        self.terminal: Device = person.terminal_at("A01")
        person.http.close()
        for level in ("satisfied", "satisfied", "unsatisfied"):
            self.serve(level)

    def serve(self, level: str) -> None:
        """Serve somebody now, who rates."""
        first = len(self.terminal.entries) + 1
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.terminal.write(
            visit(first) | {"at": at},
            rating(first + 1, level, at=at, mode="invited", visit=first),
        )
        assert self.terminal.send(first).status == 200


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with running_collector(tmp_path_factory.mktemp("overview")) as collector:
        yield Hall(collector)


@pytest.fixture
def opened(hall: Hall, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open the overview, with all rated so far in it; at the end nothing may have gone wrong."""
    with watched(chromium, f"{hall.url}/overview", hall.account, ".overview") as sign_in:

        def with_figures(locale: str = "en-GB", **options: object) -> Page:
            # Whoever reloads cuts a stream off, which a browser may call an error.
            page = sign_in(locale, expecting="/overview", **options)
            for _ in range(60):
                if page.locator('[data-key="figures"]').count():
                    break
                page.wait_for_timeout(250)
                page.reload()
            return page

        yield with_figures


def services(page: Page) -> int:
    return int(page.locator('[data-field="services"]').inner_text())


def test_a_rating_changes_the_figures_without_a_reload_and_an_open_table_stays_open(
    hall: Hall, opened
):
    page = opened()
    page.evaluate("window.sameDocument = true")
    table = page.locator('[data-key="trend"] summary')
    table.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-key="trend"] table')).to_be_visible()
    before = services(page)

    hall.serve("basic")

    expect(page.locator('[data-field="services"]')).to_have_text(str(before + 1), timeout=25_000)
    expect(page.locator('[data-key="trend"] table')).to_contain_text(f"{before + 1} / {before + 1}")
    expect(page.locator('[data-key="trend"] table')).to_be_visible()
    expect(table).to_be_focused()
    assert page.evaluate("window.sameDocument")


def test_a_page_without_contact_says_when_it_stopped(opened):
    page = opened("zh-CN")
    page.clock.install()
    page.reload()
    expect(page.locator("[data-live-word]")).to_have_text("实时")
    page.route("**/overview*", lambda route: route.abort())

    page.clock.run_for(45_000)

    expect(page.locator("[data-live-word]")).to_have_text("停在")


def test_every_link_and_table_is_reached_by_the_keyboard(opened):
    page = opened()
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))

    assert {"This month", "Last month", "Own dates", "Definitions", "Table"} <= reached


def test_it_is_whole_without_scripts(opened):
    page = opened(java_script_enabled=False)

    expect(page.locator('[data-figure="satisfied"] [data-field="value"]')).to_have_text(
        re.compile(r"\d+ / \d+")
    )
    page.click('[data-key="control"] summary')
    expect(page.locator('[data-key="control"] table')).to_be_visible()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_is_wider_than_the_screen(opened, locale: str):
    page = opened(locale)
    too_wide = []
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for address in ("/overview", "/overview/definitions"):
            page.goto(re.sub(r"(//[^/]+).*", rf"\1{address}", page.url))
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append(f"{address} on a {name}")

    assert too_wide == []

"""The pages in a real browser, against a real server."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.collecting import Collector, running_collector
from tests.collector.boards.browsing import Visitor, first_account, rate_now
from tests.collector.boards.watched import SIZES, watched
from tests.collector.device import Device


class Hall:
    """A hall with three terminals that have just been heard from."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.url = collector.url
        self.account = first_account(collector)
        person = Visitor(collector)
        self.terminals = {code: person.terminal_at(code) for code in ("A01", "A02", "A03")}
        person.http.close()
        for code, device in self.terminals.items():
            rate_now(device, code)

    def beat(self) -> None:
        for device in self.terminals.values():
            assert device.heartbeat(disk_free=30 * 1024**3).status == 200


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with running_collector(tmp_path_factory.mktemp("browsed")) as collector:
        yield Hall(collector)


@pytest.fixture
def opened(hall: Hall, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages as a signed-in person; at the end nothing may have gone wrong in them."""
    hall.beat()
    with watched(chromium, f"{hall.url}/windows", hall.account, "table.board") as sign_in:
        yield sign_in


def figure(page: Page, window: str, name: str):
    return page.locator(f'[data-window="{window}"] [data-field="{name}"]')


def order(page: Page) -> list[str]:
    return page.locator("tbody[data-window]").evaluate_all(
        "rows => rows.map(row => row.dataset.window)"
    )


def test_a_rating_reaches_an_open_page_without_a_reload(hall: Hall, opened):
    page = opened()
    page.evaluate("window.sameDocument = true")
    before = int(figure(page, "A01", "ratings").inner_text())
    satisfied = page.locator('[data-level="satisfied"] [data-field="level"]')
    total = int(satisfied.inner_text())

    rate_now(hall.terminals["A01"], "A01")

    expect(figure(page, "A01", "ratings")).to_have_text(str(before + 1), timeout=3_000)
    expect(satisfied).to_have_text(str(total + 1), timeout=3_000)
    assert page.evaluate("window.sameDocument")


def test_a_new_trouble_waits_for_the_pointer_and_is_then_first(hall: Hall, opened):
    page = opened()
    assert order(page) == ["A01", "A02", "A03"]
    page.hover('[data-window="A01"] .c-state')

    # The row under the pointer is drawn anew in the same step as the order changes.
    rate_now(hall.terminals["A01"], "A01")
    hall.terminals["A03"].heartbeat(state="fault", disk_free=30 * 1024**3)

    expect(figure(page, "A03", "state")).to_have_text("Fault", timeout=3_000)
    assert order(page) == ["A01", "A02", "A03"]
    expect(page.locator("[data-announce]")).to_contain_text("A03")
    page.mouse.move(700, 5)
    expect(page.locator("tbody[data-window]").first).to_have_attribute("data-window", "A03")
    assert order(page) == ["A03", "A01", "A02"]


def test_the_focus_stays_where_it_is_while_values_change(hall: Hall, opened):
    page = opened()
    link = page.locator('[data-window="A02"] a').first
    link.focus()
    before = int(figure(page, "A02", "ratings").inner_text())

    rate_now(hall.terminals["A02"], "A02")

    expect(figure(page, "A02", "ratings")).to_have_text(str(before + 1), timeout=3_000)
    expect(link).to_be_focused()


def test_a_page_without_contact_says_when_it_stopped(opened, hall: Hall):
    page = opened("zh-CN", expecting="/windows")
    page.clock.install()
    page.route("**/windows/live*", lambda _route: None)
    page.reload()
    expect(page.locator("[data-live-word]")).to_have_text("实时")

    page.route("**/windows", lambda route: route.abort())
    page.clock.run_for(12_000)

    expect(page.locator("[data-live-word]")).to_have_text("停在")


@pytest.mark.parametrize("how", ["no stream at all", "a proxy that gathers it"])
def test_without_a_stream_the_page_asks_by_itself(hall: Hall, opened, how: str):
    page = opened(expecting="/windows")
    page.clock.install()
    gathers = how.startswith("a proxy")
    page.route(
        "**/windows/live*",
        lambda route: None if gathers else route.fulfill(body="no stream here"),
    )
    page.reload()
    before = int(figure(page, "A01", "ratings").inner_text())
    rate_now(hall.terminals["A01"], "A01")

    with page.expect_response(re.compile("/windows$"), timeout=10_000):
        page.clock.run_for(8_000)
    expect(figure(page, "A01", "ratings")).to_have_text(str(before + 1), timeout=3_000)


def test_the_keyboard_alone_leads_through_windows_and_terminals_and_back(hall: Hall, opened):
    page = opened()

    def arrived(words: str) -> None:
        expect(page.locator("h1")).to_contain_text(words)
        page.wait_for_load_state("load")

    arrived("Windows")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-window="A02"] th a')).to_be_focused()
    page.keyboard.press("Enter")
    arrived("A02")
    page.keyboard.press("Escape")
    arrived("Windows")
    page.keyboard.press("g")
    page.keyboard.press("t")
    arrived("Terminals")
    page.keyboard.press("g")
    page.keyboard.press("w")
    arrived("Windows")
    page.keyboard.press("/")
    page.keyboard.type("A03")
    page.keyboard.press("Enter")

    expect(page.locator("tbody[data-window]")).to_have_count(1)
    assert "q=A03" in page.url


def test_a_wall_whose_picture_stops_darkens_and_says_since_when(hall: Hall, opened):
    page = opened("zh-CN", expecting="/windows", viewport={"width": 1920, "height": 1080})
    page.clock.install()
    page.route("**/windows/live*", lambda _route: None)
    page.goto(f"{hall.url}/windows/wall")
    expect(page.locator(".tile")).to_have_count(3)
    scrolls = "document.documentElement.scrollHeight > innerHeight"
    assert not page.evaluate(scrolls)

    page.route("**/windows/wall", lambda route: route.abort())
    page.clock.run_for(12_000)

    expect(page.locator("body.frozen .ice")).to_have_text(re.compile(r"画面停在 \d\d:\d\d"))


def test_the_page_is_whole_without_scripts(opened):
    page = opened(java_script_enabled=False)

    expect(page.locator('[data-window="A01"] [data-field="ratings"]')).to_have_text(
        re.compile(r"\d+")
    )


def test_the_language_is_switched_and_kept(opened):
    page = opened("en-GB")
    expect(page.locator("h1")).to_have_text("Windows")

    page.click('button[value="zh-hans"]')

    expect(page.locator("h1")).to_have_text("窗口")
    page.goto(page.url.replace("/windows", "/terminals"))
    expect(page.locator("h1")).to_have_text("终端")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_the_keyboard_comes_first_to_the_content(opened):
    page = opened()

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('[data-filter="all"]')).to_be_focused()


def test_a_terminal_is_approved_by_hand(hall: Hall, opened):
    page = opened()
    device = Device(hall.url)
    code = device.enrol(name="side door").body["code"]

    page.click("nav >> text=Terminals")
    row = page.locator(f'[data-enrolment="{code}"]')
    row.locator("[name=window]").fill("A03")
    row.locator("button[value=approve]").click()

    expect(page.locator(".messages [role=status]")).to_contain_text("stands at window A03")
    assert device.state()["status"] == "approved"


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_is_wider_than_the_screen(opened, locale: str):
    page = opened(locale, expecting="/nowhere")
    too_wide = []
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for address in ("/windows", "/windows/A01", "/terminals", "/nowhere"):
            page.goto(re.sub(r"(//[^/]+).*", rf"\1{address}", page.url))
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append(f"{address} on a {name}")

    assert too_wide == []


def test_the_figures_of_a_busy_window_are_shown_whole(opened):
    page = opened()
    page.evaluate(
        """() => {
        for (const cell of document.querySelectorAll(".board td.c-counts"))
            cell.innerHTML = "1,234 / <b>1,234</b>";
        for (const cell of document.querySelectorAll(".board td.c-share"))
            cell.textContent = "100%";
        }"""
    )
    cut = {}
    for width in (800, 1100, 1200, 1280, 1366, 1440, 1760, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        # The size is told before the page is laid out for it.
        page.wait_for_function("width => innerWidth === width", arg=width)
        cut[width] = page.evaluate(
            """() => [...document.querySelectorAll(".board td.c-counts, .board td.c-share")]
            .filter(cell => cell.clientWidth > 0 && cell.scrollWidth > cell.clientWidth)
            .map(cell => `${cell.className} ${cell.scrollWidth} > ${cell.clientWidth}`)"""
        )

    assert not any(cut.values()), cut

"""The reason the terminal exists: an unsatisfied tap, and all until something is put right.

A finger on a real terminal's screen, the code read from that screen, a citizen's phone, an
officer's desk, and back: who is not satisfied with the answer opens the case again by the code.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from sync.protocol.handover import SETTINGS_FILE
from tests.end_to_end.stage import Collector, Terminal, XServer, dark, eventually

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
SAME_PAPER_AGAIN, FINISHED = (0.26, 0.73), (0.83, 0.895)
"""Where the reason 210 and the button below the reasons stand on the screen."""
TICK = (68, 596)
"""A point of the reason's box that is dark when it is ticked."""
OFFICER, NUMBER = "3009", "138 0013 8000"
EVERY_STEP = [
    "opened", "commented", "verified", "put-right", "answered", "reopened", "put-right",
    "answered", "called", "closed",
]  # fmt: skip


@pytest.fixture
def collector(tmp_path: Path) -> Iterator[Collector]:
    collector = Collector(tmp_path / "collector", public=True)
    collector.start()
    yield collector
    if collector.program is not None:
        collector.stop()


@pytest.fixture
def enrolled(tmp_path: Path, screen: XServer, collector: Collector) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "terminal", screen, collector.address, thanks_seconds=30)
    terminal.write_config()
    terminal.enrol(collector)
    yield terminal
    if terminal.program is not None:
        terminal.stop()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[[str, dict[str, int]], Page]]:
    """Open a browser of one's own in a language and a size."""
    opened = []

    def open_one(language: str, size: dict[str, int]) -> Page:
        context = chromium.new_context(
            locale=language, viewport=size, has_touch=size == PHONE, is_mobile=size == PHONE
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


def told(collector: Collector, text: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(collector.data / "collector.sqlite3")) as database:
        return database.execute(text).fetchall()


def an_unsatisfied_tap(terminal: Terminal, collector: Collector) -> str:
    """Touch the worst of the three faces, name a reason; return what the code then says."""
    settings, address = terminal.data / SETTINGS_FILE, collector.address.encode()
    terminal.start()
    eventually(lambda: settings.exists() and address in settings.read_bytes(), "settings")
    # Begun again, the window has them before anybody touches it.
    terminal.stop()
    terminal.start()
    terminal.rate(2)
    screen, found = terminal.screen, list[str]()

    def named() -> bool:
        if not dark(screen.pixel(*TICK)):
            screen.touch(*SAME_PAPER_AGAIN)
        return dark(screen.pixel(*TICK))

    def shown() -> bool:
        if not screen.receipt:
            screen.touch(*FINISHED)
        found[:] = screen.codes()
        return bool(found)

    eventually(named, "a reason that is ticked")
    eventually(shown, "a code on the screen that can be read")
    return found[0]


def a_comment(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.fill("[name=text]", "收入证明上个月交过一次，这次又要重新开。")
    phone.locator("label[for=call]").click()
    phone.fill("[name=phone]", NUMBER)
    phone.locator("#f button").last.click()
    phone.wait_for_selector("[role=status]")


def officer(collector: Collector) -> str:
    """Make the account; return its password."""
    password = collector.command("account", OFFICER).split()[-1]
    collector.command("account", "role", OFFICER, "case-officer")
    return password


def sign_in(desk: Page, password: str) -> None:
    desk.fill("[name=username]", OFFICER)
    desk.fill("[name=password]", password)
    desk.press("[name=password]", "Enter")


def form(desk: Page) -> Locator:
    return desk.locator("#form form")


def send(desk: Page) -> None:
    # The page before says so too: it is the next one that is waited for.
    with desk.expect_navigation():
        form(desk).locator("button.first").click()
    assert desk.locator(".messages [role=status]").count(), desk.inner_text("main")


def put_right_and_answered(desk: Page, measure: str, answer: str) -> None:
    desk.select_option("[name=cause]", "process-repeat")
    form(desk).locator("[value=put-right][name=remedy]").check()
    form(desk).locator("[name=words]").fill(measure)
    desk.fill("[name=responsible]", OFFICER)
    desk.fill("[name=done_by]", f"{date.today().year + 1}-01-04")  # noqa: DTZ011 -- any later day
    send(desk)
    form(desk).locator("[name=words]").fill(answer)
    send(desk)


def story(
    collector: Collector, terminal: Terminal, phone: Page, desk: Page, words: dict[str, str]
) -> None:
    code = an_unsatisfied_tap(terminal, collector)
    assert re.fullmatch(rf"{collector.address}/R/A01-\d{{6}}/[A-Z2-7]{{16}}", code, re.IGNORECASE)
    case = "SELECT 1 FROM cases_case WHERE reasons LIKE '%210%'"
    eventually(lambda: bool(told(collector, case)), "a case with its reason")
    a_comment(phone, code)

    password = officer(collector)
    desk.goto(f"{collector.address}/cases")
    sign_in(desk, password)
    desk.locator("tr[data-row] a").first.click()
    assert words["reason"] in desk.inner_text("main")
    assert "收入证明上个月交过一次" in desk.inner_text("main")
    assert "138 •••• ••00" in desk.inner_text("main")
    desk.locator("button.link").click()
    assert NUMBER.replace(" ", "") in desk.inner_text("main").replace(" ", "")

    assert desk.locator("#others summary").first.is_visible()
    desk.locator("[name=finding][value=true]").check()
    form(desk).locator("[name=words]").fill("与公积金中心确认，可以查上次的存档。")
    # The session ends while it is typed: it is there again, and gone once it is sent.
    desk.context.clear_cookies(name="sessionid")
    form(desk).locator("button.first").click()
    sign_in(desk, password)
    desk.wait_for_selector(".draft-note")
    assert form(desk).locator("[name=words]").input_value().startswith("与公积金中心确认")
    send(desk)
    desk.wait_for_function("() => localStorage.length === 0")
    put_right_and_answered(desk, "调用上次存档的证明。", "已改：六个月内不必重交。")

    phone.goto(code)
    assert "已改：六个月内不必重交。" in phone.inner_text("main")
    phone.locator("a[href*=not-satisfied]").click()
    phone.fill("[name=text]", "昨天去还是要我重交。")
    phone.locator("form.sheet button").click()
    phone.wait_for_selector("[role=status]")

    desk.reload()
    assert "昨天去还是要我重交。" in desk.inner_text("main")
    put_right_and_answered(desk, "已通知全部窗口并上墙。", "各窗口已统一，再次致歉。")
    desk.locator("[name=result][value=satisfied]").check()
    send(desk)
    send(desk)
    assert words["closed"] in desk.inner_text("header.bar")

    phone.goto(code)
    assert "各窗口已统一，再次致歉。" in phone.inner_text("main")


def check_what_is_left(collector: Collector, terminal: Terminal) -> None:
    """Every step is in the trail, no number lies about in clear, and every chain holds."""
    trail = told(collector, "SELECT action, account FROM accounts_auditentry ORDER BY position")
    steps = [action.removeprefix("case.") for action, _ in trail if action.startswith("case.")]
    # Reasons that came in one batch with their rating are in the case from its beginning.
    assert [one for one in steps if one != "reasons"] == EVERY_STEP
    assert ("contact.seen", OFFICER) in trail
    assert ("case.reopened", "citizen") in trail
    assert told(collector, "SELECT outcome, reopened FROM cases_case") == [("done", 1)]
    plain = re.sub(r"\D", "", NUMBER).encode()
    assert all(
        plain not in path.read_bytes() for path in collector.data.rglob("*") if path.is_file()
    )
    collector.command("audit", "verify")
    collector.command("verify")
    assert terminal.stop() == 0


def test_what_one_citizen_was_not_satisfied_with_is_put_right(
    enrolled: Terminal, collector: Collector, window: Callable[[str, dict[str, int]], Page]
) -> None:
    words = {"reason": "210 同样内容的证明材料被要求多次提交", "closed": "已办结"}

    story(collector, enrolled, window("zh-CN", PHONE), window("zh-CN", DESK), words)

    check_what_is_left(collector, enrolled)


@pytest.mark.soak
@pytest.mark.parametrize(("citizen", "officer"), [(PHONE, DESK), (DESK, PHONE)])
def test_the_same_in_english_on_a_phone_and_at_a_desk(
    enrolled: Terminal,
    collector: Collector,
    window: Callable[[str, dict[str, int]], Page],
    citizen: dict[str, int],
    officer: dict[str, int],
) -> None:
    words = {"reason": "210 Same proof asked for several times", "closed": "done"}

    story(collector, enrolled, window("en", citizen), window("en", officer), words)

    check_what_is_left(collector, enrolled)

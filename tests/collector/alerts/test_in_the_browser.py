"""From a tap to a mail and to the bell on an open page, with a real server and a real browser."""

import json
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.collecting import running_collector
from tests.collector.boards.browsing import Visitor, first_account, rate_now
from tests.collector.boards.watched import until

SHOWN = """navigator.serviceWorker.getRegistrations()
  .then((all) => Promise.all(all.map((one) => one.getNotifications())))
  .then((some) => some.flat().map((one) => [one.title, one.body, one.tag, one.data]))"""

WORKS = """navigator.serviceWorker.getRegistrations()
  .then((all) => all.some((one) => one.active?.state === "activated"))"""


def sign_in(browser: Browser, url: str, account: tuple[str, str]) -> Page:
    page = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{url}/windows")
    page.fill("[name=username]", account[0])
    page.fill("[name=password]", account[1])
    page.click("button[type=submit]")
    page.wait_for_selector("table.board")
    return page


def mails(folder: Path) -> list[str]:
    found = [message_from_bytes(one.read_bytes(), policy=policy.default)
             for one in folder.glob("*.eml")]  # fmt: skip
    return [str(one["Subject"]) for one in found]


@pytest.mark.soak
def test_a_bad_tap_is_a_mail_and_a_figure_at_the_bell_within_seconds(
    tmp_path: Path, chromium: Browser
):
    with running_collector(tmp_path / "data") as collector:
        visitor = Visitor(collector)
        device = visitor.terminal_at("A01")
        rate_now(device, "A01")
        page = sign_in(chromium, collector.url, first_account(collector))
        page.goto(f"{collector.url}/alerts/own")
        page.select_option("[name=quiet_from]", "0")
        page.select_option("[name=quiet_until]", "0")
        page.fill("[name=email]", "me@example.cn")
        page.get_by_role("button", name="Keep").press("Enter")
        page.select_option("select[name=how]", "now")
        page.get_by_role("button", name="Wish it so").press("Enter")
        page.goto(f"{collector.url}/windows")
        bell = page.locator("[data-bell]")
        expect(bell).to_be_empty()

        rate_now(device, "A01", "unsatisfied")

        ends = time.monotonic() + 20
        while not mails(tmp_path / "data" / "mail"):
            assert time.monotonic() < ends, "no mail"
            page.wait_for_timeout(100)
        (subject,) = mails(tmp_path / "data" / "mail")
        assert "Window A01: dissatisfied, case " in subject
        # The page asks each 20 seconds, and at once when somebody comes back to it.
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(bell).to_have_text("1")
        expect(page.locator("[data-bell-said]")).to_contain_text("New alert:")

        page.keyboard.press("Tab")
        page.goto(f"{collector.url}/alerts")
        page.get_by_role("button", name="I see to it").press("Enter")
        expect(page.get_by_role("heading", name="Taken up")).to_be_visible()
        expect(bell).to_be_empty()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()
        visitor.http.close()


@pytest.mark.soak
def test_what_is_pushed_is_shown_by_the_browser_and_leads_to_the_alert(
    tmp_path: Path, chromium: Browser
):
    with running_collector(tmp_path / "data") as collector:
        visitor = Visitor(collector)
        rate_now(visitor.terminal_at("A01"), "A01")
        page = sign_in(chromium, collector.url, first_account(collector))
        page.context.grant_permissions(["notifications"], origin=collector.url)
        page.goto(f"{collector.url}/alerts/own")
        # A browser of tests has no push service; the worker is there before it is asked for one.
        page.get_by_role("button", name="Add this browser").click()
        expect(page.locator("[data-push-said]")).to_contain_text("push service")
        found: list[str] = []
        tools = page.context.new_cdp_session(page)
        tools.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
        )
        tools.send("ServiceWorker.enable")
        message = {"title": "Hall · Window A01", "body": "b", "open": "/alerts/1", "tag": "k"}
        until(page, lambda: bool(found) and page.evaluate(WORKS))
        tools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": collector.url, "registrationId": found[-1], "data": json.dumps(message)},
        )
        until(page, lambda: len(page.evaluate(SHOWN)) == 1)
        assert page.evaluate(SHOWN) == [["Hall · Window A01", "b", "k", "/alerts/1"]]
        page.context.close()
        visitor.http.close()

"""A phone in a hall without a network: filled in, closed, opened again, sent later, once."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect, sync_playwright

from deploy.demo.browser import find_chromium, switches
from tests.collecting import Collector, running_collector
from tests.collector.boards.browsing import Visitor, first_account
from tests.collector.boards.watched import VIOLATIONS, until
from tests.collector.inspections.sheets_of_a_hall import picture
from tests.proxy import BadLine, Fault

SEND = b"POST /inspections/phone/send"
KEPT = """async () => {
  const request = indexedDB.open("yiping-inspections");
  const database = await new Promise((done) => (request.onsuccess = () => done(request.result)));
  const kept = {};
  for (const name of database.objectStoreNames) {
    const all = database.transaction(name).objectStore(name).getAll();
    const rows = await new Promise((done) => (all.onsuccess = () => done(all.result)));
    kept[name] = rows.map((row) => Object.keys(row).sort().join(" "));
  }
  database.close();
  return kept;
}"""
SEALED = "data id iv owner"


class Line(BadLine):
    """The way to the hall's server; loses the answer to a sheet that has arrived, if it is to."""

    lose = 0
    lost = 0

    def _ask(self, request: bytes, fault: Fault) -> bytes:
        answer = super()._ask(request, fault)
        if not (self.lose and request.startswith(SEND)):
            return answer
        self.lose -= 1
        self.lost += b" 200 " in answer[:20]
        return b""


class Hall:
    """A collector behind the line, an inspector's account, and window A01 to be inspected."""

    def __init__(self, collector: Collector, line: Line) -> None:
        self.line = line
        self.url = f"http://127.0.0.1:{line.port}"
        self.account = first_account(collector)
        self.database = collector.data / "collector.sqlite3"
        person = Visitor(collector)
        person.terminal_at("A01")
        person.post("/accounts/1", "/accounts/1", do="give", role="supervisor", place="")
        person.post("/inspections/plan/examples", "/inspections/plan")
        form = person.get("/inspections/plan")
        (place,) = re.findall(r'value="(\d+)">[^<]*A01<', form)
        (version, _hall) = re.findall(r'value="(\d+)">[^<]*checklist', form)[:2]
        person.post(
            "/inspections/plan/place", "/inspections/plan", place=place, version=version,
            last="2099-01-01", do="plan",
        )  # fmt: skip
        person.http.close()

    def counts(self) -> dict[str, int]:
        """What the server holds."""
        tables = {
            "done": "inspections_inspection WHERE state = 'done'",
            "findings": "inspections_finding",
            "cases": "cases_case",
            "photos": "inspections_photo WHERE inspection_id IS NOT NULL",
        }
        with closing(sqlite3.connect(self.database, timeout=20)) as database:
            return {
                name: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
                for name, table in tables.items()
            }


class Phone:
    """A phone-sized browser whose profile outlives it."""

    def __init__(self, browser: BrowserType, profile: Path, hall: Hall) -> None:
        self._browser, self._profile, self.hall = browser, profile, hall
        self.heard: list[str] = []

    @contextmanager
    def opened(self) -> Iterator[tuple[BrowserContext, Page]]:
        context = self._browser.launch_persistent_context(
            self._profile, executable_path=find_chromium(), args=switches(),
            viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        page = context.pages[0]
        page.add_init_script(VIOLATIONS)
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        yield context, page
        assert page.evaluate("violations") == []
        context.close()

    def sign_in(self, page: Page) -> None:
        name, password = self.hall.account
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with sync_playwright() as playwright, running_collector(tmp_path / "data") as collector:
        line = Line(int(collector.url.rpartition(":")[2]))
        expect.set_options(timeout=20_000)
        yield Phone(playwright.chromium, tmp_path / "profile", Hall(collector, line))
        expect.set_options(timeout=5_000)
        line.close()


def fill_in(page: Page) -> None:
    """Answer everything "yes", one thing "no" with a note and a photo."""
    # All rows are drawn in one step; to ask for them before it would find none to answer.
    expect(page.locator("#chapters fieldset").nth(2)).to_be_visible()
    for row in page.locator("#chapters fieldset").all():
        row.locator(".chip").first.click()
    wrong = page.locator("#chapters fieldset").nth(2)
    wrong.get_by_text("No", exact=True).click()
    wrong.locator("textarea").fill("boxes on the counter")
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    wrong.locator("input[type=file]").set_input_files(photo)
    expect(wrong.locator("canvas")).to_have_count(1)
    expect(page.locator("#saved")).to_contain_text("not sent yet")


def test_an_inspection_without_a_network_is_sent_later_and_once(phone: Phone):
    hall, line, url = phone.hall, phone.hall.line, phone.hall.url
    with phone.opened() as (context, page):
        page.goto(f"{url}/inspections/phone/en")
        phone.sign_in(page)
        expect(page.locator("#planned .card")).to_have_count(1)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")

        context.set_offline(True)
        line.down = True
        page.reload()
        expect(page.locator("#line")).to_contain_text("No network")
        page.click("#planned .card")
        fill_in(page)
        page.click("#finish")
        expect(page.locator("#unsent .card")).to_contain_text("waits for the network")
        page.fill("#find", "A01")
        page.click("#begin button")
        page.locator("#chapters .chip").first.click()
        expect(page.locator("#progress")).to_contain_text("1 of")
        kept = page.evaluate(KEPT)
    assert kept["drafts"] == [SEALED] * 2
    assert hall.counts()["done"] == 0

    with phone.opened() as (_context, page):
        page.goto(f"{url}/inspections/phone/en")
        expect(page.locator("#unsent .card")).to_have_count(2)
        line.down, line.lose = False, 1
        page.click("#send-now")
        until(page, lambda: line.lost == 1)
        expect(page.locator("#line")).to_contain_text("No network")
        once = {"done": 1, "findings": 1, "cases": 1, "photos": 1}
        assert hall.counts() == once
        page.click("#send-now")
        expect(page.locator("#sent .card")).to_have_count(1)
        expect(page.locator("#unsent .card")).to_have_count(1)
        assert hall.counts() == once

        page.goto(f"{url}/account")
        page.get_by_role("button", name="Sign out").first.click()
        expect(page.locator("[name=password]")).to_be_visible()
        page.goto(f"{url}/inspections/phone/en")
        expect(page.locator("#locked-words")).to_contain_text("1 inspections are kept here, sealed")
        assert "A01" not in page.locator("main").inner_text()
        assert page.evaluate(KEPT)["keys"] == []
        page.click("#sign-in")
        phone.sign_in(page)
        page.click("#unsent .card")
        expect(page.locator("#progress")).to_contain_text("1 of")
    assert phone.heard == []

"""A collector with a made-up city, running, and a person who is signed in to it with every role."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, StorageState

from deploy.demo.programs import Program, answers, ask, free_port
from sync.protocol.receipt_code import Claim, link, tag_of

_START_SECONDS = 60
_MAKE_SECONDS = 900
_AFTERNOON = 14
ACCOUNT = "demo-all"
"""An account of the made-up city that has every role; its password is set anew each time."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the collector answers, how to sign in, and the address of one rating's public page."""

    url: str
    account: str
    password: str
    receipt: str
    server: int
    """The number of its process."""


@contextmanager
def running(
    folder: Path, windows: int, days: int, ratings: int = 0, halls: int = 0
) -> Iterator[Stage]:
    """Make the city in an empty folder, unless it is there already, and run its collector.

    ratings: about so many in all; 0: as many as such windows usually have; halls: 0 for a usual
    number. It is afternoon there
    when it is made, whatever the hour here is: pages of closed halls show little.
    """
    made = folder / "made"
    there = made.exists()
    zone = made.read_text() if there else afternoon(datetime.now(UTC).hour)
    environment = os.environ | {"COLLECTOR_TIME_ZONE": zone}
    collector = [sys.executable, "-m", "collector"]
    data = ["--data", str(folder)]
    if not there:
        ask(*collector, "demo-data", *data, "--windows", f"{windows}", "--days", f"{days}",
            "--ratings", f"{ratings}", "--halls", f"{halls}",
            env=environment, seconds=_MAKE_SECONDS)  # fmt: skip
        made.write_text(zone)
    password = secrets.token_urlsafe(12)
    _account(collector, data, password, environment)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = Program([*collector, "serve", *data, "--bind", f"127.0.0.1:{port}"],
                     env=environment | {"COLLECTOR_PUBLIC_URL": url})  # fmt: skip
    beating = Program([*collector, "demo-data", *data, "--beat"], env=environment)
    try:
        server.wait_for(lambda: answers(url), _START_SECONDS, "answer over HTTP")
        yield Stage(url, ACCOUNT, password, _receipt(folder, url), server.process.pid)
    finally:
        beating.end()
        server.end()


def sign_in(stage: Stage, browser: Browser) -> StorageState:
    """Sign a person in, once; what is returned opens any number of contexts as them."""
    context = browser.new_context(base_url=stage.url)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=username]", stage.account)
    page.fill("[name=password]", stage.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    kept = context.storage_state()
    context.close()
    return kept


def afternoon(hour: int) -> str:
    """Return a time zone in which it is two in the afternoon at an hour of UTC."""
    ahead = _AFTERNOON - hour
    # The names count the other way round: Etc/GMT-8 is eight hours ahead.
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def _account(
    collector: list[str], data: list[str], password: str, environment: dict[str, str]
) -> None:
    subprocess.run(
        [*collector, "account", *data, ACCOUNT, "--password-stdin"], input=f"{password}\n",
        text=True, env=environment, check=True, capture_output=True,
    )  # fmt: skip


def _receipt(folder: Path, url: str) -> str:
    """Return the address that the code of a bad rating's receipt leads to."""
    with closing(sqlite3.connect(folder / "collector.sqlite3")) as database:
        log, window, position, key = database.execute(
            "SELECT l.hex, r.window, r.position, h.feedback_key FROM ingest_rating r "
            "JOIN ingest_log l ON l.id = r.log_id JOIN organisation_window w ON w.id = l.window_id "
            "JOIN organisation_hall h ON h.id = w.hall_id "
            "WHERE r.level = 'unsatisfied' ORDER BY r.at DESC LIMIT 1"
        ).fetchone()
    claim = Claim(window=window, position=position, tag=tag_of(log))
    return link(f"{url}/r", key, claim)[len(url) :]

"""A whole day at a window, against a real collector: at night both count what really happened."""

import contextlib
import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.programs import BIN, free_port
from tests.end_to_end.day import Clerk, Day, DocumentQueue, PlainQueue, Queue
from tests.end_to_end.queue_client import QueueClient
from tests.end_to_end.stage import Collector, Terminal, XServer, eventually
from tests.proxy import BadLine

SECRET = "a-long-enough-secret"
CLERK, PIN = "1001", "2580"
INTERVAL = 5
"""Seconds between two walk-ups within which the second one is a repeat."""


@pytest.fixture
def line(collector: Collector) -> Iterator[BadLine]:
    line = BadLine(collector.port)
    yield line
    line.close()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def window(
    tmp_path: Path, screen: XServer, collector: Collector, line: BadLine, port: int
) -> Iterator[Terminal]:
    """A terminal at A01 of a hall with one clerk, its network a line that can be cut."""
    window = Terminal(tmp_path / "terminal", screen, f"http://127.0.0.1:{line.port}")
    window.thanks_seconds = 2.0
    window.write_config()
    text = window.config.read_text().replace(
        "change_seconds = 0.5", "change_seconds = 2.0\ninvitation_seconds = 5"
    )
    window.config.write_text(
        f"{text}[interface]\nlisten = '127.0.0.1:{port}'\nsecret = '{SECRET}'\n"
    )
    window.enrol(collector)
    collector.command("staff", "add", CLERK, "--name", "王")
    subprocess.run(
        [BIN / "collector", "staff", "pin", CLERK, "--pin-stdin", "--data", collector.data],
        input=PIN, text=True, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    decide(collector, "policy.minimum_interval_seconds", str(INTERVAL))
    decide(collector, "schedule.heartbeat_seconds", "1")  # what is decided at night is told soon
    yield window
    if window.program is not None:
        window.stop()


def decide(collector: Collector, key: str, value: str) -> None:
    collector.command("settings", "set", key, value, "--window", "A01")


def close_the_day(terminal: Terminal, collector: Collector) -> dict[str, Any]:
    """Let the night fall; return the closing that the terminal and the collector agree on.

    It falls at this minute, or at the next one where the log began within this one: a day that
    had not begun is not closed.
    """
    minute = timedelta(minutes=1)
    now = datetime.now().astimezone().replace(second=0, microsecond=0)
    falls = now if began(terminal) < now else now + minute
    decide(collector, "schedule.night_from", f"{falls:%H:%M}")
    decide(collector, "schedule.night_until", f"{falls + minute:%H:%M}")
    eventually(lambda: bool(terminal.status()["closing"]), "a nightly closing", 180)
    closing: dict[str, Any] = terminal.status()["closing"]
    return closing


def began(terminal: Terminal) -> datetime:
    """Return when the log's first entry was written."""
    with contextlib.closing(
        sqlite3.connect(f"file:{terminal.data}/journal.db?mode=ro", uri=True)
    ) as journal:
        ((body,),) = journal.execute("SELECT body FROM entry WHERE position = 1").fetchall()
    return datetime.fromisoformat(json.loads(body)["at"])


def assert_equal_counts(
    day: Day, closing: dict[str, Any], window: Terminal, collector: Collector
) -> None:
    """The collector's counts are the script's, to the one."""
    assert closing["outcome"] == "complete"
    held = collector.status()
    assert held["ratings"] == day.tally.ratings
    assert held["levels"] == dict(day.tally.levels)
    assert (held["repeats"], held["replaced"]) == (day.tally.repeats, day.tally.replaced)
    counted = json.loads(collector.command("figures", "--place", "hall/A01"))["total"]
    assert counted["visits"] == day.tally.visits
    assert counted["rated"] == day.tally.visits - day.tally.timeouts - day.tally.cancelled
    assert (counted["timeouts"], counted["cancelled"]) == (
        day.tally.timeouts, day.tally.cancelled,
    )  # fmt: skip
    assert held["entries"] == window.status()["last"]


def by_hand(port: int) -> Queue:
    return PlainQueue(port, SECRET)


def from_the_document(port: int) -> Queue:
    return DocumentQueue(QueueClient(f"http://127.0.0.1:{port}", SECRET))


def test_a_short_day_by_a_client_written_from_the_document_is_counted_by_both(
    window: Terminal, collector: Collector, line: BadLine, port: int
) -> None:
    window.start()
    window.wait_until(lambda: window.screen.question, "question on the screen")
    eventually(lambda: window.status()["settings"]["from_collector"], "settings of the collector")
    day = Day(window, from_the_document(port))
    eventually(lambda: CLERK in (window.data / "settings.json").read_text(), "the clerk's PIN")
    # By the time the first citizen has gone, the window knows its clerk.
    day.walks_up(0)
    Clerk(window, CLERK, PIN).signs_in()
    ticket = day.served(2)
    day.is_cancelled()
    line.down = True
    day.served(1, changes_to=0)
    day.invites(ticket, expects="already-rated")
    line.down = False
    eventually(lambda: window.status()["pending"] == 0, "everything acknowledged", 60)

    closing = close_the_day(window, collector)

    assert_equal_counts(day, closing, window, collector)


@pytest.mark.soak
@pytest.mark.parametrize("queue", [from_the_document, by_hand])
def test_at_night_both_count_what_happened_by_day(
    window: Terminal,
    collector: Collector,
    line: BadLine,
    port: int,
    queue: Callable[[int], Queue],
) -> None:
    window.start()
    window.wait_until(lambda: window.screen.question, "question on the screen")
    eventually(lambda: window.status()["settings"]["from_collector"], "settings of the collector")
    clerk = Clerk(window, CLERK, PIN)
    day = Day(window, queue(port))

    # The morning: walk-ups before anybody signs in, one of them too soon after the other.
    day.walks_up(0)
    day.walks_up(1, repeat=True)
    clerk.signs_in()
    rated = [day.served(level) for level in (0, 0, 1, 2, 0, 1)]
    day.served(1, changes_to=0)
    day.served(2, changes_to=1)
    for _ in range(2):
        day.times_out()
        day.is_cancelled()
    for ticket in rated[:3]:
        day.invites(ticket, expects="already-rated")

    # Lunch: the window is paused, and neither a queue system nor a citizen gets through.
    clerk.pauses()
    day.invites(day.next_ticket(), expects="not-open")
    clerk.resumes()

    # The afternoon: no network.
    line.down = True
    sent = window.status()["last"]
    rated += [day.served(level) for level in (0, 2, 0, 1, 0, 0, 0, 1, 0, 2, 0, 1, 0)]
    day.served(0, changes_to=2)
    day.times_out()
    for _ in range(4):
        day.is_cancelled()
    for ticket in rated[-4:]:
        day.invites(ticket, expects="already-rated")
    day.rests(INTERVAL)
    day.walks_up(1)
    assert window.status()["pending"] > 0
    clerk.signs_out()
    day.invites(day.next_ticket(), expects="nobody-on-duty")
    assert window.status()["last"] > sent

    # The evening: the network is back, and the day is closed.
    line.down = False
    eventually(lambda: window.status()["pending"] == 0, "everything acknowledged", 60)
    closing = close_the_day(window, collector)

    assert day.tally.invitations == 40
    assert_equal_counts(day, closing, window, collector)

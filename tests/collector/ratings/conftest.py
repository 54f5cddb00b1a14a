"""A real collector with a terminal's day in it, and people who look."""

import time
from dataclasses import dataclass

import pytest

from tests.collector.boards.browsing import Visitor
from tests.collector.conftest import Here, Running
from tests.collector.device import Device
from tests.collector.ratings.hall_day import Day


@dataclass
class Rated:
    """What was written, by position."""

    collector: Here
    device: Device
    visitor: Visitor
    bad: int
    repeats: tuple[int, ...]
    first_answer: int
    changed_to: int
    walk_up: int

    def address(self, position: int, what: str = "") -> str:
        return f"/ratings/A01-{position:06d}{what}?log={self.device.log[:12]}"


@pytest.fixture(scope="session")
def collector(running: Running, engine: str) -> Here:
    """A collector of this room's own: the pages list and count all ratings that there are."""
    return running.collector(engine, "ratings")


@pytest.fixture(scope="session")
def halls_rated() -> dict[str, Rated]:
    """By the kind of database: one day each is enough for all who look at it."""
    return {}


@pytest.fixture(scope="session")
def rated(collector: Here, engine: str, halls_rated: dict[str, Rated]) -> Rated:
    if engine not in halls_rated:
        halls_rated[engine] = _rate_a_day(collector)
    return halls_rated[engine]


def _rate_a_day(collector: Here) -> Rated:
    device = collector.device()
    day = Day(device)
    sent = 0
    for number in range(60):
        day.pass_time(300)
        day.service("unsatisfied" if number == 7 else "satisfied", item=f"事项{number % 3}")
        if number == 40:
            assert device.send(1).status == 200
            sent = len(device.entries)
    day.pass_time(300)
    bad = day.service("unsatisfied")
    day.reasons(bad, "210", "213")
    assert device.send(sent + 1).status == 200
    sent = len(device.entries)
    day.pass_time(60)
    walk_up = day.walk_up("basic")
    repeats = (day.walk_up("basic", repeat=True), day.walk_up("basic", repeat=True))
    first_answer = day.service("basic")
    day.pass_time(3)
    changed_to = day.rating("satisfied", mode="invited", elapsed=3000, replaces=first_answer)
    assert device.send(sent + 1).status == 200
    assert device.heartbeat(clock_offset=300).status == 200
    wait_for_figures(collector)
    return Rated(collector, device, Visitor(collector), bad, repeats, first_answer, changed_to,
                 walk_up)  # fmt: skip


def wait_for_figures(collector: Here) -> None:
    behind = (
        "SELECT count(*) FROM ingest_standing s LEFT JOIN figures_progress p ON p.log = s.log_id "
        "WHERE coalesce(p.position, 0) < s.entries"
    )
    until = time.monotonic() + 20
    while collector.database.one(behind):
        assert time.monotonic() < until
        time.sleep(0.1)

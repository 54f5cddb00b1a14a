"""The made-up city, made by the command and looked at by the others."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from collector.demo.day import Day, DayLog, Reasons
from collector.demo.habits import Habit
from collector.demo.plan import Plan, TooMuchError
from sync.protocol.entries import Rating, Unknown, Unreadable, Visit, read
from tests.collecting import begin_with_tables

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=SHANGHAI)


def collector(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    verb, *rest = words
    return subprocess.run(
        [sys.executable, "-m", "collector", verb, "--data", data, *rest],
        capture_output=True, text=True, check=False, timeout=120,
        env={name: value for name, value in os.environ.items()
             if not name.startswith("COLLECTOR_")},
    )  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("city")
    begin_with_tables(data)
    made = collector(data, "demo-data", "--windows", "26", "--days", "4", "--ratings", "1000")
    assert made.returncode == 0, made.stderr
    assert "26 个窗口 windows" in made.stdout
    assert "100 %" in made.stderr
    return data


def told(data: Path, *words: str) -> Any:
    said = collector(data, *words)
    assert said.returncode == 0, said.stderr + said.stdout
    return json.loads(said.stdout)


def test_every_chain_signature_and_count_of_the_city_holds(city: Path) -> None:
    found = told(city, "verify", "--json")
    assert found["findings"] == []
    assert found["logs"] == 26
    assert found["entries"] > 1_500


def test_the_figures_are_what_the_logs_hold(city: Path) -> None:
    status = told(city, "status", "--json")
    first = datetime.now(SHANGHAI).date() - timedelta(days=4)
    total = told(city, "figures", "--first", first.isoformat())["total"]
    assert status["quarantined"] == status["forks"] == 0
    for name in ("repeats", "replaced", "visits"):
        assert total[name] == status[name] > 0
    levels = [0] * 5
    for counted in (total["invited"], total["walk_up"]):
        for rank, n in enumerate(counted["satisfaction-3"]):
            levels[rank] += n
    assert levels[:3] == [
        status["levels"].get(name, 0) for name in ("satisfied", "basic", "unsatisfied")
    ]
    # Early on a Monday, its busiest day, nothing of that is there yet.
    assert 550 < sum(levels) < 1_300
    assert total["timeouts"] > 0
    assert total["waiting"] == 0


def test_a_collector_that_holds_something_already_is_left_alone(city: Path) -> None:
    before = told(city, "status", "--json")["entries"]
    again = collector(city, "demo-data", "--windows", "1", "--days", "1")
    assert again.returncode == 1
    assert "--data" in again.stderr
    assert "演示数据" in again.stderr
    assert told(city, "status", "--json")["entries"] == before


def written(seed: int, days: int = 30, **changes: Any) -> list[bytes]:
    log = DayLog(np.random.default_rng(seed), Reasons(("310",), ("210", "213"), ("213",)))
    bodies: list[bytes] = []
    for number in range(days):
        fields: dict[str, Any] = {
            "date": NOON.date() - timedelta(days=days - number), "zone": SHANGHAI,
            "window": "A01", "staff": "1001", "items": ("A101", "A102"), "visits": 40.0,
            "share": 0.94, "habit": Habit(0.94, 0.8, 0.09, 1.0), "boot": number + 1,
            "closes": 21 * 3_600_000, "until": 86_399_999,
        }  # fmt: skip
        bodies += log.write(Day(**(fields | changes)))
    return bodies


def test_the_same_seed_makes_the_same_bytes_and_another_one_others() -> None:
    assert written(1) == written(1)
    assert written(1) != written(2)


def test_entries_are_in_order_make_sense_and_hold_everything_a_window_sees() -> None:
    entries = [read(body) for body in written(3)]
    assert not any(isinstance(one, Unknown | Unreadable) for one in entries)
    times = [one.at for one in entries]  # type: ignore[union-attr]
    assert times == sorted(times)
    kinds = Counter(type(one).__name__ for one in entries)
    assert kinds.keys() >= {"Boot", "State", "Shift", "Visit", "Rating", "Unrated", "Day"}
    ratings = [one for one in entries if isinstance(one, Rating)]
    assert any(one.repeat for one in ratings)
    assert any(isinstance(one.replaces, int) for one in ratings)
    visits = {n for n, one in enumerate(entries, 1) if isinstance(one, Visit)}
    assert {one.visit for one in ratings if isinstance(one.visit, int)} <= visits


def test_nothing_is_written_that_is_still_to_come() -> None:
    until = 11 * 3_600_000
    for body in written(4, until=until):
        at = read(body).at.astimezone(SHANGHAI)  # type: ignore[union-attr]
        assert at.hour < 11 or (at.hour, at.minute, at.second) == (11, 0, 0)


@pytest.mark.parametrize(("windows", "halls"), [(1, 0), (24, 0), (60, 0), (1_000, 0), (1_000, 1)])
def test_a_city_has_as_many_windows_as_were_asked_for(windows: int, halls: int) -> None:
    sizes = Plan(windows=windows, days=1, now=NOON, halls=halls).sizes()
    assert sum(size.windows for size in sizes) == windows
    assert all(size.windows > 0 for size in sizes)
    assert not halls or len(sizes) == halls


def test_more_ratings_than_people_can_give_are_refused() -> None:
    plan = Plan(windows=2, days=3, now=NOON.astimezone(UTC), ratings=10_000)
    with pytest.raises(TooMuchError, match="at most 2400"):
        plan.per_day()

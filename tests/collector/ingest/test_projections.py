"""What entries amount to, and that it does not depend on how they came."""

import random
from typing import Any

import pytest

from collector.ingest import tables
from tests.collector.conftest import Database, Here
from tests.collector.device import Device, rating, stamp, visit


def _counts(collector: Here, device: Device) -> dict[str, int]:
    """All counters of a log together, those that are not 0."""
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in tables.COUNTERS)
    log = collector.database.id_of(device.log)
    found = [
        {name: int(n) for name, n in zip(tables.COUNTERS, row, strict=True) if n}
        for table in ("ingest_countday", "ingest_counthour")
        for row in collector.database.rows(f"SELECT {sums} FROM {table} WHERE log_id = %s", log)  # noqa: S608 -- constants
    ]
    assert found[0] == found[1]
    return found[0]


def _rows(collector: Here, device: Device, what: str, table: str) -> list[tuple[Any, ...]]:
    return collector.database.rows(
        f"SELECT {what} FROM ingest_{table} WHERE log_id = %s ORDER BY position",  # noqa: S608 -- constants
        collector.database.id_of(device.log),
    )


def _dump(database: Database, device: Device) -> dict[str, list[tuple[Any, ...]]]:
    log = database.id_of(device.log)
    found = {}
    for table in tables.DERIVED:
        columns = ", ".join(f'"{name}"' for name in table.columns)
        key = ", ".join(f'"{name}"' for name in table.key)
        text = f"SELECT {columns} FROM {table.name} WHERE log_id = %s ORDER BY {key}"  # noqa: S608
        found[table.name] = database.rows(text, log)
    names = ", ".join(f'"{name}"' for name in tables.STANDING_COLUMNS)
    text = f"SELECT {names} FROM ingest_standing WHERE log_id = %s"  # noqa: S608 -- constants
    found["standing"] = database.rows(text, log)
    return found


@pytest.mark.parametrize("together", [True, False])
def test_a_changed_answer_counts_once(collector: Here, device: Device, *, together: bool) -> None:
    device.rate("satisfied", staff="1001")
    device.rate("unsatisfied", replaces=1)
    device.rate("basic", replaces=2)
    for first, last in [(1, 3)] if together else [(1, 1), (2, 2), (3, 3)]:
        assert device.send(first, last).status == 200
    assert _counts(collector, device) == {"level_1": 1, "replaced": 2}
    assert _rows(collector, device, "outcome, replaced_by", "rating") == [
        ("replaced", 2), ("replaced", 3), ("counted", None),
    ]  # fmt: skip


@pytest.mark.parametrize("together", [True, False])
def test_changing_the_first_answer_again_changes_the_one_that_stands(
    collector: Here, device: Device, *, together: bool
) -> None:
    device.rate("satisfied")
    device.rate("unsatisfied", replaces=1)
    device.rate("basic", replaces=1)
    for first, last in [(1, 3)] if together else [(1, 1), (2, 2), (3, 3)]:
        assert device.send(first, last).status == 200
    assert _counts(collector, device) == {"level_1": 1, "replaced": 2}


@pytest.mark.parametrize("together", [True, False])
def test_one_service_is_one_rating(collector: Here, device: Device, *, together: bool) -> None:
    device.write(visit(1), rating(2, visit=1), rating(3, "unsatisfied", visit=1))
    device.write(rating(4, "basic", visit=1, replaces=2))
    for first, last in [(1, 4)] if together else [(1, 1), (2, 2), (3, 3), (4, 4)]:
        assert device.send(first, last).status == 200
    assert _counts(collector, device) == {
        "visits": 1, "level_1": 1, "repeats": 1, "replaced": 1,
    }  # fmt: skip
    assert _rows(collector, device, "rating, unrated", "visit") == [(4, "")]


def test_a_tap_too_soon_is_counted_apart(collector: Here, device: Device) -> None:
    device.rate()
    device.rate(repeat=True)
    device.send()
    assert _counts(collector, device) == {"level_0": 1, "repeats": 1}


@pytest.mark.parametrize("together", [True, False])
def test_a_visit_without_a_rating_says_why(
    collector: Here, device: Device, *, together: bool
) -> None:
    for cause in ("timeout", "cancelled", "fault"):
        position = device.write(visit(1))
        device.write({"type": "unrated", **stamp(2), "visit": position, "cause": cause})
    for first, last in [(1, 6)] if together else [(n, n) for n in range(1, 7)]:
        assert device.send(first, last).status == 200
    assert _counts(collector, device) == {
        "visits": 3, "timeouts": 1, "cancelled": 1, "faults": 1,
    }  # fmt: skip


@pytest.mark.parametrize("together", [True, False])
def test_an_answer_after_the_time_out_is_worth_more(
    collector: Here, device: Device, *, together: bool
) -> None:
    device.write(visit(1), {"type": "unrated", **stamp(2), "visit": 1, "cause": "timeout"})
    device.rate("unsatisfied", visit=1)
    for first, last in [(1, 3)] if together else [(1, 2), (3, 3)]:
        assert device.send(first, last).status == 200
    assert _counts(collector, device) == {"visits": 1, "level_2": 1}


@pytest.mark.parametrize(
    ("at", "day", "hour"),
    [
        ("2026-11-23T23:59:59.999+08:00", "2026-11-23", 23),
        ("2026-11-24T00:00:00.000+08:00", "2026-11-24", 0),
        ("2026-11-23T16:00:00.000+00:00", "2026-11-24", 0),
        ("2026-11-23T23:30:00.000-05:30", "2026-11-24", 13),
    ],
)
def test_a_rating_belongs_to_the_halls_own_day_and_hour(
    collector: Here, device: Device, at: str, day: str, hour: int
) -> None:
    device.rate(at=at)
    device.send()
    found = collector.database.rows(
        "SELECT day, hour FROM ingest_counthour WHERE log_id = %s",
        collector.database.id_of(device.log),
    )
    assert [(str(d), h) for d, h in found] == [(day, hour)]


def test_how_a_terminal_stands_is_its_last_word(collector: Here, device: Device) -> None:
    device.write(
        {"type": "boot", **stamp(1), "version": "1.2.3"},
        {"type": "state", **stamp(2), "window": "A01", "state": "open", "cause": "start"},
        {"type": "shift", **stamp(3), "window": "A01", "staff": "1001", "action": "start"},
        {"type": "shift", **stamp(4), "window": "A01", "staff": "1001", "action": "end"},
        {"type": "shift", **stamp(5), "window": "A01", "staff": "1002", "action": "start"},
        {"type": "state", **stamp(6), "window": "A01", "state": "paused", "cause": "staff"},
    )
    device.rate()
    device.send()
    assert collector.database.rows(
        "SELECT state, cause, staff, version, last_rating, entries FROM ingest_standing "
        "WHERE log_id = %s",
        collector.database.id_of(device.log),
    ) == [("paused", "staff", "1002", "1.2.3", 7, 7)]


def test_reasons_stay_with_their_rating(collector: Here, device: Device) -> None:
    device.rate("unsatisfied")
    device.write({"type": "reasons", **stamp(2), "rating": 1, "catalogue": "national-2020-08",
                  "codes": ["209", "213", "209"]})  # fmt: skip
    device.send()
    assert _rows(collector, device, "rating, code", "reasonpicked") == [(1, "209"), (1, "213")]


def _day(device: Device, first: int, levels: dict[str, int], **fields: Any) -> None:
    last = len(device.entries)
    device.write({"type": "day", **stamp(last + 1), "date": "2026-11-23", "first": first,
                  "last": last, "levels": {"satisfaction-3": levels}, "visits": 0,
                  "unrated": 0} | fields)  # fmt: skip


@pytest.mark.parametrize("together", [True, False])
def test_a_day_that_was_closed_is_compared(
    collector: Here, device: Device, *, together: bool
) -> None:
    device.rate()
    device.rate("basic", replaces=1)
    device.rate()
    device.rate(repeat=True)
    device.write(visit(5), {"type": "unrated", **stamp(6), "visit": 5, "cause": "timeout"})
    _day(device, 1, {"satisfied": 1, "basic": 1}, visits=1, unrated=1)
    device.rate("unsatisfied")
    _day(device, 8, {"unsatisfied": 2})
    _day(device, 10, {}, visits=1)
    _day(device, 1, {"satisfied": 1})
    if together:
        device.send()
    else:
        for position in range(1, len(device.entries) + 1):
            device.send(position, position)
    assert _rows(collector, device, "position, outcome, difference", "closing") == [
        (7, "complete", ""), (9, "disagrees", "levels"), (10, "disagrees", "visits"),
        (11, "disagrees", "range"),
    ]  # fmt: skip
    # The board finds the last closing by what the standing keeps: the entry it reached to.
    assert _rows(collector, device, "last", "closing")[-1] == (10,)
    assert collector.database.rows(
        "SELECT last_closing FROM ingest_standing WHERE log_id = %s",
        collector.database.id_of(device.log),
    ) == [(10,)]


def _history(device: Device, chance: random.Random, length: int) -> None:
    for position in range(1, length + 1):
        device.write(_anything(position, chance))


def _anything(position: int, chance: random.Random) -> dict[str, Any]:
    """Anything a terminal could write, and some that none should."""
    near = max(1, position - chance.randrange(1, 6))
    back = chance.randrange(1, position + 1)
    level = chance.choice(["satisfied", "basic", "unsatisfied", "ecstatic"])
    fields: dict[str, Any] = {
        "at": f"2026-11-2{chance.randrange(1, 9)}T{chance.randrange(24):02d}:00:00.000+08:00",
        "staff": chance.choice(["1001", "1002"]),
    }
    at = stamp(position)
    return chance.choice([
        rating(position, level, **fields),
        rating(position, level, repeat=True, **fields),
        rating(position, level, replaces=near, **fields),
        rating(position, level, visit=near, **fields),
        rating(position, level, visit=near, replaces=back, **fields),
        visit(position),
        visit(position, ticket="B012", item="x"),
        {"type": "unrated", **at, "visit": near, "cause": "timeout"},
        {"type": "reasons", **at, "rating": near, "catalogue": "c", "codes": ["209"]},
        {"type": "shift", **at, "window": "A01", "staff": "1001",
         "action": chance.choice(["start", "end"])},
        {"type": "day", **at, "date": "2026-11-23", "first": back, "last": position - 1,
         "levels": {}, "visits": 0, "unrated": 0},
        {"type": "hologram", **at},
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_outcome_depends_on_the_entries_and_not_on_the_batches(
    collector: Here, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- repeatable is what it must be
    whole, cut = collector.device(), collector.device()
    _history(whole, chance, 300)
    cut.entries = list(whole.entries)
    assert whole.send().status == 200
    first = 1
    while first <= 300:
        last = min(300, first + chance.randrange(0, 12))
        assert cut.send(first, last).status == 200
        first = last + 1
    ignoring_the_log = [
        {name: [row[1:] if name != "standing" else row for row in rows]
         for name, rows in _dump(collector.database, device).items()}
        for device in (whole, cut)
    ]  # fmt: skip
    assert ignoring_the_log[0] == ignoring_the_log[1]
    assert all(ignoring_the_log[0][f"ingest_{name}"] for name in ("rating", "visit", "closing"))


def test_rebuilding_makes_the_same_again(collector: Here) -> None:
    device = collector.device()
    _history(device, random.Random(7), 400)  # noqa: S311 -- the same
    for first in range(1, 401, 7):
        device.send(first, min(first + 6, 400))
    before = _dump(collector.database, device)
    collector.database.rows(
        "UPDATE ingest_countday SET level_0 = level_0 + 1 WHERE log_id = %s",
        collector.database.id_of(device.log),
    )
    spoiled = collector.command("verify")
    assert spoiled.returncode == 1
    assert device.log in spoiled.stderr
    rebuilt = collector.command("rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert device.log[:12] in rebuilt.stderr
    assert _dump(collector.database, device) == before
    assert collector.command("verify").returncode == 0
    assert device.send(1, 7).body["known"] == 7
    device.rate()
    assert device.send(401).body["stored"] == 1

"""Many logs are counted and put in at a time: the same figures, and nobody waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection

from collector.figures import models, putting_in, rollup
from collector.figures.counting import Counted, Counting
from collector.figures.putting_in import Ground, basis, positions, put_in
from collector.organisation import spells
from collector.organisation.models import Change, Department
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy

pytestmark = pytest.mark.django_db
KEYS = {
    "place_id", "day", "month", "hour", "staff", "item", "scale", "catalogue", "code", "national",
    "log",
}  # fmt: skip
TABLES: tuple[Any, ...] = (
    models.PlaceDay, models.PlaceMonth, models.PlaceHour, models.StaffDay, models.StaffMonth,
    models.ItemDay, models.ItemMonth, models.PlaceReason, models.PlaceReached, models.LogDay,
    models.Progress,
)  # fmt: skip


def city(seed: int, services: int = 16) -> list[Busy]:
    """Logs of windows in two halls and a department, one of which says codes nobody has made."""
    hall, other = make_hall("one"), make_hall("two")
    first, second, third = (make_window(hall, "A01"), make_window(hall, "A02"),
                            make_window(other, "A01"))  # fmt: skip
    second.department = Department.objects.create(hall=hall, name="税务")
    second.save()
    logs = [
        Busy(make_log(first), seed), Busy(make_log(second), seed + 1, ("A01", "A02", "Z99")),
        Busy(make_log(third), seed + 2), Busy(make_log(first), seed + 3),
    ]  # fmt: skip
    for log in logs:
        log.goes_on(services)
    return logs


def dump() -> dict[str, set[tuple[str, ...]]]:
    """Every row that says anything: where a window was moved away, zeros stay behind."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in TABLES:
        columns = [field.attname for field in table._meta.concrete_fields]  # noqa: SLF001 -- Django's own way to ask
        at = [n for n, name in enumerate(columns) if name not in KEYS]
        found[table.__name__] = {
            tuple(map(str, row)) for row in table.objects.values_list(*columns)
            if any(row[n] for n in at)
        }  # fmt: skip
    return found


def counted_now(logs: list[Busy]) -> tuple[list[Counted], Ground]:
    """Count all that logs hold, as a server does before it puts it in."""
    counting = Counting(basis().change)
    ground = Ground(positions([log.log.pk for log in logs]), counting.change)
    return [
        one
        for log in logs
        for one in counting.count(
            log.log.pk,
            counting.concerned(log.log.pk, ground.positions[log.log.pk], log.position),
            log.position,
        )
    ], ground


@pytest.mark.parametrize("seed", [100, 200])
def test_all_logs_in_one_piece_come_to_what_each_entry_and_day_alone_comes_to(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    city(seed)
    rollup.bring_up_to_date()
    together = dump()
    assert together["ItemMonth"]
    assert together["PlaceReason"]

    rollup.forget()
    monkeypatch.setattr(rollup, "LOGS", 1)
    monkeypatch.setattr(rollup, "PIECE", 9)
    monkeypatch.setattr(putting_in, "ROWS", 1)
    rollup.bring_up_to_date()

    assert dump() == together


def test_what_was_put_in_before_it_was_cut_short_is_not_counted_twice() -> None:
    logs = city(400)
    counted, ground = counted_now(logs)
    assert put_in(counted, ground)  # and never came to note down how far it had read

    rollup.bring_up_to_date()
    after = dump()

    rollup.forget()
    rollup.bring_up_to_date()
    assert dump() == after


@pytest.mark.parametrize("known", ["read to the end", "cut short"])
def test_who_was_slower_puts_in_nothing(known: str) -> None:
    logs = city(500)
    counted, ground = counted_now(logs)
    if known == "read to the end":
        rollup.bring_up_to_date()
    else:
        put_in(*counted_now(logs))
    before = dump()

    assert not put_in(counted, ground, {log.log.pk: log.position for log in logs})

    assert dump() == before


def test_what_was_counted_before_the_tree_changed_is_left_out() -> None:
    logs = city(600)
    counted, ground = counted_now(logs)

    assert not put_in(counted, Ground(ground.positions, ground.change - 1))

    assert not models.PlaceDay.objects.exists()


@contextmanager
def writing() -> Iterator[list[int]]:
    """Yield how many values each transaction writes; a row has about twenty."""
    found: list[int] = []

    def look(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith("SAVEPOINT"):
            found.append(0)
        elif many and found:
            found[-1] += sum(map(len, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def test_no_lock_is_held_for_more_than_a_bounded_number_of_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city(700, services=40)
    monkeypatch.setattr(putting_in, "ROWS", 100)
    with writing() as parts:
        rollup.bring_up_to_date()
    rollup.forget()
    monkeypatch.setattr(putting_in, "ROWS", 10**9)
    with writing() as whole:
        rollup.bring_up_to_date()

    assert max(parts) <= 200 * 20
    assert max(whole) > 400 * 20


def test_moved_back_in_time_a_window_takes_its_days_along_in_pieces_that_may_be_cut_short() -> None:
    logs = city(800)
    rollup.bring_up_to_date()
    window = logs[0].log.window
    assert window is not None
    asked = iter([False, True])
    hall = make_hall("three")
    spells.change(
        window.node, spells.Look("A01", "", "", hall.node, hall_id=hall.pk), date(2026, 3, 1)
    )

    moved = Change.objects.create(at=START, who="x", action="moved", subject="x",
                                  day=date(2026, 3, 1))  # fmt: skip

    rollup.bring_up_to_date(stop=lambda: next(asked, True))
    assert basis().change < moved.pk
    rollup.bring_up_to_date()
    after = dump()

    assert basis().change == moved.pk
    rollup.forget()
    rollup.bring_up_to_date()
    assert dump() == after
    assert models.PlaceDay.objects.filter(place=hall.node_id).exists()

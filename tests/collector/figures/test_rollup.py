"""The figures are what a plain recount of the rows says, however the rows came and changed."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from collector.figures import models, queries, rollup, tables
from collector.figures.queries import Period, Pieces, Totals
from collector.organisation.models import Department, Hall, Window
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy, recount

pytestmark = pytest.mark.django_db

ALL = Period(date(2026, 1, 1), date(2026, 12, 31))
TABLES = (
    models.PlaceDay, models.PlaceMonth, models.PlaceHour, models.StaffDay, models.StaffMonth,
    models.ItemDay, models.ItemMonth, models.PlaceReason, models.PlaceReached,
)  # fmt: skip


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def window(hall: Hall) -> Window:
    return make_window(hall, "A01")


def said(totals: Totals, reasons: dict[tuple[str, str, int], int]) -> Counter[str]:
    """The figures of a place in the words of the recount."""
    found: Counter[str] = Counter()
    for mode, scales in (("invited", totals.invited), ("walk-up", totals.walk_up)):
        for rank, n in enumerate(scales.get("satisfaction-3", ())):
            found[f"{mode} {rank}"] = n
    found |= Counter(
        repeat=totals.repeats, replaced=totals.replaced, visits=totals.visits, rated=totals.rated,
        timeout=totals.timeouts, cancelled=totals.cancelled, fault=totals.faults,
        waiting=totals.waiting,
    )  # fmt: skip
    for (_, code, _), n in reasons.items():
        found[f"reason {code}"] += n
    return +found


def figures(place: int, period: Period = ALL) -> Counter[str]:
    return said(queries.totals(place, period), queries.reasons(place, period))


def dump() -> dict[str, Any]:
    return {
        table.__name__: sorted(
            tuple(str(value) for value in row)
            for row in table.objects.values_list()
            if any(isinstance(n, int) and n for n in row[2:])
        )
        for table in TABLES
    }


@pytest.mark.parametrize("seed", range(4))
def test_they_equal_a_recount_however_often_and_late_they_are_brought_up_to_date(
    hall: Hall, window: Window, seed: int
) -> None:
    make_window(hall, "A02")
    logs = [Busy(make_log(window), seed), Busy(make_log(window), seed + 50, ("A01", "A02"))]

    for services in (3, 20, 0, 11):
        for log in logs:
            log.goes_on(services)
        rollup.bring_up_to_date()

    assert figures(hall.node_id) == recount(ALL.first, ALL.last)
    assert rollup.bring_up_to_date() == 0


@pytest.mark.parametrize("seed", range(3))
def test_brought_up_to_date_after_each_entry_they_equal_a_recount_of_each_day(
    hall: Hall, window: Window, seed: int
) -> None:
    log = Busy(make_log(window), seed, between=rollup.bring_up_to_date)
    log.goes_on(25)

    for n in range((log.at.date() - START.date()).days + 2):
        day = START.date() + timedelta(days=n)
        assert figures(hall.node_id, Period(day, day)) == recount(day, day)


def test_made_again_from_nothing_they_are_the_same(hall: Hall, window: Window) -> None:
    log = Busy(make_log(window), 7)
    for _ in range(5):
        log.goes_on(9)
        rollup.bring_up_to_date()
    before = dump()

    rollup.forget()
    told: list[tuple[int, int]] = []
    read = rollup.bring_up_to_date(lambda done, total: told.append((done, total)))

    assert dump() == before
    assert before["PlaceDay"]
    assert read == log.position == told[-1][0] == told[-1][1]


@pytest.mark.parametrize("piece", [1, 7])
def test_a_long_backlog_is_read_in_pieces(
    hall: Hall, window: Window, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "PIECE", piece)
    Busy(make_log(window), 3).goes_on(25)

    rollup.bring_up_to_date()

    assert figures(hall.node_id) == recount(ALL.first, ALL.last)


def test_hours_staff_items_and_months_add_up_to_the_days(hall: Hall, window: Window) -> None:
    Busy(make_log(window), 5).goes_on(60)
    rollup.bring_up_to_date()
    place, whole = hall.node_id, queries.totals(hall.node_id, ALL)

    def added(parts: dict[Any, Totals]) -> tuple[int, int, int]:
        return (
            sum(one.ratings for one in parts.values()),
            sum(one.walk_ups for one in parts.values()),
            sum(one.visits for one in parts.values()),
        )

    wanted = (whole.ratings, whole.walk_ups, whole.visits)
    assert added(queries.by_day(place, ALL)) == wanted
    assert added(queries.by_month(place, ALL)) == wanted
    assert added(queries.by_hour_of_week(place, ALL)) == wanted
    assert added(queries.by_staff(place, ALL)) == wanted
    assert added(queries.by_item(place, ALL)) == wanted
    assert set(queries.by_item(place, ALL)) == {"", "户口登记"}


def test_a_window_counts_where_it_stood_on_the_day(hall: Hall, window: Window) -> None:
    tax = Department.objects.create(hall=hall, name="税务")
    Busy(make_log(window), 2).goes_on(30)
    rollup.bring_up_to_date()
    assert figures(tax.node_id) == Counter()

    window.department = tax
    window.save()
    rollup.bring_up_to_date()

    today = localtime().date()
    assert figures(tax.node_id) == recount(today, ALL.last)
    assert figures(hall.node_id) == recount(ALL.first, ALL.last)


def test_a_code_that_nobody_made_counts_for_its_hall(hall: Hall, window: Window) -> None:
    Busy(make_log(window), 2, ("Z99",)).goes_on(10)
    rollup.bring_up_to_date()

    assert figures(hall.node_id) == recount(ALL.first, ALL.last)
    assert queries.totals(window.node_id, ALL) == Totals()


@pytest.mark.parametrize("model", TABLES)
def test_rows_are_added_to_the_columns_the_models_have(model: Any) -> None:
    facts = model._meta  # noqa: SLF001 -- Django's own way to ask
    table = next(one for one in tables.ALL if one.name == facts.db_table)

    assert set(table.columns) == {field.column for field in facts.concrete_fields}
    assert table.key == tuple(facts.get_field(name).column for name in facts.pk.field_names)


def test_months_and_the_days_before_and_after_them_make_a_period() -> None:
    assert Period(date(2026, 1, 30), date(2026, 4, 2)).pieces() == Pieces(
        months=(date(2026, 2, 1), date(2026, 3, 1)),
        added=(
            Period(date(2026, 1, 30), date(2026, 1, 31)),
            Period(date(2026, 4, 1), date(2026, 4, 2)),
        ),
        taken=(),
    )


def test_of_a_month_that_is_mostly_inside_the_few_other_days_are_taken_away() -> None:
    assert Period(date(2026, 3, 4), date(2026, 4, 22)).pieces() == Pieces(
        months=(date(2026, 3, 1), date(2026, 4, 1)),
        added=(),
        taken=(
            Period(date(2026, 3, 1), date(2026, 3, 3)),
            Period(date(2026, 4, 23), date(2026, 4, 30)),
        ),
    )


def test_a_part_of_a_period_is_counted_to_the_last_rating(hall: Hall, window: Window) -> None:
    Busy(make_log(window), 9).goes_on(120)
    rollup.bring_up_to_date()

    for first, last in (
        ((3, 1), (3, 31)), ((3, 2), (3, 9)), ((2, 1), (4, 3)), ((3, 5), (3, 5)), ((3, 3), (3, 29)),
    ):  # fmt: skip
        period = Period(date(2026, *first), date(2026, *last))
        assert figures(hall.node_id, period) == recount(period.first, period.last)

"""Working days across Chinese holidays with make-up days, and what a place decides beside them."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.accounts.models import AuditEntry
from collector.working_days.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    mark,
)
from collector.working_days.deciding import DayError, decide_days
from tests.collector.boards.rows_of_a_hall import make_hall

PLAIN = Calendar({})


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        # National Day 2025: off 10-01 to 10-08, work on Sunday 09-28 and Saturday 10-11.
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 29), 5, date(2025, 10, 13)),
        # Spring Festival 2026: off 02-15 to 02-23, work on Saturdays 02-14 and 02-28.
        (date(2026, 2, 12), 2, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 11), 8, date(2026, 2, 28)),
        (date(2026, 2, 17), 0, date(2026, 2, 17)),
    ],
)
def test_deadlines_are_right_across_holidays_with_make_up_days(start: date, n: int, expected: date):
    assert PLAIN.add(start, n) == expected
    assert PLAIN.between(start, expected) == n


@given(
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    st.integers(0, 40),
)
def test_every_day_is_what_the_library_says_and_counting_goes_both_ways(day: date, n: int):
    assert PLAIN.works(day) == chinese_calendar.is_workday(day)
    reached = PLAIN.add(day, n)
    assert PLAIN.between(day, reached) == n
    assert PLAIN.between(reached, day) == -n
    assert n == 0 or PLAIN.works(reached)


def test_a_year_that_nobody_has_announced_has_its_weekends_and_says_that_it_is_not_known():
    year = LAST_YEAR + 1
    monday = date(year, 1, 4) + timedelta(days=-date(year, 1, 4).weekday())

    assert not PLAIN.known(year)
    assert PLAIN.works(monday)
    assert not PLAIN.works(monday - timedelta(days=1))


def test_what_a_place_decides_comes_before_what_holds_everywhere(db: None):
    ours, theirs = make_hall("ours").node, make_hall("theirs").node
    day = date(LAST_YEAR + 1, 10, 4)
    before = mark()

    decide_days([day], works=False, node=None, source="国办发明电", by="a test")
    decide_days([day], works=True, node=ours, source="本厅通知", by="a test")

    assert mark() != before
    assert Calendar.read().known(day.year)
    decided = Calendar.read()
    assert decided.works(day, ours.path)
    assert not decided.works(day, theirs.path)
    assert decided.add(day - timedelta(days=1), 1, ours.path) == day
    assert decided.between(day - timedelta(days=1), day, theirs.path) == 0
    decide_days([day], works=None, node=ours, source="更正", by="a test")
    assert not Calendar.read().works(day, ours.path)
    assert AuditEntry.objects.filter(action="working-day.decided").count() == 3


def test_a_day_is_not_decided_without_a_source(db: None):
    with pytest.raises(DayError):
        decide_days([date(2027, 1, 1)], works=False, node=None, source=" ", by="a test")

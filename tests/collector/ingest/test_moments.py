"""Times as the database keeps them, and the collector's day and hour of each."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.ingest.moments import Calendar, Moments

OFFSETS = st.timedeltas(
    min_value=timedelta(hours=-23, minutes=-59), max_value=timedelta(hours=23, minutes=59)
).map(lambda span: timedelta(minutes=span // timedelta(minutes=1)))
TIMES = st.builds(
    lambda at, offset: at.replace(tzinfo=timezone(offset)),
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(8999, 1, 1)),  # noqa: DTZ001
    OFFSETS,
)
ZONES = ("Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin", "Australia/Lord_Howe")


@given(TIMES)
def test_a_time_is_written_as_python_would_write_it(at: datetime) -> None:
    written = Moments("+00").write(at)
    assert written == at.astimezone(UTC).isoformat(" ", "microseconds")[:26] + "+00"


@given(TIMES)
def test_the_offset_is_in_minutes(at: datetime) -> None:
    assert Moments("").offset(at) == (at.utcoffset() or timedelta()) // timedelta(minutes=1)


@given(at=TIMES, zone=st.sampled_from(ZONES))
def test_the_day_and_hour_are_the_zones(at: datetime, zone: str) -> None:
    local = at.astimezone(ZoneInfo(zone))
    place = Calendar(ZoneInfo(zone)).place(Moments("").write(at))
    assert place == (local.date().isoformat(), local.hour)


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_of_an_hour_around_a_change_of_the_clocks_is_right(zone: str) -> None:
    calendar, moments = Calendar(ZoneInfo(zone)), Moments("")
    for month, day in ((3, 29), (10, 25), (4, 5), (10, 4)):
        start = datetime(2026, month, day, tzinfo=UTC) - timedelta(days=1)
        for quarter in range(300):
            at = start + quarter * timedelta(minutes=15)
            local = at.astimezone(ZoneInfo(zone))
            assert calendar.place(moments.write(at)) == (local.date().isoformat(), local.hour)

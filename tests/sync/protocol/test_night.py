from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone
from hashlib import sha256
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import night
from sync.protocol.settings import Schedule

CHINA = timezone(timedelta(hours=8))


def log(number):
    return sha256(b"%d" % number).hexdigest()


def test_a_hundred_thousand_terminals_are_spread_over_the_night():
    schedule = Schedule(night_from="20:00", night_until="23:00")
    minutes = Counter(night.minute_of(log(n), schedule) for n in range(100_000))
    assert len(minutes) == 180
    assert min(minutes) == time(20, 0)
    assert max(minutes) == time(22, 59)
    mean = 100_000 / 180
    assert max(minutes.values()) <= mean + 6 * sqrt(mean)


def test_a_log_keeps_its_minute():
    assert night.minute_of(log(1), Schedule()) == night.minute_of(log(1), Schedule())


@pytest.mark.parametrize(
    ("start", "end", "log_id", "minute"),
    [
        ("20:00", "23:00", "0" * 64, time(20, 0)),
        ("20:00", "23:00", "f" * 64, time(22, 59)),
        ("23:00", "01:00", "8" + "0" * 63, time(0, 0)),
        ("23:00", "01:00", "f" * 64, time(0, 59)),
        ("21:00", "21:00", "f" * 64, time(21, 0)),
    ],
)
def test_the_minute_lies_in_the_span_also_over_midnight(start, end, log_id, minute):
    schedule = Schedule(night_from=start, night_until=end)
    assert night.minute_of(log_id, schedule) == minute


@pytest.mark.parametrize(
    ("local", "business"),
    [
        (datetime(2026, 11, 23, 21, 0, tzinfo=CHINA), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 2, 0, tzinfo=CHINA), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 11, 59, tzinfo=CHINA), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 12, 0, tzinfo=CHINA), date(2026, 11, 24)),
    ],
)
def test_a_closing_after_midnight_is_for_the_day_before(local, business):
    assert night.business_date(local) == business


def test_the_last_due_moment_is_today_once_it_has_come():
    schedule = Schedule(night_from="21:00", night_until="21:00")
    due = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    assert night.last_due(log(1), schedule, due) == due
    assert night.last_due(log(1), schedule, due + timedelta(hours=2)) == due
    before = due - timedelta(seconds=1)
    assert night.last_due(log(1), schedule, before) == due - timedelta(days=1)


_MINUTES = st.integers(0, 24 * 60 - 1)


def _clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@given(_MINUTES, _MINUTES, _MINUTES)
def test_the_latest_day_is_that_of_some_log_and_of_none_later(start, end, now):
    schedule = Schedule(night_from=_clock(start), night_until=_clock(end))
    local = datetime(2026, 3, 10, tzinfo=CHINA) + timedelta(minutes=now)
    # A log for each minute of the longest night: the first 32 bits of its name choose it.
    names = [f"{n * 2**32 // (24 * 60) + 1:08x}" + "0" * 56 for n in range(24 * 60)]

    days = {night.business_date(night.last_due(name, schedule, local)) for name in names}

    assert night.latest_day(schedule, local) == max(days)

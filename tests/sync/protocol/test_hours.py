from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.hours import is_open, next_change, next_opening
from sync.protocol.settings import Hours, Span

CHINA = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = (Span(opens="09:00", closes="12:00"), Span(opens="13:30", closes="17:00"))
WEEK = Hours(
    week=(DAY, DAY, DAY, DAY, DAY, (), ()),
    days={
        # A make-up Saturday before a holiday on the Monday and Tuesday after it.
        "2026-09-26": DAY,
        "2026-09-28": (),
        "2026-09-29": (),
        "2026-09-30": (Span(opens="09:00", closes="11:30"),),
    },
)


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "opened", "opens", "changes"),
    [
        ("2026-11-23 08:59:59", False, "2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 09:00", True, "2026-11-23 13:30", "2026-11-23 12:00"),
        ("2026-11-23 12:00", False, "2026-11-23 13:30", "2026-11-23 13:30"),
        ("2026-11-23 17:32", False, "2026-11-24 09:00", "2026-11-24 09:00"),
        ("2026-11-27 17:00", False, "2026-11-30 09:00", "2026-11-30 09:00"),
        ("2026-09-25 18:00", False, "2026-09-26 09:00", "2026-09-26 09:00"),
        ("2026-09-26 10:00", True, "2026-09-26 13:30", "2026-09-26 12:00"),
        ("2026-09-26 18:00", False, "2026-09-30 09:00", "2026-09-30 09:00"),
        ("2026-09-28 10:00", False, "2026-09-30 09:00", "2026-09-30 09:00"),
        ("2026-09-30 12:00", False, "2026-10-01 09:00", "2026-10-01 09:00"),
    ],
)
def test_a_hall_keeps_its_hours_lunch_holidays_and_working_saturdays(at, opened, opens, changes):
    now = china(at)

    assert is_open(WEEK, now, CHINA) is opened
    assert next_opening(WEEK, now, CHINA) == china(opens)
    assert next_change(WEEK, now, CHINA) == china(changes)


def test_without_known_hours_a_hall_is_always_open_and_never_changes():
    now = china("2026-11-23 03:00")

    assert is_open(Hours(), now, CHINA)
    assert next_opening(Hours(), now, CHINA) is None
    assert next_change(Hours(), now, CHINA) is None


def test_a_hall_that_never_closes_never_changes():
    always = Hours(week=((Span(opens="00:00", closes="00:00"),),) * 7)

    assert is_open(always, china("2026-11-23 00:00"), CHINA)
    assert next_opening(always, china("2026-11-23 12:00"), CHINA) is None


def test_a_hall_that_never_opens_has_no_next_opening():
    never = Hours(week=((),) * 7)

    assert not is_open(never, china("2026-11-23 12:00"), CHINA)
    assert next_opening(never, china("2026-11-23 12:00"), CHINA) is None
    assert next_change(never, china("2026-11-23 12:00"), CHINA) is None


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        # The night clocks go on, 02:30 does not exist; the night they go back, it comes twice.
        ("2026-03-29T00:30:00+00:00", "2026-03-29T01:30:00+00:00"),
        ("2026-10-25T00:00:00+00:00", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_the_day_clocks_are_set_opens_once(at, opens):
    early = Hours(week=((Span(opens="02:30", closes="10:00"),),) * 7)
    now, opening = datetime.fromisoformat(at), datetime.fromisoformat(opens)

    assert next_opening(early, now, BERLIN) == opening
    assert is_open(early, opening, BERLIN)
    assert is_open(early, opening + timedelta(hours=2), BERLIN)


CLOCKS = st.times().map(lambda t: t.strftime("%H:%M"))
SPANS = st.lists(st.builds(Span, opens=CLOCKS, closes=CLOCKS), max_size=3).map(tuple)
HOURS = st.builds(
    Hours,
    week=st.lists(SPANS, min_size=1, max_size=7).map(tuple),
    days=st.dictionaries(
        st.dates(date(2026, 3, 20), date(2026, 4, 5)).map(date.isoformat), SPANS, max_size=5
    ),
)
MOMENTS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 5), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from([CHINA, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")])


def by_the_wall(hours: Hours, now: datetime, zone: ZoneInfo) -> bool:
    """The plain reading, good on days without a change of the clocks: compare times of day."""
    local = now.astimezone(zone)
    spans = hours.days.get(local.date().isoformat())
    if spans is None:
        spans = hours.week[local.weekday()] if local.weekday() < len(hours.week) else ()
    until = [time.max if s.closes == "00:00" else time.fromisoformat(s.closes) for s in spans]
    return any(
        time.fromisoformat(span.opens) <= local.time() < end
        for span, end in zip(spans, until, strict=True)
    )


@given(HOURS, MOMENTS, st.sampled_from([CHINA, ZoneInfo("Asia/Kathmandu")]))
def test_where_clocks_are_never_set_the_wall_clock_decides(hours, now, zone):
    assert is_open(hours, now, zone) is by_the_wall(hours, now, zone)


@given(HOURS, MOMENTS, ZONES)
def test_nothing_changes_before_the_next_change_and_something_does_at_it(hours, now, zone):
    opened, change = is_open(hours, now, zone), next_change(hours, now, zone)

    if change is None:
        return
    assert change > now
    assert is_open(hours, change, zone) is not opened
    assert is_open(hours, change - timedelta(microseconds=1), zone) is opened
    middle = now + (change - now) / 2
    assert is_open(hours, middle, zone) is opened


@given(HOURS, MOMENTS, ZONES)
def test_the_next_opening_is_the_next_change_of_a_closed_hall(hours, now, zone):
    opening, change = next_opening(hours, now, zone), next_change(hours, now, zone)

    if not is_open(hours, now, zone):
        assert opening == change
    if opening is not None:
        assert is_open(hours, opening, zone)
        assert not is_open(hours, opening - timedelta(microseconds=1), zone)

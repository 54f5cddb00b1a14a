"""What entries say of the clock, and when a clock that was set is noticed."""

from datetime import timedelta

from sync.protocol.entries import (
    Clock,
    Rating,
)
from tests.kiosk.desk import fields


def test_a_clock_that_is_set_is_recorded_before_the_next_entry(desk):
    desk.clocks.wall += timedelta(hours=1)
    desk.rate("satisfied")
    *_, clock, rating = desk.entries()
    assert fields(clock, "step", "source") == (3_600_000, "system")
    assert isinstance(rating, Rating)


def test_a_clock_that_is_set_back_is_noticed_while_nobody_taps(desk):
    desk.clocks.wall -= timedelta(minutes=10)
    desk.pass_by(61)
    assert [entry.step for entry in desk.of(Clock)] == [-600_000]


def test_a_slewed_clock_is_not_a_set_one(desk):
    desk.clocks.wall += timedelta(milliseconds=1900)
    desk.rate("satisfied")
    assert desk.of(Clock) == []


def test_entries_say_when_the_clock_is_not_sure(desk):
    desk.clocks.trusted = False
    desk.rate("satisfied")
    assert desk.of(Rating)[0].clock == "unsure"

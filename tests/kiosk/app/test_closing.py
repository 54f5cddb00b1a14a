"""The day is closed once, at its minute or as soon as that can be made up for."""

from datetime import timedelta

from sync.protocol.entries import (
    Day,
)
from sync.protocol.settings import Schedule
from tests.kiosk.desk import HandClocks, fields, situation


def test_the_day_is_closed_once_at_its_minute(desks):
    schedule = Schedule(night_from="20:00", night_until="20:01")
    desk = desks(schedule=schedule).begin()
    desk.rate("satisfied")
    desk.pass_by(10.9 * 3600)
    assert desk.of(Day) == []
    desk.pass_by(3 * 3600)
    (day,) = desk.of(Day)
    assert fields(day, "date", "levels", "visits", "unrated") == (
        "2026-11-23", {"satisfaction-3": {"satisfied": 1}}, 0, 0,
    )  # fmt: skip
    assert (day.first, day.last) == (1, len(desk.entries()) - 1)


def test_a_new_schedule_by_which_the_day_is_over_closes_it_at_once(desks):
    desk = desks(schedule=Schedule(night_from="20:00", night_until="20:01")).begin()
    desk.rate("satisfied")
    desk.pass_by(6 * 3600)
    desk.settle()
    earlier = desk.clocks.now() - timedelta(hours=1)
    over = Schedule(night_from=f"{earlier:%H:%M}", night_until=f"{earlier:%H:%M}")
    desk.terminal.apply(situation(schedule=over))
    desk.pass_by(1)
    (day,) = desk.of(Day)
    assert day.date == "2026-11-23"


def test_a_closing_that_was_missed_is_made_at_the_next_start(desks):
    desk = desks().begin()
    desk.rate("satisfied")
    again = desks(clocks=HandClocks(desk.clocks.wall + timedelta(days=1))).begin()
    again.settle()
    assert [day.date for day in again.of(Day)] == ["2026-11-23"]


def test_a_new_terminal_closes_no_day_it_has_not_seen(desk):
    desk.pass_by(120)
    assert desk.of(Day) == []


def test_a_wrong_year_does_not_stop_the_closings_for_good(desks):
    desk = desks(clocks=HandClocks()).begin()
    desk.rate("satisfied")
    wrong = HandClocks(desk.clocks.wall.replace(year=2050))
    wrong.trusted = False
    desks(clocks=wrong).begin()
    right = desks(clocks=HandClocks(desk.clocks.wall + timedelta(days=1))).begin()
    right.settle()
    assert [day.date[:4] for day in right.of(Day)] == ["2050", "2026"]


def test_a_day_can_be_closed_by_hand_and_only_once(desk):
    desk.rate("satisfied")
    desk.terminal.close_day()
    desk.terminal.close_day()
    desk.settle()
    desk.terminal.close_day()
    desk.settle()
    assert len(desk.of(Day)) == 1

"""A clock that jumps, was never set or changes its zone: nobody is thrown off, days are right."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.app.screens import Rate, Reasons, Thanks
from sync.protocol.entries import Boot, Clock, Day, Rating, Unrated
from sync.protocol.settings import Schedule
from tests.kiosk.desk import CHINA, MORNING, HandClocks, fields

EVENING = Schedule(night_from="20:00", night_until="20:01")
BERLIN = ZoneInfo("Europe/Berlin")
JUMPS = (
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=400),
    timedelta(minutes=-5),
    MORNING.replace(year=2000) - MORNING,
    MORNING.replace(year=1970) - MORNING,
)


class ZoneClocks(HandClocks):
    """Clocks of a place: an hour is an hour also in the night in which summer ends."""

    def __init__(self, begins: datetime) -> None:
        super().__init__(begins.astimezone(UTC))
        self.zone = begins.tzinfo

    def now(self) -> datetime:
        return self.wall.astimezone(self.zone)


def asked(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()


def thanked(desk):
    asked(desk)
    desk.rate("satisfied")


def asked_why(desk):
    asked(desk)
    desk.rate("unsatisfied")


@pytest.mark.parametrize("jump", JUMPS, ids=str)
@pytest.mark.parametrize(
    ("come_to", "screen", "seconds"),
    [(asked, Rate, 30), (thanked, Thanks, 6), (asked_why, Reasons, 60)],
    ids=["invited", "thanks", "reasons"],
)
def test_whoever_stands_there_has_as_long_as_ever(desk, jump, come_to, screen, seconds):
    come_to(desk)
    held = len(desk.of(Unrated))

    desk.clocks.wall += jump
    desk.pass_by(seconds - 0.1)
    there = desk.terminal.screen
    desk.pass_by(0.2)

    assert isinstance(there, screen)
    assert not isinstance(there, Rate) or there.invitation is not None
    assert len(desk.of(Unrated)) - held == (screen is Rate)
    assert isinstance(desk.terminal.screen, Rate)
    assert desk.terminal.screen.invitation is None


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_jump_is_recorded_before_the_rating_that_follows_it(desk, jump):
    desk.rate("satisfied")
    desk.pass_by(60)
    desk.clocks.wall += jump
    desk.rate("basic")

    steps = [entry.step for entry in desk.of(Clock)]
    assert steps == [round(jump.total_seconds() * 1000)]
    first, second = desk.of(Rating)
    assert second.up - first.up == 60_000  # the steady clock, by which they can be put in order
    assert second.at == desk.clocks.wall


@pytest.mark.parametrize("year", [1970, 2000])
def test_a_clock_that_was_never_set_is_said_to_be_unsure_until_it_is(desks, year):
    clocks = HandClocks(datetime(year, 1, 1, 0, 3, tzinfo=CHINA))
    clocks.trusted = False
    desk = desks(clocks=clocks, schedule=EVENING).begin()
    desk.rate("satisfied")
    desk.pass_by(61)
    assert [rating.clock for rating in desk.of(Rating)] == ["unsure"]
    assert desk.of(Day) == []

    clocks.wall, clocks.trusted = MORNING, True
    desk.pass_by(61)
    desk.rate("satisfied")
    desk.pass_by(12 * 3600)

    assert [rating.clock for rating in desk.of(Rating)] == ["unsure", "ok"]
    assert len(desk.of(Clock)) == 1
    assert [day.date for day in desk.of(Day)][-1] == "2026-11-23"
    assert sum(day.date == "2026-11-23" for day in desk.of(Day)) == 1


def test_a_change_of_zone_is_no_jump(desk):
    asked(desk)
    before = desk.clocks.wall
    desk.clocks.wall = before.astimezone(ZoneInfo("America/St_Johns"))
    desk.pass_by(29)

    assert isinstance(desk.terminal.screen, Rate)
    desk.rate("satisfied")
    assert desk.of(Clock) == []
    (rating,) = desk.of(Rating)
    assert rating.at - before == timedelta(seconds=29)


@pytest.mark.parametrize(
    ("begins", "dates"),
    [
        (
            datetime(2026, 3, 28, 12, tzinfo=BERLIN),
            ["2026-03-28", "2026-03-29"],
        ),  # 02:00 to 03:00 does not exist
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), ["2026-10-24", "2026-10-25"]),  # it comes twice
    ],
    ids=["summer begins", "summer ends"],
)
def test_each_day_is_closed_once_where_summer_time_begins_and_ends(desks, begins, dates):
    schedule = Schedule(night_from="02:00", night_until="03:00")
    desk = desks(clocks=ZoneClocks(begins), schedule=schedule).begin()
    desk.rate("satisfied")
    for _ in range(4):
        desk.pass_by(12 * 3600)

    assert [day.date for day in desk.of(Day)] == dates
    assert desk.of(Clock) == []


def test_a_clock_set_back_after_the_closing_closes_the_day_no_second_time(desks):
    desk = desks(schedule=EVENING).begin()
    desk.rate("satisfied")
    desk.pass_by(11 * 3600 + 120)
    assert [day.date for day in desk.of(Day)] == ["2026-11-23"]

    desk.clocks.wall -= timedelta(minutes=30)
    desk.pass_by(2 * 3600)

    assert [day.date for day in desk.of(Day)] == ["2026-11-23"]


def test_a_clock_set_over_midnight_closes_the_day_that_ended(desks):
    desk = desks(schedule=EVENING).begin()
    desk.rate("satisfied")

    desk.clocks.wall = MORNING.replace(hour=23, minute=59, second=30)
    desk.pass_by(120)
    desk.rate("satisfied")

    assert [day.date for day in desk.of(Day)] == ["2026-11-23"]
    assert desk.terminal.counts_today["satisfied"] == 1


def test_a_citizen_at_midnight_is_counted_on_the_day_of_the_tap(desks):
    desk = desks(clocks=HandClocks(MORNING.replace(hour=23, minute=59, second=57))).begin()
    desk.rate("satisfied")
    desk.pass_by(5)
    assert isinstance(desk.terminal.screen, Thanks)
    assert desk.terminal.counts_today["satisfied"] == 0
    desk.pass_by(2)
    desk.rate("satisfied")
    assert desk.terminal.counts_today["satisfied"] == 1


def test_the_closing_waits_for_a_citizen_and_then_counts_their_rating(desks):
    desk = desks(
        clocks=HandClocks(MORNING.replace(hour=19, minute=59, second=50)), schedule=EVENING
    ).begin()
    desk.pass_by(5)
    asked_why(desk)
    desk.pass_by(30)
    assert isinstance(desk.terminal.screen, Reasons)
    assert desk.of(Day) == []

    desk.pass_by(120)

    (day,) = desk.of(Day)
    assert fields(day, "date", "levels") == (
        "2026-11-23", {"satisfaction-3": {"unsatisfied": 1}},
    )  # fmt: skip


def test_a_machine_that_slept_through_the_closing_makes_it_up(desks):
    desk = desks(schedule=EVENING).begin()
    desk.rate("satisfied")
    desk.clocks.pass_by(3 * 24 * 3600)  # asleep: nothing was called meanwhile
    desk.terminal.tick()
    desk.settle()

    assert [day.date for day in desk.of(Day)] == ["2026-11-25"]
    assert desk.of(Clock) == []
    assert len(desk.of(Boot)) == 1

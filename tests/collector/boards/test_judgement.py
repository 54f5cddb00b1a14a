"""What is wrong with a window, by the rules people were told."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from collector.boards.judgement import as_counted, in_order, judge
from collector.boards.rows import (
    Contact,
    Counts,
    Coverage,
    NightClosing,
    Opening,
    Status,
    TroubleKind,
    WindowFacts,
)

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
LOG = UUID(int=1)


def facts(code: str = "A01", **more: object) -> WindowFacts:
    told = {name: more.pop(name) for name in list(more) if name in Contact.__slots__}
    contact = Contact(log=LOG, **{"seen": NOW, "state": "open", "pending": 0, **told})
    return WindowFacts(code=code, **{"contact": contact, **more})


def kinds(one: WindowFacts, hall: Counts | None = None) -> list[str]:
    return [trouble.kind.value for trouble in judge(one, NOW, hall).troubles]


def test_an_ordinary_window_is_quiet_and_complete():
    row = judge(facts(), NOW)

    assert (row.status, row.troubles, row.coverage) == (Status.OPEN, (), Coverage.FULL)


@pytest.mark.parametrize(
    ("state", "hours", "status"),
    [
        ("open", 0.03, Status.OPEN),
        ("open", 0.04, Status.SILENT),
        ("paused", 0.04, Status.SILENT),
        ("closed", 15, Status.CLOSED),
        ("closed", 17, Status.SILENT),
    ],
)
def test_silence_is_news_but_a_closed_window_may_sleep_overnight(state, hours, status):
    assert judge(facts(state=state, seen=NOW - timedelta(hours=hours)), NOW).status is status


def test_a_window_without_a_terminal_waits_for_one():
    row = judge(WindowFacts(code="A01"), NOW)

    assert (row.status, row.troubles, row.coverage) == (Status.WAITING, (), Coverage.NONE)


def test_a_terminal_that_never_called_is_silent():
    row = judge(facts(seen=None), NOW)

    assert (row.status, row.coverage) == (Status.SILENT, Coverage.NONE)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"state": "fault"}, "fault"),
        ({"seen": NOW - timedelta(minutes=3)}, "silent"),
        ({"forks": 1}, "fork"),
        ({"quarantined": 2}, "quarantine"),
        ({"known": False}, "foreign"),
        ({"clock_offset": 120_001}, "clock"),
        ({"clock_offset": -120_001}, "clock"),
        ({"pending": 3, "oldest_pending": NOW - timedelta(minutes=11)}, "backlog"),
        ({"disk_free": 500 * 1024**2}, "disk"),
        ({"closing": NightClosing(day=date(2026, 11, 17), outcome="disagrees")}, "disagrees"),
        ({"closing": NightClosing(day=date(2026, 11, 17), outcome="behind")}, "behind"),
    ],
)
def test_each_trouble_by_itself(more, kind):
    assert kinds(facts(**more)) == [kind]


@pytest.mark.parametrize(
    "more",
    [
        {"clock_offset": 120_000},
        {"pending": 3, "oldest_pending": NOW - timedelta(minutes=9)},
        {"pending": 0, "oldest_pending": NOW - timedelta(days=9)},
        {"disk_free": 600 * 1024**2},
        {"closing": NightClosing(day=date(2026, 11, 17), outcome="complete")},
    ],
)
def test_what_is_within_the_limits_is_not_trouble(more):
    assert kinds(facts(**more)) == []


def test_a_pause_is_trouble_after_half_an_hour():
    def paused(minutes: int) -> WindowFacts:
        contact = Contact(log=LOG, seen=NOW, state="paused", pending=0)
        since = NOW - timedelta(minutes=minutes)
        return WindowFacts(code="A01", contact=contact, state="paused", state_since=since)

    assert kinds(paused(30)) == []
    assert kinds(paused(31)) == ["paused-long"]


def test_few_ratings_are_a_hint_only_beyond_chance():
    rest = Counts(ratings=81, timeouts=5)
    few = Counts(ratings=6, timeouts=4, cancelled=9)
    chance = Counts(ratings=16, timeouts=3)
    small = Counts(ratings=1, timeouts=8)

    def hall(one: Counts) -> Counts:
        return Counts(ratings=rest.ratings + one.ratings, timeouts=rest.unrated + one.unrated)

    assert kinds(facts(today=few), hall(few)) == ["few-rated"]
    assert kinds(facts(today=chance), hall(chance)) == []
    assert kinds(facts(today=small), hall(small)) == []
    assert kinds(facts(today=few), few) == []


def test_a_very_busy_hall_is_judged_like_any_other():
    rest = Counts(ratings=8_100_000, timeouts=900_000)
    few = Counts(ratings=890_000, timeouts=110_000)
    usual = Counts(ratings=899_500, timeouts=100_500)
    all_rated = Counts(ratings=1_000_000)
    none_rated = Counts(timeouts=2_000)

    def hall(one: Counts) -> Counts:
        return Counts(ratings=rest.ratings + one.ratings, timeouts=rest.timeouts + one.timeouts)

    assert kinds(facts(today=few), hall(few)) == ["few-rated"]
    assert kinds(facts(today=usual), hall(usual)) == []
    assert kinds(facts(today=all_rated), hall(all_rated)) == []
    assert kinds(facts(today=none_rated), hall(none_rated)) == ["few-rated"]
    assert kinds(facts(today=none_rated), Counts(ratings=5_000, timeouts=2_000)) == ["few-rated"]


def test_the_worst_effect_comes_first_and_codes_are_in_counting_order():
    rows = in_order(
        judge(one, NOW)
        for one in (
            facts("A10"),
            facts("A2"),
            facts("B1", clock_offset=999_999),
            facts("C1", seen=NOW - timedelta(hours=1)),
            facts("C9", state="fault"),
        )
    )

    assert [row.code for row in rows] == ["C9", "C1", "B1", "A2", "A10"]


def test_codes_of_any_kind_can_be_put_in_order():
    codes = ["窗口12", "", "9", "A10", "Ä-1", "A", "A9", "窗口2", "²", "1" * 64]

    ordered = sorted(codes, key=as_counted)

    assert ordered == ["", "9", "1" * 64, "A", "A9", "A10", "²", "Ä-1", "窗口2", "窗口12"]


def test_figures_with_two_histories_are_never_called_complete():
    assert judge(facts(forks=1), NOW).coverage is Coverage.BROKEN


def test_figures_reach_as_far_as_the_contact():
    today = judge(facts(seen=NOW - timedelta(hours=1)), NOW)
    before = judge(facts(seen=NOW - timedelta(days=1)), NOW)
    waiting = judge(facts(pending=2), NOW)

    assert today.coverage is Coverage.BEHIND
    assert before.coverage is Coverage.NONE
    assert waiting.coverage is Coverage.BEHIND


def test_every_trouble_has_its_place_in_the_order():
    assert len({kind.value for kind in TroubleKind}) == len(TroubleKind)


def at_hours(opened: datetime | None, *, plans: bool = False) -> WindowFacts:
    return WindowFacts(code="A01", opening=Opening(known=True, since=opened, plans=plans))


def told(of: WindowFacts, state: str, ago: timedelta) -> WindowFacts:
    contact = Contact(log=UUID(int=1), seen=NOW - ago, state=state)
    return replace(of, contact=contact)


def test_a_terminal_that_is_silent_outside_hours_is_no_trouble():
    row = judge(told(at_hours(None), "open", timedelta(hours=9)), NOW)

    assert (row.status, row.troubles) == (Status.CLOSED, ())


def test_a_terminal_that_is_silent_when_the_hall_has_opened_is_missed_two_minutes_later():
    overnight = timedelta(hours=15)
    early = judge(told(at_hours(NOW - timedelta(minutes=1)), "closed", overnight), NOW)
    late = judge(told(at_hours(NOW - timedelta(minutes=3)), "closed", overnight), NOW)

    assert (early.status, late.status) == (Status.CLOSED, Status.SILENT)


def test_a_window_closed_inside_hours_with_nobody_at_it_is_said_so():
    opened = NOW - timedelta(hours=2)
    closed = told(at_hours(opened), "closed", timedelta())

    (trouble,) = judge(closed, NOW).troubles

    assert (trouble.kind, trouble.since) == (TroubleKind.UNSTAFFED, opened)


def test_a_window_at_which_nobody_is_planned_may_be_closed_and_one_with_a_plan_may_not():
    planned = at_hours(NOW - timedelta(hours=2), plans=True)
    closed = told(planned, "closed", timedelta())

    assert judge(closed, NOW).troubles == ()
    (trouble,) = judge(replace(closed, planned=("2104",)), NOW).troubles
    assert trouble.cause == "2104"

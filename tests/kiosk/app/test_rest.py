"""The window while nobody answers: announcements, hours, neighbours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from kiosk.app.screens import Closed, Idle, Paused, Rate, Thanks
from sync.protocol.entries import Rating, State
from sync.protocol.settings import Announcement, Hours, Neighbour, Presentation, Span
from tests.kiosk.desk import HandClocks, fields

DAY = (Span(opens="09:00", closes="12:00"), Span(opens="13:30", closes="17:00"))
HOURS = Hours(week=(DAY, DAY, DAY, DAY, DAY, (), ()))
SATURDAY = Announcement(title="周六上午照常办理", text="9:00 到 11:30，一楼综合窗口")
TODAY = Announcement(title="今天电梯检修", since="2026-11-22", until="2026-11-23")
TOMORROW = Announcement(title="明天系统升级", since="2026-11-24")
CHINA = ZoneInfo("Asia/Shanghai")


def kept_by_hours(desks, **more):
    """A hall that keeps its hours; the clock stands at nine on a Monday."""
    return desks(closed_outside_hours=True, hours=HOURS, **more).begin()


def states(desk):
    return [fields(entry, "state", "cause") for entry in desk.of(State)]


# ---------------------------------------------------------------- announcements


def test_announcements_come_after_a_minute_without_a_touch(desks):
    desk = desks(announcements=(SATURDAY,)).begin()

    desk.pass_by(59.9)
    assert isinstance(desk.terminal.screen, Rate)
    desk.pass_by(0.2)

    assert desk.terminal.screen.announcements == (SATURDAY,)
    assert desk.terminal.state == "open"


def test_a_touch_puts_the_announcements_off(desks):
    desk = desks(announcements=(SATURDAY,)).begin()

    desk.pass_by(50)
    desk.terminal.touched()
    desk.pass_by(50)
    assert isinstance(desk.terminal.screen, Rate)
    desk.pass_by(10)

    assert isinstance(desk.terminal.screen, Idle)


def test_announcements_never_rate_and_lead_to_the_question(desks):
    desk = desks(announcements=(SATURDAY,)).begin()
    desk.pass_by(61)

    desk.rate("satisfied")
    assert isinstance(desk.terminal.screen, Idle)
    desk.terminal.touched()
    assert isinstance(desk.terminal.screen, Rate)
    assert desk.of(Rating) == []
    desk.rate("satisfied")

    assert isinstance(desk.terminal.screen, Thanks)
    # From the first sight of the question, not from that of the announcements.
    assert fields(desk.of(Rating)[0], "elapsed") == (0,)


def test_only_what_is_in_force_today_is_announced_and_the_date_is_the_halls(desks):
    # Half an hour before midnight in the hall, the afternoon before in UTC.
    clocks = HandClocks(datetime(2026, 11, 23, 15, 30, tzinfo=UTC).astimezone(CHINA))
    desk = desks(clocks=clocks, announcements=(SATURDAY, TODAY, TOMORROW)).begin()

    desk.pass_by(61)
    assert desk.terminal.screen.announcements == (SATURDAY, TODAY)
    desk.pass_by(31 * 60)

    assert desk.terminal.screen.announcements == (SATURDAY, TOMORROW)


def test_with_the_last_announcements_day_over_the_question_is_back(desks):
    clocks = HandClocks(datetime(2026, 11, 23, 23, 30, tzinfo=CHINA))
    desk = desks(clocks=clocks, announcements=(TODAY,)).begin()
    desk.pass_by(61)
    assert isinstance(desk.terminal.screen, Idle)

    desk.pass_by(31 * 60)

    assert isinstance(desk.terminal.screen, Rate)


def test_without_announcements_or_patience_the_question_stays(desks):
    never = Presentation(idle_seconds=0)
    for more in (
        {},
        {"announcements": (TOMORROW,)},
        {"announcements": (SATURDAY,), "presentation": never},
    ):
        desk = desks(**more).begin()
        desk.pass_by(600)
        assert isinstance(desk.terminal.screen, Rate)


def test_an_invitation_comes_at_once_and_the_announcements_come_back_later(desks):
    desk = desks(announcements=(SATURDAY,)).begin()
    desk.terminal.start_shift("007")
    desk.pass_by(61)
    assert isinstance(desk.terminal.screen, Idle)

    desk.terminal.invite("A037")
    desk.settle()
    assert desk.terminal.screen.invitation.ticket == "A037"
    desk.pass_by(31)
    assert desk.terminal.screen.invitation is None
    desk.pass_by(61)

    assert isinstance(desk.terminal.screen, Idle)


def test_a_pause_takes_the_announcements_place_at_once(desks):
    desk = desks(announcements=(SATURDAY,)).begin()
    desk.pass_by(61)

    desk.terminal.pause()

    assert isinstance(desk.terminal.screen, Paused)


def test_lost_storage_takes_the_announcements_place(desks):
    desk = desks(announcements=(SATURDAY,)).begin()
    desk.pass_by(61)
    desk.lose_storage()

    desk.terminal.close_day()
    desk.settle()

    assert desk.terminal.state == "fault"
    desk.regain_storage()


def test_a_paused_window_names_its_neighbours(desks):
    neighbour = Neighbour(code="A02", number="2", name="综合受理", side="left")
    desk = desks(neighbours=(neighbour,)).begin()

    desk.terminal.pause()

    assert desk.terminal.screen.neighbours == (neighbour,)


# ---------------------------------------------------------------- opening hours


def test_a_window_closes_and_opens_at_the_minute_and_the_log_says_why(desks):
    desk = kept_by_hours(desks)
    assert desk.terminal.state == "open"

    desk.pass_by(3 * 3600 - 1)
    assert desk.terminal.state == "open"
    desk.pass_by(1)
    assert desk.terminal.screen == Closed(
        by_hours=True, opens=datetime(2026, 11, 23, 13, 30, tzinfo=CHINA)
    )
    desk.rate("satisfied")
    desk.pass_by(90 * 60)

    assert isinstance(desk.terminal.screen, Rate)
    assert desk.of(Rating) == []
    assert states(desk) == [("open", "start"), ("closed", "hours"), ("open", "hours")]
    closed = desk.of(State)[1]
    assert closed.at == datetime(2026, 11, 23, 12, 0, tzinfo=CHINA)


def test_a_clerk_on_duty_keeps_the_window_open_outside_hours(desks):
    desk = kept_by_hours(desks)
    desk.terminal.start_shift("007")
    desk.pass_by(10 * 3600)
    assert desk.terminal.state == "open"

    desk.terminal.end_shift()
    assert isinstance(desk.terminal.screen, Closed)
    desk.terminal.start_shift("008")

    assert isinstance(desk.terminal.screen, Rate)


def test_a_citizen_who_is_answering_at_closing_time_is_let_finish(desks):
    desk = kept_by_hours(desks)
    desk.pass_by(3 * 3600 - 2)
    desk.rate("satisfied")

    desk.pass_by(3)
    assert isinstance(desk.terminal.screen, Thanks)
    assert desk.terminal.state == "closed"
    desk.pass_by(5)

    assert isinstance(desk.terminal.screen, Closed)


def test_a_clock_that_is_not_sure_closes_nothing(desks):
    clocks = HandClocks(datetime(1970, 1, 1, 3, 0, tzinfo=CHINA))
    clocks.trusted = False
    desk = kept_by_hours(desks, clocks=clocks)
    assert desk.terminal.state == "open"

    clocks.trusted = True
    desk.pass_by(60)
    assert desk.terminal.state == "closed"
    clocks.trusted = False
    desk.pass_by(60)

    assert desk.terminal.state == "open"


def test_a_clock_that_is_set_over_the_closing_time_is_noticed_within_a_minute(desks):
    desk = kept_by_hours(desks)

    desk.clocks.wall += timedelta(hours=4)
    desk.pass_by(60)

    assert desk.terminal.state == "closed"


def test_hours_close_nothing_where_the_hall_does_not_want_it(desks):
    desk = desks(hours=HOURS).begin()

    desk.pass_by(12 * 3600)

    assert desk.terminal.state == "open"


def test_new_hours_hold_at_once(desks):
    desk = kept_by_hours(desks)
    terminal = desk.terminal

    closed = Hours(week=HOURS.week, days={"2026-11-23": ()})
    terminal.apply(replace(terminal.situation, hours=closed))
    desk.settle()

    assert terminal.screen.opens == datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)
    assert states(desk)[-1] == ("closed", "settings")


def test_a_window_without_staff_that_wants_some_promises_no_opening_time(desks):
    desk = desks(walk_up_without_staff=False, hours=HOURS).begin()

    assert desk.terminal.screen == Closed()


def test_a_start_outside_hours_is_closed_from_the_first_entry_on(desks):
    night = HandClocks(datetime(2026, 11, 23, 22, 0, tzinfo=CHINA))

    desk = kept_by_hours(desks, clocks=night)

    assert states(desk) == [("closed", "start")]

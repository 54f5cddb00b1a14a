from datetime import timedelta

import pytest

from kiosk.app.screens import (
    Closed,
    OutOfOrder,
    Paused,
    Rate,
    Reasons,
    Storing,
    Thanks,
)
from kiosk.app.times import Times
from kiosk.journal.database import JOURNAL_FILE
from sync.protocol.entries import (
    Boot,
    Clock,
    Day,
    Rating,
    Shift,
    State,
    Unrated,
    Visit,
)
from sync.protocol.entries import Reasons as ReasonsEntry
from sync.protocol.settings import Feedback, Schedule, Window
from tests.kiosk.desk import Desk, HandClocks, fields, situation


@pytest.fixture
def desks(data):
    """Make desks one after the other on one data folder; all are left at the end."""
    made = []

    def make(**given):
        if made:
            made[-1].leave()
        made.append(Desk(data, **given))
        return made[-1]

    yield make
    for desk in made[-1:]:
        desk.leave()


@pytest.fixture
def desk(desks):
    return desks().begin()


def test_a_tap_is_thanked_for_only_when_it_is_on_the_disk(desk):
    desk.terminal.tap("satisfied")
    assert isinstance(desk.terminal.screen, Storing)
    desk.journal.ping().result(60)
    assert isinstance(desk.terminal.screen, Storing)
    assert len(desk.of(Rating)) == 1
    desk.settle()
    assert isinstance(desk.terminal.screen, Thanks)


def test_the_receipt_names_window_and_position(desk):
    desk.rate("satisfied")
    assert desk.terminal.screen.receipt.number == "A01-000003"
    assert desk.terminal.screen.receipt.link is None


def test_the_receipt_leads_to_the_comment_page_with_a_code_nobody_can_guess(desks):
    desk = desks(feedback=Feedback(url="https://pj.example/r", key="secret")).begin()
    desk.rate("satisfied")
    link = desk.terminal.screen.receipt.link
    assert link.startswith("https://pj.example/r?n=A01-000003&c=")
    other = desks(feedback=Feedback(url="https://pj.example/r", key="other")).begin()
    other.rate("satisfied")
    assert other.terminal.screen.receipt.link[-16:] != link[-16:]


def test_a_rating_is_stamped_at_the_tap_and_counts_from_first_sight(desk):
    desk.clocks.pass_by(3.25)
    desk.rate("basic")
    (rating,) = desk.of(Rating)
    assert fields(rating, "up", "elapsed", "mode", "staff", "clock") == (
        3250, 3250, "walk-up", None, "ok",
    )  # fmt: skip
    assert rating.at == desk.clocks.wall


def test_ghost_touches_while_a_rating_is_stored_or_thanked_for_do_nothing(desk):
    for _ in range(10):
        desk.terminal.tap("satisfied")
    desk.settle()
    for _ in range(10):
        desk.terminal.tap("unsatisfied")
    desk.settle()
    assert len(desk.of(Rating)) == 1


def test_a_level_the_scale_has_not_is_no_rating(desk):
    desk.rate("excellent")
    assert desk.of(Rating) == []


def test_thanks_leave_after_six_seconds(desk):
    desk.rate("satisfied")
    desk.pass_by(5.9)
    assert isinstance(desk.terminal.screen, Thanks)
    desk.pass_by(0.2)
    assert isinstance(desk.terminal.screen, Rate)


def test_a_tap_on_the_qr_code_holds_the_thanks_for_a_minute(desk):
    desk.rate("satisfied")
    desk.terminal.hold()
    desk.pass_by(59)
    assert isinstance(desk.terminal.screen, Thanks)
    desk.pass_by(2)
    assert isinstance(desk.terminal.screen, Rate)


def test_a_changed_answer_replaces_the_first_and_both_are_kept(desk):
    desk.rate("satisfied")
    desk.terminal.change_answer()
    desk.rate("basic")
    first, second = desk.of(Rating)
    assert fields(first, "level", "replaces") == ("satisfied", None)
    assert fields(second, "level", "replaces") == ("basic", 3)
    assert desk.terminal.counts_today == {"satisfied": 0, "basic": 1, "unsatisfied": 0}


def test_an_answer_can_be_changed_for_five_seconds_and_not_after(desk):
    desk.rate("satisfied")
    desk.pass_by(5.5)
    desk.terminal.change_answer()
    assert isinstance(desk.terminal.screen, Thanks)


def test_an_answer_that_was_to_be_changed_and_was_not_stands(desk):
    desk.rate("satisfied")
    desk.terminal.change_answer()
    desk.pass_by(31)
    assert isinstance(desk.terminal.screen, Rate)
    assert desk.terminal.screen.replaces is None
    assert desk.of(Unrated) == []
    assert desk.terminal.counts_today["satisfied"] == 1


def test_a_walk_up_tap_within_the_minimum_interval_is_kept_as_a_repeat(desks):
    desk = desks(minimum_interval_seconds=20).begin()
    desk.rate("satisfied")
    desk.pass_by(7)
    desk.rate("satisfied")
    desk.pass_by(21)
    desk.rate("satisfied")
    assert [rating.repeat for rating in desk.of(Rating)] == [False, True, False]
    assert desk.terminal.counts_today["satisfied"] == 2


def test_changing_a_repeat_does_not_make_it_count(desks):
    desk = desks(minimum_interval_seconds=20).begin()
    desk.rate("satisfied")
    desk.pass_by(7)
    desk.rate("satisfied")
    desk.terminal.change_answer()
    desk.rate("basic")
    assert [rating.repeat for rating in desk.of(Rating)] == [False, True, True]
    assert desk.terminal.counts_today == {"satisfied": 1, "basic": 0, "unsatisfied": 0}


def test_a_repeat_is_told_across_a_restart_by_the_wall_clock(desks):
    desk = desks(minimum_interval_seconds=60).begin()
    desk.rate("satisfied")
    clocks = HandClocks(desk.clocks.wall + timedelta(seconds=30))
    again = desks(minimum_interval_seconds=60, clocks=clocks).begin()
    again.rate("satisfied")
    assert [rating.repeat for rating in again.of(Rating)] == [False, True]


def test_a_bad_level_asks_for_reasons_and_keeps_them(desk):
    desk.rate("unsatisfied")
    screen = desk.terminal.screen
    assert isinstance(screen, Reasons)
    assert screen.skippable
    for code in ("213", "209", "214", "214", "no such code"):
        desk.terminal.pick(code)
    desk.terminal.finish_reasons()
    assert isinstance(desk.terminal.screen, Reasons)
    desk.settle()
    assert isinstance(desk.terminal.screen, Thanks)
    (reasons,) = desk.of(ReasonsEntry)
    assert fields(reasons, "rating", "catalogue", "codes") == (
        3, "national-2020-08", ["209", "213"],
    )  # fmt: skip


def test_reasons_may_be_skipped(desk):
    desk.rate("unsatisfied")
    desk.terminal.skip_reasons()
    desk.settle()
    assert isinstance(desk.terminal.screen, Thanks)
    assert desk.of(ReasonsEntry) == []


def test_reasons_left_lying_are_kept_as_far_as_they_were_picked(desk):
    desk.rate("unsatisfied")
    desk.terminal.pick("213")
    desk.pass_by(31)
    assert isinstance(desk.terminal.screen, Rate)
    assert [entry.codes for entry in desk.of(ReasonsEntry)] == [["213"]]


def test_where_the_hall_requires_reasons_only_an_invited_rating_has_to_give_them(desks):
    desk = desks(reasons_required=True).begin()
    desk.rate("unsatisfied")
    assert desk.terminal.screen.skippable
    desk.pass_by(31)
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.rate("unsatisfied")
    assert not desk.terminal.screen.skippable
    desk.terminal.skip_reasons()
    desk.terminal.finish_reasons()
    assert isinstance(desk.terminal.screen, Reasons)
    desk.pass_by(61)
    assert isinstance(desk.terminal.screen, Rate)


def test_an_invitation_binds_the_rating_to_visit_and_staff(desk):
    desk.terminal.start_shift("007")
    assert desk.terminal.invite(ticket="A12", item="身份证", by="queue") == "invited"
    desk.settle()
    screen = desk.terminal.screen
    assert screen.invitation.ticket == "A12"
    desk.rate("satisfied")
    (visit,), (rating,) = desk.of(Visit), desk.of(Rating)
    assert fields(visit, "staff", "ticket", "item", "by") == ("007", "A12", "身份证", "queue")
    assert fields(rating, "visit", "staff", "mode") == (
        screen.invitation.visit, "007", "invited",
    )  # fmt: skip


def test_an_invitation_without_an_answer_ends_as_unrated_never_as_a_rating(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.pass_by(31)
    assert [entry.cause for entry in desk.of(Unrated)] == ["timeout"]
    assert desk.of(Rating) == []
    assert desk.terminal.screen.invitation is None


def test_an_invited_answer_that_was_to_be_changed_and_was_not_is_no_unrated_visit(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.rate("satisfied")
    desk.terminal.change_answer()
    assert desk.terminal.screen.invitation.until == 30_000
    desk.pass_by(31)
    assert desk.of(Unrated) == []


def test_a_changed_answer_to_an_invitation_stays_with_visit_and_staff(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.rate("satisfied")
    desk.terminal.end_shift()
    desk.terminal.change_answer()
    desk.rate("basic")
    first, second = desk.of(Rating)
    assert fields(first, "visit", "staff", "mode") == fields(second, "visit", "staff", "mode")
    assert second.replaces is not None


def test_a_tap_while_an_invitation_is_on_its_way_is_not_taken_for_a_walk_up(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.terminal.tap("satisfied")
    desk.settle()
    assert desk.of(Rating) == []
    assert desk.terminal.screen.invitation is not None


def test_a_withdrawn_invitation_is_recorded_as_cancelled(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.terminal.cancel_invitation()
    desk.settle()
    assert [entry.cause for entry in desk.of(Unrated)] == ["cancelled"]


def test_an_invitation_withdrawn_before_it_is_shown_is_cancelled_too(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.terminal.cancel_invitation()
    desk.settle()
    assert [entry.cause for entry in desk.of(Unrated)] == ["cancelled"]
    assert desk.terminal.screen.invitation is None


def test_the_next_invitation_ends_the_one_nobody_answered(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite(ticket="1")
    desk.settle()
    desk.terminal.invite(ticket="2")
    desk.settle()
    assert [entry.cause for entry in desk.of(Unrated)] == ["cancelled"]
    assert desk.terminal.screen.invitation.ticket == "2"


def test_an_invitation_is_refused_while_an_answer_is_stored_or_nobody_is_there(desk):
    assert desk.terminal.invite() == "nobody-on-duty"
    desk.terminal.start_shift("007")
    desk.terminal.tap("satisfied")
    assert desk.terminal.invite() == "busy"
    desk.settle()
    assert desk.terminal.invite() == "invited"
    assert desk.terminal.invite() == "busy"
    desk.settle()
    desk.terminal.pause()
    assert desk.terminal.invite() == "not-open"


def test_a_shift_that_ends_during_an_invitation_leaves_it_to_whoever_was_on_duty(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.terminal.start_shift("008")
    desk.rate("satisfied")
    (rating,) = desk.of(Rating)
    assert rating.staff == "007"
    assert [fields(s, "staff", "action") for s in desk.of(Shift)] == [
        ("007", "start"), ("007", "end"), ("008", "start"),
    ]  # fmt: skip


def test_staff_can_pause_but_not_interrupt_a_citizen(desk):
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.terminal.pause()
    assert isinstance(desk.terminal.screen, Rate)
    desk.rate("satisfied")
    assert isinstance(desk.terminal.screen, Thanks)
    desk.pass_by(7)
    assert isinstance(desk.terminal.screen, Paused)
    desk.rate("satisfied")
    assert len(desk.of(Rating)) == 1
    desk.terminal.resume()
    assert isinstance(desk.terminal.screen, Rate)
    desk.settle()
    assert [s.state for s in desk.of(State)] == ["open", "paused", "open"]


def test_with_nobody_on_duty_the_window_is_closed_where_the_hall_says_so(desks):
    desk = desks(walk_up_without_staff=False).begin()
    assert isinstance(desk.terminal.screen, Closed)
    desk.rate("satisfied")
    assert desk.of(Rating) == []
    desk.terminal.start_shift("007")
    assert desk.terminal.state == "open"
    desk.terminal.end_shift()
    assert desk.terminal.state == "closed"
    desk.settle()
    assert [s.state for s in desk.of(State)] == ["closed", "open", "closed"]


def test_after_a_power_cut_the_terminal_goes_on_as_it_was(desks):
    desk = desks().begin()
    desk.terminal.start_shift("007")
    desk.rate("basic")
    again = desks().begin()
    assert isinstance(again.terminal.screen, Rate)
    assert again.terminal.staff == "007"
    assert again.terminal.counts_today["basic"] == 1
    assert [entry.boot for entry in again.of(Boot)] == [1, 2]


def test_a_pause_outlasts_a_power_cut(desks):
    desk = desks().begin()
    desk.terminal.start_shift("007")
    desk.terminal.pause()
    assert isinstance(desks().begin().terminal.screen, Paused)


def test_an_invitation_cut_off_by_a_power_cut_ends_as_unrated(desks):
    desk = desks().begin()
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    again = desks().begin()
    assert [fields(e, "visit", "cause") for e in again.of(Unrated)] == [(4, "fault")]


def test_a_visit_that_was_rated_before_the_power_cut_gets_no_second_outcome(desks):
    desk = desks().begin()
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.terminal.tap("satisfied")
    assert desks().begin().of(Unrated) == []


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


def test_new_settings_wait_until_the_citizen_has_left(desk):
    desk.rate("satisfied")
    desk.terminal.apply(situation(scale="national-5"))
    assert len(desk.terminal.situation.scale.levels) == 3
    desk.pass_by(7)
    assert len(desk.terminal.situation.scale.levels) == 5
    assert set(desk.terminal.counts_today.values()) == {0}


def test_on_another_window_the_shift_and_the_state_begin_anew(desk):
    desk.terminal.start_shift("007")
    desk.terminal.apply(situation(window=Window(code="B02")))
    desk.settle()
    assert [fields(s, "window", "action") for s in desk.of(Shift)] == [
        ("A01", "start"), ("A01", "end"), ("B02", "start"),
    ]  # fmt: skip
    assert [fields(s, "window", "cause") for s in desk.of(State)][-1] == ("B02", "settings")


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


def test_a_terminal_that_cannot_store_says_so_and_comes_back_by_itself(desks):
    desk = desks(times=Times(retry_first=1000)).begin()
    desk.terminal.start_shift("007")
    desk.terminal.invite()
    desk.settle()
    desk.lose_storage()
    desk.rate("satisfied")
    screen = desk.terminal.screen
    assert isinstance(screen, OutOfOrder)
    assert desk.terminal.state == "fault"
    desk.pass_by(3)
    assert isinstance(desk.terminal.screen, OutOfOrder)
    desk.terminal.pause()
    desk.regain_storage()
    desk.pass_by(31)
    assert isinstance(desk.terminal.screen, Paused)
    assert desk.of(Rating) == []
    assert [e.cause for e in desk.of(Unrated)] == ["fault"]
    assert [s.state for s in desk.of(State)] == ["open", "fault", "paused"]
    assert desk.of(State)[1].cause.startswith("storage: ")


def test_a_terminal_that_cannot_store_at_its_start_begins_when_it_can(data, desks):
    data.mkdir()
    (data / JOURNAL_FILE).mkdir()
    desk = desks().begin()
    assert isinstance(desk.terminal.screen, OutOfOrder)
    assert "\n" in desk.terminal.screen.why
    (data / JOURNAL_FILE).rmdir()
    desk.pass_by(61)
    assert isinstance(desk.terminal.screen, Rate)
    desk.rate("satisfied")
    assert [type(entry) for entry in desk.entries()] == [Boot, State, State, Rating]


def test_a_disk_that_does_not_answer_is_given_up_and_taken_back(desk):
    desk.terminal.tap("satisfied")
    desk.clocks.pass_by(11)
    desk.terminal.tick()
    assert isinstance(desk.terminal.screen, OutOfOrder)
    desk.settle()
    assert isinstance(desk.terminal.screen, OutOfOrder)
    desk.pass_by(3)
    assert isinstance(desk.terminal.screen, Rate)
    assert desk.terminal.counts_today["satisfied"] == 1


def test_a_journal_damaged_while_it_runs_is_followed_by_another(data, desk):
    desk.terminal.start_shift("007")
    desk.rate("satisfied")
    old = desk.terminal.log
    desk.pass_by(7)
    desk.lose_storage()
    desk.regain_storage()
    with (data / JOURNAL_FILE).open("r+b") as file:
        file.write(b"\0" * 4096)
    desk.rate("satisfied")
    assert isinstance(desk.terminal.screen, OutOfOrder)
    desk.pass_by(3)
    assert desk.terminal.log != old
    desk.rate("basic")
    first, *_ = desk.entries()
    assert isinstance(first, Boot)
    assert (first.follows.log, first.boot) == (old, 1)
    assert [s.staff for s in desk.of(Shift)] == ["007"]
    assert desk.of(Rating)[0].staff == "007"

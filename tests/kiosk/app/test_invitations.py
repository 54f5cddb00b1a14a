"""An invitation asks for one rating and gets one outcome, whatever comes between."""

from sync.protocol.entries import (
    Rating,
    Shift,
    Unrated,
    Visit,
)
from tests.kiosk.desk import fields


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

"""The terminal between two citizens: staff, pauses, power cuts, new settings."""

from kiosk.app.screens import (
    Closed,
    Paused,
    Rate,
    Thanks,
)
from sync.protocol.entries import (
    Boot,
    Rating,
    Shift,
    State,
)
from sync.protocol.settings import Window
from tests.kiosk.desk import fields, situation


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

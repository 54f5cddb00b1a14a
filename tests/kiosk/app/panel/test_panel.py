"""The panel: what staff can do there, what nobody can, and that it leaves by itself."""

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.app.panel.choices import Choices, read_choices
from kiosk.app.panel.desk import Desk as Allowed
from kiosk.app.panel.screens import Outcome, PinPad, StaffPanel
from kiosk.app.screens import Paused, Rate
from sync.protocol.entries import Rating
from sync.protocol.handover import Closing, Link, Trouble, write_link

WANG, LI, PIN, OTHER_PIN = "1007", "1008", "2468", "13579"


def test_a_shift_is_begun_paused_resumed_and_ended_at_the_panel(counter):
    counter.enters()
    assert counter.shown.on_duty is None
    counter.panel.sign_in()
    counter.settle()
    assert counter.shown.own_shift
    counter.panel.pause()
    assert counter.shown.state == "paused"
    counter.panel.pause()
    assert counter.shown.state == "open"
    counter.panel.sign_out()
    assert counter.shown.on_duty is None
    counter.panel.leave()
    assert isinstance(counter.terminal.screen, Rate)


def test_a_colleagues_shift_can_be_taken_over_but_not_paused_or_ended(counter):
    counter.terminal.start_shift(LI)
    counter.enters()
    counter.panel.pause()
    counter.panel.sign_out()
    counter.panel.ask()
    assert (counter.shown.state, counter.shown.on_duty.number) == ("open", LI)
    counter.panel.sign_in()
    assert counter.shown.on_duty.number == WANG


def test_asking_for_a_rating_gives_the_screen_to_the_citizen(counter):
    counter.terminal.start_shift(WANG)
    counter.enters()
    counter.panel.ask()
    counter.until(lambda: isinstance(counter.terminal.screen, Rate))
    assert counter.terminal.screen.invitation is not None
    assert counter.panel.screen is None


def test_an_invitation_of_the_queue_system_takes_the_screen_from_pad_and_panel(counter):
    counter.terminal.start_shift(WANG)
    for opened in (counter.knock, counter.enters):
        opened()
        counter.terminal.invite("A7", by="queue")
        counter.until(lambda: isinstance(counter.terminal.screen, Rate))
        counter.terminal.cancel_invitation()
        counter.settle()
        assert isinstance(counter.terminal.screen, Rate)


def test_a_paused_window_cannot_ask_and_says_why(counter):
    counter.terminal.start_shift(WANG)
    counter.enters()
    counter.panel.pause()
    counter.panel.ask()
    assert counter.shown.cannot_ask == "not-open"


def test_nobody_rates_while_the_panel_is_up(counter):
    counter.enters()
    counter.rate("satisfied")
    assert isinstance(counter.terminal.screen, StaffPanel)
    assert counter.terminal.counts_today["satisfied"] == 0
    assert not {"tap", "pick", "change_answer"} & set(dir(Allowed))


def test_whatever_is_touched_on_the_panel_no_rating_comes_of_it(counter):
    counter.rate("basic")
    counter.pass_by(10)
    before = counter.terminal.counts_today
    counter.terminal.start_shift(WANG)
    counter.enters()
    panel = counter.panel
    for act in (
        panel.sign_in, panel.pause, panel.pause, panel.check, panel.sign_out, panel.sign_in,
        lambda: panel.choose(volume=3, brightness=2, voice=False),
        lambda: panel.open_sheet("export"), lambda: panel.export_to("/"),
        lambda: panel.open_sheet("about"), panel.open_set_up, panel.confirm, panel.erase,
        lambda: panel.digit("1"), panel.ask,
    ):  # fmt: skip
        act()
        counter.settle()
    counter.until(lambda: isinstance(counter.terminal.screen, Rate))
    assert counter.terminal.counts_today == before
    assert len(counter.of(Rating)) == 1


@pytest.mark.parametrize("opened", ["knock", "enters"])
def test_pad_and_panel_leave_after_half_a_minute_without_a_touch(counter, opened):
    getattr(counter, opened)()
    until = counter.terminal.screen.until
    counter.pass_by((until - counter.clocks.up()) / 1000 - 1)
    assert isinstance(counter.terminal.screen, PinPad | StaffPanel)
    counter.panel.touched(corner=False)
    assert counter.terminal.screen.until == counter.clocks.up() + 30_000
    counter.pass_by(29)
    assert isinstance(counter.terminal.screen, PinPad | StaffPanel)
    counter.pass_by(1)
    assert isinstance(counter.terminal.screen, Rate)


def test_the_panel_left_in_a_pause_leaves_the_window_paused(counter):
    counter.terminal.start_shift(WANG)
    counter.enters()
    counter.panel.pause()
    counter.pass_by(30)
    assert isinstance(counter.terminal.screen, Paused)


def test_levels_move_in_steps_of_ten_and_are_ones_own(counter):
    counter.terminal.start_shift(LI)
    for _ in range(3):
        counter.rate("unsatisfied")
        counter.pass_by(60)
    counter.terminal.start_shift(WANG)
    for number in range(19):
        counter.rate("basic" if number % 5 == 0 else "satisfied")
        counter.pass_by(30)
        if number in {8, 9, 18}:
            counts = counter.enters().counts
            told = {8: {}, 9: {"basic": 2, "satisfied": 8}, 18: {"basic": 2, "satisfied": 8}}
            assert counts.rated == number + 1
            assert counts.levels.get("satisfaction-3", {}) == told[number]
            counter.panel.leave()
    counter.rate("unsatisfied")
    counter.pass_by(60)
    assert counter.enters().counts.levels["satisfaction-3"]["unsatisfied"] == 1


def test_an_answer_changed_at_a_full_ten_does_not_show_before_the_next(counter):
    counter.terminal.start_shift(WANG)
    for _ in range(10):
        counter.rate("satisfied")
        if counter.terminal.counts_today["satisfied"] < 10:
            counter.pass_by(60)
    counter.terminal.change_answer()
    counter.rate("unsatisfied")
    counter.pass_by(100)
    counts = counter.enters().counts
    assert counts.levels == {"satisfaction-3": {"satisfied": 10}}


def test_unanswered_invitations_are_counted_for_whoever_was_on_duty(counter):
    counter.terminal.start_shift(WANG)
    counter.settle()
    for ticket in ("A1", "A2"):
        counter.terminal.invite(ticket)
        counter.settle()
        counter.pass_by(31)
    counts = counter.enters().counts
    assert (counts.finished, counts.rated, counts.unrated) == (2, 0, 2)


def test_nothing_the_panel_holds_tells_the_last_rating(counter):
    counter.terminal.start_shift(WANG)
    counter.rate("unsatisfied")
    counter.pass_by(90)
    shown = msgspec.to_builtins(counter.enters())
    assert "unsatisfied" not in str({**shown, "staff": None})


def test_the_panel_tells_what_waits_to_be_sent_and_what_the_night_said(counter):
    counter.terminal.start_shift(WANG)
    counter.settle()
    write_link(
        counter.data,
        Link(
            collector="x", log=counter.terminal.log, status="approved", acknowledged=1,
            contact="2026-11-23T00:59:00.000+00:00", clock_offset=400,
            trouble=Trouble(kind="unreachable", message="no", since="2026-11-23T01:00:00+00:00"),
            closing=Closing(date="2026-11-22", outcome="complete", at="2026-11-22T12:00:00+00:00"),
        ),
    )  # fmt: skip
    facts = counter.enters().facts
    assert facts.pending == facts.last - 1 > 0
    assert facts.oldest_pending == counter.clocks.wall.replace(hour=9, minute=0, second=0,
                                                               microsecond=0)  # fmt: skip
    assert (facts.trouble, facts.closing.outcome, facts.clock_offset) == (
        "unreachable", "complete", 400,
    )  # fmt: skip
    assert facts.disk_total > facts.disk_free > 0
    assert facts.log == counter.terminal.log


def test_a_check_runs_beside_the_window_and_its_outcome_stays(counter):
    counter.enters()
    counter.panel.check()
    counter.until(lambda: isinstance(counter.shown.check, Outcome))
    assert counter.shown.check.well
    counter.panel.leave()
    assert counter.enters().check.well


def test_loudness_brightness_and_voice_stay_over_a_restart_and_new_settings(counters, staff):
    counter = counters()
    (counter.light / "panel").mkdir(parents=True)
    (counter.light / "panel" / "max_brightness").write_text("200\n")
    (counter.light / "panel" / "brightness").write_text("200\n")
    assert counter.enters().facts.dimmable
    counter.panel.choose(volume=9)
    counter.panel.choose(voice=False)
    counter.panel.choose(brightness=3)
    assert counter.shown.presentation.volume == 9
    counter.until(
        lambda: read_choices(counter.data) == Choices(volume=9, brightness=3, voice=False)
    )
    counter.until(lambda: (counter.light / "panel" / "brightness").read_text() == "60\n")
    again = counters()
    said = again.panel.over(again.terminal.situation).presentation
    assert (said.volume, said.brightness, said.voice) == (9, 3, False)


def test_a_brightness_of_the_settings_is_followed_and_set_once(counter):
    light = counter.light / "panel"
    light.mkdir(parents=True)
    (light / "max_brightness").write_text("100\n")
    (light / "brightness").write_text("100\n")
    situation = counter.terminal.situation
    dimmer = replace(situation.presentation, brightness=4)
    counter.terminal.apply(replace(situation, presentation=dimmer))
    counter.panel.light()
    counter.until(lambda: (light / "brightness").read_text() == "40\n")
    (light / "brightness").write_text("77\n")
    counter.panel.light()
    counter.settle()
    assert (light / "brightness").read_text() == "77\n"


def test_a_terminal_without_a_light_to_set_says_so(counter):
    assert not counter.enters().facts.dimmable


def test_set_up_takes_the_place_of_the_panel(counter):
    opened = []
    counter.panel.set_up = lambda: opened.append(counter.panel.screen)
    counter.panel.open_set_up()
    assert opened == []
    counter.enters()
    counter.panel.open_set_up()
    assert opened == [None]

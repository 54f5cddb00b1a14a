"""One citizen at the window: the tap, the answer changed, the reasons, the thanks."""

from datetime import timedelta

from kiosk.app.screens import (
    Rate,
    Reasons,
    Storing,
    Thanks,
)
from sync.protocol.entries import (
    Rating,
    Unrated,
)
from sync.protocol.entries import Reasons as ReasonsEntry
from sync.protocol.receipt_code import Claim, read_code
from sync.protocol.settings import Feedback
from tests.kiosk.desk import HandClocks, fields


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
    start, number, code = link.rsplit("/", 2)
    assert (start, number) == ("HTTPS://PJ.EXAMPLE/r", "A01-000003")
    claim = read_code("secret", number, code)
    assert claim == Claim(window="A01", position=3, tag=desk.terminal.log[:5])
    other = desks(feedback=Feedback(url="https://pj.example/r", key="other")).begin()
    other.rate("satisfied")
    assert other.terminal.screen.receipt.link[-12:] != link[-12:]


def test_without_a_key_there_is_no_code_that_anybody_could_make(desks):
    desk = desks(feedback=Feedback(url="https://pj.example/r")).begin()
    desk.rate("satisfied")
    assert desk.terminal.screen.receipt.link is None


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


def test_touching_the_qr_code_again_and_again_does_not_keep_the_next_citizen_waiting(desk):
    desk.rate("satisfied")
    for _ in range(5):
        desk.terminal.hold()
        desk.pass_by(11)
    assert isinstance(desk.terminal.screen, Thanks)
    desk.terminal.hold()
    desk.pass_by(6)
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
    desk.pass_by(14)
    assert desk.terminal.screen.replaces == 3
    desk.pass_by(2)
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

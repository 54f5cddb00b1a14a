"""Times in which nothing can be stored: said on the screen, and ended by itself."""

from kiosk.app.screens import (
    OutOfOrder,
    Paused,
    Rate,
)
from kiosk.app.times import Times
from kiosk.journal.database import JOURNAL_FILE
from sync.protocol.entries import (
    Boot,
    Rating,
    Shift,
    State,
    Unrated,
)


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

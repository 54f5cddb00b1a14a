"""Entries and heartbeats reach a collector that answers as it should."""

from tests.sync.agent.seen import batches, held


def test_a_rating_reaches_the_collector(terminal, collector):
    collector.approves = True
    terminal.rate()
    terminal.start()
    terminal.deliver()
    assert held(collector).bodies == terminal.bodies
    assert terminal.link.acknowledged == 2
    assert terminal.link.trouble is None


def test_a_rating_is_sent_within_the_time_the_schedule_says(approved, collector):
    approved.clock.advance(10)
    approved.turn()
    approved.rate()
    assert approved.turn() == 0
    assert held(collector).bodies == approved.bodies


def test_ratings_that_come_together_go_together(approved, collector):
    approved.clock.advance(10)
    for _ in range(10):
        approved.rate()
        approved.turn()
        approved.clock.advance(0.05)
    approved.deliver()
    assert len(batches(collector)) <= 2
    assert held(collector).bodies == approved.bodies


def test_a_terminal_waits_for_its_code_to_be_approved(terminal, collector):
    terminal.rate()
    terminal.start()
    terminal.turn()
    assert terminal.link.status == "pending"
    assert terminal.link.code == held(collector).code
    for _ in range(10):
        terminal.clock.advance(min(terminal.turn(), 5.0))
    assert held(collector).bodies == []
    collector.approve()
    terminal.deliver(most=10)
    assert held(collector).bodies == terminal.bodies


def test_a_terminal_without_a_journal_enrols_and_speaks(terminal, collector):
    collector.approves = True
    terminal.start()
    terminal.deliver()
    assert held(collector).heartbeats[-1]["last"] == 0
    terminal.rate()
    terminal.deliver()
    assert held(collector).bodies == terminal.bodies


def test_a_backlog_is_sent_in_full_batches(terminal, collector):
    collector.approves = True
    terminal.rate(5_000)
    terminal.start()
    terminal.deliver()
    assert held(collector).bodies == terminal.bodies
    assert batches(collector) == [200] * 6


def test_the_heartbeat_tells_state_staff_totals_and_backlog(approved, collector):
    approved.sign_in("1001")
    approved.rate(2, "unsatisfied")
    approved.deliver()
    approved.clock.advance(31)
    approved.turn()
    beat = held(collector).heartbeats[-1]
    assert (beat["state"], beat["staff"], beat["last"]) == ("open", "1001", 8)
    assert beat["totals"] == {"satisfaction-3": {"satisfied": 3, "unsatisfied": 2}}
    assert beat["digest"] == held(collector).digests[-1].hex()
    assert beat["disk_free"] > 0


def test_a_heartbeat_comes_as_often_as_the_schedule_says(approved, collector):
    for _ in range(20):
        approved.clock.advance(min(approved.turn(), 30.0))
    beats = [name for _, name, _ in collector.calls if name == "heartbeat"]
    assert 8 <= len(beats) <= 12

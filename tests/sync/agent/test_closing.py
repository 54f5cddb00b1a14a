"""What became of a closed day at the collector."""

from sync.protocol import chain
from tests.proxy import Fault
from tests.sync.agent.seen import held


def test_a_closed_day_that_arrived_is_complete(approved):
    approved.end_day()
    approved.deliver()
    approved.turn()
    closing = approved.link.closing
    assert (closing.date, closing.outcome, closing.behind) == ("2026-11-23", "complete", 0)


def test_a_closed_day_that_cannot_be_sent_is_behind_until_it_is(approved, collector, line):
    approved.rate(7)
    approved.end_day()
    line.faults += [Fault(refuse=True)] * 3
    approved.clock.advance(5)
    approved.turn()
    approved.turn()
    closing = approved.link.closing
    assert (closing.outcome, closing.behind) == ("behind", 8)
    approved.deliver()
    approved.turn()
    assert approved.link.closing.outcome == "complete"


def test_a_closed_day_on_a_forked_log_disagrees(approved, collector):
    log = held(collector)
    log.bodies.append(b"{}")
    log.digests.append(chain.extend(log.digests[-1], b"{}"))
    approved.end_day()
    approved.clock.advance(5)
    approved.turn()
    approved.turn()
    assert approved.link.closing.outcome == "disagrees"


def test_the_ends_are_compared_at_night_even_where_no_window_closed_the_day(approved, collector):
    approved.clock.advance(15 * 3_600)
    collector.calls.clear()
    approved.turn()
    approved.turn()
    assert ("GET", approved.courier.log, 200) in collector.calls
    assert approved.link.closing.outcome == "complete"


def test_the_last_closing_is_known_after_a_restart(approved):
    approved.end_day()
    approved.deliver()
    approved.turn()
    approved.start()
    approved.turn()
    assert approved.link.closing.date == "2026-11-23"

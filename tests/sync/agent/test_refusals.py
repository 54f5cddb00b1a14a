"""The collector's refusals, each with its remedy."""

from datetime import timedelta

import pytest

from sync.protocol.errors import Errno
from tests.fakes import refusal
from tests.serving import Reply
from tests.sync.agent.seen import batches, held


def test_a_wrong_clock_is_corrected_by_the_collectors(terminal, collector):
    collector.approves = True
    collector.skew = timedelta(hours=3)
    terminal.rate()
    terminal.start()
    terminal.deliver(most=10)
    assert held(collector).bodies == terminal.bodies
    assert abs(terminal.link.clock_offset + 3 * 3_600_000) < 5_000


def test_the_offset_is_known_after_a_restart(terminal, collector):
    collector.approves = True
    collector.skew = timedelta(days=-400)
    terminal.rate()
    terminal.start()
    terminal.deliver()
    terminal.start()
    collector.calls.clear()
    terminal.deliver()
    assert 401 not in [status for *_, status in collector.calls][1:]


def test_batches_shrink_to_what_the_collector_says(terminal, collector):
    collector.approves = True
    collector.max_entries = 70
    terminal.rate(300)
    terminal.start()
    terminal.deliver(most=15)
    assert held(collector).bodies == terminal.bodies
    assert batches(collector).count(413) == 1


def test_batches_shrink_below_a_limit_in_bytes(terminal, collector):
    collector.approves = True
    collector.max_bytes = 3_000
    terminal.rate(100)
    terminal.start()
    terminal.deliver(most=30)
    assert held(collector).bodies == terminal.bodies
    assert batches(collector).count(413) <= 2


def test_batches_shrink_where_a_proxy_says_413_without_numbers(approved, collector):
    approved.rate(100)
    approved.clock.advance(5)
    collector.scripted += [Reply(413, b"<html>too large</html>")] * 3
    approved.deliver(most=20)
    assert held(collector).bodies == approved.bodies


@pytest.mark.parametrize("understood", [("", "gzip"), ("",)])
def test_another_encoding_is_used_after_a_415(terminal, collector, understood):
    collector.approves = True
    collector.encodings = understood
    terminal.rate(3)
    terminal.start()
    terminal.deliver(most=15)
    assert held(collector).bodies == terminal.bodies


def test_a_revoked_log_is_kept_and_asked_about_again(approved, collector):
    log = held(collector)
    log.status = "revoked"
    approved.rate()
    approved.clock.advance(5)
    approved.turn()
    assert approved.link.status == "revoked"
    for _ in range(5):
        approved.clock.advance(min(approved.turn(), 60.0))
    assert approved.link.trouble.kind == "revoked"
    assert len(approved.bodies) == 5
    log.status = "approved"
    approved.deliver(most=700)
    assert log.bodies == approved.bodies


@pytest.mark.parametrize(
    "errno", [Errno.MALFORMED, Errno.BAD_SIGNATURE, Errno.BROKEN_CHAIN, Errno.UNAUTHENTICATED]
)
def test_a_fault_of_ours_is_said_and_tried_again_slowly(approved, collector, errno):
    approved.rate()
    approved.clock.advance(5)
    collector.scripted.append(refusal(errno))
    approved.turn()
    assert approved.link.trouble.kind == errno.error
    assert approved.turn() >= 15 or errno is not Errno.UNAUTHENTICATED
    approved.deliver(most=120)
    assert held(collector).bodies == approved.bodies


def test_a_refused_heartbeat_or_settings_call_blocks_no_rating(approved, collector):
    approved.clock.advance(31)
    collector.scripted.append(Reply(500, b"oops"))
    approved.turn()
    assert approved.link.trouble.kind == "not-a-collector"
    approved.rate()
    approved.turn()
    assert held(collector).bodies == approved.bodies

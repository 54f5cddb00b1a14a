"""Bad lines, login pages and busy servers: nothing is lost, nothing doubled."""

import json
import random
import time

import pytest

from tests.fakes import LOGIN_PAGE, busy
from tests.proxy import Fault
from tests.serving import Reply
from tests.sync.agent.seen import held
from tests.sync.stage import HASTY


def test_a_login_page_is_no_receipt(approved, collector):
    approved.rate()
    approved.clock.advance(5)
    collector.scripted += [LOGIN_PAGE] * 3
    approved.turn()
    assert approved.link.trouble.kind == "not-a-collector"
    assert approved.link.acknowledged == 4
    approved.deliver(most=30)
    assert held(collector).bodies == approved.bodies
    assert approved.link.trouble is None


def test_an_answer_in_our_form_with_a_foreign_digest_is_no_receipt(approved, collector):
    approved.rate()
    approved.clock.advance(5)
    lie = {"log": approved.courier.log, "next": 6, "digest": "0" * 64, "stored": 1, "known": 0,
           "quarantined": []}  # fmt: skip
    collector.scripted.append(Reply(200, json.dumps(lie).encode()))
    approved.turn()
    assert approved.link.acknowledged == 4
    assert approved.link.trouble is not None
    approved.go_on(lambda: held(collector).bodies == approved.bodies)
    approved.go_on(lambda: approved.link.trouble is None)
    assert approved.link.acknowledged == 5


@pytest.mark.parametrize(
    "fault",
    [
        Fault(refuse=True),
        Fault(request_share=0.5),
        Fault(answer_share=0.5),
        Fault(answer_share=0.97),
        Fault(swallow=True),
        Fault(twice=True),
    ],
    ids=str,
)
def test_a_bad_line_loses_nothing_and_doubles_nothing(approved, collector, line, fault):
    approved.rate(5)
    approved.clock.advance(5)
    line.faults += [fault, fault]
    approved.deliver(most=60)
    assert held(collector).bodies == approved.bodies


@pytest.mark.parametrize("fault", [Fault(delay=1.2), Fault(drip=0.2)], ids=str)
def test_a_server_that_takes_too_long_is_given_up(approved, collector, line, fault):
    approved.patience = HASTY
    approved.start()
    approved.deliver()
    approved.rate()
    approved.clock.advance(5)
    line.faults.append(fault)
    approved.turn()
    assert approved.link.trouble.kind == "unreachable"
    approved.deliver(most=60)
    assert held(collector).bodies == approved.bodies


def test_a_collector_that_was_away_gets_everything_once_it_is_back(approved, collector, line):
    line.down = True
    approved.rate(50)
    for _ in range(20):
        approved.clock.advance(min(approved.turn(), 60.0))
    assert approved.link.trouble.kind == "unreachable"
    assert approved.courier.last - approved.link.acknowledged == 50
    line.down = False
    approved.deliver(most=31)
    assert held(collector).bodies == approved.bodies
    assert approved.link.trouble is None


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for_plus_a_random_part(approved, collector, status):
    approved.rate()
    approved.clock.advance(5)
    collector.scripted.append(busy(20, status))
    approved.turn()
    assert 20 <= approved.turn() <= 30
    assert approved.link.trouble.kind == "busy"
    approved.deliver(most=31)


def test_retry_after_of_a_proxy_is_waited_for_too(approved, collector):
    approved.rate()
    approved.clock.advance(5)
    collector.scripted.append(Reply(503, b"<html>down</html>", {"Retry-After": "9"}))
    approved.turn()
    assert 9 <= approved.turn() <= 14


@pytest.mark.soak
def test_a_years_backlog_gets_through_a_bad_line(terminal, collector, line):
    """54,000 entries over 1 Mbit/s with 200 ms and every twentieth exchange cut."""
    collector.approves = True
    terminal.rate(54_000)
    terminal.start()
    good = line.usual = Fault(delay=0.2, rate=125_000)
    chance = random.Random(1)  # noqa: S311 -- the same cuts every time
    cuts = [Fault(delay=0.2, rate=125_000, request_share=0.5), Fault(delay=0.2, swallow=True)]
    line.faults += [chance.choice(cuts) if chance.random() < 0.05 else good for _ in range(2_000)]
    begun, virtual = time.monotonic(), terminal.clock.steady()
    terminal.deliver(turns=2_000)
    assert held(collector).bodies == terminal.bodies
    assert time.monotonic() - begun + terminal.clock.steady() - virtual < 600
    used = 2_000 - len(line.faults)
    assert collector.sent_again <= 1_000 * (used - 55)

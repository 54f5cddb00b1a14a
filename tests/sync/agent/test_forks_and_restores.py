"""One log with two histories, and collectors that have gone back in time."""

from sync.protocol import chain
from tests.sync.agent.seen import held


def test_a_restored_collector_is_filled_up_again(approved, collector):
    backup = collector.snapshot()
    approved.rate(2_500)
    approved.deliver()
    collector.restore(backup)
    approved.rate()
    approved.clock.advance(5)
    approved.turn()
    approved.deliver(most=60)
    assert held(collector).bodies == approved.bodies


def test_a_restored_collector_is_noticed_by_the_next_heartbeat(approved, collector):
    backup = collector.snapshot()
    approved.rate(50)
    approved.deliver()
    collector.restore(backup)
    approved.clock.advance(31)
    approved.turn()
    assert approved.courier.standing.acknowledged == 4
    approved.deliver(most=10)
    assert held(collector).bodies == approved.bodies


def test_a_collector_that_has_forgotten_the_log_gets_it_again(approved, collector):
    collector.logs.clear()
    approved.rate()
    approved.clock.advance(5)
    approved.deliver(most=60)
    assert held(collector).bodies == approved.bodies


def test_two_terminals_with_one_key_are_told_so_and_keep_everything(approved, collector):
    log = held(collector)
    other = b'{"type":"note","of":"the other disk"}'
    log.bodies.append(other)
    log.digests.append(chain.extend(log.digests[-1], other))
    last = approved.rate()
    approved.clock.advance(5)
    approved.turn()
    assert approved.link.trouble.kind == "fork"
    assert approved.link.acknowledged == 4
    assert log.forks == [approved.bodies[-1]]
    assert 10 < approved.turn() <= 30
    for _ in range(60):
        approved.clock.advance(min(approved.turn(), 30.0))
    assert log.bodies[-1] == other
    assert len(approved.bodies) == last
    assert 2 <= len(log.forks) <= 40
    assert len(log.heartbeats) > 20


def test_a_fork_ends_when_the_collector_is_put_right(approved, collector):
    backup = collector.snapshot()
    log = held(collector)
    log.bodies.append(b"{}")
    log.digests.append(chain.extend(log.digests[-1], b"{}"))
    approved.rate()
    approved.clock.advance(5)
    approved.turn()
    collector.restore(backup)
    approved.deliver(most=700)
    assert approved.link.trouble is None
    assert log.bodies == approved.bodies


def test_a_disk_restored_from_an_older_copy_is_told_so(approved, collector):
    log = held(collector)
    for _ in range(3):
        log.bodies.append(b"{}")
        log.digests.append(chain.extend(log.digests[-1], b"{}"))
    approved.clock.advance(31)
    approved.turn()
    assert approved.link.trouble.kind == "fork"
    assert "restored from an older copy" in approved.link.trouble.message


def test_every_part_of_a_long_fork_is_set_aside_at_the_collector(approved, collector):
    log = held(collector)
    for n in range(2_500):
        log.bodies.append(b'{"n":%d}' % n)
        log.digests.append(chain.extend(log.digests[-1], log.bodies[-1]))
    approved.rate(2_200)
    approved.clock.advance(5)
    for _ in range(100):
        approved.clock.advance(min(approved.turn(), 600.0))
    kept = {line for fork in log.forks for line in fork.split(b"\n")}
    assert set(approved.bodies[4:]) <= kept

import json
import random
import sqlite3
import time
from datetime import timedelta

import pytest

from kiosk.journal.key import read_key
from sync.agent.source import LogSource
from sync.outbox import FILE
from sync.protocol import batch, chain
from sync.protocol.errors import Errno
from sync.protocol.key import DeviceKey
from sync.protocol.settings import Schedule, Settings, Window, write_settings
from tests.fakes import LOGIN_PAGE, Reply, busy, refusal
from tests.proxy import Fault
from tests.sync.stage import HASTY, TerminalStage


def held(collector):
    (log,) = collector.logs.values()
    return log


def batches(collector):
    return [status for method, name, status in collector.calls if name == "entries"]


@pytest.fixture
def approved(terminal, collector):
    """A terminal that is approved, has sent its first entries and is at rest."""
    collector.approves = True
    terminal.rate(3)
    terminal.start()
    terminal.deliver()
    collector.calls.clear()
    return terminal


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


# -------------------------------------------------------------------- the network


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


# -------------------------------------------------------------------- the error table


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


# -------------------------------------------------------------------- settings


def test_settings_are_laid_out_for_the_window_as_they_came(approved, collector):
    assert (approved.data / "settings.json").read_bytes() == collector.settings


def test_changed_settings_come_with_the_next_heartbeat(approved, collector):
    collector.settings = write_settings(
        Settings(window=Window(code="B07"), schedule=Schedule(heartbeat_seconds=5))
    )
    approved.clock.advance(31)
    approved.go_on(
        lambda: (approved.data / "settings.json").read_bytes() == collector.settings, turns=5
    )
    for _ in range(4):
        approved.turn()
    assert approved.turn() <= 5


def test_unchanged_settings_are_not_sent_again(approved, collector):
    approved.start()
    approved.deliver()
    assert ("GET", "settings", 304) in collector.calls


@pytest.mark.parametrize("document", [b"{}", b'{"window":{"code":""}}', b"<html>", b"[" * 9_999])
def test_a_bad_settings_document_is_refused_and_the_last_good_stays(approved, collector, document):
    good = collector.settings
    collector.settings = document
    approved.clock.advance(31)
    for _ in range(4):
        approved.turn()
    assert (approved.data / "settings.json").read_bytes() == good
    assert approved.link.trouble.kind == "settings-refused"
    fetched = [name for _, name, _ in collector.calls].count("settings")
    for _ in range(10):
        approved.clock.advance(min(approved.turn(), 30.0))
    assert [name for _, name, _ in collector.calls].count("settings") == fetched
    collector.settings = good
    approved.clock.advance(31)
    for _ in range(4):
        approved.turn()


def test_lost_settings_are_laid_out_again_at_the_next_start(approved):
    (approved.data / "settings.json").unlink()
    approved.start()
    assert approved.turn() == 0
    assert (approved.data / "settings.json").exists()


# -------------------------------------------------------------------- the machine


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100, None])
def test_a_damaged_outbox_costs_nothing_but_a_question(approved, collector, damage):
    approved.stop()
    approved.rate(2)
    for path in approved.data.glob(FILE + "*"):
        path.unlink()
    if damage is not None:
        (approved.data / FILE).write_bytes(damage)
    approved.start()
    approved.deliver(most=30)
    assert held(collector).bodies == approved.bodies


def test_an_outbox_damaged_while_in_use_is_made_anew(approved, collector):
    connection = sqlite3.connect(approved.data / FILE)
    connection.executescript("DROP TABLE standing; DROP TABLE closing")
    connection.close()
    approved.rate()
    approved.deliver(most=30)
    approved.start()
    approved.turn()
    assert approved.link.acknowledged == 5


def test_a_folder_that_cannot_be_written_stops_no_rating(approved, collector):
    (approved.data / "link.json").unlink()
    (approved.data / "link.json.new").mkdir()
    approved.rate()
    approved.clock.advance(5)
    approved.turn()
    assert held(collector).bodies == approved.bodies
    (approved.data / "link.json.new").rmdir()
    approved.turn()
    assert approved.link.acknowledged == 5


def test_a_key_that_cannot_be_read_is_said_and_waited_for(approved):
    approved.start()
    (approved.data / "device.key").write_text("no key at all")
    approved.turn()
    assert approved.link.trouble.kind == "key-unreadable"
    assert approved.link.log == ""


def test_a_journal_with_another_key_is_not_sent(approved, collector):
    before = list(held(collector).bodies)
    approved.rate()
    (approved.data / "device.key").write_text(DeviceKey(bytes(32)).seed.hex())
    approved.turn()
    assert approved.link.trouble.kind == "unreadable"
    assert held(collector).bodies == before


def test_a_log_that_was_set_aside_is_sent_and_so_is_its_successor(approved, collector):
    old = approved.courier.log
    approved.stop()
    approved.rate(20)
    written = approved.bodies
    approved.store.close()
    journal = approved.data / "journal.db"
    raw = journal.read_bytes()
    journal.write_bytes(raw.replace(b'"level":"satisfied"', b'"level":"ecstatic!"', 1))
    approved.store = None
    approved.rate(5)
    approved.start()
    approved.go_on(
        lambda: (
            len(collector.logs) == 2
            and approved.courier.delivered
            and all(one.delivered for one in approved.agent.set_aside)
        )
    )
    assert approved.courier.log != old
    assert collector.logs[approved.courier.log].bodies == approved.bodies
    kept = collector.logs[old].bodies
    assert 4 <= len(kept) < len(written)
    assert kept == written[: len(kept)]


def test_settings_that_cannot_be_written_are_fetched_again(approved, collector):
    (approved.data / "settings.json.new").mkdir()
    collector.settings = write_settings(Settings(window=Window(code="C03")))
    approved.clock.advance(31)
    approved.go_on(lambda: approved.link.trouble is not None, turns=5)
    assert approved.link.trouble.kind == "settings-not-written"
    (approved.data / "settings.json.new").rmdir()
    approved.go_on(lambda: approved.link.trouble is None, turns=10)
    assert b"C03" in (approved.data / "settings.json").read_bytes()


def test_a_journal_that_cannot_be_read_for_a_while_is_said_and_then_sent(approved, collector):
    approved.rate(3)
    bodies = approved.bodies
    approved.store.close()
    journal = approved.data / "journal.db"
    whole = journal.read_bytes()
    journal.write_bytes(b"no journal" * 1_000)
    assert approved.turn() == 5
    assert approved.link.trouble.kind == "unreadable"
    journal.write_bytes(whole)
    approved.store = None
    approved.begin_log()
    approved.deliver(most=30)
    assert held(collector).bodies[: len(bodies)] == bodies
    assert approved.link.trouble is None


def test_entries_that_are_no_longer_here_are_named_when_a_collector_asks_for_them(
    approved, collector
):
    approved.rate(20)
    approved.deliver()
    backup = {name: (bodies[:3], digests[:4]) for name, (bodies, digests)
              in collector.snapshot().items()}  # fmt: skip
    _forget(approved, 10)
    collector.restore(backup)
    approved.rate()
    approved.clock.advance(5)
    approved.turn()
    assert approved.link.trouble.kind == "gap"
    assert "not on this terminal any more" in approved.link.trouble.message
    for _ in range(20):
        approved.clock.advance(min(approved.turn(), 60.0))
    assert len(batches(collector)) < 20
    assert held(collector).bodies == backup[approved.courier.log][0]


def _forget(terminal, until):
    """Drop what was acknowledged long ago, as a terminal does after 400 days."""
    execute = terminal.store.connection.execute
    for (name,) in execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        execute(f"DROP TRIGGER {name}")
    execute("UPDATE base SET position = ?, digest = (SELECT digest FROM entry WHERE position = ?)",
            (until, until))  # fmt: skip
    execute("DELETE FROM entry WHERE position <= ?", (until,))


def test_a_log_set_aside_without_its_key_stops_nothing(approved, collector):
    folder = approved.data / "set-aside" / "20260101T000000"
    folder.mkdir(parents=True)
    (folder / "journal.db").write_bytes(b"")
    approved.start()
    approved.rate()
    approved.deliver()
    assert approved.agent.set_aside == []
    assert held(collector).bodies == approved.bodies


def test_a_log_set_aside_that_is_all_sent_is_asked_about_once_an_hour(approved, collector):
    aside = approved.data / "set-aside" / "20260101T000000"
    old = TerminalStage(aside, approved.collector, approved.clock)
    old.rate(3)
    tail, bodies = old.store.tail, old.bodies
    old.close()
    (aside / "damage.json").write_text(json.dumps({
        "log": read_key(aside / "device.key").log, "position": tail.position, "reason": "r",
        "digest": tail.digest.hex(), "at": "2026-01-01T00:00:00Z",
    }))  # fmt: skip
    approved.start()
    approved.go_on(lambda: approved.delivered and approved.agent.set_aside[0].delivered)
    (courier,) = approved.agent.set_aside
    assert collector.logs[courier.log].bodies == bodies
    assert courier.step() > 3_000


# -------------------------------------------------------------------- the night


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


def test_entries_are_read_in_order_and_within_both_limits(approved):
    source = LogSource(approved.data, read_key(approved.data / "device.key"))
    assert source.bodies(2, 2, batch.MAX_BYTES) == approved.bodies[1:3]
    assert len(source.bodies(1, 100, 10)) == 1
    source.close()


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

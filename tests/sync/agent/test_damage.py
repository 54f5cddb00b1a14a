"""Damaged files on the terminal: said, waited for, and no rating lost by the agent."""

import json
import sqlite3

import pytest

from kiosk.journal.key import read_key
from sync.outbox import FILE
from sync.protocol.key import DeviceKey
from tests.sync.agent.seen import batches, held
from tests.sync.stage import TerminalStage


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

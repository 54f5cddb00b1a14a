# ruff: noqa: SLF001 -- pragmas live on the writer's own connection: nothing outside can read them
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import JournalInUse, JournalTooNew, StorageUnavailable
from kiosk.journal.database import JOURNAL_FILE, SCHEMA_VERSION, _set_pragmas
from kiosk.journal.journal import Journal
from kiosk.journal.key import load_or_make_key
from kiosk.journal.reader import JournalReader
from kiosk.journal.store import Store
from sync.protocol import chain
from sync.protocol.entries import Day, Stamp, read, write
from tests.kiosk.ledger import AT, DAY, boot, fill, opened, rating, tamper

WRITER = Path(__file__).with_name("writer.py")


def test_a_stored_entry_is_there_byte_for_byte_with_its_digest(data, journal):
    facts = opened(journal)
    entry = rating()
    stored = journal.append(entry).result(30)
    reader = JournalReader(data / JOURNAL_FILE)
    assert reader.bodies(1, 10, 10**6) == [write(entry)]
    assert stored.position == 1
    assert stored.digest == reader.digest_at(1) == chain.extend(facts.tail.digest, write(entry))
    reader.close()


def test_the_log_begins_at_the_digest_of_its_key(data, journal):
    facts = opened(journal)
    key = load_or_make_key(data)
    assert facts.log == key.log
    assert facts.tail.digest == chain.start(key.public)


def test_the_key_is_readable_by_its_owner_alone(data, journal):
    opened(journal)
    assert stat.S_IMODE((data / "device.key").stat().st_mode) == 0o600


def test_a_key_left_readable_by_others_is_closed_again(data):
    load_or_make_key(data)
    (data / "device.key").chmod(0o644)
    load_or_make_key(data)
    assert stat.S_IMODE((data / "device.key").stat().st_mode) == 0o600


def test_two_processes_that_race_for_a_key_get_the_same(data):
    code = (
        "import sys; from pathlib import Path; from kiosk.journal.key import load_or_make_key; "
        "print(load_or_make_key(Path(sys.argv[1])).log)"
    )
    racers = [
        subprocess.Popen([sys.executable, "-c", code, str(data)], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert len({racer.communicate(timeout=60)[0] for racer in racers}) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = x'7b7d' WHERE position = 2",
        "DELETE FROM entry WHERE position = 3",
        "INSERT INTO entry VALUES (7, x'7b7d', zeroblob(32))",
        "INSERT OR REPLACE INTO entry VALUES (2, x'7b7d', zeroblob(32))",
        "REPLACE INTO entry VALUES (3, x'7b7d', zeroblob(32))",
        "UPDATE base SET position = 2",
        "DELETE FROM base",
        "INSERT INTO entry VALUES (4, 'text', zeroblob(32))",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(data, statement):
    fill(data, 3)
    connection = sqlite3.connect(data / JOURNAL_FILE)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_every_pragma_is_set_and_read_back(data, journal):
    opened(journal)
    store = journal._store
    assert store is not None

    def ask() -> dict[str, object]:
        names = ("journal_mode", "synchronous", "wal_autocheckpoint", "foreign_keys", "mmap_size",
                 "trusted_schema", "cell_size_check", "busy_timeout", "journal_size_limit",
                 )  # fmt: skip
        return {n: store.connection.execute(f"PRAGMA {n}").fetchone()[0] for n in names}

    assert journal._submit(ask).result(30) == {
        "journal_mode": "wal", "synchronous": 2, "wal_autocheckpoint": 200, "foreign_keys": 1,
        "mmap_size": 0, "trusted_schema": 0, "cell_size_check": 1, "busy_timeout": 5000,
        "journal_size_limit": 4194304,
    }  # fmt: skip


def test_a_database_that_does_not_take_a_setting_is_refused_with_a_sentence(data):
    # A database in memory cannot be WAL: the nearest to a file system that does not allow it.
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(StorageUnavailable, match="journal_mode = wal"):
        _set_pragmas(connection)
    connection.close()


def test_a_journal_of_a_later_version_is_refused_and_left_alone(data):
    fill(data, 3)
    tamper(data, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = (data / JOURNAL_FILE).read_bytes()
    journal = Journal(data)
    with pytest.raises(JournalTooNew, match=r"更新版本的程序[\s\S]*later version"):
        opened(journal)
    journal.close()
    assert (data / JOURNAL_FILE).read_bytes() == before
    assert not (data / "set-aside").exists()


def test_a_second_process_is_refused_with_a_sentence(data, journal):
    opened(journal)
    second = subprocess.run(
        [sys.executable, str(WRITER), str(data)], capture_output=True, text=True, timeout=60,
        check=False, env={"PYTHONPATH": ".", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert second.returncode == 3
    assert "另一个程序正在使用" in second.stderr
    assert "Another process is using" in second.stderr
    assert "OPEN" not in second.stdout


def test_a_second_journal_in_the_same_process_is_refused_too(data, journal):
    opened(journal)
    second = Journal(data)
    with pytest.raises(JournalInUse):
        opened(second)
    second.close()


def test_reopening_an_open_log_changes_nothing(journal):
    opened(journal)
    stored = journal.append(boot()).result(30)
    assert opened(journal).tail == stored
    assert journal.append(rating()).result(30).position == 2


def test_appending_before_opening_fails_in_the_future_not_in_the_call(journal):
    with pytest.raises(StorageUnavailable):
        journal.append(boot()).result(30)


def test_an_entry_too_long_for_a_log_is_refused_at_once(journal):
    with pytest.raises(ValueError, match="16384"):
        journal.append(rating(level="x" * 20_000))


def test_what_a_start_needs_is_known_without_a_scan(data, journal):
    opened(journal)
    journal.append(boot()).result(30)
    journal.append(rating(level="basic")).result(30)
    facts = opened(journal)
    assert {kind: position for kind, (position, _) in facts.latest.items()} == {
        "boot": 1, "rating": 2,
    }  # fmt: skip
    assert facts.counts == {"satisfaction-3": {"basic": 1}}
    assert facts.first == boot()


def test_no_statement_of_the_journal_scans_the_log(data):
    fill(data, 5)
    seen: list[str] = []
    connection = sqlite3.connect(data / JOURNAL_FILE, isolation_level=None)
    connection.set_trace_callback(seen.append)
    store = Store(connection)
    store.append(write(rating()), rating())
    store.day("2026-11-22", Stamp(at=AT, boot=1, up=1, clock="ok"))
    store.latest()
    connection.set_trace_callback(None)
    asked = [sql for sql in seen if not sql.startswith(("BEGIN", "COMMIT", "--"))]
    plans = [
        (sql, detail)
        for sql in asked
        for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    connection.close()
    assert len(asked) >= 8
    # The last row by position, and each type's last entry by position: nothing else may walk it.
    scans = [(sql, detail) for sql, detail in plans if "SCAN entry" in detail]
    assert all("ORDER BY position DESC LIMIT 1" in sql for sql, _ in scans)


def test_the_day_entry_counts_what_counts_since_the_last(journal):
    opened(journal)
    stamp = Stamp(at=AT, boot=1, up=1, clock="ok")
    journal.append(rating(level="basic")).result(30)
    journal.append(rating(up=9000, replaces=1)).result(30)
    journal.append(rating(up=9500, repeat=True)).result(30)
    journal.close_day("2026-11-21", stamp).result(30)
    journal.append(rating(up=20_000, level="unsatisfied", replaces=2)).result(30)
    journal.close_day("2026-11-22", stamp).result(30)
    reader = JournalReader(journal._data / JOURNAL_FILE)
    first, second = (read(body) for body in (reader.bodies(4, 1, 1)[0], reader.bodies(6, 1, 1)[0]))
    assert isinstance(first, Day)
    assert isinstance(second, Day)
    assert (first.first, first.last) == (1, 3)
    assert _nonzero(first.levels) == {"satisfaction-3": {"satisfied": 1}}
    assert (second.first, second.last) == (5, 5)
    assert _nonzero(second.levels) == {"satisfaction-3": {"unsatisfied": 1}}
    assert reader.totals() == {"satisfaction-3": {"basic": 1, "satisfied": 2, "unsatisfied": 1}}
    assert _nonzero(reader.counts(DAY)) == {"satisfaction-3": {"unsatisfied": 1}}
    reader.close()


def _nonzero(levels: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {scale: {k: n for k, n in row.items() if n} for scale, row in levels.items()}


def test_a_stuck_reader_does_not_let_the_wal_grow(data, journal):
    opened(journal)
    reader = JournalReader(data / JOURNAL_FILE)
    journal.append(boot()).result(30)
    reader.tail()
    for number in range(2_000):
        journal.append(rating(up=number))
    journal.ping().result(60)
    assert (data / "journal.db-wal").stat().st_size < 2 * 1024 * 1024
    reader.close()


def test_a_reader_that_holds_a_transaction_is_what_that_test_would_catch(data, journal):
    opened(journal)
    journal.append(boot()).result(30)
    held = sqlite3.connect(f"file:{data / JOURNAL_FILE}?mode=ro", uri=True, isolation_level=None)
    held.execute("BEGIN")
    held.execute("SELECT count(*) FROM entry").fetchall()
    for number in range(2_000):
        journal.append(rating(up=number))
    journal.ping().result(60)
    assert (data / "journal.db-wal").stat().st_size > 4 * 1024 * 1024
    held.close()

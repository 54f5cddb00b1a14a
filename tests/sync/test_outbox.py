import sqlite3

import pytest

from sync.outbox import FILE, Outbox, SettingsDocument, Standing
from sync.protocol.handover import Closing, Trouble

ONE = Standing(
    status="approved", code="WX4-7QK", acknowledged=7, contact="now", clock_offset=-3,
    troubles={"link": Trouble(kind="unreachable", message="m", since="s")},
)  # fmt: skip
DOCUMENT = SettingsDocument(etag='"e"', body=b"{}\xff")


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE


@pytest.fixture
def outbox(path):
    outbox = Outbox(path)
    yield outbox
    outbox.close()


def closing(date, outcome="complete"):
    return Closing(date=date, outcome=outcome, at="x")


def test_what_is_kept_is_there_in_the_next_run(outbox, path):
    outbox.keep_standing("c", "log", ONE)
    outbox.keep_document("c", "log", DOCUMENT)
    outbox.keep_closing("c", "log", closing("2026-11-23"))
    outbox.close()
    again = Outbox(path)
    assert again.standing("c", "log") == ONE
    assert again.document("c", "log") == DOCUMENT
    assert again.last_closing("c", "log") == closing("2026-11-23")
    again.close()


def test_each_collector_and_each_log_stands_for_itself(outbox):
    outbox.keep_standing("c", "log", ONE)
    for collector, log in (("c", "other"), ("d", "log")):
        assert outbox.standing(collector, log) == Standing()
        assert outbox.document(collector, log) is None
        assert outbox.last_closing(collector, log) is None


def test_the_last_closing_is_the_one_kept_last_whatever_its_date(outbox):
    outbox.keep_closing("c", "log", closing("2099-01-01"))
    outbox.keep_closing("c", "log", closing("2026-11-23", "behind"))
    outbox.keep_closing("c", "log", closing("2026-11-23"))
    assert outbox.last_closing("c", "log") == closing("2026-11-23")


def test_every_write_is_on_the_disk_when_it_is_done(outbox, path):
    outbox.keep_standing("c", "log", ONE)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT count(*) FROM standing").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("content", [b"", b"no database", bytes(8_192), None])
def test_a_damaged_file_is_thrown_away(path, content):
    first = Outbox(path)
    first.keep_standing("c", "log", ONE)
    first.close()
    raw = path.read_bytes()
    path.write_bytes(raw[:2_000] + bytes(len(raw) - 2_000) if content is None else content)
    outbox = Outbox(path)
    assert outbox.standing("c", "log") in (Standing(), ONE)
    outbox.keep_standing("c", "log", ONE)
    assert outbox.standing("c", "log") == ONE
    outbox.close()


@pytest.mark.parametrize(
    "statement", ["DROP TABLE standing", "PRAGMA user_version = 9", "DELETE FROM standing"]
)
def test_a_file_of_another_making_is_made_anew(outbox, path, statement):
    outbox.keep_standing("c", "log", ONE)
    outbox.close()
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    assert outbox.standing("c", "log") == Standing()
    outbox.keep_standing("c", "log", ONE)
    assert outbox.standing("c", "log") == ONE


@pytest.mark.parametrize("body", [b"", b"{", b'{"acknowledged":"x"}', b"\xff"])
def test_a_row_that_cannot_be_read_is_as_none(outbox, path, body):
    outbox.keep_standing("c", "log", ONE)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE standing SET body = ?", (body,))
    connection.close()
    assert outbox.standing("c", "log") == Standing()


def test_a_full_disk_is_no_reason_to_stop(outbox, path):
    outbox.keep_standing("c", "log", Standing())
    connection = outbox._opened()  # noqa: SLF001 -- the only way to a full disk without one
    connection.execute("PRAGMA max_page_count = 1")
    outbox.keep_document("c", "log", SettingsDocument(etag="e", body=bytes(100_000)))
    assert outbox.document("c", "log") is None
    assert path.exists()
    outbox.keep_standing("c", "log", ONE)
    assert outbox.standing("c", "log") == ONE


def test_a_place_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / FILE).mkdir()
    outbox = Outbox(tmp_path / FILE)
    outbox.keep_standing("c", "log", ONE)
    assert outbox.standing("c", "log") == Standing()
    outbox.close()


def test_a_busy_file_is_not_thrown_away(outbox, path):
    outbox.keep_standing("c", "log", ONE)
    outbox._opened().execute("PRAGMA busy_timeout = 1")  # noqa: SLF001 -- not to wait five seconds
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outbox.keep_standing("c", "log", Standing())
    other.execute("ROLLBACK")
    other.close()
    assert outbox.standing("c", "log") == ONE

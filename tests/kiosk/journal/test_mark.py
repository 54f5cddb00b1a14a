"""An end that was lost where the database cannot know of it, and sound logs that stay in use."""

import os
import shutil

import pytest

from kiosk.journal.database import JOURNAL_FILE, MARK_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.mark import MarkWriter, read_mark
from kiosk.journal.reader import Tail
from kiosk.journal.verification import verify
from tests.kiosk.journal.test_damage import crashed
from tests.kiosk.ledger import fill, opened, rating, tamper

LOG = "ab" * 32


def reopened(data):
    """Open the log anew and close it; return what it knew."""
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    return facts


def test_the_mark_says_where_the_log_ends(data):
    facts = fill(data, 7)
    mark = read_mark(data)
    assert mark is not None
    assert (mark.log, mark.tail.position) == (facts.log, 7)
    assert mark.tail.digest.hex() == verify(data).digest


def test_a_wal_that_was_cut_short_is_noticed(data):
    crashed(data, 20)
    wal = data / "journal.db-wal"
    os.truncate(wal, wal.stat().st_size // 2)
    journal = Journal(data)
    facts = opened(journal)
    assert journal.append(rating()).result(30).position == 1
    journal.close()
    assert facts.aside is not None
    assert facts.follows is not None
    assert 0 < facts.follows.position < 20


def test_without_a_mark_the_same_goes_unnoticed(data):
    crashed(data, 20)
    (data / MARK_FILE).unlink()
    wal = data / "journal.db-wal"
    os.truncate(wal, wal.stat().st_size // 2)
    assert reopened(data).aside is None


def test_an_older_copy_of_the_log_is_not_continued(data):
    fill(data, 5)
    shutil.copy(data / JOURNAL_FILE, data / "copy")
    journal = Journal(data)
    opened(journal)
    journal.append(rating()).result(30)
    journal.close()
    shutil.move(data / "copy", data / JOURNAL_FILE)
    assert reopened(data).aside is not None


def test_an_end_that_was_exchanged_is_noticed(data):
    fill(data, 5)
    tamper(
        data,
        "DROP TRIGGER entry_is_never_deleted",
        "DELETE FROM entry WHERE position = 5",
        "CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry\n"
        "        BEGIN SELECT raise(ABORT, 'the log is append-only'); END",
    )
    assert any("had 5" in en for _, en in verify(data).problems)
    assert reopened(data).aside is not None


@pytest.mark.parametrize("left", [b"", b"\0" * 160, b"torn" + b"\0" * 156, b"a b c d\n"])
def test_a_mark_that_cannot_be_relied_on_accuses_nobody(data, left):
    fill(data, 5)
    (data / MARK_FILE).write_bytes(left)
    assert reopened(data).aside is None
    assert verify(data).problems == ()


def test_a_mark_of_another_log_or_an_older_one_accuses_nobody(data):
    facts = fill(data, 5)
    older = (data / MARK_FILE).read_bytes()
    fill(data, 5)
    (data / MARK_FILE).write_bytes(older)
    assert verify(data).problems == ()
    MarkWriter(data).note(LOG, Tail(99, bytes(32)))
    assert reopened(data).log == facts.log


def test_a_mark_that_cannot_be_written_costs_no_rating(data):
    data.mkdir()
    (data / MARK_FILE).mkdir()
    journal = Journal(data)
    opened(journal)
    assert journal.append(rating()).result(30).position == 1
    journal.close()

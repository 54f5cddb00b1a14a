"""What `verify` says of a sound journal and of one somebody has changed."""

import sqlite3

import pytest

from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.reader import JournalReader
from kiosk.journal.verification import verify
from tests.kiosk.ledger import UNLOCKED, fill, opened, rating, tamper


def test_verify_names_the_first_bad_position(data):
    fill(data, 40)
    tamper(
        data,
        *UNLOCKED,
        "UPDATE entry SET body = CAST(body || ' ' AS BLOB) WHERE position IN (17, 31)",
    )
    verdict = verify(data)
    assert verdict.first_bad == 17
    assert verdict.last == 16
    assert "17" in verdict.problems[0][1]


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM entry WHERE position = 17",
        "UPDATE entry SET digest = zeroblob(32) WHERE position = 17",
        "UPDATE entry SET position = 1000 WHERE position = 17",
    ],
)
def test_verify_notices_what_is_missing_moved_or_signed_anew(data, deed):
    fill(data, 40)
    tamper(data, *UNLOCKED, deed)
    assert verify(data).first_bad == 17


def test_verify_notices_totals_that_do_not_fit_the_log(data):
    fill(data, 10)
    tamper(data, "UPDATE tally SET ratings = ratings + 1 WHERE span = 'lifetime'")
    verdict = verify(data)
    assert verdict.first_bad is None
    assert "totals" in verdict.problems[0][1]


def test_verify_works_while_the_journal_is_being_written(data, journal):
    opened(journal)
    futures = [journal.append(rating(up=n)) for n in range(500)]
    assert verify(data).problems == ()
    assert futures[-1].result(30).position == 500
    assert verify(data).last == 500


def test_what_is_written_after_the_end_was_looked_at_is_no_damage(data, journal, monkeypatch):
    opened(journal)
    journal.append(rating(up=1)).result(30)
    look = JournalReader.tail_and_totals

    def and_then_one_more_is_written(reader):
        found = look(reader)
        journal.append(rating(up=2)).result(30)
        return found

    monkeypatch.setattr(JournalReader, "tail_and_totals", and_then_one_more_is_written)
    verdict = verify(data)

    assert (verdict.problems, verdict.last) == ((), 1)


def test_sqlite_itself_agrees_that_a_sound_journal_is_sound(data):
    fill(data, 50)
    connection = sqlite3.connect(data / JOURNAL_FILE)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()

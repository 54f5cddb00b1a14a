"""Damaged journals and keys: set aside, followed by a new log, readable as far as sound."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.key import KEY_FILE, read_key
from kiosk.journal.opening import open_log
from kiosk.journal.reader import JournalReader, log_folders
from kiosk.journal.set_aside import DAMAGE_FILE
from kiosk.journal.verification import verify
from sync.protocol.handover import Link, write_link
from tests.kiosk.ledger import UNLOCKED, boot, fill, opened, tamper


def spoil(path: Path, offset: int, content: bytes = b"\x5a" * 64) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def crashed(data: Path, entries: int) -> None:
    """Leave a data folder as a killed program does: entries in the WAL, and there alone.

    It is killed before the writer found a moment to carry some of them over; otherwise it would
    depend on the moment what is lost with a piece of the WAL.
    """
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from kiosk.journal.journal import Journal\n"
        "from tests.kiosk.ledger import opened, rating\n"
        "Journal._tidy = lambda journal: None\n"
        "journal = Journal(Path(sys.argv[1])); opened(journal)\n"
        "for n in range(int(sys.argv[2])): journal.append(rating(up=n)).result(30)\n"
        "journal.ping().result(30); os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(data), str(entries)], check=True, timeout=60)


def test_a_damaged_journal_is_set_aside_and_rating_goes_on(data):
    old = fill(data, 30).log
    spoil(data / JOURNAL_FILE, 0)
    journal = Journal(data)
    facts = opened(journal)
    assert facts.log != old
    assert facts.tail.position == 0
    assert facts.follows is not None
    assert facts.follows.log == old
    assert journal.append(boot(follows=facts.follows)).result(30).position == 1
    journal.close()
    assert facts.aside is not None
    assert {JOURNAL_FILE, KEY_FILE, DAMAGE_FILE} <= {path.name for path in facts.aside.iterdir()}
    assert read_key(facts.aside / KEY_FILE).log == old
    assert verify(data).problems == ()


def test_the_new_log_names_the_one_it_follows_up_to_its_last_good_position(data):
    old = fill(data, 30).log
    tamper(data, *UNLOCKED, "UPDATE entry SET body = x'7b7d' WHERE position = 21")
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.follows is not None
    assert (facts.follows.log, facts.follows.position) == (old, 20)


def test_a_power_cut_before_the_first_entry_of_the_new_log_forgets_no_follows(data):
    fill(data, 3)
    spoil(data / JOURNAL_FILE, 0)
    open_log(data).store.close()
    again = open_log(data)
    again.store.close()
    assert again.follows is not None
    assert again.aside is None


def test_the_readable_part_of_a_log_set_aside_can_still_be_read_and_no_more(data):
    fill(data, 30)
    tamper(data, *UNLOCKED, "UPDATE entry SET body = x'7b7d' WHERE position = 21")
    journal = Journal(data)
    opened(journal)
    journal.close()
    aside, present = log_folders(data)
    assert present == data
    reader = JournalReader(aside / JOURNAL_FILE)
    assert reader.tail().position == 20
    assert len(reader.bodies(1, 1000, 10**9)) == 20
    reader.close()


@pytest.mark.parametrize("deed", ["UPDATE", "trigger", "table"])
def test_a_schema_that_was_tampered_with_is_noticed(data, deed):
    fill(data, 3)
    tamper(
        data,
        {
            "UPDATE": "DROP TRIGGER entry_is_never_changed",
            "trigger": "CREATE TRIGGER extra AFTER INSERT ON latest BEGIN SELECT 1; END",
            "table": "CREATE TABLE extra (a)",
        }[deed],
    )
    assert verify(data).problems
    journal = Journal(data)
    assert opened(journal).aside is not None
    journal.close()


def test_a_lost_key_ends_its_log_and_begins_another(data):
    old = fill(data, 5).log
    (data / KEY_FILE).unlink()
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.follows is not None
    assert (facts.follows.log, facts.follows.position) == (old, 5)


@pytest.mark.parametrize("content", [b"", b"not a key\n", b"ab" * 31])
def test_a_damaged_key_ends_its_log_and_begins_another(data, content):
    old = fill(data, 5).log
    (data / KEY_FILE).write_bytes(content)
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.follows is not None
    assert facts.follows.log == old


@pytest.mark.parametrize("remains", ["an older copy", "nothing"])
def test_a_log_shorter_than_its_collector_knows_is_not_continued_under_its_key(data, remains):
    old = fill(data, 5).log
    if remains == "nothing":
        (data / JOURNAL_FILE).unlink()
    write_link(data, Link(collector="http://127.0.0.1", log=old, acknowledged=7))
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.log != old
    assert facts.follows is not None
    assert facts.follows.log == old


def test_commits_lost_in_the_middle_of_the_wal_are_noticed_and_kept(data):
    crashed(data, 20)
    wal = data / "journal.db-wal"
    spoil(wal, wal.stat().st_size // 2)
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.aside is not None
    assert (facts.aside / "journal.db-wal.damaged").stat().st_size > 0


def test_a_damaged_head_of_the_wal_does_not_lose_its_entries_quietly(data):
    crashed(data, 20)
    spoil(data / "journal.db-wal", 0)
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.aside is not None


def test_a_killed_program_leaves_a_journal_that_is_simply_opened(data):
    crashed(data, 20)
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.aside is None
    assert facts.tail.position == 20


def test_a_folder_set_aside_says_why(data):
    fill(data, 3)
    spoil(data / JOURNAL_FILE, 0)
    journal = Journal(data)
    facts = opened(journal)
    journal.close()
    assert facts.aside is not None
    said = json.loads((facts.aside / DAMAGE_FILE).read_text())
    assert said["reason"].startswith("The journal file is damaged")


def test_two_journals_damaged_in_one_second_get_folders_of_their_own(data):
    for _ in range(2):
        fill(data, 3)
        spoil(data / JOURNAL_FILE, 0)
        open_log(data).store.close()
    assert len(log_folders(data)) == 3


def test_the_reader_follows_when_the_file_is_replaced(data):
    fill(data, 9)
    reader = JournalReader(data / JOURNAL_FILE)
    assert reader.tail().position == 9
    spoil(data / JOURNAL_FILE, 0)
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    assert reader.tail().position == 1
    reader.close()
    journal.close()

# ruff: noqa: S311 -- chance here has to be repeatable, not secret
"""Damaged journals and keys: set aside, followed by a new log, readable as far as sound."""

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.journal import checks
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.key import KEY_FILE, read_key
from kiosk.journal.opening import open_log
from kiosk.journal.reader import JournalReader, log_folders
from kiosk.journal.set_aside import DAMAGE_FILE, read_damage
from kiosk.journal.verification import verify
from sync.protocol.handover import Link, write_link
from tests.kiosk.ledger import UNLOCKED, boot, fill, opened, rating, tamper

PAGE = 4096


def spoil(path: Path, offset: int, content: bytes = b"\x5a" * 64) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def crashed(data: Path, entries: int) -> None:
    """Leave a data folder as a killed program does: entries in the WAL."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from kiosk.journal.journal import Journal\n"
        "from tests.kiosk.ledger import opened, rating\n"
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


def _corrupted(source: Path, folder: Path, chance: random.Random) -> Path:
    shutil.copytree(source, folder)
    victims = [path for path in folder.glob("journal.db*") if "shm" not in path.name]
    victim = chance.choice(victims)
    size = victim.stat().st_size
    match chance.randint(0, 3):
        case 0:
            spoil(victim, chance.randrange(size), bytes([chance.randrange(256)]))
        case 1:
            spoil(victim, chance.randrange(size // PAGE + 1) * PAGE, bytes(PAGE))
        case 2:
            spoil(victim, chance.randrange(size), chance.randbytes(chance.randint(1, 9000)))
        case _:
            with victim.open("r+b") as file:
                file.truncate(chance.randrange(size))
    return folder


class Outcome(NamedTuple):
    """What one corruption came to: in seconds, and in entries nobody was told had gone."""

    ready: float
    aside: bool
    unnoticed: int


def _survives(folder: Path, whole: list[bytes]) -> Outcome:
    """Open, rate and verify; every entry shown is one that was written."""
    began = time.monotonic()
    journal = Journal(folder)
    facts = opened(journal)
    journal.append(rating(up=10**6)).result(30)
    ready = time.monotonic() - began
    journal.close()
    assert verify(folder).problems == ()
    if facts.aside is not None:
        damage = read_damage(facts.aside)
        assert damage is not None
        assert damage.reason
        assert (facts.aside / JOURNAL_FILE).exists()
        if damage.position:
            reader = JournalReader(facts.aside / JOURNAL_FILE)
            assert reader.bodies(1, 1000, 10**9) == whole[: damage.position]
            reader.close()
        return Outcome(ready, aside=True, unnoticed=0)
    reader = JournalReader(folder / JOURNAL_FILE)
    assert reader.bodies(1, facts.tail.position, 10**9) == whole[: facts.tail.position]
    reader.close()
    return Outcome(ready, aside=False, unnoticed=len(whole) - facts.tail.position)


def _outcomes(data: Path, count: int) -> list[Outcome]:
    """Corrupt as many copies of a folder that a crash has left, and open each."""
    crashed(data, 60)
    reader = JournalReader(data / JOURNAL_FILE)
    whole = reader.bodies(1, 1000, 10**9)
    reader.close()
    chance = random.Random(17)
    outcomes = []
    for number in range(count):
        folder = data.parent / f"copy{number}"
        outcomes.append(_survives(_corrupted(data, folder, chance), whole))
        shutil.rmtree(folder)
    return outcomes


@pytest.mark.parametrize(
    "count", [40, pytest.param(1000, marks=pytest.mark.soak)], ids=["some", "1000"]
)
def test_after_random_corruption_the_terminal_rates_again_at_once(data, figure, count):
    outcomes = _outcomes(data, count)
    figure(
        f"R6 {count:,} random corruptions: rates again within "
        f"{max(one.ready for one in outcomes):.2f} s, {sum(one.aside for one in outcomes)} set "
        f"aside and said so, entries lost unnoticed in {sum(o.unnoticed > 0 for o in outcomes)}"
    )
    assert max(one.ready for one in outcomes) < 10
    assert not any(one.unnoticed for one in outcomes)


def test_without_the_mark_some_of_these_corruptions_take_entries_unnoticed(
    data, figure, monkeypatch
):
    monkeypatch.setattr(checks, "read_mark", lambda _: None)
    lost = sum(one.unnoticed > 0 for one in _outcomes(data, 40))
    figure(f"R6 control, without the mark: entries lost unnoticed in {lost} of 40")
    assert lost


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

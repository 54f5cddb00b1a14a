# ruff: noqa: S311 -- chance here has to be repeatable, not secret
"""Bytes of the log changed at random: the terminal rates again at once and loses nothing unsaid."""

import random
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.errors import JournalMissing, StorageUnavailable
from kiosk.journal import checks
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader, log_folders
from kiosk.journal.set_aside import read_damage
from kiosk.journal.verification import verify
from tests.kiosk.journal.test_damage import crashed, spoil
from tests.kiosk.ledger import opened, rating

PAGE = 4096


def look_at(*folders: Path) -> None:
    """Do what commands and the agent do with a log: they are told in a sentence, never break."""
    for folder in folders:
        with suppress(StorageUnavailable, JournalMissing):
            verify(folder)
        reader = JournalReader(folder / JOURNAL_FILE)
        for work in (reader.tail, reader.totals, lambda: reader.bodies(1, 1000, 10**6)):  # noqa: B023
            with suppress(StorageUnavailable, JournalMissing):
                work()
        reader.close()


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
    look_at(folder)
    began = time.monotonic()
    journal = Journal(folder)
    facts = opened(journal)
    journal.append(rating(up=10**6)).result(30)
    ready = time.monotonic() - began
    journal.close()
    look_at(*log_folders(folder))
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
    chance = random.Random(17)
    outcomes = []
    for number in range(count):
        if number % 250 == 0:  # another log now and then: where its bytes lie differs
            shutil.rmtree(data, ignore_errors=True)
            crashed(data, 60)
            reader = JournalReader(data / JOURNAL_FILE)
            whole = reader.bodies(1, 1000, 10**9)
            reader.close()
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

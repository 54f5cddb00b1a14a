# ruff: noqa: S311 -- chance here has to be repeatable, not secret
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.journal import database
from kiosk.journal.key import KEY_FILE, read_key
from kiosk.journal.opening import open_log
from kiosk.journal.reader import log_folders
from kiosk.journal.verification import verify
from tests.kiosk.journal.powercut import Disk, State, lay_out, states, trace
from tests.kiosk.journal.writer import become_later
from tests.kiosk.ledger import MEMORY, UNLOCKED, fill, tamper

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def lost(state: State, chance: random.Random) -> list[str]:
    """Say what a cut has cost: entries that were thanked for, or the journal as a whole."""
    promised = [line.split() for line in state.said if line.startswith("THANKS")]
    with TemporaryDirectory(dir=MEMORY) as folder:
        lay_out(state, Path(folder), chance)
        log = open_log(Path(folder))
        try:
            found = dict(log.store.connection.execute("SELECT position, digest FROM entry"))
        finally:
            log.store.close()
        missing = [
            f"entry {position}"
            for _, position, digest in promised
            if found.get(int(position)) != bytes.fromhex(digest)
        ]
        aside = [] if log.aside is None else ["the journal, which was set aside"]
        broken = [en for _, en in verify(Path(folder)).problems]
    return missing + aside + broken


def sample(every: Iterable[State], wanted: int, chance: random.Random) -> list[State]:
    kept: list[State] = []
    for number, state in enumerate(every):
        if len(kept) < wanted:
            kept.append(state)
        elif (place := chance.randint(0, number)) < wanted:
            kept[place] = state
    return kept


def cut(tmp_path: Path, *options: str, again: int = 0) -> Iterable[State]:
    """Trace the writer's first start and `again` further starts; yield the states of each."""
    chance = random.Random(7)
    data = tmp_path / "data"
    for _ in range(again + 1):
        disk = Disk(data)
        yield from states(disk, trace(data, tmp_path / "trace", *options), chance)


def test_no_rating_that_was_thanked_for_is_lost_by_a_power_cut(tmp_path):
    chance = random.Random(1)
    chosen = sample(cut(tmp_path, "--entries", "30", again=1), 400, chance)
    assert len(chosen) == 400
    assert max(len(state.said) for state in chosen) > 40
    assert [found for state in chosen if (found := lost(state, chance))] == []


def test_with_synchronous_normal_the_same_power_cuts_lose_ratings(tmp_path):
    chance = random.Random(1)
    chosen = sample(cut(tmp_path, "--entries", "30", "--normal"), 100, chance)
    assert any("entry" in " ".join(lost(state, chance)) for state in chosen)


def test_a_power_cut_while_recovering_from_one_loses_nothing(tmp_path):
    chance = random.Random(3)
    first = [s for s in cut(tmp_path, "--entries", "12") if b"journal.db-wal" in s.files]
    for state in chance.sample(first, 3):
        data = tmp_path / f"again{len(state.said)}-{chance.random()}"
        data.mkdir()
        lay_out(state, data, chance)
        disk = Disk(data)
        disk.said = [line for line in state.said if line.startswith("THANKS")]
        calls = trace(data, tmp_path / "trace", "--entries", "3")
        chosen = sample(states(disk, calls, chance), 40, chance)
        assert [found for s in chosen if (found := lost(s, chance))] == []


def migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterable[State]:
    """Yield the states of a start by a later version, which migrates the log of today's.

    Whoever opens them is the later version too.
    """
    data = tmp_path / "data"
    trace(data, tmp_path / "trace", "--entries", "8")
    monkeypatch.setattr(database, "MIGRATIONS", database.MIGRATIONS)
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION)
    become_later()
    disk = Disk(data)
    calls = trace(data, tmp_path / "trace", "--entries", "8", "--later")
    assert any(b"CREATE TABLE later" in bytes(a) for c in calls for a in c.arguments
               if isinstance(a, bytes))  # fmt: skip
    yield from states(disk, calls, random.Random(9))


def test_a_power_cut_while_the_log_is_migrated_loses_nothing(tmp_path, monkeypatch):
    chance = random.Random(1)
    chosen = sample(migrated(tmp_path, monkeypatch), 60, chance)
    assert [found for state in chosen if (found := lost(state, chance))] == []


def recovered(tmp_path: Path, chance: random.Random) -> Iterable[State]:
    """Yield the states of recoveries from power cuts that are cut as well."""
    first = [s for s in cut(tmp_path, "--entries", "30") if b"journal.db-wal" in s.files]
    for number, state in enumerate(chance.sample(first, 4)):
        data = tmp_path / f"again{number}"
        data.mkdir()
        lay_out(state, data, chance)
        disk = Disk(data)
        disk.said = [line for line in state.said if line.startswith("THANKS")]
        yield from states(disk, trace(data, tmp_path / "trace", "--entries", "3"), chance)


def some_states(
    number: int, folder: Path, chance: random.Random, patch: pytest.MonkeyPatch
) -> tuple[str, Iterable[State]]:
    """Return what is cut short this time, and the states."""
    if number % 6 == 1:
        return "recoveries cut again", recovered(folder, chance)
    if number % 6 == 2:
        return "migrations", migrated(folder, patch)
    entries = str(chance.randint(5, 120))
    return (
        "first and later starts with checkpoints",
        cut(folder, "--entries", entries, again=chance.randint(0, 2)),
    )


@pytest.mark.soak
def test_20000_power_cuts_lose_nothing(tmp_path, figure, monkeypatch):
    chance = random.Random(11)
    seen = Counter[str]()
    for number in count():
        folder = tmp_path / str(number)
        folder.mkdir()
        with monkeypatch.context() as patch:
            what, made = some_states(number, folder, chance, patch)
            for state in made:
                assert lost(state, chance) == [], f"{what}: {seen}"
                seen[what] += 1
        sys.stderr.write(f"{seen.total()} states\n")
        if seen.total() >= 20_000:
            break
    parts = ", ".join(f"{number:,} of {what}" for what, number in seen.items())
    figure(f"R1 {seen.total():,} power-cut states ({parts}): 0 entries lost, 0 logs broken")


@pytest.mark.soak
def test_with_synchronous_normal_many_of_them_lose_entries(tmp_path, figure):
    chance = random.Random(1)
    chosen = sample(cut(tmp_path, "--entries", "30", "--normal"), 1000, chance)
    bad = sum(bool(lost(state, chance)) for state in chosen)
    figure(f"R1 control, synchronous=NORMAL: entries lost in {bad} of {len(chosen)} states")
    assert bad


def test_a_power_cut_while_a_journal_is_set_aside_loses_neither_the_old_log_nor_the_new(tmp_path):
    chance = random.Random(5)
    data = tmp_path / "data"
    old = fill(data, 8).log
    tamper(data, *UNLOCKED, "UPDATE entry SET body = x'7b7d' WHERE position = 6")
    disk = Disk(data)
    calls = trace(data, tmp_path / "trace", "--entries", "3")
    chosen = sample(states(disk, calls, chance), 200, chance)
    for state in chosen:
        with TemporaryDirectory(dir=MEMORY) as name:
            folder = Path(name)
            lay_out(state, folder, chance)
            log = open_log(folder)
            found = dict(log.store.connection.execute("SELECT position, digest FROM entry"))
            log.store.close()
            promised = [line.split() for line in state.said if line.startswith("THANKS")]
            assert all(found.get(int(n)) == bytes.fromhex(digest) for _, n, digest in promised)
            assert log.base.log != old
            assert log.follows is None or log.follows.log == old
            assert log.follows is not None or found
            (aside,) = [read_key(f / KEY_FILE).log for f in log_folders(folder)[:-1]]
            assert aside == old

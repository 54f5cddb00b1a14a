"""An agent that is stuck in the middle of a read: the WAL it holds does not grow for ever."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.verification import verify
from tests.kiosk.ledger import boot, opened, rating

LARGEST = 16 * 1024 * 1024
STUCK = (
    "import os, signal, sys\n"
    "from pathlib import Path\n"
    "from kiosk.journal.reader import JournalReader\n"
    "def read(connection):\n"
    "    connection.execute('SELECT max(position) FROM entry').fetchone()\n"
    "    print('reading', flush=True)\n"
    "    os.kill(os.getpid(), signal.SIGSTOP)\n"
    "JournalReader(Path(sys.argv[1])).read(read)\n"
)


@contextmanager
def stuck(data: Path) -> Iterator[None]:
    """Have a reader stopped inside a read, as an agent on a sick machine may be."""
    command = [sys.executable, "-c", STUCK, str(data / JOURNAL_FILE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        try:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
            yield
        finally:
            reader.kill()


def largest_wal(data: Path, ratings: int, *, restarted: bool) -> tuple[int, int]:
    """Store ratings while readers are stuck, one after the other where they are restarted.

    Returns the largest size of the WAL and the number of readers there were.
    """
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    largest, number, readers = 0, 0, 0
    while number < ratings:
        readers += 1
        with stuck(data):
            in_the_way = False
            while number < ratings and not (restarted and in_the_way):
                for _ in range(25):
                    journal.append(rating(up=number)).result(30)
                    number += 1
                # As often as the window beats; the writer tidies up in between.
                journal.ping().result(30)
                in_the_way = journal.ping().result(30)
                largest = max(largest, (data / "journal.db-wal").stat().st_size)
        # The next beat comes before another agent has been started.
        journal.ping().result(30)
    journal.close()
    assert verify(data).last == ratings + 1
    return largest, readers


@pytest.mark.parametrize(
    "ratings", [3_000, pytest.param(100_000, marks=pytest.mark.soak)], ids=["some", "100000"]
)
def test_the_wal_stays_small_where_stuck_readers_are_restarted(data, figure, ratings):
    largest, readers = largest_wal(data, ratings, restarted=True)
    figure(
        f"R5 {ratings:,} ratings with the agent stuck inside a read: WAL at most "
        f"{largest / 2**20:.1f} MiB, {readers} agents restarted"
    )
    assert readers > 1
    assert largest <= LARGEST


def test_a_reader_that_nobody_restarts_lets_it_grow(data, figure):
    largest, _ = largest_wal(data, 3_000, restarted=False)
    figure(f"R5 control, 3,000 ratings and nobody restarts it: WAL {largest / 2**20:.1f} MiB")
    assert largest > LARGEST

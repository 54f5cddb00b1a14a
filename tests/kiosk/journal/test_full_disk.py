"""A disk that somebody else fills up: the ballast pays for a day of ratings, then it is said."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.errors import StorageUnavailable
from kiosk.journal.ballast import BALLAST_BYTES, BALLAST_FILE
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader
from kiosk.journal.verification import verify
from sync.protocol.entries import Day
from tests.kiosk.ledger import AT, DAY, MEMORY, boot, opened, rating


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 48 MB of its own."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            pytest.skip(f"a small file system cannot be mounted here: {made.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


LARGE = Day(
    at=AT, boot=1, up=1, clock="ok", date=DAY, first=1, last=0, visits=0, unrated=0,
    levels={"satisfaction-3": {f"level-{n:050}": 0 for n in range(250)}},
)  # fmt: skip


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def begun(disk: Path) -> tuple[Path, Journal]:
    """Begin a log, and wait until the writer has had a quiet moment, in which it takes ballast."""
    data = disk / "data"
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    deadline = time.monotonic() + 30
    while not (data / BALLAST_FILE).exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return data, journal


def test_10000_ratings_are_stored_after_the_disk_is_full(small_disk, figure):
    data, journal = begun(small_disk)
    assert (data / BALLAST_FILE).stat().st_blocks * 512 >= BALLAST_BYTES
    fill_up(small_disk / "somebody-elses-log")
    futures = [journal.append(rating(up=n)) for n in range(10_000)]
    assert futures[-1].result(120).position == 10_001
    assert not (data / BALLAST_FILE).exists()
    journal.close()
    assert verify(data).problems == ()
    figure("R4 10,000 ratings stored after the disk was full")


def test_without_ballast_a_full_disk_ends_rating_at_once(small_disk, figure):
    data, journal = begun(small_disk)
    fill_up(small_disk / "somebody-elses-log")
    (data / BALLAST_FILE).unlink()
    fill_up(small_disk / "and-another")
    stored = 0
    for number in range(10_000):
        if journal.append(rating(up=number)).exception(30) is not None:
            break
        stored += 1
    journal.close()
    figure(f"R4 control, the ballast taken by somebody else: {stored} of 10,000 ratings stored")
    assert stored < 1_000


def test_when_even_the_ballast_is_used_up_ratings_are_refused_until_there_is_room(small_disk):
    data, journal = begun(small_disk)
    fill_up(small_disk / "first")
    journal.append(LARGE).result(30)
    fill_up(small_disk / "second")
    last = [journal.append(LARGE) for _ in range(2_000)][-1]
    with pytest.raises(StorageUnavailable, match=r"磁盘已满[\s\S]*disk is full"):
        opened(journal)
    assert isinstance(last.exception(60), StorageUnavailable)
    reader = JournalReader(data / JOURNAL_FILE)
    refused_at = reader.tail().position
    reader.close()
    (small_disk / "first").unlink()
    assert opened(journal).tail.position == refused_at
    assert journal.append(rating()).result(30).position == refused_at + 1
    (small_disk / "second").unlink()
    opened(journal)
    journal.append(rating()).result(30)
    journal.ping().result(30)
    journal.close()
    assert (data / BALLAST_FILE).exists()
    assert verify(data).problems == ()

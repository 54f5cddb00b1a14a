"""The writer's system calls fail or it dies in the middle of one; then its promises are counted."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from kiosk.errors import StorageUnavailable
from kiosk.journal.ballast import BALLAST_BYTES, BALLAST_FILE
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader
from kiosk.journal.verification import verify
from sync.protocol.entries import Day, Rating, read
from tests.kiosk.ledger import AT, DAY, MEMORY, boot, opened, rating

WRITER = Path(__file__).with_name("writer.py")
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: no call can be made to fail"
)


class Run(NamedTuple):
    status: int
    said: list[list[str]]
    errors: str


def write_under(fault: str, data: Path, *options: str) -> Run:
    """Run the writer with one kind of call failing, killing or doing nothing at a given time."""
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={fault.partition(':')[0]}",
         "-e", f"inject={fault}", sys.executable, str(WRITER), str(data), *options],
        capture_output=True, text=True, timeout=120, check=False,
        env={"PYTHONPATH": ".", "PATH": "/usr/bin"},
    )  # fmt: skip
    return Run(done.returncode, [line.split() for line in done.stdout.splitlines()], done.stderr)


def promises_kept(data: Path, run: Run) -> None:
    """Nothing thanked for is lost, nothing is there twice, and the terminal rates again."""
    thanked = {int(w[1]): w[2] for w in run.said if w[0] == "THANKS"}
    journal = Journal(data)
    facts = opened(journal)
    assert facts.aside is None
    journal.append(boot()).result(30)
    journal.close()
    reader = JournalReader(data / JOURNAL_FILE)
    for position, digest in thanked.items():
        assert reader.digest_at(position).hex() == digest
    entries = [read(body) for body in reader.bodies(1, 10_000, 10**9)]
    reader.close()
    taps = Counter((e.boot, e.elapsed) for e in entries if isinstance(e, Rating))
    assert [tap for tap, count in taps.items() if count > 1] == []
    assert verify(data).problems == ()


FAULTS = [
    *(f"fdatasync:error=EIO:when={n}" for n in (3, 9, 14)),
    *(f"pwrite64:error=EIO:when={n}" for n in (20, 47)),
    *(f"pwrite64:error=ENOSPC:when={n}" for n in (21, 60)),
    "pwrite64:error=ENOSPC:when=40..43",
    "fdatasync:error=EIO:when=7+20",
    "fsync:error=EIO:when=2",
]


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_a_call_that_fails_for_a_moment_costs_no_rating(data, fault):
    run = write_under(fault, data, "--entries", "20", "--patient")
    assert run.status == 0, run.errors
    assert sum(words[0] == "THANKS" for words in run.said) == 20
    promises_kept(data, run)


@needs_strace
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_disk_that_fails_for_good_is_said_and_never_thanked_for(data, error):
    run = write_under(f"pwrite64:error={error}:when=40+", data, "--entries", "20")
    assert run.status == 4
    assert run.said[-1][0] == "REFUSED"
    assert ("full" if error == "ENOSPC" else "cannot be stored") in run.errors
    promises_kept(data, run)


KILLS = [
    *(f"pwrite64:signal=SIGKILL:when={n}" for n in (1, 8, 30, 55)),
    *(f"fdatasync:signal=SIGKILL:when={n}" for n in (1, 2, 10)),
    "link:signal=SIGKILL:when=1",
]


@needs_strace
@pytest.mark.parametrize("fault", KILLS)
def test_a_kill_in_the_middle_of_a_call_costs_nothing_that_was_thanked_for(data, fault):
    run = write_under(fault, data, "--entries", "20")
    assert not any(words[0] == "END" for words in run.said)
    promises_kept(data, run)


@needs_strace
@pytest.mark.soak
@pytest.mark.parametrize(
    "kind",
    ["fdatasync:error=EIO", "pwrite64:error=EIO", "pwrite64:error=ENOSPC", "pread64:error=EIO",
     "pwrite64:signal=SIGKILL", "fdatasync:signal=SIGKILL", "openat:signal=SIGKILL"],
)  # fmt: skip
def test_every_nth_call_may_fail_or_kill(data, kind):
    """Go on until a run ends that was not disturbed any more."""
    for number in range(1, 400):
        folder = data / str(number)
        run = write_under(f"{kind}:when={number}", folder, "--entries", "50", "--patient")
        promises_kept(folder, run)
        shutil.rmtree(folder)
        if run.status == 0 and "SIGKILL" in kind:
            break


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


def until_tidied(data: Path) -> None:
    """Wait until the writer has had a quiet moment, in which it takes the ballast."""
    deadline = time.monotonic() + 30
    while not (data / BALLAST_FILE).exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_10000_ratings_are_stored_after_the_disk_is_full(small_disk):
    data = small_disk / "data"
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    until_tidied(data)
    assert (data / BALLAST_FILE).stat().st_blocks * 512 >= BALLAST_BYTES
    fill_up(small_disk / "somebody-elses-log")
    futures = [journal.append(rating(up=n)) for n in range(10_000)]
    assert futures[-1].result(120).position == 10_001
    assert not (data / BALLAST_FILE).exists()
    journal.close()
    assert verify(data).problems == ()


def test_when_even_the_ballast_is_used_up_ratings_are_refused_until_there_is_room(small_disk):
    data = small_disk / "data"
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    until_tidied(data)
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

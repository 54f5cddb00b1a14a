"""The writer's system calls fail or it dies in the middle of one; then its promises are counted."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from kiosk.journal.reader import JournalReader
from kiosk.journal.verification import verify
from sync.protocol.entries import Rating, read
from tests.kiosk.ledger import boot, opened

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


ENTRIES = 50
KILLED_IN = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "link", "unlink", "pread64",
             "fcntl", "write", "openat")  # fmt: skip
FAILING = (("pwrite64", "EIO"), ("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("fsync", "EIO"),
           ("fsync", "ENOSPC"), ("ftruncate", "EIO"), ("pread64", "EIO"), ("rename", "EIO"),
           ("fallocate", "ENOSPC"))  # fmt: skip


def calls_of(kind: str, folder: Path) -> int:
    """Count the calls of one kind in a run that nothing disturbs."""
    listing = folder.parent / f"{folder.name}.calls"
    subprocess.run(
        ["strace", "-f", "-qq", "-o", str(listing), "-e", f"trace={kind}",
         sys.executable, str(WRITER), str(folder), "--entries", str(ENTRIES)],
        check=True, capture_output=True, timeout=120, env={"PYTHONPATH": ".", "PATH": "/usr/bin"},
    )  # fmt: skip
    return sum(f" {kind}(" in line for line in listing.read_text().splitlines())


@needs_strace
@pytest.mark.soak
def test_a_kill_at_every_nth_call_costs_nothing_that_was_thanked_for(data, figure):
    data.mkdir()
    kills, slowest = 0, 0.0
    for kind in KILLED_IN:
        for number in range(1, calls_of(kind, data / kind) + 1):
            folder = data / f"{kind}{number}"
            folder.mkdir()
            run = write_under(
                f"{kind}:signal=SIGKILL:when={number}", folder, "--entries", str(ENTRIES)
            )
            kills += not any(words[0] == "END" for words in run.said)
            began = time.monotonic()
            promises_kept(folder, run)
            slowest = max(slowest, time.monotonic() - began)
            shutil.rmtree(folder)
    figure(
        f"R2 {kills:,} kills at the n-th call of {len(KILLED_IN)} kinds: 0 lost, 0 doubled, log "
        f"opened, written to and verified within {slowest:.2f} s"
    )
    assert kills >= 1000
    assert slowest <= 3


@needs_strace
@pytest.mark.soak
def test_an_error_at_every_nth_call_costs_nothing_that_was_thanked_for(data, figure):
    data.mkdir()
    runs = refused = 0
    for kind, error in FAILING:
        for number in range(1, calls_of(kind, data / f"{kind}{error}") + 1):
            folder = data / f"{kind}{error}{number}"
            folder.mkdir()
            run = write_under(
                f"{kind}:error={error}:when={number}", folder,
                "--entries", str(ENTRIES), "--patient",
            )  # fmt: skip
            runs += 1
            refused += any(words[0] == "REFUSED" for words in run.said)
            promises_kept(folder, run)
            shutil.rmtree(folder)
    figure(
        f"R3 {runs:,} runs of {ENTRIES} ratings with EIO or ENOSPC at the n-th call: 0 lost, 0 "
        f"doubled, none thanked for that was not stored; {refused} had to be refused"
    )
    assert runs > 500


@needs_strace
@pytest.mark.soak
def test_a_writer_that_thanks_before_it_stores_fails_the_same_test(data, figure):
    """The control: thanks that do not wait for the disk are broken promises at the first kill."""
    data.mkdir()
    broken = 0
    for number in range(100, 120):
        folder = data / str(number)
        folder.mkdir()
        run = write_under(
            f"pwrite64:signal=SIGKILL:when={number}", folder,
            "--entries", str(ENTRIES), "--hasty",
        )  # fmt: skip
        try:
            promises_kept(folder, run)
        except (AssertionError, KeyError):
            broken += 1
    figure(f"R2, R3 control, thanks before the disk has it: broken promises in {broken} of 20")
    assert broken

"""Tap to durable: the journal beside the least that SQLite can do.

`python -m bench.journal [--taps N] [--held N]`: in turns on one disk, a rating through the
journal (bytes, digest, counts, the writer's thread and back) and one row in one commit of a bare
WAL/FULL database. Then what start, tap and status cost with many entries held beside few.
"""

import argparse
import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.scratch import scratch
from bench.table import Row, show
from kiosk.command.status import gather
from kiosk.config import parse_config
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from sync.protocol import chain
from sync.protocol.entries import Rating, write

_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_GOAL_COMMIT = 1.5
_GOAL_GROWTH = 1.1
# Citizens do not tap back to back; the pause is what the journal tidies up in.
_PAUSE = 0.004


def _rating(number: int) -> Rating:
    return Rating(
        at=_AT, boot=1, up=number * 1000, clock="ok", window="A01", staff="007",
        scale="satisfaction-3", level="satisfied", mode="walk-up", elapsed=2400,
    )  # fmt: skip


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE entry (position INTEGER PRIMARY KEY, body BLOB)")
    return connection


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _beside_a_commit(folder: Path, taps: int) -> list[Row]:
    journal = Journal(folder / "journal")
    journal.open("2026-11-22").result()
    bare = _bare(folder / "bare.db")
    ours, raw = [], []
    for number in range(taps):
        rating = _rating(number)
        ours.append(_milliseconds(lambda rating=rating: journal.append(rating).result()))
        time.sleep(_PAUSE)
        row = (number, write(rating))
        raw.append(
            _milliseconds(lambda row=row: bare.execute("INSERT INTO entry VALUES (?,?)", row))
        )
        time.sleep(_PAUSE)
    journal.close()
    bare.close()
    return [
        _compared("p50", statistics.median(ours), statistics.median(raw), goal=None),
        _compared("p99", _p99(ours), _p99(raw), goal=_GOAL_COMMIT),
    ]


def _p99(times: list[float]) -> float:
    return sorted(times)[round(0.99 * (len(times) - 1))]


def _compared(name: str, ours: float, raw: float, goal: float | None) -> Row:
    return Row(
        what=f"tap to durable, {name}",
        ours=f"{ours:.2f} ms",
        peer=f"bare commit {raw:.2f} ms",
        ratio=ours / raw,
        goal="–" if goal is None else f"≤ {goal}×",
        met=None if goal is None else ours / raw <= goal,
    )


def _fill(data: Path, entries: int) -> None:
    """Make a journal with so many ratings, in one transaction instead of as many commits."""
    journal = Journal(data)
    journal.open("2026-11-22").result()
    for number in range(10):
        journal.append(_rating(number)).result()
    journal.close()
    connection = sqlite3.connect(data / JOURNAL_FILE)
    position, digest = connection.execute(
        "SELECT position, digest FROM entry ORDER BY position DESC LIMIT 1"
    ).fetchone()
    for number in range(position + 1, entries + 1):
        body = write(_rating(number))
        digest = chain.extend(digest, body)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, body, digest))
    added = max(0, entries - position)
    connection.execute("UPDATE tally SET ratings = ratings + ?", (added,))
    connection.execute(
        "UPDATE latest SET position = max(position, ?), since_day = since_day + ?", (entries, added)
    )
    connection.commit()
    connection.close()


def _growth(folder: Path, held: int) -> list[Row]:
    # Enough that the tail that is looked at at every start is as long in both.
    few, many = folder / "few", folder / "many"
    _fill(few, 5_000)
    _fill(many, held)
    taken: dict[str, dict[Path, list[float]]] = {}
    for _ in range(15):
        for data in (few, many):
            for name, spent in _once(data).items():
                taken.setdefault(name, {}).setdefault(data, []).append(spent)
    rows = []
    for name, times in taken.items():
        small, large = statistics.median(times[few]), statistics.median(times[many])
        rows.append(
            Row(
                what=f"{name} with {held:,} entries held",
                ours=f"{large:.2f} ms",
                peer=f"with 5,000: {small:.2f} ms",
                ratio=large / small,
                goal=f"≤ {_GOAL_GROWTH}×",
                met=large / small <= _GOAL_GROWTH,
            )
        )
    return rows


def _once(data: Path) -> dict[str, float]:
    config = parse_config(f'[terminal]\ndata = "{data}"\n', data / "config.toml")
    journal = Journal(data)
    opening = _milliseconds(lambda: journal.open("2026-11-22").result())
    tap = statistics.median(
        _milliseconds(lambda n=n: journal.append(_rating(n)).result()) for n in range(20)
    )
    status = _milliseconds(lambda: gather(config))
    journal.close()
    return {"start (open and check)": opening, "tap to durable": tap, "status": status}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taps", type=int, default=1500)
    parser.add_argument("--held", type=int, default=1_000_000)
    options = parser.parse_args()
    with scratch() as folder:
        show(
            f"Tap to durable, {options.taps} taps in turns with a bare WAL/FULL commit",
            _beside_a_commit(folder, options.taps),
        )
        show("What a long journal costs", _growth(folder, options.held))


if __name__ == "__main__":
    main()

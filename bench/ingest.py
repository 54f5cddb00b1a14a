"""`python -m bench.ingest`: ratings a second into a real collector, beside what a disk can take.

Senders are processes of their own with batches of 500 built beforehand; they share the cores
with the collector. `--held N` measures again with N ratings held, `--peers` installs and measures
pouchdb-server and Kinto beside it.
"""

import argparse
import contextlib
import http.client
import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.ingest_limits import postgres_limit, sqlite_limit
from bench.ingest_load import BATCH, Load, Sender
from bench.ingest_peers import kinto, pouchdb
from bench.scratch import scratch
from bench.table import Row, show
from tests.collecting import Collector, running_collector
from tests.postgres import NoPostgresError, fresh_database, running_postgres

_GOALS = {"SQLite": 50_000, "PostgreSQL": 25_000}
_SHARE_OF_LIMIT = 0.35
_SHARE_WHEN_HELD = 0.9
_TIMES_POUCHDB = 6.0
_TURNS = 3
_WARMING = 20_000


@dataclass(frozen=True)
class Measured:
    """Ratings a second, and microseconds of the collector's processor time for each."""

    rate: float
    busy: float


class _Approver:
    """Approves all enrolments at once, which the command does one by one for people."""

    def __init__(self, connection: sqlite3.Connection | psycopg.Connection) -> None:
        self._connection = connection

    def __call__(self) -> None:
        self._connection.execute("UPDATE ingest_log SET status = 'approved'")
        self._connection.commit()


Place = tuple[Collector, _Approver]
Places = Callable[[], AbstractContextManager[Place]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ratings", type=int, default=200_000)
    parser.add_argument("--senders", type=int, default=16)
    parser.add_argument("--held", type=int, default=0)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    arguments = parser.parse_args()
    rows: list[Row] = []
    rates: dict[str, float] = {}
    if arguments.database != "postgres":
        rates["SQLite"] = _sqlite(arguments, rows)
    if arguments.database != "sqlite":
        try:
            rates["PostgreSQL"] = _postgres(arguments, rows)
        except NoPostgresError as error:
            print(f"left out: {error}")
    if arguments.peers:
        _peers(rates, rows)
    show("Ingest over HTTP, durable, verified and counted", rows)


def _sqlite(arguments: argparse.Namespace, rows: list[Row]) -> float:
    with scratch() as folder:
        limit = sqlite_limit(folder, arguments.ratings)
    return _rounds("SQLite", _on_sqlite, limit, arguments, rows)


def _postgres(arguments: argparse.Namespace, rows: list[Row]) -> float:
    with running_postgres() as server:
        limit = postgres_limit(server, arguments.ratings)
        return _rounds("PostgreSQL", lambda: _on_postgres(server), limit, arguments, rows)


@contextlib.contextmanager
def _on_sqlite() -> Iterator[Place]:
    with scratch() as folder:
        data = folder / "data"
        with (
            running_collector(data) as collector,
            contextlib.closing(sqlite3.connect(data / "collector.sqlite3")) as held,
        ):
            yield collector, _Approver(held)


@contextlib.contextmanager
def _on_postgres(server: str) -> Iterator[Place]:
    with (
        scratch() as folder,
        fresh_database(server, f"bench_{time.monotonic_ns()}") as url,
        running_collector(folder, url) as collector,
        psycopg.connect(url) as held,
    ):
        yield collector, _Approver(held)


def _rounds(
    name: str, place: Places, limit: float, arguments: argparse.Namespace, rows: list[Row]
) -> float:
    with place() as fresh:
        none = _warm_round(fresh, arguments)
    share = none.rate / limit
    goal = _GOALS[name]
    rows.append(Row(
        what=f"{name}, batches of {BATCH}, {arguments.ratings:,} ratings",
        ours=f"{none.rate:,.0f}/s ({none.busy:.1f} µs of the collector each)",
        peer=f"raw insert {limit:,.0f}/s", ratio=share,
        goal=f"≥ {goal:,}/s or ≥ {_SHARE_OF_LIMIT}×",
        met=none.rate >= goal or share >= _SHARE_OF_LIMIT,
    ))  # fmt: skip
    if arguments.held:
        rows.append(_with_many_held(name, place, arguments))
    return none.rate


def _with_many_held(name: str, place: Places, arguments: argparse.Namespace) -> Row:
    """Compare a full collector with empty ones in turns: a machine's mood changes in minutes."""
    pairs: list[tuple[Measured, Measured]] = []
    with place() as full:
        _round(*full, arguments.held, arguments.senders)
        for _ in range(_TURNS):
            with place() as fresh:
                empty = _warm_round(fresh, arguments)
            pairs.append((empty, _warm_round(full, arguments)))
    pairs.sort(key=lambda pair: pair[1].rate / pair[0].rate)
    empty, then = pairs[len(pairs) // 2]
    ratio = then.rate / empty.rate
    return Row(
        what=f"{name} with {arguments.held:,} held, median of {_TURNS} turns",
        ours=f"{then.rate:,.0f}/s ({then.busy:.1f} µs of the collector each)",
        peer=f"with none {empty.rate:,.0f}/s ({empty.busy:.1f} µs)", ratio=ratio,
        goal=f"≥ {_SHARE_WHEN_HELD}×", met=ratio >= _SHARE_WHEN_HELD,
    )  # fmt: skip


def _warm_round(place: Place, arguments: argparse.Namespace) -> Measured:
    _round(*place, _WARMING, arguments.senders)
    return _round(*place, arguments.ratings, arguments.senders)


def _round(collector: Collector, approve: _Approver, ratings: int, senders: int) -> Measured:
    each = ratings // senders // BATCH * BATCH or BATCH
    barrier = multiprocessing.Barrier(senders + 1)
    enrolled = multiprocessing.Barrier(senders + 1)
    processes = [
        multiprocessing.Process(
            target=_send, args=(collector.url, Load(each), enrolled, barrier), daemon=True
        )
        for _ in range(senders)
    ]
    for process in processes:
        process.start()
    enrolled.wait()
    approve()
    before = _processor_time(collector.pid)
    barrier.wait()
    start = time.perf_counter()
    for process in processes:
        process.join()
        if process.exitcode != 0:
            raise SystemExit("a sender was refused")
    seconds = time.perf_counter() - start
    busy = _processor_time(collector.pid) - before
    total = each * senders
    return Measured(rate=total / seconds, busy=busy / total * 1e6)


def _send(
    url: str, load: Load, enrolled: "multiprocessing.Barrier", barrier: "multiprocessing.Barrier"
) -> None:
    with _connection(url) as connection:
        sender = Sender(connection, load)
        sender.enrol()
        enrolled.wait()
        barrier.wait()
        sender.send()


@contextlib.contextmanager
def _connection(url: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


def _processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peers(rates: dict[str, float], rows: list[Row]) -> None:
    ours = rates.get("SQLite") or next(iter(rates.values()))
    for name, measure, goal in (
        ("pouchdb-server", pouchdb, _TIMES_POUCHDB),
        ("Kinto", kinto, 200.0),
    ):
        rate = measure()
        if rate is None:
            print(f"left out: {name} could not be installed or started")
            continue
        rows.append(Row(
            what=f"beside {name}, batches of 500 records", ours=f"{ours:,.0f}/s",
            peer=f"{rate:,.0f}/s", ratio=ours / rate, goal=f"≥ {goal:.0f}×",
            met=ours / rate >= goal,
        ))  # fmt: skip


if __name__ == "__main__":
    main()

"""The queue before the database: bounded, and an answer only after the commit."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.ingest.answers import Answer
from collector.ingest.database.session import DatabaseFaultError, Session
from collector.ingest.database.sqlite import SqliteSession
from collector.ingest.workers import Plain, Workers

DONE = Answer(200, b"done")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "db"
    session = SqliteSession(path)
    session.run("CREATE TABLE t (n INTEGER PRIMARY KEY)")
    session.close()
    return path


@contextlib.contextmanager
def _working(workers: Workers) -> Iterator[Workers]:
    workers.start()
    try:
        yield workers
    finally:
        workers.stop()


def _insert(n: int) -> Plain[Answer]:
    def work(session: Session) -> Answer:
        session.run("INSERT INTO t VALUES (%s)", n)
        return DONE

    return Plain(work)


def _blocking() -> tuple[Plain[Answer], threading.Event, threading.Event]:
    """Return a job that holds the worker; when it has begun; what lets it end."""
    entered, gate = threading.Event(), threading.Event()

    def wait(_session: Session) -> Answer:
        entered.set()
        assert gate.wait(20)
        return DONE

    return Plain(wait), entered, gate


def _kept(path: Path) -> list[int]:
    session = SqliteSession(path)
    try:
        return [n for (n,) in session.rows("SELECT n FROM t ORDER BY n")]
    finally:
        session.close()


class _Failing(SqliteSession):
    """A database whose commits fail while `broken` is set: a full disk, a pulled plug."""

    broken = threading.Event()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        with super().transaction():
            yield
            if self.broken.is_set():
                raise DatabaseFaultError("the disk is full")


def test_a_commit_that_failed_is_never_answered_with_success(path: Path) -> None:
    async def calls(workers: Workers) -> list[object]:
        _Failing.broken.set()
        failed = await asyncio.gather(*(workers.do(_insert(n)) for n in range(5)))
        _Failing.broken.clear()
        return [*failed, await workers.do(_insert(9))]

    with _working(Workers("w", lambda: _Failing(path), 1, 10, grouped=True)) as workers:
        answers = asyncio.run(calls(workers))
    statuses = [answer.status for answer in answers if isinstance(answer, Answer)]
    assert statuses == [503] * 5 + [200]
    assert _kept(path) == [9]


def test_one_call_that_cannot_be_worked_on_does_not_take_the_others_along(path: Path) -> None:
    def impossible(session: Session) -> Answer:
        session.run("INSERT INTO t VALUES (%s)", 100)
        raise ZeroDivisionError

    blocking, entered, gate = _blocking()

    async def calls(workers: Workers) -> list[object]:
        blocker = asyncio.ensure_future(workers.do(blocking))
        await asyncio.to_thread(entered.wait, 20)
        group = [asyncio.ensure_future(workers.do(job))
                 for job in (_insert(1), Plain(impossible), _insert(2))]  # fmt: skip
        await asyncio.sleep(0)
        gate.set()
        return [await blocker, *await asyncio.gather(*group)]

    with _working(Workers("w", lambda: SqliteSession(path), 1, 10, grouped=True)) as workers:
        answers = asyncio.run(calls(workers))
    statuses = [answer.status for answer in answers if isinstance(answer, Answer)]
    assert statuses == [200, 200, 503, 200]
    assert _kept(path) == [1, 2]


def test_too_much_work_is_refused_at_once(path: Path) -> None:
    blocking, entered, gate = _blocking()

    async def calls(workers: Workers) -> list[object]:
        blocker = asyncio.ensure_future(workers.do(blocking))
        await asyncio.to_thread(entered.wait, 20)
        waiting = [asyncio.ensure_future(workers.do(_insert(n))) for n in range(3)]
        await asyncio.sleep(0)
        refused = await workers.do(_insert(99))
        gate.set()
        return [refused, await blocker, *await asyncio.gather(*waiting)]

    with _working(Workers("w", lambda: SqliteSession(path), 1, 3)) as workers:
        answers = asyncio.run(calls(workers))
    statuses = [answer.status for answer in answers if isinstance(answer, Answer)]
    assert statuses == [503, 200, 200, 200, 200]
    assert _kept(path) == [0, 1, 2]


def test_what_was_taken_on_is_finished_before_stopping(path: Path) -> None:
    async def calls(workers: Workers) -> list[object]:
        jobs = [asyncio.ensure_future(workers.do(_insert(n))) for n in range(20)]
        await asyncio.sleep(0)
        await asyncio.to_thread(workers.stop)
        return await asyncio.gather(*jobs)

    workers = Workers("w", lambda: SqliteSession(path), 1, 50, grouped=True)
    workers.start()
    asyncio.run(calls(workers))
    assert _kept(path) == list(range(20))

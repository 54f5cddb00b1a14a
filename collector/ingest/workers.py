"""Threads that own a database connection each, and the bounded queue of work before them."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from collector.ingest.answers import Answer, busy
from collector.ingest.database.session import DatabaseFaultError, Session

_log = logging.getLogger(__name__)
_GROUP = 8
"""At most so many waiting jobs share one commit on the embedded database."""
_AHEAD = 4
"""So many jobs are prepared ahead of the one writer; each may hold megabytes."""

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


class Job(Protocol[_T_co]):
    """One call's work. `prepare` needs no database and may already be the answer."""

    def prepare(self) -> Answer | None:
        """Do what can be done without the database."""

    def work(self, session: Session) -> _T_co:
        """Do the rest, in a transaction or in a part of one."""


class _Waiting:
    """A job and whoever waits for its answer, on the event loop."""

    def __init__(self, job: Job[Any], loop: asyncio.AbstractEventLoop) -> None:
        self.job = job
        self.loop = loop
        self.future: asyncio.Future[Any] = loop.create_future()

    def settle(self, answer: object) -> None:
        self.loop.call_soon_threadsafe(self._settle, answer)

    def _settle(self, answer: object) -> None:
        if not self.future.done():
            self.future.set_result(answer)


class Workers:
    """Runs jobs in `count` threads. Every job is answered, and only after its commit.

    grouped, for a database with one writer: jobs that wait together share one transaction and
    one commit, each in its own savepoint; and a thread of its own prepares the next ones, so
    that they are taken apart while the writer is in the database.
    reading: jobs only read, without a transaction.
    """

    def __init__(
        self, name: str, connect: Callable[[], Session], count: int, limit: int,
        *, grouped: bool = False, reading: bool = False,
    ) -> None:  # fmt: skip
        self._name = name
        self._connect = connect
        self._limit = limit
        self._grouped = grouped
        self._reading = reading
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._ready: queue.Queue[_Waiting | None] = queue.Queue(_AHEAD)
        runs = [self._prepare_all, self._run] if grouped else [self._run] * count
        self._threads = [
            threading.Thread(target=run, name=f"{name}-{i}", daemon=True)
            for i, run in enumerate(runs)
        ]
        self._ends = 1 if grouped else count

    def start(self) -> None:
        """Start the threads. The first connection is tried here, so that a bad one stops us."""
        self._connect().close()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Answer what was taken on, then end the threads."""
        for _ in range(self._ends):
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    @property
    def full(self) -> bool:
        """Whether no more work is taken on now."""
        return self._queue.qsize() >= self._limit

    async def do(self, job: Job[_T]) -> _T | Answer:
        """Run a job, return its outcome; answer `busy` at once where too much waits already."""
        if self.full:
            return busy("too much is waiting to be stored; try again a little later")
        waiting = _Waiting(job, asyncio.get_running_loop())
        self._queue.put(waiting)
        outcome: _T | Answer = await asyncio.shield(waiting.future)
        return outcome

    def _prepare_all(self) -> None:
        while (waiting := self._queue.get()) is not None:
            if not _prepared(waiting):
                self._ready.put(waiting)
        self._ready.put(None)

    def _run(self) -> None:
        session: Session | None = None
        ending = False
        while not ending:
            group, ending = self._take_group() if self._grouped else self._take_one()
            if group:
                session = self._work(session, group)
        if session is not None:
            session.close()

    def _take_one(self) -> tuple[list[_Waiting], bool]:
        waiting = self._queue.get()
        if waiting is None:
            return [], True
        return ([] if _prepared(waiting) else [waiting]), False

    def _take_group(self) -> tuple[list[_Waiting], bool]:
        group: list[_Waiting] = []
        try:
            taken = self._ready.get()
            while taken is not None:
                group.append(taken)
                if len(group) >= _GROUP:
                    return group, False
                taken = self._ready.get_nowait()
        except queue.Empty:
            return group, False
        return group, True

    def _work(self, session: Session | None, group: list[_Waiting]) -> Session | None:
        """Run a group; return the session to go on with, None where it is not to be trusted."""
        try:
            session = session or self._connect()
            answers = self._answers(session, group)
        except Exception:  # noqa: BLE001 -- whatever it is, the terminals keep their entries
            _log.exception("%s: nothing of %d calls was stored", self._name, len(group))
            if session is not None:
                session.close()
            for waiting in group:
                waiting.settle(busy("the database did not store this; try again"))
            return None
        for waiting, answer in zip(group, answers, strict=True):
            waiting.settle(answer)
        try:
            session.tidy()
        except DatabaseFaultError:
            _log.exception("%s: tidying failed", self._name)
            session.close()
            return None
        return session

    def _answers(self, session: Session, group: list[_Waiting]) -> list[object]:
        if self._reading:
            return [waiting.job.work(session) for waiting in group]
        with session.transaction():
            if len(group) == 1:
                return [group[0].job.work(session)]
            return [_part(session, waiting.job) for waiting in group]


def _part(session: Session, job: Job[object]) -> object:
    """Run one job of a group; its own fault is not the others'."""
    try:
        with session.part():
            return job.work(session)
    except DatabaseFaultError:
        raise
    except Exception:  # noqa: BLE001 -- the same, for one call
        _log.exception("a call could not be worked on")
        return busy("this call could not be worked on; try again")


def _prepared(waiting: _Waiting) -> bool:
    """Do a job's own part; tell whether that was all of it."""
    try:
        answer = waiting.job.prepare()
    except Exception:  # noqa: BLE001 -- the same, for one call
        _log.exception("a call could not be worked on")
        answer = busy("this call could not be worked on; try again")
    if answer is None:
        return False
    waiting.settle(answer)
    return True


class Plain(Generic[_T]):
    """A job that is all database."""

    def __init__(self, work: Callable[[Session], _T]) -> None:
        self._work = work

    def prepare(self) -> None:
        """Nothing to do before."""

    def work(self, session: Session) -> _T:
        """Do it."""
        return self._work(session)


class Prepared(Generic[_T]):
    """A job that hands what it prepared, without a database, to what works on it with one."""

    def __init__(
        self, before: Callable[[], _T | Answer], work: Callable[[Session, _T], Answer]
    ) -> None:
        self._before = before
        self._work = work
        self._ready: _T

    def prepare(self) -> Answer | None:
        """Run the first half; its answer, if it is one, is all there is."""
        ready = self._before()
        if isinstance(ready, Answer):
            return ready
        self._ready = ready
        return None

    def work(self, session: Session) -> Answer:
        """Run the second half."""
        return self._work(session, self._ready)

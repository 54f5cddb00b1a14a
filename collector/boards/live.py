"""Live pages: one task per process reads the board for everybody who watches it."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import Error, connections
from django.utils.timezone import localtime, now

from collector.boards.asked import Asked
from collector.boards.parts import Parts, difference

logger = logging.getLogger(__name__)

PERIOD = 1.0
"""Seconds between two looks at the marks, and between two signs of life to a page."""
REREAD = 10.0
"""Seconds after which a board is read although nothing was stored: silence is news too."""
_SHARE = 8
"""At one look at most this part of all boards is read for that reason alone: news goes first."""
LIFETIME = 600.0
"""Seconds a stream lasts before the browser must ask again, and is let in again or not."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page shows: everybody with the same wish is sent the same bytes."""

    asked: Asked
    language: str
    branches: tuple[str, ...] = ("/",)
    """Paths of the branches of the organisation that the page may show."""
    form: str = "board"
    """"board", or "wall" for a screen on one."""


Marks = Mapping[str, object]
"""What is different as soon as something was stored: for each hall by its code, "" for none."""


class Broadcaster:
    """Reads what is watched, at most once a period, and hands each watcher what changed.

    Watchers take the newest state when they get to it: a slow one misses steps, never the end.
    Belongs to one event loop at a time; the task lives while somebody watches.
    """

    def __init__(
        self,
        marks: Callable[[], Marks],
        draw: Callable[[set[Wish]], dict[Wish, Parts]],
        period: float = PERIOD,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the two questions to the database; both are asked on a thread of their own."""
        self._period = period
        self._marks = marks
        self._draw = draw
        self._steady = steady
        self._wishes: Counter[Wish] = Counter()
        self._drawn: dict[Wish, Parts] = {}
        self._beat = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def watch(self, wish: Wish, known: str) -> AsyncIterator[bytes]:
        """Yield server-sent events for `wish`; `known` is the mark of the rows the page has."""
        ends = self._steady() + LIFETIME
        shown: Parts | None = None
        with self._watching(wish):
            yield b"retry: 1000\n\n"
            while not self._closed and self._steady() < ends:
                drawn = self._drawn.get(wish)
                if drawn is not None and drawn is not shown:
                    change = difference(shown, drawn, known)
                    yield b"event: board\ndata: " + change + b"\n\n"
                    shown = drawn
                if not self._closed:
                    await self._beat.wait()
                if self._closed or self._task is None:
                    # Nobody reads for this stream any more; the browser asks for a new one.
                    return
                yield f"event: beat\ndata: {localtime(now()):%H:%M:%S}\n\n".encode()

    def close(self) -> None:
        """End every stream, now and from now on: a server that stops waits for open answers."""
        self._closed = True
        self._wake()

    @contextmanager
    def _watching(self, wish: Wish) -> Iterator[None]:
        self._wishes[wish] += 1
        if self._task is None or self._task.done():
            self._beat, self._drawn = asyncio.Event(), {}
            self._task = asyncio.get_running_loop().create_task(self._run())
        try:
            yield
        finally:
            self._wishes[wish] -= 1
            self._wishes += Counter()
            if not self._wishes:
                self._drawn.clear()

    async def _run(self) -> None:
        """Look at the marks, draw what has changed, wake everybody; until nobody is left."""
        with ThreadPoolExecutor(1, thread_name_prefix="boards") as thread:
            try:
                await self._read(thread)
            finally:
                # Before anything is awaited: whoever comes now must start a task of their own.
                self._task = None
                self._wake()
                await asyncio.get_running_loop().run_in_executor(thread, connections.close_all)

    async def _read(self, thread: ThreadPoolExecutor) -> None:
        ask = partial(asyncio.get_running_loop().run_in_executor, thread)
        seen: dict[Wish, _Seen] = {}
        while self._wishes and not self._closed:
            began = self._steady()
            wishes = set(self._wishes)
            try:
                marks = await ask(self._marks)
                due = _changed(wishes - self._drawn.keys(), wishes, seen, marks)
                due |= _stale(wishes - due, seen, began)
                if due:
                    drawn = await ask(self._draw, due)
                    kept = {one: parts for one, parts in self._drawn.items() if one in wishes}
                    self._drawn = {one: kept[one] for one in kept.keys() - due} | drawn
                    seen |= {one: _Seen(_mark_of(one, marks), began) for one in due}
                self._wake()
            except Error:
                # No sign of life is sent, so after ten seconds every page says "stopped at".
                logger.warning("the board cannot be read; trying again", exc_info=True)
                await ask(connections.close_all)
            taken = self._steady() - began
            # A hall so large that reading it takes long gets at most half of one processor.
            await asyncio.sleep(max(self._period - taken, taken))

    def _wake(self) -> None:
        beat, self._beat = self._beat, asyncio.Event()
        beat.set()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a board's mark was when it was drawn last, and when that was."""

    mark: object
    at: float


def _mark_of(wish: Wish, marks: Marks) -> object:
    hall = wish.asked.hall
    # A page about all halls, or about the first one, whichever that is, may show anything.
    return (marks.get(hall), marks.get("")) if hall and wish.form != "terminals" else marks


def _changed(
    new: set[Wish], wishes: set[Wish], seen: Mapping[Wish, _Seen], marks: Marks
) -> set[Wish]:
    return new | {
        one for one in wishes - new if one not in seen or seen[one].mark != _mark_of(one, marks)
    }


def _stale(wishes: set[Wish], seen: Mapping[Wish, _Seen], now: float) -> set[Wish]:
    """Return what was drawn long ago, the oldest first and whole halls, as many as may be."""
    old = sorted(
        (one for one in wishes if now - seen[one].at >= REREAD),
        key=lambda one: (seen[one].at, one.asked.hall),
    )
    most = -(-(len(wishes)) // _SHARE)
    halls = {one.asked.hall for one in old[:most]}
    return {one for one in old if one.asked.hall in halls}

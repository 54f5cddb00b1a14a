"""What the server does of itself, again and again, on a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    """A piece of work and when it is its turn; all times in seconds.

    `every` is from the end of one turn to the start of the next, at least; `rest` that pause in
    lengths of the turn that ended, where that is longer; `first` the pause before the first turn.
    The work is handed its routine. It must stand being cut short and being done by several
    servers on one database.
    """

    work: Callable[["Routine"], object]
    every: float
    rest: float = 0.0
    first: float | None = None


class Routine:
    """Does its chores, one after the other, until it is stopped.

    `trouble` says in English and Chinese what did not happen when one fails. Whatever fails is
    tried again at its next turn: the thread outlives it.
    """

    def __init__(self, name: str, trouble: tuple[str, str], *chores: Chore) -> None:
        self._trouble, self._chores = trouble, chores
        self._end, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin. Returns at once."""
        self._thread.start()

    def end(self) -> None:
        """Ask it to end after the piece under way."""
        self._end.set()
        self._wake.set()

    def join(self) -> None:
        """Wait until it has ended; a piece that takes longer is left to the next server."""
        self._thread.join(10)

    def wake(self) -> None:
        """Make every chore due now."""
        self._wake.set()

    def ended(self) -> bool:
        """Whether the work is to come to an end."""
        return self._end.is_set()

    def pause(self, seconds: float) -> None:
        """Rest amid the work; no longer than until the end."""
        self._end.wait(seconds)

    def _run(self) -> None:
        now = time.monotonic()
        due = [now + (one.every if one.first is None else one.first) for one in self._chores]
        while True:
            woken = self._wake.wait(max(0.0, min(due) - time.monotonic()))
            self._wake.clear()
            for place, chore in enumerate(self._chores):
                began = time.monotonic()
                if not self.ended() and (woken or began >= due[place]):
                    self._try(chore)
                    ended = time.monotonic()
                    due[place] = ended + max(chore.every, chore.rest * (ended - began))
            if self.ended():
                break
        connection.close()

    def _try(self, chore: Chore) -> None:
        english, chinese = self._trouble
        try:
            close_old_connections()
            chore.work(self)
        except DatabaseError as error:
            # Nothing is lost: what is to be done follows from what is stored.
            _log.warning(
                "%s, next try in %s s: %s · %s，稍后自动重试，评价不受影响",
                english, chore.every, error, chinese,
            )  # fmt: skip
        except Exception:  # noqa: BLE001 -- one bad row must not end what all others wait for
            _log.exception(
                "%s: a fault of the program, please report it · %s：程序出错，请将此信息反馈给我们",
                english, chinese,
            )  # fmt: skip

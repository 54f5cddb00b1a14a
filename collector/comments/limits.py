"""How often an address may ask, and how often it may be wrong. Kept in memory, and bounded."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct


class Allowance(Struct, frozen=True):
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


ASKS = Allowance(60, 1.0)
"""A whole hall may share one address."""
MISSES = Allowance(10, 30.0)
"""Wrong codes. Nobody types one by hand ten times; after that two a minute are let through."""
REMEMBERED = 20_000
"""Addresses known at a time; the one that was quiet longest is forgotten."""


class Limiter:
    """Counts per address. Safe to use from several threads."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float]) -> None:
        self._allowance = allowance
        self._clock = clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, address: str) -> None:
        """Count one."""
        with self._lock:
            self._spent[address] = (self._left(address) - 1, self._clock())
            self._spent.move_to_end(address)
            while len(self._spent) > REMEMBERED:
                self._spent.popitem(last=False)

    def wait(self, address: str) -> float:
        """Return for how many seconds the address has to wait; 0 where it need not."""
        with self._lock:
            return max(0.0, (1 - self._left(address)) * self._allowance.seconds)

    def _left(self, address: str) -> float:
        burst, seconds = self._allowance.burst, self._allowance.seconds
        left, at = self._spent.get(address, (float(burst), self._clock()))
        return min(burst, left + (self._clock() - at) / seconds)

"""How often a network may ask, send and be wrong. Kept in memory, and bounded."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct


class Allowance(Struct, frozen=True):
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


ASKS = Allowance(60, 1.0)
"""A whole hall may share one address."""
POSTS = Allowance(15, 4.0)
"""Forms from one network."""
ALL_POSTS = Allowance(150, 0.1)
"""Forms from everywhere together: what the pages of staff leave room for."""
MISSES = Allowance(10, 30.0)
"""Wrong codes. Nobody types one by hand ten times; after that two a minute are let through."""
MISSES_OF_A_NUMBER = Allowance(30, 30.0)
"""Wrong codes for one receipt number, from all networks that have never had a right one."""
ALL_MISSES = Allowance(400, 0.5)
"""Wrong codes for all receipts together, from such networks."""
REMEMBERED = 20_000
"""Networks known at a time; the one that was quiet longest is forgotten."""
_EVERYWHERE = ""


class Limiter:
    """Counts per network. Safe to use from several threads."""

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
        """Return for how many seconds the network has to wait; 0 where it need not."""
        with self._lock:
            return max(0.0, (1 - self._left(address)) * self._allowance.seconds)

    def _left(self, address: str) -> float:
        burst, seconds = self._allowance.burst, self._allowance.seconds
        left, at = self._spent.get(address, (float(burst), self._clock()))
        return min(burst, left + (self._clock() - at) / seconds)


class Doors:
    """All limits of the public page, shared by whoever stands in front of it and by the page.

    A network from which a right code came has a citizen in it: what others guess about the same
    receipt does not keep it out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._asks = Limiter(ASKS, clock)
        self._posts = Limiter(POSTS, clock)
        self._all_posts = Limiter(ALL_POSTS, clock)
        self._misses = Limiter(MISSES, clock)
        self._of_a_number = Limiter(MISSES_OF_A_NUMBER, clock)
        self._all_misses = Limiter(ALL_MISSES, clock)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, network: str) -> float:
        """Count a look at the page; return how many seconds to wait instead, 0 for none."""
        return _spend(self._asks, network)

    def post(self, network: str) -> float:
        """Count a form; return how many seconds to wait instead, 0 for none."""
        wait = self._posts.wait(network) or self._all_posts.wait(_EVERYWHERE)
        if not wait:
            self._posts.spend(network)
            self._all_posts.spend(_EVERYWHERE)
        return wait

    def guess(self, network: str, number: str) -> float:
        """Return for how many seconds no code is looked at from here, for this receipt number."""
        wait = self._misses.wait(network)
        if wait or self._is_known(network):
            return wait
        return max(self._of_a_number.wait(number), self._all_misses.wait(_EVERYWHERE))

    def wrong(self, network: str, number: str) -> None:
        """Count a wrong code."""
        self._misses.spend(network)
        if not self._is_known(network):
            self._of_a_number.spend(number)
            self._all_misses.spend(_EVERYWHERE)

    def right(self, network: str) -> None:
        """Remember that a right code came from here."""
        with self._lock:
            self._known[network] = None
            self._known.move_to_end(network)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def _is_known(self, network: str) -> bool:
        with self._lock:
            return network in self._known


def _spend(limiter: Limiter, network: str) -> float:
    wait = limiter.wait(network)
    if not wait:
        limiter.spend(network)
    return wait

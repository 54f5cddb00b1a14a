"""How many calls are answered: so that a program gone wild takes nothing from people and terminals.

Kept in memory: a restart forgives, and a call costs no write.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST: Final = 10_000
"""So many callers are remembered; who has been silent longest is forgotten."""


class Bucket:
    """Lets each caller make `at_once` calls, and gives one back every `60 / per_minute` seconds."""

    def __init__(self, at_once: int, per_minute: int, clock: Callable[[], float]) -> None:
        """`clock`: seconds, never set back."""
        self._at_once = at_once
        self._back = 60 / per_minute
        self._clock = clock
        self._full: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> int:
        """Count a call; return 0, or how many seconds to wait instead."""
        now = self._clock()
        with self._lock:
            full = max(self._full.pop(caller, now), now)
            wait = full - now - (self._at_once - 1) * self._back
            self._full[caller] = full if wait > 0 else full + self._back
            if len(self._full) > _MOST:
                self._full.popitem(last=False)
        return math.ceil(wait) if wait > 0 else 0

    def waits(self, caller: str) -> int:
        """Return how many seconds a caller has to wait, without counting."""
        with self._lock:
            left = self._full.get(caller, 0.0) - self._clock() - (self._at_once - 1) * self._back
        return math.ceil(left) if left > 0 else 0

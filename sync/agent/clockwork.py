"""The clocks and the chance an agent runs by, handed in so that a test can turn them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """`now` is aware and in the terminal's zone, `steady` is seconds that never jump."""

    now: Callable[[], datetime]
    steady: Callable[[], float]
    chance: Callable[[], float]
    """Draws from [0, 1)."""

"""The terminal's two clocks: one tells the time of day, the other never jumps."""

import ctypes
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sync.protocol.handover import read_link

logger = logging.getLogger(__name__)
_LARGEST_ERROR = 120_000
"""Milliseconds beyond which a clock is known to be off (docs/protocol.md)."""
_TIME_ERROR = 5
_TIMEX_BYTES = 512


class Clocks(Protocol):
    """What the terminal asks about time."""

    def now(self) -> datetime:
        """Return the device's belief of the time, aware, with the local offset."""

    def up(self) -> int:
        """Return milliseconds since this start of the program; never jumps, not even asleep."""

    def sure(self) -> bool:
        """Tell whether the time of day was set from a trusted source and is known to be good."""

    def move_to(self, timezone: str) -> None:
        """Take the hall's time zone from now on; "" leaves it as it is."""


class SystemClocks:
    """The clocks of this machine."""

    def __init__(self, data: Path, timezone: str = "") -> None:
        """Take the data folder, where the agent leaves what it learnt from the collector."""
        self._data = data
        self._fixed = bool(timezone)
        self._zone = ZoneInfo(timezone) if timezone else None
        self._start = _steady()
        self._sure = False
        self.ask()

    def now(self) -> datetime:
        """Return the time of day in the configured zone, or the hall's, or the system's."""
        return datetime.now(UTC).astimezone(self._zone)

    def up(self) -> int:
        """Return milliseconds since this object was made."""
        return (_steady() - self._start) // 1_000_000

    def sure(self) -> bool:
        """Return what was found when last asked. Costs nothing: it is part of every tap."""
        return self._sure

    def ask(self) -> None:
        """Ask again: the collector first, then the system's time service. Reads a file."""
        self._sure = sure(self._data, synchronised)

    def move_to(self, timezone: str) -> None:
        """Take the hall's time zone, unless config.toml names one or this system lacks it."""
        if self._fixed or not timezone:
            return
        try:
            self._zone = ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            logger.warning("this system does not know the hall's time zone %r", timezone)


def sure(data: Path, system: Callable[[], bool]) -> bool:
    """Tell whether the wall clock is good, from the agent's last contact or the system."""
    link = read_link(data)
    if link is not None and link.clock_offset is not None and _since_power_up(link.contact):
        return abs(link.clock_offset) <= _LARGEST_ERROR
    return system()


def synchronised() -> bool:
    """Tell whether the kernel's clock is kept by a time service (NTP) since power-up."""
    try:
        adjtimex = ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError, TypeError):
        return False
    # All zero bytes ask and set nothing; the answer is the state of the clock.
    state = int(adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES)))
    return 0 <= state < _TIME_ERROR


def _since_power_up(contact: str | None) -> bool:
    if contact is None:
        return False
    try:
        age = (datetime.now(UTC) - datetime.fromisoformat(contact)).total_seconds()
    except (ValueError, TypeError):
        return False
    return 0 <= age < _steady() / 1e9


def _steady() -> int:
    # Unlike CLOCK_MONOTONIC it goes on while the machine sleeps, and no jump is seen on waking. On
    # Windows the only steady clock there is does so too. Both begin at power-up.
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return time.monotonic_ns()
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

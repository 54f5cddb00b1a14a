"""How often a PIN was wrong, and how long nobody may try again: a pause that grows.

Kept as a small file of the data folder and not in the log: it is no rating, nobody above has to
know it, and a log cannot forget it once the right PIN was given. Each try is on the disk, as a
wrong one, before it is looked at: pulling the plug gives no try for free. After a start the pause
that a count stands for begins anew, because a clock that was never set cannot tell how much of it
has passed; so a restart is never a way around it.
"""

from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sync.protocol.handover import replace_file

FILE = "tries.json"
FREE = 2
"""So many wrong PINs for one number cost nothing: fingers slip."""
FREE_IN_ALL = 9
"""So many for whatever numbers, before the panel as a whole takes a pause."""
_FIRST = 30_000
_LONGEST = 3_600_000
_LONGEST_IN_ALL = 900_000
"""Shorter: a stranger who plays with the corner must not keep the staff out for a day."""
_MOST_NUMBERS = 64
_MOST_DOUBLINGS = 10


class Tries(Struct, frozen=True, kw_only=True):
    """Wrong PINs since the last right one, per number and in all."""

    numbers: dict[str, int] = {}
    in_all: int = 0

    def wrong(self, number: str) -> "Tries":
        """Count one more."""
        numbers = self.numbers | {number: self.numbers.get(number, 0) + 1}
        while len(numbers) > _MOST_NUMBERS:
            # The one that was tried least is forgotten; to get here takes days of pauses.
            del numbers[min((n for n in numbers if n != number), key=numbers.__getitem__)]
        return Tries(numbers=numbers, in_all=self.in_all + 1)

    def right(self, number: str) -> "Tries":
        """Forgive this number and the panel; what others got wrong stands."""
        numbers = {name: count for name, count in self.numbers.items() if name != number}
        return replace(self, numbers=numbers, in_all=0)

    def pause(self, number: str) -> int:
        """How long this number has to wait after the try counted last, in milliseconds."""
        return _pause(self.numbers.get(number, 0), FREE, _LONGEST)

    @property
    def pause_in_all(self) -> int:
        """How long everybody has to wait, in milliseconds."""
        return _pause(self.in_all, FREE_IN_ALL, _LONGEST_IN_ALL)


class Locks:
    """Until when whom, by the steady clock. Used on the terminal's thread alone."""

    def __init__(self, tries: Tries, up: int) -> None:
        self.tries = tries
        self._numbers = {number: up + tries.pause(number) for number in tries.numbers}
        self._all = up + tries.pause_in_all

    def until(self, number: str, up: int) -> int | None:
        """Until when this number may not try; None where it may now."""
        until = max(self._all, self._numbers.get(number, 0))
        return until if until > up else None

    def settle(self, tries: Tries, number: str, up: int) -> None:
        """Take over what came of a try for a number."""
        self.tries = tries
        self._numbers[number] = up + tries.pause(number)
        self._all = up + tries.pause_in_all


def _pause(wrong: int, free: int, longest: int) -> int:
    if wrong <= free:
        return 0
    return int(min(longest, _FIRST * 2 ** min(wrong - free - 1, _MOST_DOUBLINGS)))


_decoder = msgspec.json.Decoder(Tries)


def read_tries(data: Path) -> Tries:
    """Read what was counted; a file that is missing or damaged counts nothing."""
    try:
        return _decoder.decode((data / FILE).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Tries()


def write_tries(data: Path, tries: Tries) -> None:
    """Put the counts on the disk. Waits for it. Raises OSError."""
    replace_file(data / FILE, msgspec.json.encode(tries))

"""What one log adds to the figures for one day, before it is spread over places and months."""

import msgspec
import zstandard
from msgspec import Struct


class Stand(Struct, frozen=True, array_like=True):
    """Where something was counted: the places from the root down, as they stood on the day."""

    places: tuple[int, ...]
    hall: int
    window: bool = True
    """Whether the last of the places is the window itself; false where nobody has made it."""

    @property
    def above(self) -> tuple[int, ...]:
        """Return the places above the window."""
        return self.places[:-1] if self.window else self.places


class Cell(Struct, frozen=True, array_like=True):
    """Where on the day one thing was counted, as fine as any table asks for."""

    stand: Stand
    hour: int
    staff: str
    item: str
    scale: str


class Named(Struct, frozen=True, array_like=True):
    """A reason that was named."""

    stand: Stand
    catalogue: str
    code: str
    national: int


class Contribution(Struct, array_like=True):
    """Everything one log adds for one day."""

    cells: list[tuple[Cell, dict[int, int]]] = []
    reasons: list[tuple[Named, int]] = []
    closed: tuple[Stand, str] | None = None
    """Where the log stood and its closing's outcome, "" without one; None: nothing to close."""


def pack(contribution: Contribution) -> bytes:
    """Write a contribution as it is kept; equal ones in equal order give equal bytes."""
    return zstandard.compress(msgspec.msgpack.encode(contribution))


def unpack(kept: bytes) -> Contribution:
    """Read what `pack` wrote."""
    return msgspec.msgpack.decode(zstandard.decompress(kept), type=Contribution)

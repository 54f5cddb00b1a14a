"""Reading entries one by one: what each says, without the ones before it."""

from collections.abc import Mapping, Sequence

from msgspec import UNSET

from collector.ingest.moments import Calendar, Moments
from collector.ingest.tables import LEVEL_COLUMNS
from sync.protocol.catalogue import Scale
from sync.protocol.entries import AnyEntry, Entry, Rating, Unknown, Unreadable, read
from sync.protocol.sense import make_sense

Sense = AnyEntry | Unknown | Unreadable
Stamp = tuple[int, str, int, str, int, int]
"""Position, time as the database keeps it, minutes ahead of UTC, clock, boot, up."""
Read = tuple[Stamp, Sense]
"""What an entry says. The stamp of one that is unknown or unreadable has its position alone."""


class Rules:
    """What the reading of entries depends on beside the entries themselves."""

    def __init__(self, scales: Mapping[str, Scale], calendar: Calendar, moments: Moments) -> None:
        self.scales = scales
        if too_long := [scale.id for scale in scales.values() if len(scale.levels) > LEVEL_COLUMNS]:
            raise ValueError(f"scales with more than {LEVEL_COLUMNS} levels: {too_long}")
        self.calendar = calendar
        self.moments = moments
        self.levels = {
            (scale.id, level.id): (rank, level.national)
            for scale in scales.values()
            for rank, level in enumerate(scale.levels)
        }

    def read(self, first: int, bodies: Sequence[bytes]) -> list[Read]:
        """Read the entries at positions from `first` on. Needs no database."""
        moments = self.moments
        result: list[Read] = []
        for position, body in enumerate(bodies, first):
            entry = self._read(position, body)
            if isinstance(entry, Entry):
                at = entry.at
                stamp = (
                    position, moments.write(at), moments.offset(at),
                    entry.clock, entry.boot, entry.up,
                )  # fmt: skip
                result.append((stamp, entry))
            else:
                result.append(((position, "", 0, "", 0, 0), entry))
        return result

    def _read(self, position: int, body: bytes) -> Sense:
        entry = read(body)
        # Nearly all entries are ratings that make sense: for them `make_sense` is one look-up.
        if (
            type(entry) is Rating
            and entry.replaces is UNSET
            and (entry.visit is UNSET or entry.visit < position)
            and (entry.scale, entry.level) in self.levels
        ):
            return entry
        return make_sense(position, entry, self.scales)

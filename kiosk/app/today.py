"""What was counted today at this window, as staff may see it."""

from datetime import date

from kiosk.domain import counting
from kiosk.domain.counting import Levels
from sync.protocol.catalogue import Scale
from sync.protocol.entries import Rating


class Today:
    """Counts of one local date: read once at the start, then kept up with each rating."""

    def __init__(self) -> None:
        self._date = ""
        self._levels: Levels = {}

    def start(self, day: date, levels: Levels) -> None:
        """Take the counts of a date as the journal has them."""
        self._date = day.isoformat()
        self._levels = {scale: dict(row) for scale, row in levels.items()}

    def add(self, rating: Rating, replaced: Rating | None) -> None:
        """Count a rating that was stored, and no longer the answer it replaces."""
        if rating.at.date().isoformat() != self._date:
            self.start(rating.at.date(), {})
        for change in counting.changes(rating, replaced, replaced_since_day=False):
            if change.span == self._date:
                counting.add(self._levels, change.scale, change.level, change.by)

    def levels(self, day: date, scale: str) -> dict[str, int]:
        """Return the counts per level of a scale, empty where nothing was counted that day."""
        return dict(self._levels.get(scale, {})) if day.isoformat() == self._date else {}

    def of_scale(self, day: date, scale: Scale) -> dict[str, int]:
        """Return the counts of a scale with every level named, also those nobody tapped."""
        counted = self.levels(day, scale.id)
        return {level.id: counted.get(level.id, 0) for level in scale.levels}

"""The rules and the calendar as they are now, read once for a piece of work."""

from msgspec import Struct

from collector.rules.reading import Rulebook
from collector.working_days.calendar import Calendar


class Terms(Struct, frozen=True):
    """By which deadlines are counted."""

    book: Rulebook
    calendar: Calendar

    @classmethod
    def read(cls) -> "Terms":
        """Read both with a query each."""
        return cls(Rulebook.read(), Calendar.read())

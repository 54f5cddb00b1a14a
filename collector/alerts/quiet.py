"""Hours in which messages wait. Pure: hours of the day in, moments out, all in the local zone."""

from datetime import datetime, timedelta

from msgspec import Struct


class Hours(Struct, frozen=True):
    """From one full hour until another one, perhaps past midnight; equal hours: none at all."""

    first: int
    until: int

    def holds(self, local: datetime) -> bool:
        """Tell whether a moment lies in them."""
        if self.first <= self.until:
            return self.first <= local.hour < self.until
        return local.hour >= self.first or local.hour < self.until

    def end(self, local: datetime) -> datetime:
        """Return when the quiet around a moment ends; the moment itself where there is none."""
        return next_hour(self.until, local) if self.holds(local) else local


def next_hour(hour: int, local: datetime) -> datetime:
    """Return the next moment at which a full hour of the day begins."""
    found = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return found if found > local else found + timedelta(days=1)

"""Which days of a hall are compared with which."""

from msgspec import Struct


class Span(Struct, frozen=True):
    """Which days are compared with which, and the fewest ratings for it."""

    days: int
    before: int
    least: int

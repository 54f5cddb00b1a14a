"""Counts at the grain pages ask for, so that a year of a city costs as much as a day of a hall.

All of it follows from the projections of `collector.ingest` and from where each window stood in
the tree on the day; `collector.figures.rollup` keeps it, and can make it again from nothing.
Days, hours and months are the collector's (TIME_ZONE). Levels are columns, best first.
"""

from typing import Final

from django.db import models

from collector.organisation.models import Node

LEVELS: Final = 5
COUNTERS: Final = (
    *(f"invited_{rank}" for rank in range(LEVELS)),
    *(f"walk_up_{rank}" for rank in range(LEVELS)),
    "repeats", "replaced", "visits", "rated", "timeouts", "cancelled", "faults",
)  # fmt: skip


def _counter() -> "models.BigIntegerField[int, int]":
    return models.BigIntegerField(default=0)


class Counted(models.Model):
    """The counters, the same in every table.

    `invited_0` to `invited_4` are counting ratings of services that were asked for, by the
    level's place on `scale`; `walk_up_…` those nobody was asked for, which stay outside all
    rates. `visits` are services for which a rating was asked: `rated` of them got one, the others
    ended as `timeouts`, `cancelled` or `faults`, or are waiting still. Visits have no scale: they
    stand in the row whose `scale` is "".
    """

    invited_0 = _counter()
    invited_1 = _counter()
    invited_2 = _counter()
    invited_3 = _counter()
    invited_4 = _counter()
    walk_up_0 = _counter()
    walk_up_1 = _counter()
    walk_up_2 = _counter()
    walk_up_3 = _counter()
    walk_up_4 = _counter()
    repeats = _counter()
    replaced = _counter()
    visits = _counter()
    rated = _counter()
    timeouts = _counter()
    cancelled = _counter()
    faults = _counter()

    class Meta:
        """Not a table."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.pk}"


def _place() -> "models.ForeignKey[Node, Node]":
    return models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+", db_index=False)


class PlaceDay(Counted):
    """Per place and day. A place holds what its windows counted while they stood in it."""

    pk = models.CompositePrimaryKey("place", "day", "scale")
    place = _place()
    day = models.DateField()
    scale = models.CharField(max_length=64)


class PlaceMonth(Counted):
    """Per place and month (`month`: its first day)."""

    pk = models.CompositePrimaryKey("place", "month", "scale")
    place = _place()
    month = models.DateField()
    scale = models.CharField(max_length=64)


class PlaceHour(Counted):
    """Per place above the windows, day and hour (0 to 23)."""

    pk = models.CompositePrimaryKey("place", "day", "hour", "scale")
    place = _place()
    day = models.DateField()
    hour = models.SmallIntegerField()
    scale = models.CharField(max_length=64)


class StaffDay(Counted):
    """Per hall (or, in a hall nobody knows, the place it counted for), member of staff and day."""

    pk = models.CompositePrimaryKey("place", "day", "staff", "scale")
    place = _place()
    staff = models.CharField(max_length=64)
    day = models.DateField()
    scale = models.CharField(max_length=64)


class StaffMonth(Counted):
    """The same per month (its first day)."""

    pk = models.CompositePrimaryKey("place", "month", "staff", "scale")
    place = _place()
    staff = models.CharField(max_length=64)
    month = models.DateField()
    scale = models.CharField(max_length=64)


class ItemDay(Counted):
    """Per place above the windows, service item and day; "" is a visit that named none."""

    pk = models.CompositePrimaryKey("place", "day", "item", "scale")
    place = _place()
    item = models.CharField(max_length=200)
    day = models.DateField()
    scale = models.CharField(max_length=64)


class ItemMonth(Counted):
    """The same per month (its first day)."""

    pk = models.CompositePrimaryKey("place", "month", "item", "scale")
    place = _place()
    item = models.CharField(max_length=200)
    month = models.DateField()
    scale = models.CharField(max_length=64)


class PlaceReached(models.Model):
    """Per place and day: how many logs counted something there, and how their day was closed.

    Of `due` logs `complete` closed the day with both ends equal and `disagrees` with a
    difference; the others are behind.
    """

    pk = models.CompositePrimaryKey("place", "day")
    place = _place()
    day = models.DateField()
    due = _counter()
    complete = _counter()
    disagrees = _counter()

    class Meta:
        """What is incomplete is looked for among all places; mostly there is little of it."""

        indexes = (
            models.Index(
                fields=("day",), condition=models.Q(complete__lt=models.F("due")),
                name="reached_incomplete",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pk}"


class PlaceReason(models.Model):
    """Per place, day and reason: how many counting ratings named it. A rating may name several."""

    pk = models.CompositePrimaryKey("place", "day", "catalogue", "code", "national")
    place = _place()
    day = models.DateField()
    catalogue = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    national = models.SmallIntegerField()
    """Of the level it was a reason for, 5 the best."""
    ratings = _counter()

    def __str__(self) -> str:
        return f"{self.pk}"


class LogDay(models.Model):
    """What a log put into the tables above for one day, so that it can be taken out again.

    `first` to `last` are the positions between which all its entries of that day lie.
    """

    pk = models.CompositePrimaryKey("log", "day")
    log = models.UUIDField()
    day = models.DateField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    put_in = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.log} {self.day}"


class Progress(models.Model):
    """How far a log has been read: every entry up to `position`."""

    log = models.UUIDField(primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.log} {self.position}"


class Basis(models.Model):
    """One row: which changes of the organisation the figures know. Also the lock of the roll-up."""

    change = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.change}"

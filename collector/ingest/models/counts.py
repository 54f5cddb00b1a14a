"""Counts that boards and reports read instead of ratings. Levels are columns, best first.

`level_0` to `level_4` are the counting ratings by the level's place on `scale`. Visits and the
ones that stayed unrated have no scale: they stand in the row whose `scale` is "". Days and hours
are the collector's (TIME_ZONE). A window's figure is the sum over its logs.
"""

from django.db import models

from collector.ingest.models.logs import Log


class Counted(models.Model):
    """The counters, the same at every grain."""

    level_0 = models.BigIntegerField(default=0)
    level_1 = models.BigIntegerField(default=0)
    level_2 = models.BigIntegerField(default=0)
    level_3 = models.BigIntegerField(default=0)
    level_4 = models.BigIntegerField(default=0)
    repeats = models.BigIntegerField(default=0)
    replaced = models.BigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)
    timeouts = models.BigIntegerField(default=0)
    cancelled = models.BigIntegerField(default=0)
    faults = models.BigIntegerField(default=0)

    class Meta:
        """Not a table."""

        abstract = True


class CountDay(Counted):
    """Per log, day, window, member of staff ("" for nobody) and scale."""

    pk = models.CompositePrimaryKey("log", "day", "window", "staff", "scale")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    window = models.CharField(max_length=64)
    staff = models.CharField(max_length=64)
    scale = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.log_id} {self.day} {self.window}"


class CountHour(Counted):
    """Per log, day, hour (0 to 23), window and scale."""

    pk = models.CompositePrimaryKey("log", "day", "hour", "window", "scale")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    hour = models.SmallIntegerField()
    window = models.CharField(max_length=64)
    scale = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.log_id} {self.day} {self.hour}"

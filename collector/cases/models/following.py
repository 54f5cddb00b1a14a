"""How far the logs were followed, and the numbers that were given."""

from django.db import models


class Following(models.Model):
    """Every entry of a log up to `position` was looked at for cases."""

    log = models.UUIDField(primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.log} {self.position}"


class Ledger(models.Model):
    """One row, and the lock of whoever opens cases: the last number given in a year.

    `calendar`: the mark of the working days by which open cases' deadlines were counted.
    """

    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)
    calendar = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.year}-{self.last}"

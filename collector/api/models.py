"""Tokens of other systems, and the order in which ratings are told to them."""

from typing import ClassVar

from django.db import models

from collector.cases.models import Case
from collector.organisation.models import Node


class Resource(models.TextChoices):
    """What may be read."""

    WINDOWS = "windows"
    RATINGS = "ratings"
    COUNTS = "counts"
    CASES = "cases"


class Token(models.Model):
    """Lets a program read some resources of one branch until a day, or until somebody ends it.

    Only the SHA-256 of its secret is kept, in hex: it is shown once. `hint` is the end of the
    secret, by which people tell tokens apart. `made_by` is an account's name as it was then, or a
    command's. `used_at` is written at most once a minute.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    resources = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_from = models.CharField(max_length=45, blank=True, default="")

    objects: ClassVar[models.Manager["Token"]] = models.Manager()

    class Meta:
        """The latest comes first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """A stretch of a log that came in, with its place in the order in which all is told.

    Written by `collector.api.arrivals` alone, never changed and never made again: in which order
    logs came in cannot be told from the logs. Stretches of one log follow each other.
    """

    number = models.BigIntegerField(primary_key=True)
    log = models.UUIDField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        """A position of a log is told once; a branch's stretches are read by its logs."""

        constraints = (models.UniqueConstraint(fields=("log", "first"), name="arrival_tells_once"),)
        indexes = (models.Index(fields=("log", "number"), name="arrival_of_log"),)

    def __str__(self) -> str:
        return f"{self.number} {self.log} {self.first}-{self.last}"


class Told(models.Model):
    """How far a log has been put into the order."""

    log = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.log} {self.position}"


class Numbering(models.Model):
    """One row: the last number that was given, and when. Also the lock of whoever gives numbers."""

    last = models.BigIntegerField(default=0)
    last_case = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.last}"


class CaseTold(models.Model):
    """A case with its place in the order in which cases are told: given once, kept for ever."""

    number = models.BigIntegerField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.number} {self.case_id}"

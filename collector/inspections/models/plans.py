"""What is to be inspected: windows drawn by lot."""

from django.db import models

from collector.inspections.models.checklists import Version
from collector.organisation.models import Node


class Draw(models.Model):
    """Windows of a branch drawn by lot, with all that is needed to draw them again.

    `candidates`: `drawing.Candidate`s as JSON, those that took no part too, with the reason.
    `apart_days`: a window drawn within so many days before took no part; 0: all took part.
    A draw is never deleted: whoever draws until the result pleases is seen doing so.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="draws")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="draws")
    method = models.CharField(max_length=16)
    seed = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    candidates = models.JSONField()
    apart_days = models.PositiveSmallIntegerField()
    announced = models.BooleanField()
    first = models.DateField()
    last = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.node_id} {self.made_at}"

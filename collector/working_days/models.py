"""Days that were decided beside the calendar of the library."""

from django.db import models

from collector.organisation.models import Node


class DayDecided(models.Model):
    """A day is one of work or not, for a branch or (without a node) for everywhere.

    For years whose holidays were announced after this program was made, and for days off of one
    place. The last row for a day and place counts; `works` None: the calendar holds again.
    """

    day = models.DateField(db_index=True)
    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="days_decided"
    )
    works = models.BooleanField(null=True)
    source = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)

    class Meta:
        """In the order in which they were decided."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.day} {self.works}"

"""Alerts and what became of them. Times are instants."""

from django.db import models
from django.db.models import Q

from collector.alerts.conditions import Condition
from collector.organisation.models import Node


class Alert(models.Model):
    """Something somebody should know, at one place, from when it is raised until it is over.

    subject: what tells it from another one of its condition at that place, such as the number of
    a case or a day; mostly "". facts: figures and codes to say it with, as they were last seen at
    `looked_at`; nothing about a citizen or a clerk is in them. fine_since: since when the figure
    has looked recovered; once that has lasted, the alert is over.
    """

    condition = models.CharField(max_length=20, choices=[(one, one) for one in Condition])
    place = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=64, blank=True, default="")
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    fine_since = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True, default="")
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time for a condition, a place and a subject: the database sees to it."""

        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("condition", "place", "subject"), condition=Q(cleared_at=None),
                name="alert_open_once",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("place", "-raised_at"), name="alert_by_place"),
            models.Index(
                fields=("condition",), condition=Q(cleared_at=None), name="alert_open"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pk} {self.condition} {self.place_id} {self.subject}"


class Happening(models.Model):
    """One step in an alert's life. Rows are added and never changed."""

    class What(models.TextChoices):
        """What happened."""

        RAISED = "raised"
        ACKNOWLEDGED = "acknowledged"
        CLEARED = "cleared"

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="happenings")
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        """In the order in which they happened."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.alert_id} {self.what}"


class Seen(models.Model):
    """How far something that is read in order has been read, such as the cases by their id."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"

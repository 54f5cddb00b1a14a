"""What was changed in the organisation, by whom and when."""

from django.db import models

from collector.organisation.models.tree import Node


class Change(models.Model):
    """One change, never altered. `before` and `after` hold only what was different.

    `branch` is the path of the node it is about, so that a branch's changes are found by it;
    `subject` says what was changed, such as "window:A01" or "staff:2104".
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    action = models.CharField(max_length=32)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="changes")
    branch = models.CharField(max_length=255, blank=True, default="", db_index=True)
    subject = models.CharField(max_length=220)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    day = models.DateField(null=True)
    """From which day it holds."""

    class Meta:
        """The latest comes first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

"""What was decided, where and from when on."""

from django.db import models

from collector.organisation.models import Node


class Decision(models.Model):
    """A place has decided a rule from a day on; rows are added and never changed.

    `value` None: what holds above holds here again. Of several for one day the last one counts.
    `source` is the paper it rests on, as whoever decided it has written.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="rules")
    key = models.CharField(max_length=64)
    since = models.DateField()
    value = models.JSONField(null=True)
    source = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)

    class Meta:
        """In the order in which they came to hold."""

        ordering = ("since", "pk")
        indexes = (models.Index(fields=("key", "node"), name="rules_key_node"),)

    def __str__(self) -> str:
        return f"{self.key} {self.node_id} {self.since}"

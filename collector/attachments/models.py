"""Pictures as they are kept. Times are instants."""

from uuid import uuid4

from django.db import models

from collector.personal_data.fields import SealedBytesField


class Attachment(models.Model):
    """A picture. `by`: the account that handed it in, "" for a citizen. `body`: JPEG, sealed.

    `digest`: SHA-256 of the body in hex. An erased one keeps its row without body and digest;
    `erased_rule` is the rule's name by which it went, "" where somebody has asked for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    about = models.CharField(max_length=80, db_index=True)
    by = models.CharField(max_length=150, blank=True, default="")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    body = SealedBytesField(bound_to="id")
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_rule = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """In the order they came."""

        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return str(self.id)

"""What citizens left behind by a receipt. Times are instants.

Rows stay when they are erased: that something was here, and when and why it went, is no secret.
"""

from uuid import uuid4

from django.db import models

from collector.organisation.models import Hall, Node
from collector.personal_data.fields import SealedTextField
from collector.personal_data.receipts import Receipt


class Why(models.TextChoices):
    """Why something was erased."""

    ASKED = "asked", "the citizen asked, by the code or at the hall"
    DUE = "due", "kept no longer, by rule"
    NOT_WANTED = "not-wanted", "the citizen wants no call any more"


class OfReceipt(models.Model):
    """What belongs to a receipt. `place`: the window's node, or the hall's; rights follow it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=64)
    tag = models.CharField(max_length=8)
    position = models.BigIntegerField()
    own = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_why = models.CharField(max_length=12, choices=Why, blank=True, default="")

    class Meta:
        """Not a table."""

        abstract = True

    def receipt(self) -> Receipt:
        """Return the receipt it belongs to."""
        return Receipt(
            hall=self.hall_id, window=self.window, tag=self.tag, position=self.position,
            own=self.own,
        )  # fmt: skip


class Statement(OfReceipt):
    """What a citizen said: at first, added later, or why an answer was not enough.

    `once`: the digest of the form it came with, so that a form sent twice is one statement.
    `reasons`: codes of `catalogue`, added by the citizen; they never change the rating.
    """

    class Kind(models.TextChoices):
        """When it was said."""

        COMMENT = "comment"
        ADDED = "added"
        NOT_SATISFIED = "not-satisfied"

    kind = models.CharField(max_length=16, choices=Kind, default=Kind.COMMENT)
    text = SealedTextField(bound_to="id")
    catalogue = models.CharField(max_length=64, blank=True, default="")
    reasons = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="zh")
    once = models.CharField(max_length=64, unique=True)

    class Meta:
        """In the order they came; found by their receipt."""

        ordering = ("made_at", "pk")
        indexes = (
            models.Index(fields=("hall", "window", "position", "tag"), name="statement_receipt"),
            models.Index(fields=("erased_at", "made_at"), name="statement_due"),
        )

    def __str__(self) -> str:
        return str(self.id)


class Contact(OfReceipt):
    """A number to call back, given by choice, with the words that were agreed to.

    `index`: `blind.index` of the number; empty once it is erased. `consent`: the version of the
    words, `collector.personal_data.consent`.
    """

    phone = SealedTextField(bound_to="id")
    index = models.BinaryField(max_length=32, db_index=True, default=b"")
    consent = models.CharField(max_length=32)
    language = models.CharField(max_length=8, default="zh")

    class Meta:
        """In the order they came; found by their receipt."""

        ordering = ("made_at", "pk")
        indexes = (
            models.Index(fields=("hall", "window", "position", "tag"), name="contact_receipt"),
            models.Index(fields=("erased_at", "made_at"), name="contact_due"),
        )

    def __str__(self) -> str:
        return str(self.id)

"""Appeals: that a rating was tapped by mistake, or in malice. Two people decide, never one."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from collector.cases.models.case import Case
from collector.personal_data.fields import SealedTextField


class Appeal(models.Model):
    """Somebody asks that a rating be left out of the figures "without"; the rating stays."""

    class Kind(models.TextChoices):
        """What is claimed."""

        MISTAKEN = "mistaken"
        MALICIOUS = "malicious"

    class State(models.TextChoices):
        """How it stands. `overturned`: upheld, until the citizen contradicted."""

        ASKED = "asked"
        UPHELD = "upheld"
        REJECTED = "rejected"
        OVERTURNED = "overturned"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED, db_index=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appeals"
    )
    asked_at = models.DateTimeField()
    words = SealedTextField(bound_to="id")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """One is open at a time."""

        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(state="asked"), name="case_one_appeal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.state}"


class Vote(models.Model):
    """One of the two says yes or no, once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="votes")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uphold = models.BooleanField()
    at = models.DateTimeField()
    words = SealedTextField(bound_to="id")

    class Meta:
        """A person has one vote."""

        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("appeal", "account"), name="appeal_one_vote_each"),
        )

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.account_id}"

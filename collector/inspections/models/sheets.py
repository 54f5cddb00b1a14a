"""Inspections, planned and done, with what was found. Times are instants."""

from datetime import date
from fractions import Fraction
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from collector.attachments.models import Attachment
from collector.inspections import scoring
from collector.inspections.models.checklists import Version
from collector.inspections.models.plans import Draw
from collector.organisation.models import Node
from collector.personal_data.fields import SealedTextField


class State(models.TextChoices):
    """Where an inspection is."""

    PLANNED = "planned"
    DONE = "done"
    CALLED_OFF = "called-off"


class Inspection(models.Model):
    """One inspection of a place by one version of a checklist.

    `path`: where the place stood when it was planned or done. `of`: the earlier inspection whose
    findings it looks at again; `only`: the items it asks about then. `beside`: the inspection
    that another device had filled in already; `counts` tells which of them the figures take.
    `started`, `finished`: by the phone's clock, which was `clock_ahead` seconds ahead of ours.
    `submission`: made by whoever filled it in, so that the same sheet sent twice is one.
    `score`, `scores`: exact fractions as text, of the whole and by chapter.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="inspections")
    path = models.CharField(max_length=255, db_index=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="inspections")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, null=True, related_name="inspections")
    of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="again")
    only = models.JSONField(default=list)
    beside = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    counts = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    announced = models.BooleanField(default=False)
    due = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    inspector = models.CharField(max_length=150, blank=True, default="")
    submission = models.UUIDField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    """Of what the sheet said: a changed one under the same name is another sheet."""
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    """The day it was done, in the halls' zone: figures go by it."""
    clock_ahead = models.IntegerField(null=True)
    score = models.CharField(max_length=200, blank=True, default="")
    scores = models.JSONField(default=dict)
    missed = models.JSONField(default=list)
    remark = SealedTextField(bound_to="id")

    class Meta:
        """The latest first; looked up by state and day."""

        ordering = ("-made_at", "id")
        indexes = (
            models.Index(fields=("state", "due"), name="inspection_state_due"),
            models.Index(fields=("state", "day"), name="inspection_state_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="done") | Q(submission__isnull=False, day__isnull=False),
                name="inspection_done_was_sent",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def value(self) -> Fraction | None:
        """Return the whole score."""
        return scoring.fraction(self.score)

    def late(self, today: date) -> bool:
        """Tell whether it should have been done by now."""
        return self.state == State.PLANNED and self.due is not None and self.due < today


class Answer(models.Model):
    """What was found at one item."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    degree = models.CharField(max_length=8, blank=True, default="")
    points = models.PositiveSmallIntegerField(null=True)
    note = SealedTextField(bound_to="id")

    class Meta:
        """One for each item."""

        constraints = (
            models.UniqueConstraint(fields=("inspection", "item"), name="inspection_answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.item}"


class Photo(models.Model):
    """A photo as it was sent; it belongs to no inspection until its sheet has come."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, null=True, related_name="photos"
    )
    item = models.CharField(max_length=40, blank=True, default="")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        """In the order they came."""

        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return str(self.pk)


class Finding(models.Model):
    """An item that was not as it should be, and what became of it.

    `case`: the number of the case it has opened. `again`: the inspection that looked at it again.
    """

    class Outcome(models.TextChoices):
        """Whether it was put right."""

        OPEN = "open"
        PUT_RIGHT = "put-right"
        STILL = "still"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    item = models.CharField(max_length=40)
    critical = models.BooleanField(default=False)
    at = models.DateTimeField()
    case = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    again = models.ForeignKey(
        Inspection, on_delete=models.SET_NULL, null=True, related_name="settled"
    )

    class Meta:
        """One for each item of an inspection."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("inspection", "item"), name="inspection_finding_once"),
        )

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.item}"


class Reply(models.Model):
    """What those who were inspected say to it, written down by their hall's manager.

    `staff`: the number of the member of staff who says it, "" for the manager's own words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="replies")
    item = models.CharField(max_length=40, blank=True, default="")
    staff = models.CharField(max_length=64, blank=True, default="")
    text = SealedTextField(bound_to="id")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """In the order they came."""

        ordering = ("at", "id")
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return str(self.pk)


class DraftKey(models.Model):
    """The key one account's drafts are sealed with on phones, handed out to a signed-in one."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    secret = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"drafts of {self.account_id}"

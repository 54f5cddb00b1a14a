"""What was decided to be done better, by whom, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from collector.organisation.models import Node


class Measure(models.TextChoices):
    """The figure an action is to move. Names stand in addresses and files: never change one."""

    OFFICIAL = "official"
    SATISFIED = "satisfied"
    BAD = "bad"
    REASON = "reason"
    RESPONSE = "response"
    CASES = "cases"
    ON_TIME = "on-time"
    INSPECTION = "inspection"


class State(models.TextChoices):
    """Where an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    IN_EFFECT = "in-effect"
    JUDGED = "judged"
    DROPPED = "dropped"


class Result(models.TextChoices):
    """What the figure says when an action is judged."""

    HELPED = "helped"
    NO_DIFFERENCE = "no-difference"
    WORSE = "worse"
    TOO_FEW = "too-few"


class Action(models.Model):
    """Something that is to get better at a place: what is done, why, and how one will know.

    `item` narrows the figure to one service item, "" is all. `catalogue` and `reason` name the
    reason of bad ratings it is about, `root_cause` what was found to be behind it; both are how
    other places find it. `wanted` is the target: a share or a score in per cent. Days: decided,
    in effect from (the first day of "after"), to be judged at (the first day no more of it).
    The four days of chosen periods are all there or none: then both are as long as "after" can be.
    `evidence` is what the figures said when it was judged, kept as it was; `version` grows with
    every change, so that two people do not overwrite each other. Texts hold nothing personal.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="actions")
    item = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=120)
    what = models.TextField()
    why = models.TextField(blank=True, default="")
    catalogue = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=64, blank=True, default="")
    root_cause = models.CharField(max_length=64, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions"
    )
    measure = models.CharField(max_length=12, choices=Measure)
    wanted = models.DecimalField(max_digits=5, decimal_places=2)
    decided_on = models.DateField()
    effect_from = models.DateField()
    judge_on = models.DateField()
    before_first = models.DateField(null=True, blank=True)
    before_last = models.DateField(null=True, blank=True)
    after_first = models.DateField(null=True, blank=True)
    after_last = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    result = models.CharField(max_length=14, choices=Result, blank=True, default="")
    evidence = models.JSONField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    case = models.CharField(max_length=32, blank=True, default="")
    """The number of the case it came from."""
    finding = models.BigIntegerField(null=True, blank=True)
    """The finding of an inspection it came from."""
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        """The board reads by place and state; places elsewhere are found by reason and cause."""

        ordering = ("judge_on", "pk")
        indexes = (
            models.Index(fields=("node", "state"), name="action_place_state"),
            models.Index(
                fields=("reason", "root_cause"), condition=Q(state="judged"), name="action_worked"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(judge_on__gt=F("effect_from")), name="action_judged_later"
            ),
            models.CheckConstraint(
                condition=Q(wanted__gte=0, wanted__lte=100), name="action_wanted_per_cent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"


class Step(models.Model):
    """One thing to do on the way."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        """In the order they were written."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.action_id} {self.text}"


class Happened(models.Model):
    """A line of an action's history, never altered. `before` and `after` hold what differs."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    what = models.CharField(max_length=16)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")

    class Meta:
        """The latest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action_id} {self.what}"

"""One case: the rating it is about as copied facts, where it stands and when it is due."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from collector.organisation.models import Hall, Node
from collector.personal_data.receipts import Receipt


class Stage(models.TextChoices):
    """What is to be done next: 核实 · 整改 · 答复 · 回访 · 办结."""

    VERIFY = "verify"
    PUT_RIGHT = "put-right"
    ANSWER = "answer"
    CALL_BACK = "call-back"
    CLOSE = "close"
    CLOSED = "closed"


class Origin(models.TextChoices):
    """What opened it."""

    RATING = "rating"
    COMMENT = "comment"
    FINDING = "finding"


class Outcome(models.TextChoices):
    """How it ended; empty while it is open."""

    DONE = "done"
    REPLACED = "replaced", "the citizen changed the answer before anybody had begun"
    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"


class Case(models.Model):
    """A case. Times are instants, days those of the collector's time zone.

    The facts of the rating are copied as they arrived: `log` and `position` name it, `tag` is how
    the log's id begins (with `hall`, `window` and `position` it is the receipt). A comment may come
    before its rating: `log` is empty until then. `path` is where the rating belonged on its day;
    rights and rates go by it. `version` counts the changes: whoever changes a case says which one
    has been seen. `due_on` and `step_due_on` are the last days in time, for all of it and for what
    is next; they follow from `since`, the numbers of days that held when it was opened, and the
    calendar.
    """

    number = models.CharField(max_length=20, unique=True)
    version = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=8, choices=Origin)
    reference = models.CharField(max_length=64, blank=True, default="")
    """Of a finding: what it is called in its own room."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="cases")
    department = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=255, db_index=True)
    window = models.CharField(max_length=64, blank=True, default="")
    log = models.UUIDField(null=True)
    tag = models.CharField(max_length=8, blank=True, default="")
    position = models.BigIntegerField(null=True)
    own = models.CharField(max_length=64, blank=True, default="")
    rated_at = models.DateTimeField(null=True)
    staff = models.CharField(max_length=64, blank=True, default="")
    item = models.CharField(max_length=200, blank=True, default="")
    ticket = models.CharField(max_length=200, blank=True, default="")
    mode = models.CharField(max_length=8, blank=True, default="")
    scale = models.CharField(max_length=64, blank=True, default="")
    level = models.CharField(max_length=64, blank=True, default="")
    rank = models.SmallIntegerField(null=True)
    national = models.SmallIntegerField(null=True)
    catalogue = models.CharField(max_length=64, blank=True, default="")
    reasons = models.JSONField(default=list)

    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    late = models.BooleanField(default=False)
    """The rating arrived days after the tap: the time in which to act runs from its arrival."""
    since = models.DateField()
    """The day from which the days are counted: of the opening, or of the last reopening."""
    days_total = models.PositiveSmallIntegerField()
    days_verify = models.PositiveSmallIntegerField()
    days_put_right = models.PositiveSmallIntegerField()
    days_answer = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    step_due_on = models.DateField()

    stage = models.CharField(max_length=9, choices=Stage, default=Stage.VERIFY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="cases"
    )
    finding = models.CharField(max_length=12, blank=True, default="")
    """What verifying found: a code of `collector.cases.catalogue`."""
    cause = models.CharField(max_length=24, blank=True, default="")
    remedy = models.CharField(max_length=12, blank=True, default="")
    """"put-right" or "explained"."""
    responsible = models.CharField(max_length=100, blank=True, default="")
    done_by = models.DateField(null=True)
    """The day by which the measure is taken."""
    contact = models.BooleanField(default=False)
    """The citizen has left a number to call back, even if it was erased since."""
    call = models.CharField(max_length=14, blank=True, default="")
    calls = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    put_right_at = models.DateTimeField(null=True)
    put_right_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    called_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    satisfied_at = models.DateTimeField(null=True)
    """The citizen has said to be satisfied with the answer."""
    unread_at = models.DateTimeField(null=True)
    """The citizen has written since it was closed, and nobody has noted or reopened it yet."""
    reopened = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True, default="")
    # Nearly all are merged into nothing: a plain index would draw the database to them.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )

    class Meta:
        """A rating has one case. Lists go by what is open and when it is due."""

        constraints = (
            models.UniqueConstraint(
                fields=("log", "position"), condition=Q(log__isnull=False), name="case_of_rating"
            ),
            models.UniqueConstraint(
                fields=("reference",), condition=~Q(reference=""), name="case_of_finding"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="done")
                | (~Q(cause="") & ~Q(remedy="") & Q(answered_at__isnull=False)),
                name="case_done_has_cause_and_remedy",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False)
                | (~Q(stage="closed") & Q(closed_at__isnull=True, outcome="")),
                name="case_closed_or_not",
            ),
        )
        indexes = (
            # What every page's frame counts, without looking at a single case; for that the
            # database wants to have in the index also what the condition says already.
            models.Index(
                fields=("due_on", "owner", "merged_into", "closed_at", "path"),
                condition=Q(closed_at__isnull=True),
                name="case_open_due",
            ),
            models.Index(
                fields=("-closed_at", "-id"),
                condition=Q(closed_at__isnull=False, merged_into__isnull=True),
                name="case_closed_last",
            ),
            models.Index(
                fields=("merged_into",),
                condition=Q(merged_into__isnull=False),
                name="case_merged",
            ),
            models.Index(fields=("tag",), condition=Q(log__isnull=True), name="case_awaited"),
            models.Index(
                fields=("unread_at",), condition=Q(unread_at__isnull=False), name="case_unread"
            ),
            models.Index(fields=("opened_on",), name="case_opened_on"),
            models.Index(fields=("outcome", "rated_at"), name="case_outcome"),
            models.Index(fields=("due_on",), name="case_due_on"),
            models.Index(fields=("position", "window"), name="case_receipt"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def closed(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.stage == Stage.CLOSED

    @property
    def steps_done(self) -> dict[Stage, datetime | None]:
        """Return when each stage was gone through, in their order; None: not yet, or never."""
        return {
            Stage.VERIFY: self.verified_at,
            Stage.PUT_RIGHT: self.put_right_at,
            Stage.ANSWER: self.answered_at,
            Stage.CALL_BACK: self.called_back_at,
            Stage.CLOSE: self.closed_at,
        }

    @property
    def receipt(self) -> Receipt | None:
        """Return the receipt it belongs to; None where there is none or its hall is not known."""
        if self.hall_id is None or self.position is None:
            return None
        return Receipt(
            hall=self.hall_id, window=self.window, tag=self.tag, position=self.position,
            own=self.own,
        )  # fmt: skip

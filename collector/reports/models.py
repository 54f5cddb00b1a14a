"""Files that are being made or were made, and who is sent what. Times are instants."""

from django.conf import settings
from django.db import models

from collector.organisation.models import Node


class Job(models.Model):
    """A file that somebody asked for. Whoever works on it holds `worker` and keeps `beat` fresh.

    `asked` is a `collector.reports.asking.Question` as JSON. `token` is its name in addresses.
    `sentence`: why it failed, in both languages.
    """

    class State(models.TextChoices):
        """Where it is."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    token = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True,
                                related_name="+")  # fmt: skip
    place = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    asked = models.JSONField()
    format = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True, default="")
    beat = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=100, blank=True, default="")
    size = models.BigIntegerField(default=0)

    class Meta:
        """The latest first; a worker looks for the oldest that waits."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "made_at"), name="report_job_state"),)

    def __str__(self) -> str:
        return f"{self.token} {self.state}"


class Piece(models.Model):
    """A piece of a job's file, in order of `number`."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="pieces")
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        """Each piece once."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("job", "number"), name="report_piece_once"),)

    def __str__(self) -> str:
        return f"{self.job_id} {self.number}"


class Subscription(models.Model):
    """An account is sent a report of each day, week or month, once that is complete.

    `since`: periods that end before it are not sent. `sentence`: why it is paused, where that was
    not the account's own wish.
    """

    class Cadence(models.TextChoices):
        """How often."""

        DAILY = "day"
        WEEKLY = "week"
        MONTHLY = "month"

    class State(models.TextChoices):
        """Whether it is sent."""

        ACTIVE = "active"
        PAUSED = "paused"
        ENDED = "ended"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE,
                                related_name="+")  # fmt: skip
    email = models.EmailField()
    place = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=12)
    format = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    cadence = models.CharField(max_length=5, choices=Cadence)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)
    sentence = models.TextField(blank=True, default="")
    since = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        """In the order they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.cadence} {self.email}"


class Delivery(models.Model):
    """One period of one subscription: sent once, or a sentence why not.

    SENDING is written before the message's last byte leaves: what is found in it after a crash may
    have arrived, becomes UNSURE and is never sent again by itself.
    """

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting"
        MAKING = "making"
        SENDING = "sending"
        SENT = "sent"
        UNSURE = "unsure"
        FAILED = "failed"

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE,
                                     related_name="deliveries")  # fmt: skip
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField()
    worker = models.CharField(max_length=32, blank=True, default="")
    beat = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True, default="")

    class Meta:
        """A period is sent once."""

        ordering = ("-first", "pk")
        constraints = (
            models.UniqueConstraint(fields=("subscription", "first"), name="report_sent_once"),
        )

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.first} {self.state}"

"""Months that were closed, and bulletins that were published. Times are instants."""

from django.db import models

from collector.organisation.models import Node


class Closed(models.Model):
    """The results of a place and a month as they stood when the month was closed.

    Never altered: a month that is closed again has another row with the next `revision` and says
    `why`. `content` is a `collector.results.frozen.Frozen`; the rules it was computed with are in
    it.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    why = models.CharField(max_length=500, blank=True, default="")
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150)

    class Meta:
        """Each revision once; the last one counts."""

        ordering = ("-month", "-revision")
        constraints = (
            models.UniqueConstraint(fields=("node", "month", "revision"), name="month_closed_once"),
        )

    def __str__(self) -> str:
        return f"{self.node_id} {self.month:%Y-%m} {self.revision}"


class Bulletin(models.Model):
    """A bulletin for the public about a place and a month.

    A draft says what an officer wrote; its figures are read when it is published and stay as they
    were: `content` is a `collector.results.public.Public`. A withdrawn one says so, and why, in its
    place; a new one may follow it. `version` grows with every change.
    """

    class State(models.TextChoices):
        """Where it is."""

        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    put_right = models.TextField(blank=True, default="")
    """What was put right, a line each, written for the public."""
    put_right_en = models.TextField(blank=True, default="")
    content = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=150, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True, default="")
    why = models.CharField(max_length=500, blank=True, default="")
    """Why it was withdrawn, for the public."""
    version = models.IntegerField(default=1)

    class Meta:
        """One draft and one published bulletin of a place and month at a time."""

        ordering = ("-month", "node", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("node", "month"), condition=models.Q(state="published"),
                name="bulletin_published_once",
            ),
            models.UniqueConstraint(
                fields=("node", "month"), condition=models.Q(state="draft"),
                name="bulletin_drafted_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.node_id} {self.month:%Y-%m} {self.state}"


class BulletinFile(models.Model):
    """A file of a published bulletin, made once when it was first asked for."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    content = models.BinaryField()

    class Meta:
        """Each once."""

        constraints = (
            models.UniqueConstraint(fields=("bulletin", "name"), name="bulletin_file_once"),
        )

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.name}"

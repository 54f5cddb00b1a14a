"""What people have found out about histories that disagree. It changes no figure and no entry."""

from django.db import models

from collector.ingest.models import Log


class Finding(models.Model):
    """Somebody's recorded decision about a fork or a disagreeing closing of one log.

    An annotation: both histories stay as they came, the figures stay as they are counted. `day`
    is the closing's, empty for a fork. A fork is settled as far as what had come by `at`; what
    comes after is open again. Rows are added and never changed: the latest holds.
    """

    class Verdict(models.TextChoices):
        """What was found out."""

        OURS = "ours"
        """The history in the figures is what happened; the other one is a copy or a test."""
        THEIRS = "theirs"
        """The one set aside is what happened: the figures of those days are not to be used."""
        BOTH = "both"
        """Both happened: the figures lack what was set aside."""
        EXPLAINED = "explained"
        """Of a closing: the difference is explained by the reason given."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    day = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = models.TextField(max_length=500)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """The latest comes first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.log_id} {self.verdict}"

"""Other programs that are told, the hosts that may be called, and the key of pushed messages."""

from django.db import models

from collector.organisation.models import Node


class AllowedHost(models.Model):
    """A host that may be called, with scheme and port exactly as they stand here."""

    secure = models.BooleanField(default=True)
    host = models.CharField(max_length=253)
    port = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        """Each once, in the order of names."""

        ordering = ("host", "port")
        constraints = (
            models.UniqueConstraint(fields=("secure", "host", "port"), name="alert_host_once"),
        )

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Webhook(models.Model):
    """A program that is told of a branch's alerts. `secret` is encrypted; shown once.

    kinds: names of kinds, with commas between. sentence: why it was paused, where nobody did it.
    """

    class State(models.TextChoices):
        """Whether it is called."""

        ACTIVE = "active"
        PAUSED = "paused"
        ENDED = "ended"

    place = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=500)
    secret = models.TextField()
    kinds = models.CharField(max_length=120)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        """In the order they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class PushKey(models.Model):
    """The one key by which browsers know us (VAPID); the private half is encrypted."""

    secret = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}"

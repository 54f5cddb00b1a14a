"""Messages to be sent: written with the alert in one transaction, sent at least once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from collector.alerts.models.people import Endpoint
from collector.alerts.models.standing import Happening
from collector.alerts.models.webhooks import Webhook


class Delivery(models.Model):
    """One message to one mailbox, browser or program.

    key: its own name, the same each time it is sent, by which a receiver knows a second copy.
    A collected message (`collected`) takes up more items until `not_before`. SENDING is written
    before anything leaves: what a dead server left so is sent once more (`lost` 1), and if that
    one dies too it is UNSURE. `outcome`: what came of the last try, a word of
    `collector.alerts.sending.outcomes`; `detail` is the other side's status or the error's name.
    """

    class Channel(models.TextChoices):
        """By which way."""

        MAIL = "mail"
        PUSH = "push"
        WEBHOOK = "webhook"

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        UNSURE = "unsure"
        GIVEN_UP = "given-up"
        DROPPED = "dropped"
        """Nothing was left to say, or the reader may not know it any more."""

    key = models.CharField(max_length=100, unique=True)
    channel = models.CharField(max_length=7, choices=Channel)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True,
                                related_name="+")  # fmt: skip
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, null=True, related_name="+")
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, null=True,
                                related_name="deliveries")  # fmt: skip
    test = models.BooleanField(default=False)
    collected = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    give_up_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    lost = models.SmallIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True, default="")
    beat = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """The latest first; a worker looks for what is due."""

        ordering = ("-pk",)
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(
                fields=("not_before",), condition=Q(state__in=("waiting", "sending")),
                name="alert_due",
            ),
            models.Index(fields=("account", "channel", "made_at"), name="alert_told"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Item(models.Model):
    """One thing a message says."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="items")
    happening = models.ForeignKey(Happening, on_delete=models.CASCADE, related_name="items")

    class Meta:
        """Each once in a message."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("delivery", "happening"), name="alert_item_once"),
        )

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.happening_id}"

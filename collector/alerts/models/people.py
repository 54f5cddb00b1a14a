"""What people want to be told, where they are reached, and when they are left alone."""

from django.conf import settings
from django.db import models

from collector.alerts.conditions import How, Kind
from collector.organisation.models import Node


class Wish(models.Model):
    """How an account wants to be told of a kind in a branch; without one, as its role has it.

    Where several branches lie around a place, the wish of the nearest holds.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE,
                                related_name="+")  # fmt: skip
    place = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in Kind])
    how = models.CharField(max_length=9, choices=[(one, one) for one in How])

    class Meta:
        """One for a kind and a branch."""

        constraints = (
            models.UniqueConstraint(fields=("account", "place", "kind"), name="alert_wish_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.place_id} {self.kind} {self.how}"


class Preference(models.Model):
    """How one account is reached. `email` "": the account's own address.

    quiet_from, quiet_until: hours of the day, in which messages wait; equal: none; empty: the
    hall's. through: a bad rating that is told at once does not wait for the end of quiet hours.
    away_until: until that day somebody else is on duty.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE,
                                   related_name="+", primary_key=True)  # fmt: skip
    mail = models.BooleanField(default=True)
    email = models.EmailField(blank=True, default="")
    push = models.BooleanField(default=True)
    quiet_from = models.SmallIntegerField(null=True, blank=True)
    quiet_until = models.SmallIntegerField(null=True, blank=True)
    through = models.BooleanField(default=False)
    away_until = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")

    def __str__(self) -> str:
        return f"{self.account_id}"


class Endpoint(models.Model):
    """One browser that takes pushed messages. `address`: a capability, shown to nobody."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE,
                                related_name="+")  # fmt: skip
    address = models.CharField(max_length=500, unique=True)
    key = models.BinaryField(max_length=65)
    auth = models.BinaryField(max_length=16)
    name = models.CharField(max_length=100, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        """In the order they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"

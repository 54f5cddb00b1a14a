"""Accounts of the people who use the pages."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A person who may sign in. `is_superuser`: may also approve terminals and make accounts."""

    class Meta(AbstractUser.Meta):
        """Named once here, since a project cannot change its account model later."""


class SignInTries(models.Model):
    """How often signing in failed in a row, for an account from an address.

    Either may be "" for any: an account guessed from everywhere and an address guessing at
    everybody are counted as well. `until`: before it nobody is let in here.
    """

    account = models.CharField(max_length=150, blank=True)
    address = models.CharField(max_length=45, blank=True)
    count = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """One row a pair."""

        constraints = (
            models.UniqueConstraint(fields=("account", "address"), name="tries_of_a_pair"),
        )

    def __str__(self) -> str:
        return f"{self.account} {self.address} {self.count}"

"""Accounts of the people who use the pages, and what they are where."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q

from collector.accounts.roles import Role
from collector.organisation.models import Node


class Accounts(UserManager["Account"]):
    """Makes accounts."""

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "Account":
        """Make an administrator of the whole organisation: there is no power beside the roles."""
        account = self.create_user(username, email, password, **extra_fields)
        account.roles.create(role=Role.ADMINISTRATOR)
        return account


class Account(AbstractUser):
    """A person who may sign in. What they may see and do is in `roles` alone.

    must_change: the password is temporary, and nothing else opens before it is changed.
    wall: a screen that stays signed in for long; only for accounts that may only look.
    language: "" as the browser asks.
    """

    must_change = models.BooleanField(default=False)
    wall = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True, default="")

    objects: ClassVar[Accounts] = Accounts()

    class Meta(AbstractUser.Meta):
        """Named once here, since a project cannot change its account model later."""


class RoleHeld(models.Model):
    """An account has a role in a branch: at a node and all below it; without a node everywhere."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])
    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )

    class Meta:
        """A role is held once at a place."""

        constraints = (
            models.UniqueConstraint(fields=("account", "role", "node"), name="role_held_once"),
            models.UniqueConstraint(
                fields=("account", "role"), condition=Q(node=None), name="role_held_once_everywhere"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.node_id or '/'}"


class SignInTries(models.Model):
    """When the next try to sign in is free again: for an account, an address or a known device.

    `who` is one of "account:…", "address:…", "device:…". `full` is when all tries are free again;
    a row whose time has come says nothing any more.
    """

    who = models.CharField(max_length=200, unique=True)
    full = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.who} {self.full}"

"""What an administrator does to accounts: each change stands or falls with its line in the trail.

`by` is the request of a person or the name of a command, as `audit.record` takes it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from collector.accounts import audit, passwords, second_factor, sessions
from collector.accounts.audit import By
from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import Role
from collector.organisation.models import Node


class RunningError(Exception):
    """It cannot be done; the sentence says why, in the active language."""


def make(by: By, name: str, full_name: str, role: Role, node: Node | None) -> tuple[Account, str]:
    """Make an account with one role; return it and its temporary password. Raises RunningError."""
    account = Account(username=Account.normalize_username(name), first_name=full_name)
    try:
        account.full_clean(exclude=("password",))
    except ValidationError as error:
        raise RunningError(" ".join(error.messages)) from error
    password = passwords.made()
    account.set_password(password)
    account.must_change = True
    with transaction.atomic():
        account.save()
        RoleHeld.objects.create(account=account, role=role, node=node)
        audit.record(
            by, "account.made", _about(account), branch=_path(node),
            detail={"role": role, "place": _code(node)},
        )  # fmt: skip
    return account, password


def give(by: By, account: Account, role: Role, node: Node | None) -> None:
    """Give a role at a node; one that is held already stays."""
    with transaction.atomic():
        _held, made = RoleHeld.objects.get_or_create(account=account, role=role, node=node)
        if account.wall and role is not Role.VIEWER:
            Account.objects.filter(pk=account.pk).update(wall=False)
        if made:
            audit.record(
                by, "role.given", _about(account), branch=_path(node),
                detail={"role": role, "place": _code(node)},
            )  # fmt: skip


def take(by: By, held: RoleHeld) -> None:
    """Take a role away."""
    with transaction.atomic():
        role, node, account = held.role, held.node, held.account
        held.delete()
        audit.record(
            by, "role.taken", _about(account), branch=_path(node),
            detail={"role": role, "place": _code(node)},
        )  # fmt: skip


def reset(by: By, account: Account) -> str:
    """Give a temporary password and return it: every session ends, the second factor stays."""
    password = passwords.made()
    with transaction.atomic():
        passwords.set_password(account, password, temporary=True)
        audit.record(by, "password.reset", _about(account), branch=_home(account))
    return password


def drop_second_factor(by: By, account: Account) -> None:
    """Forget an app that was lost, with its recovery codes; every session ends."""
    with transaction.atomic():
        second_factor.remove(account)
        sessions.end_all(account)
        audit.record(by, "second-factor.removed", _about(account), branch=_home(account))


def end_sessions(by: By, account: Account) -> int:
    """End all sessions of an account; return how many there were."""
    with transaction.atomic():
        number = sessions.end_all(account)
        audit.record(
            by, "session.ended", _about(account), branch=_home(account), detail={"number": number}
        )
    return number


def switch(by: By, account: Account, *, on: bool) -> None:
    """Let an account in again, or keep it out: its roles stay, its sessions end."""
    with transaction.atomic():
        account.is_active = on
        account.save(update_fields=["is_active"])
        if not on:
            sessions.end_all(account)
        action = "account.enabled" if on else "account.disabled"
        audit.record(by, action, _about(account), branch=_home(account))


def describe(by: By, account: Account, full_name: str, *, wall: bool) -> None:
    """Change the name that is shown, and whether it is a screen on a wall. Raises RunningError."""
    if wall and account.roles.exclude(role=Role.VIEWER).exists():
        raise RunningError(_("A screen on a wall may only look: give it the role viewer alone."))
    before = {"name": account.first_name, "wall": account.wall}
    account.first_name, account.wall = full_name[:150], wall
    after = {"name": account.first_name, "wall": account.wall}
    changed = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if changed:
        with transaction.atomic():
            account.save(update_fields=["first_name", "wall"])
            audit.record(
                by, "account.changed", _about(account), branch=_home(account), detail=changed
            )


def _about(account: Account) -> str:
    return f"account:{account.username}"


def _path(node: Node | None) -> str:
    return node.path if node else ""


def _code(node: Node | None) -> str:
    return node.code if node else ""


def _home(account: Account) -> str:
    """Return the branch whose auditors are to see it: that of the account, where it has one."""
    paths = {held.node.path if held.node else "" for held in account.roles.select_related("node")}
    return paths.pop() if len(paths) == 1 else ""

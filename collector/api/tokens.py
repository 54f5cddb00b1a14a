"""Lets programs in by a secret: to read some resources of one branch, until it ends."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import OperationalError, transaction

from collector.accounts import audit
from collector.accounts.audit import By, name_of
from collector.accounts.grants import Grants
from collector.accounts.roles import Permission
from collector.accounts.shown_once import digest, new_secret
from collector.api.models import Resource, Token
from collector.organisation.models import Node

PREFIX: Final = "yiping_"
"""What a secret begins with, so that people and scanners of leaked secrets know what it is."""
DAYS: Final = (30, 90, 365, 1095)
"""For how long a token may be made. None lasts for ever: what nobody renews, nobody needs."""
NEEDS: Final = {
    Resource.WINDOWS: Permission.SEE_WINDOWS,
    Resource.RATINGS: Permission.SEE_RATINGS,
    Resource.COUNTS: Permission.SEE_FIGURES,
    Resource.CASES: Permission.SEE_CASES,
}
_WRITTEN_EVERY = timedelta(minutes=1)


def may_give(grants: Grants, path: str) -> list[Resource]:
    """Return what a person may let a program read at a place: no more than they may see there."""
    if not grants.may(Permission.MANAGE_TOKENS, path):
        return []
    return [one for one in Resource if grants.may(NEEDS[one], path)]


def make(
    by: By, node: Node, name: str, resources: Collection[Resource],
    days: int, now: datetime,
) -> tuple[Token, str]:  # fmt: skip
    """Make a token; return it and its secret, which nobody can read again."""
    secret = new_secret(PREFIX)
    given = [one.value for one in Resource if one in resources]
    with transaction.atomic():
        token = Token.objects.create(
            node=node, name=name[:100], digest=digest(secret), hint=secret[-4:], resources=given,
            made_at=now, made_by=name_of(by), expires_at=now + timedelta(days=days),
        )  # fmt: skip
        audit.record(
            by, "token.made", f"token:{token.pk}", branch=node.path,
            detail={"name": name, "place": node.code, "resources": given, "days": days},
        )  # fmt: skip
    return token, secret


def end(by: By, token: Token, now: datetime) -> bool:
    """End a token: its next call is refused. False where it was ended before."""
    with transaction.atomic():
        ended = Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now)
        if ended:
            audit.record(
                by, "token.ended", f"token:{token.pk}", branch=token.node.path,
                detail={"name": token.name},
            )  # fmt: skip
    return bool(ended)


def find(secret: str) -> Token | None:
    """Return the token of a secret, also one that has ended."""
    if not secret.startswith(PREFIX):
        return None
    return Token.objects.filter(digest=digest(secret)).select_related("node").first()


def note_use(token: Token, address: str, now: datetime) -> None:
    """Write down that a token was used and from where, at most once a minute.

    That it cannot be written now, in a rush, keeps nobody from reading.
    """
    if token.used_at is None or now - token.used_at >= _WRITTEN_EVERY:
        with suppress(OperationalError), transaction.atomic():
            Token.objects.filter(pk=token.pk).update(used_at=now, used_from=address[:45])

"""Slows down guessing of passwords; kept on disk, so that a restart forgets nothing.

Each account has 5 tries at once, and gets one back every 3 minutes: 10 in any 15 minutes, from
however many addresses. A browser that has signed in to the account before carries a mark and has
tries of its own (`devices`): whoever guesses at somebody's account from elsewhere cannot keep them
out. Addresses are counted patiently besides, since a hall may share one.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from collector.accounts.addresses import bucket
from collector.accounts.models import SignInTries

_SWEPT = 100


class Limit(NamedTuple):
    """How many tries there are at once, and how long until one comes back."""

    at_once: int
    back: timedelta


PER_PERSON = Limit(5, timedelta(minutes=3))
PER_ADDRESS = Limit(30, timedelta(seconds=10))


class Guesser(NamedTuple):
    """Who tries to sign in. device: the mark of a browser known to this account, or ""."""

    account: str
    address: str
    device: str = ""

    @property
    def limits(self) -> tuple[tuple[str, Limit], ...]:
        """What a try is counted against; always in this order, so that nobody waits in a ring."""
        if self.device:
            return ((f"device:{self.device}", PER_PERSON),)
        return (
            (f"account:{self.account[:150]}", PER_PERSON),
            (f"address:{bucket(self.address)}", PER_ADDRESS),
        )


def take(who: Guesser, at: datetime) -> timedelta:
    """Count a try before it is made; return how long to wait instead, or nothing.

    Counted first, so that many tries at the same moment are as many and not one.
    """
    with transaction.atomic():
        rows = [(_row(name, at), limit) for name, limit in who.limits]
        wait = max(_wait(row, limit, at) for row, limit in rows)
        if wait > timedelta():
            return wait
        for row, limit in rows:
            row.full = max(row.full, at) + limit.back
            row.save()
    return timedelta()


def give_back(who: Guesser, at: datetime) -> None:
    """Undo the count of a try that turned out right, and forget the account's slips before it."""
    with transaction.atomic():
        for name, limit in who.limits:
            row = _row(name, at)
            row.full = at if limit is PER_PERSON else max(at, row.full - limit.back)
            row.save()
    _sweep(at)


def left(who: Guesser, at: datetime) -> int:
    """Return how many more tries there are without waiting."""
    name, limit = who.limits[0]
    row = SignInTries.objects.filter(who=name).first()
    gone = max(timedelta(), row.full - at) if row else timedelta()
    return max(0, int((limit.at_once * limit.back - gone) / limit.back))


def forget(account: str) -> None:
    """Let an account be tried anew: an administrator has just set its password."""
    SignInTries.objects.filter(who=f"account:{account[:150]}").delete()


def _row(name: str, at: datetime) -> SignInTries:
    row, _made = SignInTries.objects.select_for_update().get_or_create(
        who=name, defaults={"full": at}
    )
    return row


def _wait(row: SignInTries, limit: Limit, at: datetime) -> timedelta:
    """Return how long until there is a try: the debt may be all tries but one."""
    return row.full - at - (limit.at_once - 1) * limit.back


def _sweep(at: datetime) -> None:
    """Delete some of the rows that say nothing any more, without waiting for anybody."""
    with transaction.atomic():
        over = SignInTries.objects.select_for_update(skip_locked=True).filter(full__lt=at)
        SignInTries.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:_SWEPT])).delete()

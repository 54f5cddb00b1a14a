"""Slows down guessing of passwords: each failure makes the next try wait longer, kept on disk."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from collector.accounts.models import SignInTries

FORGOTTEN_AFTER = timedelta(days=1)
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=15)
LONGEST_FOR_MANY = timedelta(minutes=1)
"""Where a delay meets others than the one who guesses, it slows guessing and stops nobody."""
FREE_FOR_PAIR, FREE_FOR_ADDRESS, FREE_FOR_ACCOUNT = 5, 30, 50
"""Failures without a delay. A hall may share one address, and nobody may lock a colleague out by
guessing at their account from elsewhere: so the pair is strict and the rest is patient."""


def take(account: str, address: str, now: datetime) -> timedelta:
    """Count a try before it is made; return how long to wait instead, or nothing.

    Counted first, so that many tries at the same moment are as many and not one.
    """
    with transaction.atomic():
        rows = [_row(pair, now) for pair in _pairs(account, address)]
        wait = max(row.until for row, _free in rows) - now
        if wait > timedelta():
            return wait
        for row, free in rows:
            row.count = row.count + 1 if now - row.last < FORGOTTEN_AFTER else 1
            row.last = now
            longest = LONGEST_DELAY if free == FREE_FOR_PAIR else LONGEST_FOR_MANY
            row.until = now + min(_delay(row.count - free), longest)
            row.save()
    return timedelta()


def forgive(account: str, address: str, now: datetime) -> None:
    """Undo the count of a try that turned out right; the pair's failures are forgotten."""
    with transaction.atomic():
        for pair in _pairs(account, address):
            row, free = _row(pair, now)
            row.count = 0 if free == FREE_FOR_PAIR else max(0, row.count - 1)
            row.until = now
            row.save()


def tries_left(account: str, address: str) -> int:
    """Return how many failures the pair may still have without a delay."""
    row = SignInTries.objects.filter(account=account[:150], address=address[:45]).first()
    return max(0, FREE_FOR_PAIR - row.count) if row else FREE_FOR_PAIR


def _pairs(account: str, address: str) -> Iterable[tuple[str, str, int]]:
    # Always in this order, so that two transactions cannot wait for each other.
    yield account[:150], address[:45], FREE_FOR_PAIR
    yield "", address[:45], FREE_FOR_ADDRESS
    if account:
        yield account[:150], "", FREE_FOR_ACCOUNT


def _row(pair: tuple[str, str, int], now: datetime) -> tuple[SignInTries, int]:
    account, address, free = pair
    row, _made = SignInTries.objects.select_for_update().get_or_create(
        account=account, address=address, defaults={"last": now, "until": now}
    )
    return row, free


def _delay(over: int) -> timedelta:
    """Return the delay after so many failures more than are free; doubles each time."""
    if over < 0:
        return timedelta()
    doublings: int = 2 ** min(over, 10)
    return FIRST_DELAY * doublings

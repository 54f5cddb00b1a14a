"""What an address of results asks for: a place one may see, and a month."""

import re
from datetime import date, timedelta

from django.http import Http404
from django.utils.translation import gettext as _

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SHOWN = 14
"""So many months are offered, the present one the first."""


def month_of(text: str, today: date) -> date:
    """Return the month of an address, written 2026-11; the last one that is over without one.

    Raises Http404 for what is no month, and for one that has not begun.
    """
    if not text:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = _MONTH.fullmatch(text)
    month = date(int(found[1]), int(found[2]), 1) if found else None
    if month is None or month > today:
        raise Http404(_("There is no such month. A month is written 2026-11."))
    return month


def months(today: date) -> list[date]:
    """Return the months that are offered, the latest first."""
    found = [today.replace(day=1)]
    while len(found) < SHOWN:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found

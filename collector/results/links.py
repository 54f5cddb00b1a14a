"""Where each input comes from: the page that shows it, for the same place and month."""

from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from collector.accounts.roles import Permission
from collector.organisation.models import Kind
from collector.results.reading import period_of
from collector.results.scheme import Input

NEEDS = {
    Input.SATISFACTION: Permission.SEE_REPORTS,
    Input.RESPONSE: Permission.SEE_REPORTS,
    Input.PUT_RIGHT: Permission.SEE_CASES,
    Input.ON_TIME: Permission.SEE_CASES,
    Input.ANSWERED: Permission.SEE_CASES,
    Input.CALLED_BACK: Permission.SEE_CASES,
    Input.INSPECTION: Permission.SEE_INSPECTIONS,
    Input.COMPLETENESS: Permission.SEE_TERMINALS,
}
"""What one has to be allowed to open the page an input comes from."""
_CASES = frozenset({Input.PUT_RIGHT, Input.ON_TIME, Input.ANSWERED, Input.CALLED_BACK})


def link_of(which: Input, place: int, kind: str, month: date) -> str:
    """Return the address of the page that shows an input."""
    try:
        return _link(which, place, kind, month)
    except NoReverseMatch:
        return ""


def _link(which: Input, place: int, kind: str, month: date) -> str:
    period = period_of(month)
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    if which in _CASES:
        return f"{reverse('cases')}?{urlencode({'place': place})}"
    if which is Input.INSPECTION:
        return f"{reverse('inspection-results')}?{urlencode({'place': place, **days})}"
    if which is Input.COMPLETENESS:
        return reverse("terminals")
    by = "day" if kind == Kind.WINDOW else "window"
    asked = {"place": place, "span": "month", "day": period.first.isoformat(), "by": by}
    return f"{reverse('reports')}?{urlencode(asked)}"

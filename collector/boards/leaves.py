"""Long lists of rows, a leaf at a time, and what somebody searches for in one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from collector.given import line_in, number_in

PAGE = 200
"""So many rows are on one page of a list."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Where one is in a long list, with the addresses of the pages before and after."""

    first: int
    last: int
    total: int
    before: str
    after: str


def leaf(request: HttpRequest, rows: QuerySet[Any], size: int = PAGE) -> tuple[list[Any], Leaves]:
    """Return one page of rows, and where it is among all of them."""
    first = number_in(request.GET.get("from", "")) or 0
    total = rows.count()
    first = first if first < total else 0
    some = list(rows[first : first + size])

    def address(place: int) -> str:
        kept = {key: value for key, value in request.GET.items() if key != "from" and value}
        return f"{request.path}?{urlencode({**kept, 'from': place})}"

    return some, Leaves(
        first=first + 1 if some else 0,
        last=first + len(some),
        total=total,
        before=address(max(0, first - size)) if first else "",
        after=address(first + size) if first + size < total else "",
    )


def asked_words(request: HttpRequest) -> str:
    """Return what somebody searches for."""
    return line_in(request.GET.get("q", ""), 100)

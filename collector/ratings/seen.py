"""Writes down who looked at single ratings: a line for each search and each rating, no more."""

from collections.abc import Mapping

from django.http import HttpRequest

from collector.accounts import audit
from collector.ratings.found import One
from collector.ratings.wanted import Wanted
from sync.protocol.receipt_code import receipt_number

_LAST = "ratings_seen"
"""What the session has written down last: turning a page of it is no second look."""


def searched(request: HttpRequest, wanted: Wanted, paths: tuple[str, ...]) -> None:
    """Record a search with its filters, once however many of its pages are turned."""
    given = wanted.given()
    mark = f"list?{sorted(given.items())}"
    if wanted.before is not None and request.session.get(_LAST) == mark:
        return
    request.session[_LAST] = mark
    branch = paths[0] if len(paths) == 1 and paths[0] != "/" else ""
    audit.record(request, "rating.seen", "list", branch=branch, detail=given)


def looked_at(request: HttpRequest, one: One) -> None:
    """Record that a rating and its proof were looked at."""
    request.session[_LAST] = _mark(one)
    audit.record(request, "rating.seen", _about(one), branch=one.path, detail=_detail(one))


def taken_along(request: HttpRequest, one: One, *, by_page: bool) -> None:
    """Record that a proof was taken along; not where the page that was just recorded checks it."""
    if by_page and request.session.get(_LAST) == _mark(one):
        return
    audit.record(request, "rating.exported", _about(one), branch=one.path, detail=_detail(one))


def _mark(one: One) -> str:
    return f"{one.log.hex} {one.position}"


def _about(one: One) -> str:
    return f"rating:{receipt_number(one.window, one.position)}"


def _detail(one: One) -> Mapping[str, str]:
    return {"log": one.log.hex}

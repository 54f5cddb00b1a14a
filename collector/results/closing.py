"""Closing a month: what counted then stays readable as it was, whatever arrives later."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from collector.accounts import audit
from collector.organisation.models import Node
from collector.results.frozen import freeze
from collector.results.models import Closed
from collector.results.reading import period_of, read_month
from sync.protocol.catalogue import Scale


class CloseError(Exception):
    """A month cannot be closed; the sentence says why and what to do."""


def closed_of(place: Node, month: date) -> Closed | None:
    """Return the last revision of a closed month."""
    return Closed.objects.filter(node=place, month=month).order_by("-revision").first()


def close(
    request: HttpRequest, place: Node, month: date, scales: Mapping[str, Scale], *,
    why: str = "", seen: int = 0,
) -> Closed:  # fmt: skip
    """Close a month, or close it again with a reason. `seen`: the revision the person looked at.

    Raises CloseError.
    """
    today = localdate()
    if period_of(month).last >= today:
        raise CloseError(
            _("%(month)s is not over. Close it when it is.") % {"month": f"{month:%Y-%m}"}
        )
    before = closed_of(place, month)
    revision = before.revision if before else 0
    if revision != seen:
        raise CloseError(_("Somebody else has closed this month meanwhile. Look at it first."))
    if revision and not why.strip():
        raise CloseError(_("Say why the month is closed again: it stands beside the figures."))
    content = freeze(read_month(place, month, scales, today))
    try:
        with transaction.atomic():
            row = Closed.objects.create(
                node=place, month=month, revision=revision + 1, content=content,
                why=why.strip()[:500], closed_at=now(), closed_by=request.user.get_username(),
            )  # fmt: skip
            audit.record(
                request, "results.closed", f"{place.code} {month:%Y-%m}", branch=place.path,
                detail={"month": f"{month:%Y-%m}", "revision": row.revision},
            )  # fmt: skip
    except IntegrityError as error:
        raise CloseError(
            _("Somebody else has closed this month meanwhile. Look at it first.")
        ) from error
    return row

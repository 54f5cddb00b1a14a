"""On what the page rests, in words: completeness, freshness, and what stands outside the rates."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from msgspec import Struct

from collector.boards.phrases import clock_time, short_date
from collector.figures.queries import Totals
from collector.figures.rates import unknown
from collector.overview import writing
from collector.overview.shapes import Reached
from sync.protocol.catalogue import Scale

NAMED = 3


class Basis(Struct, frozen=True):
    """The provenance line in parts. `bar`: how much is complete, of its width.

    `exceptions` and `unread` are "" where there are none.
    """

    services: str
    ratings: str
    complete: str
    bar: str
    exceptions: str
    fresh: str
    unread: str
    outside: str


def basis(
    total: Totals, ratings: int, reached: Reached, scales: Mapping[str, Scale], now: datetime
) -> Basis:
    """Say what the page rests on."""
    return Basis(
        services=writing.count(total.visits),
        ratings=writing.count(ratings),
        complete=f"{writing.count(reached.complete)} / {writing.count(reached.days)}",
        bar=f"{100 * reached.complete / reached.days:.2f}%" if reached.days else "",
        exceptions=" · ".join(_exceptions(reached)),
        fresh=_("latest entry %(time)s") % {"time": clock_time(reached.stored, now)}
        if reached.stored
        else _("no entry has come in yet"),
        unread=_unread(reached.unread),
        outside=" · ".join(_outside(total, scales)),
    )


def _exceptions(reached: Reached) -> Iterator[str]:
    words = {
        "behind": _("%(window)s %(day)s: not closed yet"),
        "disagrees": _("%(window)s %(day)s: disagrees"),
    }
    for window, day, outcome in reached.missing[:NAMED]:
        yield words[outcome] % {"window": window, "day": short_date(day)}
    more = reached.days - reached.complete - min(len(reached.missing), NAMED)
    if more > 0:
        yield pgettext("nights", "and %(n)s more") % {"n": writing.count(more)}


def _unread(entries: int) -> str:
    if not entries:
        return ""
    return ngettext(
        "%(n)d entry is stored and not in these figures yet",
        "%(n)d entries are stored and not in these figures yet", entries,
    ) % {"n": entries}  # fmt: skip


def _outside(total: Totals, scales: Mapping[str, Scale]) -> Iterator[str]:
    """Name what was counted and is in no rate."""
    yield _("Outside the rates: %(n)s walk-up ratings") % {"n": writing.count(total.walk_ups)}
    yield _("%(n)s repeats") % {"n": writing.count(total.repeats)}
    yield _("%(n)s replaced by a changed answer") % {"n": writing.count(total.replaced)}
    if strange := unknown(total, scales):
        yield _("%(n)s on scales that are not installed") % {"n": writing.count(strange)}
    unrated = (
        _("Not rated: %(timeouts)s no answer, %(cancelled)s cancelled, %(faults)s fault, "
          "%(waiting)s still open")
    )  # fmt: skip
    yield unrated % {
        "timeouts": writing.count(total.timeouts), "cancelled": writing.count(total.cancelled),
        "faults": writing.count(total.faults), "waiting": writing.count(total.waiting),
    }  # fmt: skip

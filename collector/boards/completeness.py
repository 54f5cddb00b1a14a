"""How complete the board's figures are, in words: every number on it stands with these."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collector.boards import phrases
from collector.boards.rows import Coverage, Status, WindowRow

_NAMED = 3
_SAMPLE_FOR_SHARE = 30


def reach(row: WindowRow, now: datetime) -> str:
    """Say how far one window's figures reach, for the coverage strip."""
    words = {
        Coverage.FULL: _("%(code)s: up to now"),
        Coverage.BEHIND: _("%(code)s: up to %(time)s"),
        Coverage.NONE: _("%(code)s: no data today"),
        Coverage.BROKEN: _("%(code)s: disagrees"),
    }[row.coverage]
    if row.status is Status.WAITING and row.facts.known:
        words = _("%(code)s: no terminal")
    return words % {"code": row.code, "time": _known_until(row, now)}


def _known_until(row: WindowRow, now: datetime) -> str:
    contact = row.facts.contact
    until = contact.seen if contact else row.facts.last_rating
    if contact is not None and contact.pending and contact.oldest_pending is not None:
        until = contact.oldest_pending
    return phrases.clock_time(until, now)


def _with_terminal(rows: Iterable[WindowRow]) -> list[WindowRow]:
    return [row for row in rows if row.status is not Status.WAITING or not row.facts.known]


def reaching_number(rows: Sequence[WindowRow]) -> str:
    """Count the windows whose figures are complete, of those that have a terminal."""
    counted = _with_terminal(rows)
    full = sum(1 for row in counted if row.coverage is Coverage.FULL)
    return f"{full} / {len(counted)}"


def reaching(rows: Sequence[WindowRow]) -> str:
    """Say what the number counts, and how many windows are not in it."""
    words = _("windows complete to now")
    bare = len(rows) - len(_with_terminal(rows))
    if bare:
        words += " · " + ngettext(
            "%(n)d window without a terminal", "%(n)d windows without a terminal", bare
        ) % {"n": bare}
    return words


def _incomplete(rows: Sequence[WindowRow]) -> list[WindowRow]:
    return [row for row in _with_terminal(rows) if row.coverage is not Coverage.FULL]


def behind(rows: Sequence[WindowRow], now: datetime) -> str:
    """Name the windows whose figures are not, up to three."""
    some = _incomplete(rows)
    words = [reach(row, now) for row in some[:_NAMED]]
    if len(some) > _NAMED:
        words.append(_("and %(n)d more") % {"n": len(some) - _NAMED})
    return " · ".join(words)


def without(rows: Sequence[WindowRow], now: datetime) -> str:
    """Say what the total does not contain."""
    some = _incomplete(rows)
    if not some:
        return ""
    words = [
        (
            _("all day of %(code)s")
            if row.coverage is Coverage.NONE
            else _("the second history of %(code)s")
            if row.coverage is Coverage.BROKEN
            else _("%(code)s after %(time)s")
        )
        % {"code": row.code, "time": _known_until(row, now)}
        for row in some[:_NAMED]
    ]
    if len(some) > _NAMED:
        words.append(_("and %(n)d more") % {"n": len(some) - _NAMED})
    return _("without %(windows)s") % {"windows": _(", ").join(words)}


def all_silent(rows: Sequence[WindowRow], now: datetime) -> str:
    """Say so where most windows are silent: then it is hardly the terminals."""
    counted = _with_terminal(rows)
    silent = [row for row in counted if row.status is Status.SILENT]
    if len(silent) < _NAMED or 2 * len(silent) <= len(counted):
        return ""
    last = max((row.since for row in silent if row.since is not None), default=None)
    return _(
        "%(n)d of %(all)d windows are silent, the last since %(time)s: look at the network and "
        "at this server first, not at the terminals."
    ) % {"n": len(silent), "all": len(counted), "time": phrases.clock_time(last, now)}


def total_share(ratings: int, services: int) -> str:
    """Write a hall's share of services rated, or nothing while it says too little."""
    return f"{100 * ratings / services:.1f}%" if services >= _SAMPLE_FOR_SHARE else ""

"""The list of ratings in words, in the active language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from collector.boards import phrases
from collector.ingest.models import ReasonPicked, Visit
from collector.organisation.models import Node
from collector.organisation.words import item_names, name_of
from collector.ratings import words
from collector.ratings.forecast import Forecast
from collector.ratings.found import SHORT
from collector.ratings.looking import REASONS_WITHIN
from collector.ratings.repeats import Effect
from collector.ratings.scope import Grounds
from collector.ratings.search import Found, Row
from collector.ratings.wanted import Wanted
from collector.ratings.words import Reason
from sync.protocol.catalogue import Scale
from sync.protocol.receipt_code import receipt_number

MANY = 1_000
"""More than so many are not counted one by one."""


class Service(Struct, frozen=True):
    """What was done at the window, as far as a queue or business system said so."""

    item: str = ""
    name: str = ""
    ticket: str = ""


NO_SERVICE = Service()


class RowView(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    href: str
    number: str
    when: str
    moment: str
    unsure: bool
    national: int
    level: str
    hall: str
    staff: str
    service: Service
    mode: str
    elapsed: str
    reasons: tuple[Reason, ...]
    outcome: str
    outcome_word: str


class Head(Struct, frozen=True, kw_only=True):
    """What stands above the list: how many there are, and what else one has to know."""

    count: str
    answer: str
    waiting: str
    effect: str


def row_views(
    rows: Sequence[Row], grounds: Grounds, scales: Mapping[str, Scale], *, halls: bool
) -> list[RowView]:
    """Put the rows into words; reads visits, items and reasons, a query each for all."""
    visits, picked = _visits(rows), _reasons(rows)
    return [_row(row, grounds, scales, visits.get((row.log, row.visit or 0), NO_SERVICE),
                 picked[row.log, row.position], halls=halls) for row in rows]  # fmt: skip


def _row(
    row: Row,
    grounds: Grounds,
    scales: Mapping[str, Scale],
    service: Service,
    reasons: Sequence[Reason],
    *,
    halls: bool,
) -> RowView:
    number = receipt_number(row.window, row.position)
    hall = grounds.hall(row.log, localtime(row.at).date()) if halls else None
    return RowView(
        href=address_of(number, grounds.terminals[row.log].hex),
        number=number,
        when=words.when(row.at),
        moment=row.at.isoformat(),
        unsure=row.clock != "ok",
        national=row.national,
        level=words.level_word(row.scale, row.level, scales),
        hall=_hall(hall),
        staff=row.staff,
        service=service,
        mode=words.mode_word(row.mode),
        elapsed=words.seconds(row.elapsed),
        reasons=tuple(reasons),
        outcome=row.outcome,
        outcome_word=words.outcome_word(row.outcome),
    )


def address_of(number: str, log: str) -> str:
    """Return the address of a rating; the log's short name makes it the only one."""
    return f"{reverse('rating', args=[number])}?log={log[:SHORT]}"


def _hall(hall: Node | None) -> str:
    return name_of(hall) if hall is not None else ""


def _visits(rows: Iterable[Row]) -> dict[tuple[UUID, int], Service]:
    wanted: dict[UUID, list[int]] = defaultdict(list)
    for row in rows:
        if row.visit is not None:
            wanted[row.log].append(row.visit)
    if not wanted:
        return {}
    here = Q(pk__in=())
    for log, positions in wanted.items():
        here |= Q(log=log, position__in=positions)
    found = Visit.objects.filter(here).values_list("log_id", "position", "item", "ticket")
    known = list(found)
    names = item_names(item for _log, _position, item, _ticket in known)
    return {(log, position): Service(item, names.get(item, ""), ticket)
            for log, position, item, ticket in known}  # fmt: skip


def _reasons(rows: Iterable[Row]) -> dict[tuple[UUID, int], list[Reason]]:
    found: dict[tuple[UUID, int], list[Reason]] = defaultdict(list)
    wanted = list(rows)
    if not wanted:
        return found
    here = Q(pk__in=())
    for row in wanted:
        near = (row.position + 1, row.position + REASONS_WITHIN)
        here |= Q(log=row.log, position__range=near, rating=row.position)
    picked = ReasonPicked.objects.filter(here).order_by("position", "code")
    for log, rating, catalogue, code in picked.values_list("log_id", "rating", "catalogue", "code"):
        found[log, rating].append(Reason(code, words.reason_words(catalogue, code)))
    return found


def head(wanted: Wanted, forecast: Forecast, found: Found, effect: Effect | None) -> Head:
    """Say how many there are, how far was looked, and what the filter against repeats changes."""
    return Head(
        count=_count(wanted, forecast, found),
        answer=_answer(wanted, found),
        waiting=_waiting(found),
        effect=_effect(effect) if effect is not None else "",
    )


def _count(wanted: Wanted, forecast: Forecast, found: Found) -> str:
    if forecast.total is not None:
        return ngettext("%(n)s rating", "%(n)s ratings", forecast.total) % {
            "n": phrases.count(forecast.total)
        }
    if wanted.before is not None:
        return ""
    n = max(found.matches or 0, len(found.rows))
    if n > MANY:
        return _("more than %(n)s ratings") % {"n": phrases.count(MANY)}
    if found.older is not None:
        return _("at least %(n)s ratings") % {"n": phrases.count(n)}
    return ngettext("%(n)s rating", "%(n)s ratings", n) % {"n": phrases.count(n)}


def _answer(wanted: Wanted, found: Found) -> str:
    if found.back_to is not None:
        return _(
            "Looked through back to %(day)s: such ratings are rare, and no index leads to them."
        ) % {"day": found.back_to.isoformat()}
    if found.rows:
        return _("Newest first, by the terminals' own clocks.")
    if wanted.before is not None:
        return _("There are no older ones.")
    if wanted.given():
        return _("None fits all of this. Take a filter away, or look at more days.")
    return _("No rating has arrived yet. They appear here some seconds after the tap.")


def _waiting(found: Found) -> str:
    if not found.waiting:
        return ""
    return ngettext(
        "%(n)s entry is stored and not sorted in yet: it is missing here for the moment.",
        "%(n)s entries are stored and not sorted in yet: they are missing here for the moment.",
        found.waiting,
    ) % {"n": phrases.count(found.waiting)}


def _effect(effect: Effect) -> str:
    if not effect.everything.n:
        return ""
    if not effect.repeats:
        return _("No tap was kept out as a repeat: satisfied %(share)s of all taps.") % {
            "share": words.share(effect.counted)
        }
    return ngettext(
        "%(n)s repeat kept out: satisfied %(with)s of all taps with it, %(without)s without.",
        "%(n)s repeats kept out: satisfied %(with)s of all taps with them, %(without)s without.",
        effect.repeats,
    ) % {
        "n": phrases.count(effect.repeats),
        "with": words.share(effect.everything),
        "without": words.share(effect.counted),
    }

"""The page that lists ratings."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from collector.accounts.access import allowed, grants_of
from collector.accounts.grants import EVERYWHERE, condition
from collector.accounts.roles import Permission
from collector.boards import phrases
from collector.boards.apps import boards
from collector.ingest.models import Fork, Quarantine
from collector.languages import either
from collector.options import Choice
from collector.organisation.choosing import above_windows, no_such_place, place_choices
from collector.organisation.models import Kind, Node
from collector.organisation.words import name_of
from collector.ratings import repeats, seen, words
from collector.ratings.forecast import Forecast, read_forecast
from collector.ratings.list_view import head, row_views
from collector.ratings.scope import Grounds, Places, Stay, places_of, read_grounds, stays
from collector.ratings.search import Found, search
from collector.ratings.wanted import BAD, Wanted, read_wanted
from sync.protocol.catalogue import Scale

_NOTHING = Forecast(days=[], exact=True, reached=None, total=0)
_NONE = Found(rows=(), older=None, back_to=None, matches=None, waiting=0)


@allowed(Permission.SEE_RATINGS)
@require_safe
@never_cache
def ratings(request: HttpRequest) -> HttpResponse:
    """List the ratings of one's branches that fit the address, newest first."""
    wanted = read_wanted(request.GET)
    branches = grants_of(request).branches(Permission.SEE_RATINGS)
    nodes = above_windows(condition(branches, "path"))
    if wanted.place is not None and places_of(branches, wanted.place, "") is None:
        raise no_such_place()
    scales = boards().scales
    grounds = read_grounds()
    places = places_of(branches, wanted.place, wanted.window)
    some = stays(grounds, places.paths) if places else []
    forecast, found = _look(wanted, places, grounds, some, scales)
    effect = repeats.of_window(some, wanted.first, wanted.last) if wanted.window else None
    seen.searched(request, wanted, places.paths if places else ())
    halls = _several_halls(nodes)
    page = {
        "page": "ratings",
        "wanted": wanted,
        "given": wanted.given(),
        "scope": _scope(places, nodes, branches),
        "head": head(wanted, forecast, found, effect),
        "rows": row_views(found.rows, grounds, scales, halls=halls),
        "halls": halls,
        "older": wanted.address(before=str(found.older)) if found.older else "",
        "newest": wanted.address() if wanted.before else "",
        "back_to": found.back_to,
        "place_choices": place_choices(nodes, name_of),
        "level_choices": _levels(scales),
        "outcome_choices": [Choice(one, words.outcome_word(one)) for one in
                            ("counted", "repeat", "replaced")],
        "mode_choices": [Choice(one, words.mode_word(one)) for one in ("invited", "walk-up")],
        "apart": _apart(some),
        "time": f"{localtime(now()):%H:%M:%S}",
    }  # fmt: skip
    return render(request, "ratings/list.html", page)


def _look(
    wanted: Wanted,
    places: Places | None,
    grounds: Grounds,
    some: Sequence[Stay],
    scales: Mapping[str, Scale],
) -> tuple[Forecast, Found]:
    if places is None:
        return _NOTHING, _NONE
    until = _until(wanted)
    forecast = read_forecast(wanted, places, grounds, some, scales, until)
    return forecast, search(wanted, places, grounds, some, forecast, scales)


def _until(wanted: Wanted) -> date | None:
    """Return the newest day of which something may be shown still."""
    if wanted.before is None:
        return wanted.last
    at = localtime(datetime.fromisoformat(wanted.before.at).replace(tzinfo=UTC)).date()
    return min(at, wanted.last) if wanted.last else at


def _several_halls(nodes: Sequence[Node]) -> bool:
    return sum(node.kind == Kind.HALL for node in nodes) > 1


def _scope(places: Places | None, nodes: Sequence[Node], branches: Sequence[str]) -> str:
    if places is None or not places.nodes:
        return _("everywhere") if EVERYWHERE in branches and not nodes else ""
    named = " · ".join(name_of(node) for node in places.nodes[:2])
    return named + (" …" if len(places.nodes) > 2 else "")  # noqa: PLR2004 -- two names fit


def _levels(scales: Mapping[str, Scale]) -> list[Choice]:
    found = [Choice(BAD, _("bad ratings: 2 and 1 of 5"))]
    found += [Choice(str(n), f"{n} · {phrases.level_word(n)}") for n in (5, 4, 3, 2, 1)]
    for scale in scales.values():
        title = either(scale.zh, scale.en)
        found += [Choice(f"{scale.id}:{one.id}",
                         f"{title} · {either(one.zh, one.en)}")
                  for one in scale.levels]  # fmt: skip
    return found


def _apart(some: Sequence[Stay]) -> list[tuple[str, int, str]]:
    """Return what stands apart from these logs' ratings: nothing of it is in the list."""
    logs = {one.log for one in some}
    quarantined, forks = (_number_of(table, logs) for table in (Quarantine, Fork))
    terminals = reverse("terminals")
    found = [
        (_("entries that make no sense"), quarantined, f"{terminals}#quarantine"),
        (_("second histories of a log"), forks, f"{terminals}#forks"),
    ]
    return [one for one in found if one[1]]


def _number_of(table: type[Quarantine | Fork], logs: set[UUID]) -> int:
    """Count the rows of some logs. There are few, and a city has a thousand logs to name."""
    rows = table.objects.order_by().values_list("log").annotate(n=Count("log"))
    return sum(n for log, n in rows if log in logs)

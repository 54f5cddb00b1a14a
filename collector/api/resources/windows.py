"""Windows, with what their terminals last said."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from collector.api import cursors
from collector.api.asked import WindowsAsked
from collector.api.models import Token
from collector.api.resources import places
from collector.api.shapes import Terminal, WindowsPage
from collector.api.shapes import Window as Row
from collector.figures.queries import Period
from collector.ingest.models import Log
from collector.organisation.directory import present
from collector.organisation.models import Node, Window
from collector.organisation.paths import ids_of
from collector.overview.reading import reached_of


def read(token: Token, asked: WindowsAsked, now: datetime) -> WindowsPage:
    """Read a page of windows, by their ids: those that stand throughout are told once."""
    place, question = places.place_of(token, asked.place), asked.question()
    after = cursors.read(asked.cursor, question).number if asked.cursor else 0
    today = localdate(now)
    wanted = Window.objects.filter(node__path__startswith=place.path, node__gt=after)
    found = list(
        wanted.filter(Q() if asked.ended else present(today))
        .select_related("node", "hall")
        .order_by("node")[: asked.limit + 1]
    )
    rows, more = found[: asked.limit], len(found) > asked.limit
    reached = reached_of(place, Period(today.replace(day=1), today), today)
    return WindowsPage(
        data=_rows(rows),
        more=more,
        next=cursors.write(question, rows[-1].node_id) if more else None,
        place=places.named(place),
        freshness=places.fresh(reached),
        completeness=places.complete(reached),
    )


def _rows(windows: list[Window]) -> list[Row]:
    terminals = _terminals(one.pk for one in windows)
    ids = {each for one in windows for each in ids_of(one.node.path)}
    codes = dict(Node.objects.filter(pk__in=ids).values_list("pk", "code"))
    return [
        Row(
            id=one.node_id,
            code=f"{one.hall.code}/{one.code}",
            number=one.number,
            name=one.name,
            name_en=one.name_en,
            within=[codes[each] for each in ids_of(one.node.path)[:-1]],
            since=one.node.since,
            until=one.node.until,
            terminal=terminals.get(one.pk),
        )
        for one in windows
    ]


def _terminals(windows: Iterable[int]) -> dict[int, Terminal]:
    """Return each window's terminal; of several the one that was let in last."""
    logs = (
        Log.objects.filter(window__in=list(windows), status=Log.Status.APPROVED)
        .select_related("standing", "heartbeat")
        .order_by("decided_at", "pk")
    )
    found: dict[int, Terminal] = {}
    for log in logs:
        standing, beat = getattr(log, "standing", None), getattr(log, "heartbeat", None)
        if log.window_id is not None:
            found[log.window_id] = Terminal(
                state=standing.state if standing else "",
                state_since=standing.state_at if standing else None,
                seen_at=beat.at if beat else None,
                backlog=beat.pending if beat else None,
                last_rating_at=standing.last_rating_at if standing else None,
                stored_at=log.stored_at,
            )
    return found

"""Where a window stood in the tree on a day."""

from datetime import date
from uuid import UUID

from collector.figures.contribution import Stand
from collector.ingest.models import Log
from collector.organisation.models import Hall, Node, Spell


class Places:
    """Looks up, for a log's window code and a day, the places it counted in. Remembers answers.

    A code that nobody has made a window of counts for the hall its terminal was approved for, and
    without a hall for the place at the root: it is never left out of a total.
    """

    def __init__(self) -> None:
        self._stands: dict[tuple[int | None, str, date], Stand] = {}
        self._halls: dict[UUID, int | None] = {}

    def stand(self, log: UUID, window: str, day: date) -> Stand:
        """Return where what this log says of a window counts on a day."""
        if log not in self._halls:
            self._halls[log] = (
                Log.objects.filter(pk=log).values_list("window__hall_id", flat=True).first()
            )
        key = (self._halls[log], window, day)
        if key not in self._stands:
            self._stands[key] = self._find(*key)
        return self._stands[key]

    def _find(self, hall_id: int | None, window: str, day: date) -> Stand:
        hall = Hall.objects.select_related("node").get(pk=hall_id) if hall_id else None
        if hall is None:
            root = Node.objects.filter(parent=None).order_by("pk").first()
            ids = (root.pk,) if root else ()
            return Stand(places=ids, hall=ids[0] if ids else 0, window=False)
        spells = Spell.objects.filter(hall=hall_id, code=window).order_by("since")
        path = _on(list(spells.values_list("since", "until", "path")), day)
        if path is not None:
            return Stand(places=_ids(path), hall=hall.node.pk)
        rows = Spell.objects.filter(node=hall.node).order_by("since")
        path = _on(list(rows.values_list("since", "until", "path")), day) or hall.node.path
        return Stand(places=_ids(path), hall=hall.node.pk, window=False)


def _on(spells: list[tuple[date, date | None, str]], day: date) -> str | None:
    """Return the path on a day. A terminal may speak after its window was ended: the last holds."""
    chosen: str | None = None
    for since, _until, path in spells:
        if since <= day or chosen is None:
            chosen = path
    return chosen


def _ids(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split("/") if part)

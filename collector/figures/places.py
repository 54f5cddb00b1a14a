"""Where a window stood in the tree on a day."""

from datetime import date
from functools import cached_property
from uuid import UUID

from collector.figures.contribution import Stand
from collector.ingest.models import Log
from collector.organisation.directory import Directory
from collector.organisation.models import Hall, Node, Spell
from collector.organisation.paths import ids_of


class Places:
    """Looks up, for a log's window code and a day, the places it counted in.

    It remembers what it has read of the organisation, and no day: it does not grow with time.
    A code that nobody has made a window of counts for the hall its terminal was approved for, and
    without a hall for the place at the root: it is never left out of a total.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._stands: dict[tuple[str, int, bool], Stand] = {}
        self._windows: dict[UUID, int | None] = {}
        self._halls: dict[int, Node] = {}
        self._spells: dict[int, list[tuple[date, date | None, str]]] = {}

    @cached_property
    def _directory(self) -> Directory:
        return Directory.read()

    @cached_property
    def _root(self) -> Stand:
        root = Node.objects.filter(parent=None).order_by("pk").first()
        ids = (root.pk,) if root else ()
        return Stand(places=ids, hall=ids[0] if ids else 0, window=False)

    def stand(self, log: UUID, window: str, day: date) -> Stand:
        """Return where what this log says of a window counts on a day."""
        if log not in self._windows:
            self._windows[log] = (
                Log.objects.filter(pk=log).values_list("window_id", flat=True).first()
            )
        own = self._windows[log]
        stood = self._directory.stretch(own, day) if own is not None else None
        if own is None or stood is None:
            return self._root
        hall = self._hall(stood.hall)
        meant = self._directory.window_of(own, window, day)
        if meant is not None:
            return self._at(self._directory.path(meant, day), hall.pk, window=True)
        path = _on(self._spells_of(hall.pk), day) or hall.path
        return self._at(path, hall.pk, window=False)

    def _hall(self, hall: int) -> Node:
        if hall not in self._halls:
            self._halls[hall] = Hall.objects.select_related("node").get(pk=hall).node
        return self._halls[hall]

    def _spells_of(self, node: int) -> list[tuple[date, date | None, str]]:
        if node not in self._spells:
            rows = Spell.objects.filter(node=node).order_by("since")
            self._spells[node] = list(rows.values_list("since", "until", "path"))
        return self._spells[node]

    def _at(self, path: str, hall: int, *, window: bool) -> Stand:
        key = (path, hall, window)
        if key not in self._stands:
            self._stands[key] = Stand(places=tuple(ids_of(path)), hall=hall, window=window)
        return self._stands[key]


def _on(spells: list[tuple[date, date | None, str]], day: date) -> str | None:
    """Return the path on a day. A terminal may speak after its window was ended: the last holds."""
    chosen: str | None = None
    for since, _until, path in spells:
        if since <= day or chosen is None:
            chosen = path
    return chosen

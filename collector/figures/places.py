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
    """Looks up, for a log's window code and a day, the places it counted in. Remembers answers.

    A code that nobody has made a window of counts for the hall its terminal was approved for, and
    without a hall for the place at the root: it is never left out of a total.
    """

    def __init__(self) -> None:
        self._stands: dict[tuple[int | None, str, date], Stand] = {}
        self._windows: dict[UUID, int | None] = {}

    @cached_property
    def _directory(self) -> Directory:
        return Directory.read()

    def stand(self, log: UUID, window: str, day: date) -> Stand:
        """Return where what this log says of a window counts on a day."""
        if log not in self._windows:
            self._windows[log] = (
                Log.objects.filter(pk=log).values_list("window_id", flat=True).first()
            )
        key = (self._windows[log], window, day)
        if key not in self._stands:
            self._stands[key] = self._find(*key)
        return self._stands[key]

    def _find(self, own: int | None, window: str, day: date) -> Stand:
        stood = self._directory.stretch(own, day) if own is not None else None
        if own is None or stood is None:
            root = Node.objects.filter(parent=None).order_by("pk").first()
            ids = (root.pk,) if root else ()
            return Stand(places=ids, hall=ids[0] if ids else 0, window=False)
        hall = Hall.objects.select_related("node").get(pk=stood.hall)
        meant = self._directory.window_of(own, window, day)
        if meant is not None:
            return Stand(places=tuple(ids_of(self._directory.path(meant, day))), hall=hall.node.pk)
        rows = Spell.objects.filter(node=hall.node).order_by("since")
        path = _on(list(rows.values_list("since", "until", "path")), day) or hall.node.path
        return Stand(places=tuple(ids_of(path)), hall=hall.node.pk, window=False)


def _on(spells: list[tuple[date, date | None, str]], day: date) -> str | None:
    """Return the path on a day. A terminal may speak after its window was ended: the last holds."""
    chosen: str | None = None
    for since, _until, path in spells:
        if since <= day or chosen is None:
            chosen = path
    return chosen

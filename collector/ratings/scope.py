"""Which terminals' ratings lie where somebody may look, and on which days they lie there.

A rating belongs where its window stood on the day: a window that was moved since is looked for in
both places, each with its own days.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from collector.accounts.grants import EVERYWHERE, within
from collector.ingest.models import Log
from collector.organisation.directory import Directory
from collector.organisation.models import Hall, Kind, Node, Spell

FIRST, LAST = date(1970, 1, 1), date(8999, 12, 31)
"""Days before and after all that a log can hold."""


class Terminal(Struct, frozen=True):
    """A log as the list knows it. `window`: the one it was approved for."""

    id: UUID
    hex: str
    window: int | None


class Stay(Struct, frozen=True):
    """Days, both included, on which what a log says belongs to the places that are looked at."""

    log: UUID
    first: date
    last: date


class Grounds(Struct, frozen=True, kw_only=True):
    """The organisation as one page needs it, read once: a snapshot."""

    directory: Directory
    terminals: Mapping[UUID, Terminal]
    halls: Mapping[int, Node]
    """The nodes of halls, by the hall's id."""

    def path(self, log: UUID, code: str, day: date) -> str:
        """Return where what a log says of a window code belongs; "/" where nobody can tell."""
        own = self.terminals[log].window if log in self.terminals else None
        stood = self.directory.stretch(own, day) if own is not None else None
        if own is None or stood is None:
            return EVERYWHERE
        meant = self.directory.window_of(own, code, day)
        if meant is not None:
            return self.directory.path(meant, day)
        return self.halls[stood.hall].path if stood.hall in self.halls else EVERYWHERE

    def hall(self, log: UUID, day: date) -> Node | None:
        """Return the hall in which a log's window stood."""
        own = self.terminals[log].window if log in self.terminals else None
        stood = self.directory.stretch(own, day) if own is not None else None
        return self.halls.get(stood.hall) if stood else None


class Places(Struct, frozen=True):
    """The places that are looked at, none inside another; `paths` may be "/", all there is."""

    nodes: tuple[Node, ...]
    paths: tuple[str, ...]

    @property
    def windows(self) -> bool:
        """Whether they are single windows."""
        return bool(self.nodes) and all(node.kind == Kind.WINDOW for node in self.nodes)


def read_grounds() -> Grounds:
    """Read it with three queries."""
    logs = Log.objects.exclude(status=Log.Status.PENDING).values_list("id", "hex", "window_id")
    return Grounds(
        directory=Directory.read(),
        terminals={row[0]: Terminal(*row) for row in logs},
        halls={hall.pk: hall.node for hall in Hall.objects.select_related("node")},
    )


def places_of(branches: Sequence[str], place: int | None, window: str) -> Places | None:
    """Return the places that filters name inside some branches; None: there is none such there.

    A window is looked for under every code it has ever had.
    """
    inside = _inside(branches)
    if place is not None:
        inside &= Q(pk=place)
    if window:
        named = Spell.objects.filter(code=window, node__kind=Kind.WINDOW).values("node")
        if place is not None:
            chosen = Node.objects.filter(inside).first()
            inside = _inside([chosen.path] if chosen else [])
        nodes = tuple(Node.objects.filter(inside, pk__in=named).order_by("pk"))
        return Places(nodes, tuple(node.path for node in nodes)) if nodes else None
    if place is None:
        top = Q(parent=None) if EVERYWHERE in branches else Q(path__in=list(branches))
        return Places(tuple(Node.objects.filter(top).order_by("pk")), tuple(branches))
    nodes = tuple(Node.objects.filter(inside))
    return Places(nodes, tuple(node.path for node in nodes)) if nodes else None


def stays(grounds: Grounds, paths: Iterable[str]) -> list[Stay]:
    """Return which logs belong to these places, and when."""
    wanted = tuple(paths)
    if EVERYWHERE in wanted:
        return [Stay(log, FIRST, LAST) for log in grounds.terminals]
    found: list[Stay] = []
    for log, terminal in grounds.terminals.items():
        stretches = grounds.directory.stretches(terminal.window)
        for number, one in enumerate(stretches):
            if within(one.path, wanted):
                # Before its first day a window stands as on that one, after its last as then.
                first = one.since if number else FIRST
                following = stretches[number + 1 :]
                last = following[0].since - timedelta(days=1) if following else LAST
                found.append(Stay(log, first, last))
    return found


def _inside(branches: Sequence[str]) -> Q:
    if EVERYWHERE in branches:
        return Q()
    found = Q(pk__in=())
    for path in branches:
        found |= Q(path__startswith=path)
    return found

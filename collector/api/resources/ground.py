"""Which logs may hold ratings of a place, and whether a rating belongs there.

A rating belongs where its window stood on its day: what was moved since is told to both branches,
each its own days, and nothing to anybody else.
"""

from datetime import date
from uuid import UUID

from msgspec import Struct

from collector.accounts.grants import EVERYWHERE
from collector.api.shapes import At
from collector.organisation.models import Kind, Node, Window
from collector.organisation.paths import ids_of
from collector.ratings.scope import Grounds, read_grounds


class Ground(Struct, frozen=True):
    """A place with all that is needed to tell what belongs to it. A snapshot."""

    place: Node
    grounds: Grounds
    nodes: dict[int, int]
    """The nodes of windows, by the window's id."""
    everything: bool
    """Whether what nobody can place belongs here: to the root, as in the figures."""

    @classmethod
    def read(cls, place: Node) -> "Ground":
        """Read it with five queries."""
        nodes = dict(Window.objects.values_list("pk", "node_id"))
        root = Node.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True).first()
        return cls(place, read_grounds(), nodes, root == place.pk)

    def logs(self) -> list[UUID]:
        """Return the logs in which ratings of the place may stand, in a fixed order.

        A terminal may write the code of another window of its hall, so a hall's are all looked at.
        """
        if self.everything:
            return sorted(self.grounds.terminals)
        around = (
            self._hall() if self.place.kind in {Kind.WINDOW, Kind.DEPARTMENT} else self.place.pk
        )
        return sorted(
            log
            for log, terminal in self.grounds.terminals.items()
            if any(
                f"/{around}/" in one.path
                for one in self.grounds.directory.stretches(terminal.window)
            )
        )

    def belongs(self, log: UUID, code: str, day: date) -> bool:
        """Tell whether a rating belongs to the place."""
        path = self.grounds.path(log, code, day)
        if path == EVERYWHERE:
            return self.everything
        return f"/{self.place.pk}/" in path

    def at(self, log: UUID, code: str, day: date) -> At:
        """Say where a rating was given."""
        hall = self.grounds.hall(log, day)
        terminal = self.grounds.terminals.get(log)
        own = terminal.window if terminal else None
        meant = self.grounds.directory.window_of(own, code, day) if own is not None else None
        stood = self.grounds.directory.stretch(meant, day) if meant is not None else None
        return At(
            id=self.nodes.get(meant) if meant is not None else None,
            hall=hall.code if hall else "",
            code=stood.code if stood else code,
        )

    def _hall(self) -> int:
        ids = ids_of(self.place.path)
        halls = {node.pk for node in self.grounds.halls.values()}
        return next((one for one in ids if one in halls), self.place.pk)

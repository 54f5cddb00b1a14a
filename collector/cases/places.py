"""Where a case belongs: the hall, the department and the path, as they stood on the day."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from collector.figures.places import Places
from collector.organisation.directory import Directory
from collector.organisation.models import Hall, Kind, Node, Window
from collector.organisation.paths import ids_of
from collector.personal_data.receipts import Receipt

EVERYWHERE = "/"


class Place(Struct, frozen=True, kw_only=True):
    """Ids of the hall (0: nobody knows it), of the nodes, and the path."""

    hall: int
    node: int | None
    department: int | None
    path: str

    def fields(self) -> dict[str, Any]:
        """Return it as fields of a case."""
        return {
            "hall_id": self.hall or None, "place_id": self.node,
            "department_id": self.department, "path": self.path,
        }  # fmt: skip


class Finder:
    """Finds the places of ratings. Remembers answers: one for a piece of work."""

    def __init__(self) -> None:
        self._places = Places()
        self._nodes = {one.pk: one.kind for one in Node.objects.exclude(kind=Kind.WINDOW)}
        self._halls = dict(Hall.objects.values_list("node_id", "pk"))

    def of_rating(self, log: UUID, window: str, day: date) -> Place:
        """Return where what a log says of a window belonged on a day."""
        stand = self._places.stand(log, window, day)
        return self._place(stand.places)

    def _place(self, ids: tuple[int, ...]) -> Place:
        departments = [one for one in ids if self._nodes.get(one) == Kind.DEPARTMENT]
        halls = [self._halls[one] for one in ids if one in self._halls]
        return Place(
            hall=halls[-1] if halls else 0,
            node=ids[-1] if ids else None,
            department=departments[-1] if departments else None,
            path="".join(f"/{one}" for one in ids) + "/",
        )

    def of_path(self, path: str) -> Place:
        """Return the place of a path."""
        return self._place(tuple(ids_of(path)))


def place_of_receipt(receipt: Receipt, day: date) -> Place | None:
    """Return where a receipt's window stands, or its hall; None where the hall is gone."""
    hall = Hall.objects.select_related("node").filter(pk=receipt.hall).first()
    if hall is None:
        return None
    window = Window.objects.filter(hall=hall, code=receipt.window).first()
    path = Directory.read().path(window.pk, day) if window is not None else ""
    return Finder().of_path(path or hall.node.path)


def place_of_node(node: Node, _day: date) -> Place:
    """Return the place of a node as it stands."""
    return Finder().of_path(node.path)

"""The kinds of places: which may stand in which, and what is behind the node of one."""

from collector.organisation.models import Department, Hall, Kind, Node, Window

RANKS = {kind.value: rank for rank, kind in enumerate(Kind)}
Place = Hall | Department | Window


def place_of(node: Node) -> Place | None:
    """Return the hall, department or window of a node; None for an area."""
    match node.kind:
        case Kind.HALL:
            return node.hall
        case Kind.DEPARTMENT:
            return node.department
        case Kind.WINDOW:
            return node.window
    return None


def hall_over(node: Node) -> Hall | None:
    """Return the hall a node is, or stands in; None above the halls."""
    up: Node | None = node
    while up is not None and up.kind != Kind.HALL:
        up = up.parent
    return up.hall if up else None


def may_hold(kind: str) -> list[str]:
    """Return the kinds that may stand in a node of a kind."""
    if kind == Kind.WINDOW:
        return []
    if kind in {Kind.HALL, Kind.DEPARTMENT}:
        return [Kind.DEPARTMENT.value, Kind.WINDOW.value]
    return [one for one in RANKS if RANKS[kind] < RANKS[one] <= RANKS[Kind.HALL]]

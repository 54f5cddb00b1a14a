"""Which place a call is about, inside the branch of its token, and on what its figures rest."""

from collector.api import shapes
from collector.api.models import Token
from collector.api.problems import NO_SUCH_PLACE, ProblemError
from collector.figures.queries import Period
from collector.ingest.models import Log
from collector.organisation.models import Kind, Node
from collector.overview.shapes import Reached


def place_of(token: Token, code: str | None) -> Node:
    """Find a place of the token's branch. Raises ProblemError: elsewhere is like nowhere."""
    if code is None:
        whole: Node = token.node
        return whole
    inside = Node.objects.filter(path__startswith=token.node.path)
    if "/" in code:
        hall, _, window = code.partition("/")
        found = inside.filter(window__hall__code=hall, window__code=window).first()
    else:
        found = inside.exclude(kind=Kind.WINDOW).filter(code=code).first()
    if found is None:
        raise ProblemError(NO_SUCH_PLACE, place=code)
    return found


def named(node: Node) -> shapes.Named:
    """Name a place."""
    code = node.code
    if node.kind == Kind.WINDOW:
        code = f"{node.window.hall.code}/{node.window.code}"
    return shapes.Named(id=node.pk, kind=node.kind, code=code, name=node.name, name_en=node.name_en)


def fresh(reached: Reached, waiting: int | None = None) -> shapes.Freshness:
    """Say how new figures are. waiting: of another kind of answer than figures."""
    return shapes.Freshness(
        stored_at=reached.stored, waiting=reached.unread if waiting is None else waiting
    )


def complete(reached: Reached) -> shapes.Completeness:
    """Say how complete they are."""
    return shapes.Completeness(due=reached.days, complete=reached.complete)


def whole(node: Node, inside: Period) -> Period:
    """Return the days for which completeness is told where no days were asked for."""
    first = Log.objects.filter(window__node__path__startswith=node.path).order_by("enrolled_at")
    began = first.values_list("enrolled_at", flat=True).first()
    return Period(max(inside.first, began.date()) if began else inside.last, inside.last)

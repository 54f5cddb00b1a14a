"""What worked at other places for the same reason: judged actions of the whole tree.

Of a place one may not see, the title, the place's name and the effect are told, and nothing more:
no owner, no steps, no case. Those are written for everybody, and hold nothing personal.
"""

from collections.abc import Iterable

from django.db.models import Q
from msgspec import Struct

from collector.accounts.grants import within
from collector.improvement.judging import Judgement, read_kept
from collector.improvement.models import Action, Result, State
from collector.organisation.models import Kind, Node
from collector.organisation.paths import ids_of
from collector.organisation.words import name_of, place_words

MOST = 50
_ORDER = (Result.HELPED, Result.NO_DIFFERENCE, Result.WORSE, Result.TOO_FEW)


class Worked(Struct, frozen=True, kw_only=True):
    """A judged action at another place. `number` only where one may open it."""

    number: int | None
    title: str
    place: str
    result: Result
    judgement: Judgement
    reason: str
    root_cause: str


def worked(
    catalogue: str, reason: str, root_cause: str, branches: Iterable[str], besides: int = 0
) -> list[Worked]:
    """Return judged actions for a reason or a root cause: what helped first, the latest first."""
    same = Q(pk__in=())
    if reason:
        same |= Q(reason=reason, catalogue=catalogue)
    if root_cause:
        same |= Q(root_cause=root_cause)
    rows = (
        Action.objects.filter(same, state=State.JUDGED)
        .exclude(pk=besides)
        .select_related("node")
        .order_by("-judged_at", "-pk")
    )
    paths = tuple(branches)
    found = list(rows[: MOST * 4])
    found.sort(key=lambda one: _ORDER.index(Result(one.result)))
    halls = _halls(found)
    return [
        Worked(
            number=one.pk if within(one.node.path, paths) else None,
            title=one.title,
            place=with_hall(one.node, halls),
            result=Result(one.result),
            judgement=read_kept(one.evidence),
            reason=one.reason,
            root_cause=one.root_cause,
        )
        for one in found[:MOST]
    ]


def with_hall(node: Node, halls: dict[int, Node]) -> str:
    """Name a place, with its hall where it stands in one: window codes repeat from hall to hall."""
    own = place_words(node)
    hall = next((halls[one] for one in ids_of(node.path)[:-1] if one in halls), None)
    return f"{name_of(hall)} · {own}" if hall else own


def halls_of(actions: Iterable[Action]) -> dict[int, Node]:
    """Return the halls in which actions stand, with one query."""
    return _halls(list(actions))


def _halls(actions: list[Action]) -> dict[int, Node]:
    ids = {one for action in actions for one in ids_of(action.node.path)}
    return Node.objects.filter(kind=Kind.HALL).in_bulk(list(ids))

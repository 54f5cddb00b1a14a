"""Plans inspections: windows drawn by lot, places named, findings to be looked at again."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from msgspec import Struct

from collector.accounts import audit
from collector.inspections import drawing
from collector.inspections.drawing import METHOD, Candidate, Lot
from collector.inspections.models import Draw, Finding, Inspection, State, Version
from collector.inspections.reference import about
from collector.organisation.directory import present
from collector.organisation.models import Node, Window


class Wish(Struct, frozen=True, kw_only=True):
    """What is to be drawn: `number` windows of each department below `node`."""

    node: Node
    version: Version
    number: int
    apart_days: int
    announced: bool
    first: date
    last: date


def candidates(node: Node, today: date, apart_days: int) -> list[Candidate]:
    """Return the windows below a place, each with whether it takes part in a draw of today."""
    windows = Window.objects.filter(present(today), node__path__startswith=node.path)
    drawn = _drawn_since(node, today - timedelta(days=apart_days)) if apart_days else {}
    return [
        Candidate(
            window=one.node_id,
            ticket=f"{one.hall.code}/{one.code}",
            stratum=one.department.node.code if one.department else f"{one.hall.code}/",
            left_out=drawn.get(one.node_id, ""),
        )
        for one in windows.select_related("hall", "department__node")
    ]


def _drawn_since(node: Node, day: date) -> dict[int, str]:
    rows = Inspection.objects.filter(
        node__path__startswith=node.path, draw__isnull=False, draw__last__gt=day
    ).exclude(state=State.CALLED_OFF)
    found: dict[int, str] = {}
    for window, last in rows.order_by("draw__last").values_list("node", "draw__last"):
        found[window] = last.isoformat()
    return found


def draw(request: HttpRequest, wish: Wish) -> Draw:
    """Draw windows and plan their inspections. The seed is new: nobody has chosen it."""
    some = candidates(wish.node, localdate(), wish.apart_days)
    with transaction.atomic():
        made = Draw.objects.create(
            node=wish.node, version=wish.version, method=METHOD, seed=secrets.token_hex(16),
            number=wish.number, apart_days=wish.apart_days, announced=wish.announced,
            candidates=msgspec.to_builtins(some), first=wish.first, last=wish.last,
            made_at=now(), made_by=request.user.get_username(),
        )  # fmt: skip
        drawn = [one.candidate.window for one in lots(made) if one.drawn]
        nodes = Node.objects.in_bulk(drawn)
        Inspection.objects.bulk_create(
            [
                Inspection(
                    node=nodes[one], path=nodes[one].path, version=wish.version, draw=made,
                    announced=wish.announced, due=wish.last, made_at=made.made_at,
                    made_by=made.made_by,
                )
                for one in drawn
            ]
        )  # fmt: skip
        audit.record(
            request, "inspection.drawn", f"draw:{made.pk}", branch=wish.node.path,
            detail={"seed": made.seed, "drawn": len(drawn), "of": len(some)},
        )  # fmt: skip
    return made


def lots(made: Draw) -> list[Lot]:
    """Draw again, from what the draw has kept: anybody comes to the same."""
    some = msgspec.convert(made.candidates, list[Candidate])
    return drawing.draw(made.seed, some, made.number)


def siblings(made: Draw) -> int:
    """Return how many other draws of overlapping places fall into the same days."""
    same_days = Draw.objects.filter(first__lte=made.last, last__gte=made.first).exclude(pk=made.pk)
    return sum(
        1
        for path in same_days.values_list("node__path", flat=True)
        if path.startswith(made.node.path) or made.node.path.startswith(path)
    )


def plan(
    request: HttpRequest, node: Node, version: Version, due: date, *, announced: bool
) -> Inspection:
    """Plan the inspection of one place."""
    with transaction.atomic():
        made = Inspection.objects.create(
            node=node, path=node.path, version=version, announced=announced, due=due,
            made_at=now(), made_by=request.user.get_username(),
        )  # fmt: skip
        audit.record(request, "inspection.planned", about(made), branch=made.path)
    return made


def plan_again(request: HttpRequest, done: Inspection, due: date) -> Inspection | None:
    """Plan to look again at what was found and is not put right; None where there is nothing.

    The version is that of the first time: the same words are asked.
    """
    with transaction.atomic():
        rows = Finding.objects.select_for_update().filter(inspection=done)
        left = rows.exclude(outcome=Finding.Outcome.PUT_RIGHT).values_list("item", flat=True)
        open_already = Inspection.objects.filter(of=done, state=State.PLANNED).first()
        if open_already or not left:
            return open_already
        made = Inspection.objects.create(
            node=done.node, path=done.node.path, version=done.version, of=done, only=list(left),
            announced=False, due=due, made_at=now(), made_by=request.user.get_username(),
        )  # fmt: skip
        audit.record(
            request, "inspection.planned", about(made), branch=made.path,
            detail={"again": str(done.id)},
        )  # fmt: skip
    return made


def call_off(request: HttpRequest, planned: Inspection) -> bool:
    """Call a planned inspection off; False where it was done or called off already."""
    with transaction.atomic():
        changed = Inspection.objects.filter(pk=planned.pk, state=State.PLANNED).update(
            state=State.CALLED_OFF
        )
        if changed:
            audit.record(request, "inspection.called-off", about(planned), branch=planned.path)
    return bool(changed)


def drawn_by_stratum(some: Iterable[Lot]) -> Sequence[tuple[str, int, int, int]]:
    """Count by department: its code, the windows, those that took part, those drawn."""
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    for one in some:
        stratum = one.candidate.stratum
        whole[stratum] += 1
        part[stratum] += not one.candidate.left_out
        drawn[stratum] += one.drawn
    return [(stratum, n, part[stratum], drawn[stratum]) for stratum, n in sorted(whole.items())]

"""What follows from a sheet: findings, the cases they open, and earlier findings looked at again.

A finding is an item that was not as it should be at all, "no" or no points. "Partly" lowers the
score and opens nothing: a case for everything is a case for nothing.
"""

from django.http import HttpRequest

from collector.cases import opening, reopening
from collector.cases.models import Case, Outcome
from collector.inspections import words
from collector.inspections.models import Answer, Finding, Inspection
from collector.inspections.reference import refer
from collector.inspections.scoring import ItemScore, PartScore, Score
from collector.organisation.models import Kind


def follow(request: HttpRequest, done: Inspection, score: Score) -> None:
    """Keep findings and open their cases; where it was a look again, settle the earlier ones.

    Once for an inspection: findings and cases that are there already stay as they are.
    """
    earlier = settle(request, done, score) if done.of is not None else set()
    for part, one in found(score):
        if one.item.id in earlier:
            continue
        row, _made = Finding.objects.get_or_create(
            inspection=done, item=one.item.id,
            defaults={"critical": one.item.critical, "at": done.finished or done.made_at},
        )  # fmt: skip
        if not row.case:
            row.case = _case(request, done, part, one)
            row.save()


def _case(request: HttpRequest, done: Inspection, part: PartScore, one: ItemScore) -> str:
    """Open the case of a finding and return its number. Its deadline begins when we hear of it."""
    note = Answer.objects.get(inspection=done, item=one.item.id).note or ""
    said = f"{words.title(part.part)} · {words.title(one.item)}"
    case = opening.for_finding(
        refer(done, one.item.id), done.node, f"{said}\n{note}".strip(), request,
        done.received_at or done.made_at,
        window=done.node.code if done.node.kind == Kind.WINDOW else "",
    )  # fmt: skip
    return case.number


def found(score: Score) -> list[tuple[PartScore, ItemScore]]:
    """Return the items that were not as they should be at all, each with its chapter."""
    return [(part, one) for part in score.parts for one in part.items if one.value == 0]


def settle(request: HttpRequest, done: Inspection, score: Score) -> set[str]:
    """Write down what became of the findings that were looked at again; return their items.

    One that is still there opens no second case: its own goes on, or goes on again.
    """
    values = {one.item.id: one.value for part in score.parts for one in part.items}
    rows = Finding.objects.filter(inspection=done.of, item__in=values)
    looked: set[str] = set()
    for row in rows.exclude(outcome=Finding.Outcome.PUT_RIGHT):
        value = values[row.item]
        if value is None:
            continue
        row.outcome = Finding.Outcome.PUT_RIGHT if value == 1 else Finding.Outcome.STILL
        row.again = done
        row.save()
        looked.add(row.item)
        if row.outcome == Finding.Outcome.STILL:
            _reopen(request, done, row)
    return looked


def _reopen(request: HttpRequest, done: Inspection, row: Finding) -> None:
    """Let a case that was closed as done go on, where what it is about is still so."""
    case = Case.objects.select_for_update().filter(number=row.case).first()
    if case is not None and case.closed and case.outcome == Outcome.DONE:
        note = Answer.objects.get(inspection=done, item=row.item).note or ""
        reopening.reopen(case, request, done.received_at or done.made_at, note)

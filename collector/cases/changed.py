"""What a citizen changes at the terminal after the tap: another answer, reasons named later."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from collector.cases.models import Case, Outcome, Stage, Step
from collector.cases.places import Finder
from collector.cases.recording import PROGRAM, Done, record
from collector.cases.terms import Terms
from collector.ingest.models import Rating, ReasonPicked
from collector.ingest.projection.known import MOST_CHANGES
from collector.rules.tables.cases import THRESHOLD
from sync.protocol.receipt_code import tag_of

_PROGRAM_STEPS = ("opened", "rating-arrived", "reasons", "answer-changed")


def change_of_mind(rating: Rating, places: Finder, terms: Terms, at: datetime) -> None:
    """Let the case of a replaced rating follow the answer that stands. Holds the ledger.

    Still bad: the case is about the later answer now. Good by now: a case that nobody has touched
    is closed with that reason; one that somebody works on stays open and says so.
    """
    case = (
        Case.objects.select_for_update()
        .filter(log=rating.log_id, position=rating.replaces)
        .exclude(stage=Stage.CLOSED)
        .first()
    )
    if case is None:
        return
    place = places.of_rating(rating.log_id, rating.window, localdate(rating.at))
    stage, before = case.stage, case.national
    case.position, case.rated_at, case.mode = rating.position, rating.at, rating.mode
    case.scale, case.level, case.rank = rating.scale, rating.level, rating.rank
    case.national, case.catalogue, case.reasons = rating.national, "", []
    good = rating.national > terms.book.rule(THRESHOLD, place.path).number
    if good and untouched(case):
        case.stage, case.outcome, case.closed_at = Stage.CLOSED, Outcome.REPLACED, at
    detail = {"national": [before, rating.national], "position": rating.position}
    record(case, Done(action="answer-changed", detail=detail), PROGRAM, at, stage)


def untouched(case: Case) -> bool:
    """Tell whether neither the citizen nor anybody at work has done something in a case."""
    touched = Step.objects.filter(case=case).exclude(action__in=_PROGRAM_STEPS)
    return case.owner_id is None and not touched.exists()


def reasons_named(log: UUID, here: Q, at: datetime) -> None:
    """Copy reasons that were named after their rating into its case. Holds the ledger."""
    named = ReasonPicked.objects.filter(here).values_list("rating", flat=True)
    for case in Case.objects.select_for_update().filter(log=log, position__in=set(named)):
        rows = ReasonPicked.objects.filter(log=log, rating=case.position or 0)
        picked = list(rows.order_by("position", "code"))
        codes = list(dict.fromkeys(one.code for one in picked))
        if codes == case.reasons:
            continue
        case.catalogue, case.reasons = picked[0].catalogue, codes
        record(case, Done(action="reasons", detail={"reasons": codes}), PROGRAM, at)


def follow_awaited(log: UUID) -> None:
    """Let comments that wait for a rating wait for the one the citizen changed it to."""
    for case in awaited(log):
        position = case.position or 0
        for _ in range(MOST_CHANGES):
            later = Rating.objects.filter(
                log=log, window=case.window, position=position, replaced_by__isnull=False
            )
            found = later.values_list("replaced_by", flat=True).first()
            if found is None:
                break
            position = found
        Case.objects.filter(pk=case.pk).exclude(position=position).update(position=position)


def awaited(log: UUID) -> QuerySet[Case]:
    """Return the cases that were opened by a comment on a rating of a log that has not arrived."""
    return Case.objects.filter(log=None, tag=tag_of(log.hex), position__gt=0)

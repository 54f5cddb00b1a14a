"""Cases, without who works on them and without a word that anybody wrote."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import OperationalError
from django.db.models import Q
from django.utils.timezone import localdate

from collector.api import arrivals, cursors
from collector.api.asked import CaseRatesAsked, CasesAsked
from collector.api.models import CaseTold, Token
from collector.api.problems import NO_SUCH_CASE, ProblemError
from collector.api.resources import places
from collector.api.resources.counts import period_of, rate
from collector.api.shapes import Case as Row
from collector.api.shapes import CaseAnswer, CaseRates, CaseRatesAnswer, CaseRating, CasesPage
from collector.cases import rates
from collector.cases.models import Case
from collector.figures.queries import Period
from collector.ingest.models import Log
from collector.organisation.models import Node
from collector.overview.reading import reached_of
from collector.ratings.scope import FIRST


def read(token: Token, asked: CasesAsked, now: datetime) -> CasesPage:
    """Read a page. Raises ProblemError."""
    place, question, today = places.place_of(token, asked.place), asked.question(), localdate(now)
    after = cursors.read(asked.cursor, question).number if asked.cursor else 0
    with suppress(OperationalError):
        arrivals.number(now)
    wanted = CaseTold.objects.filter(_inside(place, "case__path"), _wanted(asked, today))
    found = list(
        wanted.filter(number__gt=after)
        .select_related("case__hall")
        .order_by("number")[: asked.limit + 1]
    )
    told, more = found[: asked.limit], len(found) > asked.limit
    last = told[-1].number if told else after
    days = Period(asked.first or FIRST, max(asked.last or today, asked.first or FIRST))
    reached = reached_of(place, places.whole(place, days), today)
    return CasesPage(
        data=_rows([one.case for one in told], today),
        more=more,
        next=cursors.write(question, last),
        place=places.named(place),
        freshness=places.fresh(reached),
        completeness=places.complete(reached),
    )


def read_one(token: Token, number: str, now: datetime) -> CaseAnswer:
    """Read one case. Raises ProblemError."""
    here = Case.objects.filter(_inside(token.node, "path"), number=number)
    found = here.select_related("hall").first()
    if found is None:
        raise ProblemError(NO_SUCH_CASE)
    (row,) = _rows([found], localdate(now))
    return CaseAnswer(data=row)


def read_rates(token: Token, asked: CaseRatesAsked, now: datetime) -> CaseRatesAnswer:
    """Read the rates of a place and a period. Raises ProblemError."""
    today = localdate(now)
    place, period = places.place_of(token, asked.place), period_of(asked, today)
    found = rates.of(place.path, period, today)
    reached = reached_of(place, period, today)
    return CaseRatesAnswer(
        data=CaseRates(
            opened=found.opened,
            valid=found.valid,
            mistaken=found.mistaken,
            malicious=found.malicious,
            replaced=found.replaced,
            explained=found.explained,
            put_right=rate(found.put_right_rate),
            in_time=rate(found.on_time_rate),
            answered=rate(found.answer_rate),
            called_back=rate(found.call_back_rate),
        ),
        first=period.first,
        last=period.last,
        place=places.named(place),
        freshness=places.fresh(reached),
        completeness=places.complete(reached),
    )


def _inside(place: Node, field: str) -> Q:
    """Return the condition that a case belonged to a place; what nobody can place is the root's."""
    here = Q(**{f"{field}__contains": f"/{place.pk}/"})
    root = Node.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True).first()
    return here | Q(**{field: "/"}) if place.pk == root else here


def _wanted(asked: CasesAsked, today: date) -> Q:
    found = Q()
    if asked.first is not None:
        found &= Q(case__opened_on__gte=asked.first)
    if asked.last is not None:
        found &= Q(case__opened_on__lte=asked.last)
    if asked.state is not None:
        found &= Q(case__closed_at__isnull=asked.state != "closed")
    if asked.state == "overdue":
        found &= Q(case__due_on__lt=today)
    return found


def _rows(cases: Iterable[Case], today: date) -> list[Row]:
    some = list(cases)
    logs = dict(Log.objects.filter(pk__in={one.log for one in some}).values_list("pk", "hex"))
    return [_row(one, logs.get(one.log, "") if one.log else "", today) for one in some]


def _row(case: Case, log: str, today: date) -> Row:
    rated = log and case.position is not None
    return Row(
        number=case.number,
        origin=case.origin,
        stage=case.stage,
        outcome=case.outcome,
        place=case.place_id,
        window=f"{case.hall.code if case.hall else ''}/{case.window}",
        rating=CaseRating(log=log, position=case.position or 0) if rated else None,
        level=case.level,
        national=case.national,
        item=case.item,
        reasons=[str(one) for one in case.reasons],
        opened_at=case.opened_at,
        due_on=case.due_on,
        step_due_on=case.step_due_on,
        overdue=not case.closed and case.due_on < today,
        finding=case.finding,
        cause=case.cause,
        remedy=case.remedy,
        verified_at=case.verified_at,
        put_right_on=case.put_right_on,
        answered_at=case.answered_at,
        called_back_at=case.called_back_at,
        closed_at=case.closed_at,
        reopened=case.reopened,
    )

"""整改率, 按期整改率, 回复率, 回访率: how many of the bad ratings were dealt with, and in time.

Formulas: docs/glossary.md, "rates". The basis are the cases that were opened in the period for bad
ratings (2 and 1 of 5) and are valid: not replaced by the citizen, not found mistaken or malicious.
A case that was merged has what was done in the one it was merged into. A case that was reopened
counts as it stands now: it is put right when it is put right again.
"""

from datetime import date
from typing import Any

from django.db.models import Case as If
from django.db.models import Count, F, Q, When
from django.utils.timezone import localdate
from msgspec import Struct

from collector.accounts.grants import condition
from collector.cases.models import Case, Outcome
from collector.figures.national import BAD
from collector.figures.queries import Period
from collector.figures.rates import Share

CONFIRMED = "confirmed"
"""The result of a call that the receipt stood for."""
_APPEALED = (Outcome.MISTAKEN, Outcome.MALICIOUS)


class Rates(Struct, frozen=True, kw_only=True):
    """Counts of a branch and a period, and the rates made of them.

    `opened` = `valid` + `mistaken` + `malicious` + `replaced`. `due`: valid ones whose last day
    lies in the period and is past, whenever they were opened; `on_time`: those of them that were
    put right by it. `by_receipt`: of those called back, where whoever held the receipt said so
    instead of a call. `others`: cases for better ratings, comments and findings, in no rate.
    """

    opened: int
    valid: int
    mistaken: int
    malicious: int
    replaced: int
    put_right: int
    explained: int
    answered: int
    contacts: int
    called_back: int
    by_receipt: int
    due: int
    on_time: int
    others: int

    @property
    def put_right_rate(self) -> Share:
        """Return 整改率: put right (or explained, as `explained` says) of the valid ones."""
        return Share(self.put_right, self.valid)

    @property
    def on_time_rate(self) -> Share:
        """Return 按期整改率: put right by the last day, of those whose last day has passed."""
        return Share(self.on_time, self.due)

    @property
    def answer_rate(self) -> Share:
        """Return 回复率: answered, of the valid ones."""
        return Share(self.answered, self.valid)

    @property
    def call_back_rate(self) -> Share:
        """Return 回访率: reached, of the valid ones whose citizen left a number."""
        return Share(self.called_back, self.contacts)


def of(path: str | tuple[str, ...], period: Period, today: date | None = None) -> Rates:
    """Count a branch, or several, in a period of days on which cases were opened."""
    day = today or localdate()
    branches = (path,) if isinstance(path, str) else path
    rows = Case.objects.filter(condition(branches, "path")).annotate(
        put_on=_of_whole("put_right_on"), remedied=_of_whole("remedy"),
        replied=_of_whole("answered_at"), reached=_of_whole("called_back_at"),
        said=_of_whole("call"),
    )  # fmt: skip
    bad = rows.filter(national__lte=BAD)
    valid = ~Q(outcome__in=(*_APPEALED, Outcome.REPLACED))
    put_right = valid & Q(put_on__lte=day)
    opened = Q(opened_on__range=(period.first, period.last))
    found = bad.filter(opened).aggregate(
        opened=Count("pk"),
        valid=Count("pk", valid),
        mistaken=Count("pk", Q(outcome=Outcome.MISTAKEN)),
        malicious=Count("pk", Q(outcome=Outcome.MALICIOUS)),
        replaced=Count("pk", Q(outcome=Outcome.REPLACED)),
        put_right=Count("pk", put_right),
        explained=Count("pk", put_right & Q(remedied="explained")),
        answered=Count("pk", valid & Q(replied__isnull=False)),
        contacts=Count("pk", valid & Q(contact=True)),
        called_back=Count("pk", valid & Q(contact=True, reached__isnull=False)),
        by_receipt=Count("pk", valid & Q(contact=True, reached__isnull=False, said=CONFIRMED)),
    )
    due = Q(due_on__range=(period.first, period.last), due_on__lt=day)
    in_time = bad.filter(due & valid).aggregate(
        due=Count("pk"), on_time=Count("pk", Q(put_on__lte=F("due_on")))
    )
    others = rows.filter(opened).exclude(national__lte=BAD, national__isnull=False).count()
    return Rates(**found, **in_time, others=others)


def percent(share: Share) -> str:
    """Write a share in per cent with two decimals, rounded half up from the exact fraction."""
    if not share.n:
        return ""
    hundredths = (20_000 * share.k + share.n) // (2 * share.n)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _of_whole(name: str) -> Any:
    """Return a field of the case that is worked on: its own, or the one it was merged into."""
    return If(When(merged_into__isnull=False, then=F(f"merged_into__{name}")), default=F(name))

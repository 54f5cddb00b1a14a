"""The rates equal a recount that goes through the cases one by one."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils.timezone import localdate

from collector.cases import appealing, merging, progress, rates, work
from collector.cases.models import Case
from collector.figures.queries import Period
from collector.figures.rates import Share
from tests.collector.boards.rows_of_a_hall import make_hall
from tests.collector.cases.a_bad_day import MONDAY, look, make_counter
from tests.collector.cases.officers import acting, make_account, officer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
PERIOD = Period(date(2026, 11, 9), date(2026, 11, 20))


def test_rates_of_branches_and_periods_equal_an_independent_recount():
    some = random.Random(11)  # noqa: S311 -- a script
    by, judges = officer("9"), [make_account("8"), make_account("7")]
    halls = [make_hall("one"), make_hall("two")]
    counters = [make_counter("A01", halls[0]), make_counter("A02", halls[0]),
                make_counter("A01", halls[1])]  # fmt: skip
    receipts = {}
    for day in range(14):
        at = MONDAY + timedelta(day)
        for counter in counters:
            for _ in range(some.randrange(3)):
                position = counter.rates(some.choice((2, 2, 3)), at=at)
                receipts[counter.log.id, position] = counter.receipt(position)
        look(at)
    for pk in list(Case.objects.order_by("pk").values_list("pk", flat=True)):
        case = Case.objects.get(pk=pk)
        case.contact = some.random() < 0.4
        case.save()
        lives(case, some, by, judges, receipts)

    for path in (halls[0].node.path, halls[1].node.path, "/"):
        for period in (PERIOD, Period(MONDAY.date(), TODAY)):
            assert rates.of(path, period, TODAY) == recount(path, period)
    whole = rates.of("/", PERIOD, TODAY)
    assert 0 < whole.on_time < whole.due
    assert 0 < whole.called_back < whole.contacts
    assert whole.mistaken > 0
    assert whole.explained > 0


def lives(case: Case, some: random.Random, by, judges, receipts) -> None:
    at = case.opened_at + timedelta(some.randrange(10), hours=1)
    steps = some.randrange(7)
    if steps == 6:
        mate = Case.objects.filter(path=case.path, closed_at=None, merged_into=None).last()
        if mate and mate.pk != case.pk and not case.closed:
            merging.merge(case, mate, by, at)
        return
    if some.random() < 0.25:
        appeal = appealing.ask(case, "mistaken", "误点", by.user, by, at)
        for judge in judges:
            appealing.vote(appeal, judge, "属实", acting(judge), at, uphold=True)
        return
    acts = [
        lambda: work.verify(case, "true", "x", by, at),
        lambda: work.put_right(
            case, some.choice(("put-right", "explained")), "policy", "x", by, at,
            responsible="x", done_by=at.date()),
        lambda: work.answer(case, "x", by, at),
        lambda: case.stage == "call-back" and work.call_back(case, "satisfied", "", by, at),
        lambda: case.stage == "close" and work.close(case, "", by, at),
    ]  # fmt: skip
    for act in acts[:steps]:
        act()
    if steps == 5 and some.random() < 0.3:
        progress.not_satisfied(receipts[case.log, case.position], at)


def recount(path: str, period: Period) -> rates.Rates:
    found = dict.fromkeys(rates.Rates.__struct_fields__, 0)
    for case in Case.objects.all():
        if not case.path.startswith(path):
            continue
        opened = period.first <= localdate(case.opened_at) <= period.last
        if case.national is None or case.national > 2:
            found["others"] += opened
            continue
        valid = case.outcome not in ("mistaken", "malicious", "replaced")
        whole = case if case.merged_into is None else case.merged_into
        put = whole.put_right_at is not None and localdate(whole.put_right_at) <= TODAY
        if opened:
            found["opened"] += 1
            found["valid"] += valid
            found["mistaken"] += case.outcome == "mistaken"
            found["put_right"] += valid and put
            found["explained"] += valid and put and whole.remedy == "explained"
            found["answered"] += valid and whole.answered_at is not None
            found["contacts"] += valid and case.contact
            found["called_back"] += valid and case.contact and whole.called_back_at is not None
        if valid and period.first <= case.due_on <= period.last and case.due_on < TODAY:
            found["due"] += 1
            found["on_time"] += put and localdate(whole.put_right_at) <= case.due_on
    return rates.Rates(**found)


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [(26, 33, "78.79%"), (1, 8, "12.50%"), (1, 800, "0.13%"), (0, 5, "0.00%"), (5, 5, "100.00%"),
     (2, 3, "66.67%"), (0, 0, ""), (1, 2000, "0.05%"), (3, 2000, "0.15%"), (1, 20_000, "0.01%")],
)  # fmt: skip
def test_a_share_is_rounded_half_up_from_the_exact_fraction(k: int, n: int, words: str):
    assert rates.percent(Share(k, n)) == words
    if n:
        exact = Fraction(k * 10_000, n)
        assert abs(Fraction(words.rstrip("%")) * 100 - exact) <= Fraction(1, 2)

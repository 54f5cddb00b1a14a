"""Before and after, against a recount that shares no code with what is tested."""

import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from collector.boards.apps import boards
from collector.improvement.judging import Doubt, Judgement, judge, kept, read_kept, verdict
from collector.improvement.measuring import FEWER_IS_BETTER, Measured, difference
from collector.improvement.models import Action, Measure, Result
from collector.improvement.periods import periods_of
from collector.organisation.models import Node
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.improvement.counted import CATALOGUE, Day, case_of, count, named

START = date(2026, 3, 2)
"""A Monday."""


def action_at(node: Node, **more: object) -> Action:
    """Return an action that is not stored: in effect for two weeks from a Monday."""
    fields = {
        "node": node, "measure": "satisfied", "wanted": Decimal(95), "effect_from": START,
        "judge_on": START + timedelta(days=14), "decided_on": START, "reason": "207",
        "catalogue": CATALOGUE, **more,
    }  # fmt: skip
    return Action(**fields)


def judged(action: Action) -> Judgement:
    found = judge(action, boards().scales, date(2026, 6, 1))
    assert found is not None
    return found


def wilson(k: int, n: int) -> tuple[float, float]:
    """SciPy's own, which the product does not use."""
    found = stats.binomtest(k, n).proportion_ci(method="wilson")
    return found.low, found.high


counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(before=counts, after=counts, measure=st.sampled_from(list(Measure)[:5]))
def test_a_verdict_is_what_newcombes_interval_says_when_worked_out_anew(before, after, measure):
    (k0, n0), (k1, n1) = before, after
    found = verdict(measure, Measured(k0, n0), Measured(k1, n1))
    if min(n0, n1) < 30:
        assert found is Result.TOO_FEW
        return
    (low0, high0), (low1, high1) = wilson(k0, n0), wilson(k1, n1)
    p0, p1 = k0 / n0, k1 / n1
    low = p1 - p0 - math.sqrt((p1 - low1) ** 2 + (high0 - p0) ** 2)
    high = p1 - p0 + math.sqrt((high1 - p1) ** 2 + (p0 - low0) ** 2)
    interval = difference(Measured(k1, n1), Measured(k0, n0))
    assert interval == pytest.approx((low, high), abs=1e-9)
    if abs(low) < 1e-9 or abs(high) < 1e-9:
        return
    better = high < 0 if measure in FEWER_IS_BETTER else low > 0
    outside = low > 0 or high < 0
    expected = (Result.HELPED if better else Result.WORSE) if outside else Result.NO_DIFFERENCE
    assert found is expected


@pytest.mark.django_db
def test_the_days_before_are_as_many_as_after_and_today_is_in_neither():
    window = make_window(make_hall(), "A01").node
    action = action_at(window)

    early = periods_of(action, START + timedelta(days=5))
    late = periods_of(action, START + timedelta(days=60))

    assert early is not None
    assert late is not None
    assert periods_of(action, START) is None
    assert (early.after.first, early.after.last) == (START, START + timedelta(days=4))
    assert (early.before.first, early.before.last) == (
        START - timedelta(days=5), START - timedelta(days=1),
    )  # fmt: skip
    assert not early.whole
    assert late.whole
    assert (late.after.days, late.before.days) == (14, 14)


@pytest.mark.django_db
def test_a_figure_of_before_and_after_counts_those_days_and_no_others():
    window = make_window(make_hall(), "A01").node
    days = [START + timedelta(days=n) for n in range(-20, 30)]
    count(*(
        Day(window, day, 7, 1, 2, unrated=3) if day < START else Day(window, day, 9, 1)
        for day in days
    ))  # fmt: skip
    for day in days:
        named(window, day, "207", 2 if day < START else 1)

    found = judged(action_at(window))
    reason = judged(action_at(window, measure="reason"))

    assert (found.before.k, found.before.n) == (14 * 7, 140)
    assert (found.after.k, found.after.n) == (14 * 9, 140)
    assert found.result is Result.HELPED
    assert found.reached is False
    assert (reason.before.k, reason.after.k) == (28, 14)
    assert read_kept(kept(found)) == found


@pytest.mark.django_db
def test_what_else_changed_is_said():
    hall = make_hall()
    window, other = make_window(hall, "A01").node, make_window(hall, "A02").node
    days: list[Day] = []
    for n in range(-20, 30):
        day = START + timedelta(days=n)
        good = 5 if n < 0 else 9
        days += [
            Day(window, day, good, 10 - good), Day(other, day, good, 10 - good),
            Day(hall.node, day, 2 * good, 20 - 2 * good),
            Day(window, day - timedelta(days=364), good, 10 - good),
        ]  # fmt: skip
    count(*days)

    found = judged(action_at(window, judge_on=START + timedelta(days=10)))
    doubts = {one for one, _first, _second in found.doubts}

    assert found.result is Result.HELPED
    assert doubts >= {Doubt.SEASON, Doubt.ELSEWHERE_TOO, Doubt.WEEKDAYS}
    assert found.rest is not None
    assert (found.rest.after.k, found.rest.after.n) == (90, 100)


@pytest.mark.django_db
def test_holidays_on_one_side_are_said_with_their_working_days():
    window = make_window(make_hall(), "A01").node
    # 1 to 7 October 2025 were holidays and 28 September and 11 October made up for them.
    first = date(2025, 10, 1)
    action = action_at(window, effect_from=first, judge_on=first + timedelta(days=14))

    doubts = {one: (a, b) for one, a, b in judged(action).doubts}

    assert doubts[Doubt.HOLIDAYS] == (11, 5)


@pytest.mark.django_db
def test_cases_and_inspections_are_figures_too():
    window = make_window(make_hall(), "A01").node
    count(Day(window, START - timedelta(days=3), 90, 0, 10), Day(window, START, 95, 0, 5))
    for n in range(6):
        case_of(window, f"b{n}", START - timedelta(days=10))
    case_of(window, "a", START, put_right_on=START)

    cases = judged(action_at(window, measure="cases"))
    in_time = judged(action_at(window, measure="on-time"))
    inspected = judged(action_at(window, measure="inspection"))

    assert ((cases.before.k, cases.before.n), (cases.after.k, cases.after.n)) == (
        (6, 100),
        (1, 100),
    )
    assert (in_time.before.k, in_time.before.n, in_time.after.k, in_time.after.n) == (0, 6, 1, 1)
    assert (inspected.after.value, inspected.result) == (None, Result.TOO_FEW)


def test_scores_of_five_inspections_on_each_side_make_a_verdict():
    before, after = Measured(scores=(0.7, 0.72, 0.69, 0.71, 0.7)), Measured(scores=(0.9,) * 5)

    assert verdict(Measure.INSPECTION, before, after) is Result.HELPED
    assert verdict(Measure.INSPECTION, after, before) is Result.WORSE
    assert verdict(Measure.INSPECTION, before, Measured(scores=(0.9,) * 4)) is Result.TOO_FEW

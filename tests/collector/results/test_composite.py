"""The composite, recounted by hand: what is missing is no 0, and ranks say how sure they are."""

import math
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from collector.results.composite import Composite, Given, WhyNot, composite, ranks
from collector.results.scheme import Input, Scheme, Weight

shares = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def scheme(weights: dict[Input, int], least: int = 50, minimum: int = 30) -> Scheme:
    return Scheme(
        weights=tuple(Weight(one, weights.get(one, 0), "paper", "") for one in Input),
        satisfaction="official", least_weight=least, minimum=minimum,
    )  # fmt: skip


@st.composite
def weights(draw: st.DrawFn) -> dict[Input, int]:
    """Eight weights that add up to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=7, max_size=7)))
    ends = [0, *cuts, 100]
    return {one: ends[at + 1] - ends[at] for at, one in enumerate(Input)}


@st.composite
def inputs(draw: st.DrawFn) -> list[Given]:
    found = []
    for one in Input:
        if one is Input.INSPECTION:
            scores = draw(st.lists(st.integers(0, 20), max_size=6))
            found.append(Given(input=one, scores=tuple(f"{score}/20" for score in scores)))
        else:
            k, n = draw(shares)
            found.append(Given(input=one, k=k, n=n))
    return found


def by_hand(some: list[Given], weighed: dict[Input, int], least: int) -> Fraction | str:
    """Add up on paper: only what is there, each by its part of the weight that is there."""
    values = {}
    for one in some:
        if one.scores is not None:
            if one.scores:
                total = sum(int(score.split("/")[0]) for score in one.scores)
                values[one.input] = Fraction(total, 20 * len(one.scores))
        elif one.n:
            values[one.input] = Fraction(one.k, one.n)
    ratings = next(one.n for one in some if one.input is Input.SATISFACTION)
    if weighed[Input.SATISFACTION] and ratings < 30:
        return "few"
    there = sum(weighed[one] for one in values)
    if there < least or there == 0:
        return "inputs"
    return sum((weighed[one] * value for one, value in values.items()), Fraction()) / there


@settings(max_examples=60, deadline=None)
@given(inputs(), weights(), st.integers(1, 100))
def test_a_composite_is_what_one_adds_up_on_paper(some, weighed, least):
    made = composite(some, scheme(weighed, least))

    expected = by_hand(some, weighed, least)
    if isinstance(expected, str):
        assert (made.value, made.why_not, made.interval) == (None, WhyNot(expected), None)
    else:
        assert made.value == expected
        assert sum(part.share for part in made.parts) == 1
        assert made.interval is not None
        assert made.interval.low - 1e-9 <= float(expected) <= made.interval.high + 1e-9
    nothing = {one.input for one in some if one.value is None}
    assert set(made.missing) == {one for one in nothing if weighed[one]}


@settings(max_examples=25, deadline=None)
@given(st.lists(shares, min_size=3, max_size=3))
def test_its_interval_is_the_published_combination_worked_out_anew(some):
    names = (Input.SATISFACTION, Input.RESPONSE, Input.PUT_RIGHT)
    weighed = dict(zip(names, (50, 30, 20), strict=True))
    some = [(k + 40, n + 60) for k, n in some]

    made = composite(
        [Given(input=one, k=k, n=n) for one, (k, n) in zip(names, some, strict=True)],
        scheme(weighed),
    )

    down = up = middle = 0.0
    for one, (k, n) in zip(names, some, strict=True):
        found = stats.binomtest(k, n).proportion_ci(method="wilson")
        weight, p = weighed[one] / 100, k / n
        middle += weight * p
        down += (weight * (p - found.low)) ** 2
        up += (weight * (found.high - p)) ** 2
    assert made.interval is not None
    assert math.isclose(made.interval.low, middle - math.sqrt(down), abs_tol=1e-9)
    assert math.isclose(made.interval.high, middle + math.sqrt(up), abs_tol=1e-9)


def test_a_missing_input_does_not_move_the_others():
    rules = scheme({Input.SATISFACTION: 60, Input.INSPECTION: 40})

    made = composite(
        [Given(input=Input.SATISFACTION, k=90, n=100), Given(input=Input.INSPECTION, scores=())],
        rules,
    )

    assert made.value == Fraction(9, 10)
    assert made.missing == (Input.INSPECTION,)


def test_weights_that_do_not_add_up_to_a_hundred_make_nothing():
    made = composite(
        [Given(input=Input.SATISFACTION, k=90, n=100)], scheme({Input.SATISFACTION: 99})
    )

    assert (made.value, made.why_not) == (None, WhyNot.WEIGHTS)


def test_29_ratings_make_no_composite_and_30_do():
    rules = scheme({Input.SATISFACTION: 100})

    few = composite([Given(input=Input.SATISFACTION, k=29, n=29)], rules)
    enough = composite([Given(input=Input.SATISFACTION, k=30, n=30)], rules)

    assert few.why_not is WhyNot.FEW
    assert enough.value == 1


def satisfied(k: int, n: int, rules: Scheme) -> tuple[Composite, tuple[object, ...]]:
    made = composite([Given(input=Input.SATISFACTION, k=k, n=n)], rules)
    return made, rules.comparable


@settings(max_examples=15, deadline=None)
@given(st.lists(shares, min_size=2, max_size=4))
def test_a_rank_goes_from_those_surely_better_to_those_surely_worse(some):
    rules = scheme({Input.SATISFACTION: 100})
    some = [(k + 20, n + 30) for k, n in some]

    found = ranks({key: satisfied(k, n, rules) for key, (k, n) in enumerate(some)})

    limits = {one: stats.binomtest(*one).proportion_ci(0.998, method="wilson") for one in set(some)}

    def surely_better(one: tuple[int, int], other: tuple[int, int]) -> bool:
        p, q = one[0] / one[1], other[0] / other[1]
        return p - q - math.hypot(p - limits[one].low, limits[other].high - q) > 0

    for key, own in enumerate(some):
        better = sum(surely_better(other, own) for at, other in enumerate(some) if at != key)
        worse = sum(surely_better(own, other) for at, other in enumerate(some) if at != key)
        assert (found[key].first, found[key].last) == (1 + better, len(some) - worse)


def test_places_of_other_weights_or_other_inputs_are_not_compared():
    one = scheme({Input.SATISFACTION: 100})
    other = scheme({Input.SATISFACTION: 90, Input.RESPONSE: 10})

    found = ranks({
        1: satisfied(90, 100, one), 2: satisfied(40, 100, one), 3: satisfied(99, 100, other),
        4: satisfied(10, 20, one),
    })  # fmt: skip

    assert set(found) == {1, 2}
    assert (found[1].first, found[1].last, found[2].first, found[2].of) == (1, 1, 2, 2)

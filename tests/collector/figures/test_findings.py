"""Comparisons say something only where it is more than chance, and only with ratings enough."""

import random

from collector.figures.findings import Verdict, change, compare, mostly, pareto
from collector.figures.queries import Totals
from collector.figures.rates import Rates, Share, unknown
from sync.protocol.catalogue import load_scales

SCALES = load_scales()


def test_a_window_far_from_the_rest_stands_out_and_the_others_do_not():
    shares = {f"A{n:02}": Share(283, 300) for n in range(1, 20)} | {"B06": Share(263, 302)}

    found = compare(shares)

    assert [(one.key, one.verdict) for one in found.standing_out] == [("B06", Verdict.BELOW)]
    assert found.common == Share(283 * 19 + 263, 300 * 19 + 302)


def test_a_window_with_few_ratings_gets_no_verdict_however_bad_they_are():
    found = compare({"A01": Share(950, 1000), "A08": Share(2, 29)})

    assert [one.verdict for one in found.parts] == [Verdict.LIKE_THE_REST, Verdict.TOO_FEW]


def test_of_a_thousand_windows_alike_hardly_any_stands_out():
    dice = random.Random(7)  # noqa: S311 -- a script
    shares = {n: Share(sum(dice.random() < 0.94 for _ in range(200)), 200) for n in range(1000)}

    assert len(compare(shares).standing_out) <= 1


def test_nothing_is_compared_where_nothing_was_rated():
    assert compare({"A01": Share(0, 0)}).parts == ()
    assert change(Share(1, 2), Share(0, 0)).difference is None


def test_a_change_within_chance_is_not_called_one():
    assert not change(Share(943, 1000), Share(939, 1000)).beyond
    assert change(Share(913, 1000), Share(800, 1000)).beyond
    assert not change(Share(1, 20), Share(20, 20)).beyond


def test_basically_satisfied_is_in_the_official_rate_alone():
    total = Totals(
        invited={"satisfaction-3": (8, 1, 1, 0, 0), "national-5": (1, 1, 1, 1, 1)},
        walk_up={"satisfaction-3": (0, 0, 9, 0, 0)}, visits=20, rated=15, timeouts=5,
    )  # fmt: skip
    rates = Rates(total, SCALES)

    assert rates.nationals == {5: 1, 4: 9, 3: 2, 2: 2, 1: 1}
    assert (rates.official, rates.satisfied) == (Share(12, 15), Share(10, 15))
    assert (rates.bad, rates.response) == (Share(3, 15), Share(15, 20))


def test_ratings_on_a_scale_nobody_knows_are_told_apart():
    total = Totals(invited={"seven-stars": (1, 2, 0, 0, 0), "satisfaction-3": (1, 0, 0, 0, 0)})

    assert unknown(total, SCALES) == 3
    assert Rates(total, SCALES).satisfied == Share(1, 1)


def test_reasons_stand_in_order_with_their_cumulative_share():
    found = pareto({("n", "210"): 12, ("n", "209"): 9, ("n", "211"): 1, ("n", "207"): 8})

    assert [(one.code, one.ratings) for one in found] == [
        ("210", 12), ("209", 9), ("207", 8), ("211", 1),
    ]  # fmt: skip
    assert [round(one.together, 2) for one in found] == [0.4, 0.7, 0.97, 1.0]
    assert mostly(found) == 3
    assert pareto({}) == ()

"""The overview of a place says what its windows' rows amount to, and on what that rests."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from collector.figures import rollup
from collector.figures.findings import Verdict
from collector.figures.queries import Period
from collector.figures.rates import Share
from collector.ingest.models import Closing, Standing
from collector.organisation.models import Hall
from collector.overview.reading import read_overview
from sync.protocol.catalogue import load_scales
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy
from tests.collector.figures.put_figures import put_answers

pytestmark = pytest.mark.django_db

SCALES = load_scales()
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def counted(place: int, day: date, satisfied: int, bad: int, visits: int) -> None:
    put_answers(place, day, satisfied=satisfied, bad=bad, visits=visits)


def overview(hall: Hall, period: Period = MARCH):
    return read_overview(hall.node, period, SCALES, localdate())


def test_it_adds_up_to_what_was_rated(hall):
    log = Busy(make_log(make_window(hall, "A01")), 3)
    log.goes_on(80)
    rollup.bring_up_to_date()
    last = log.at.date() + timedelta(days=1)

    found = overview(hall, Period(START.date(), last))

    assert found.total.ratings == sum(found.levels.values()) > 0
    assert found.satisfied.now.n == found.total.ratings
    assert sum(day.response.n for day in found.days) == found.total.visits
    assert sum(one.share.n for one in found.by_hour.parts) == found.total.ratings
    assert [part.code for part in found.parts] == ["A01"]
    assert found.by_part.common == found.satisfied.now
    named = {one.code for one in found.reasons}
    assert named <= {"207", "209", "214"}
    assert named
    assert found.reached.unread == 0
    assert found.reached.days >= len(found.days) > 0
    assert found.reached.complete == 0


def test_what_stands_out_and_what_changed_is_named(hall):
    windows = [make_window(hall, f"A{n:02}") for n in range(12)]
    place = hall.node_id
    for window in windows[1:]:
        counted(window.node_id, date(2026, 3, 5), 285, 15, 320)
        counted(window.node_id, date(2026, 2, 10), 285, 15, 320)
    counted(windows[0].node_id, date(2026, 3, 5), 250, 50, 600)
    counted(windows[0].node_id, date(2026, 2, 10), 290, 10, 320)
    for day in (date(2026, 3, 5), date(2026, 2, 10)):
        counted(place, day, 3000, 200, 3600)

    found = overview(hall)

    out = [(one.key, one.verdict) for one in found.by_part.standing_out]
    assert out == [(windows[0].node_id, Verdict.BELOW)]
    assert [(one.part.code, one.what) for one in found.changes if one.part] == [
        ("A00", "satisfied"), ("A00", "response"),
    ]  # fmt: skip
    assert found.satisfied.before == Share(3000, 3200)


def test_a_day_that_is_not_closed_on_both_sides_is_named(hall):
    log = make_log(make_window(hall, "A01"))
    busy = Busy(log, 1)
    busy.goes_on(60)
    rollup.bring_up_to_date()
    days = sorted(day.day for day in overview(hall).days)
    for position, (day, outcome) in enumerate(
        [(days[0], "complete"), (days[1], "disagrees")], busy.position + 1
    ):
        Closing.objects.create(
            log=log, position=position, date=day, at=now(), first=1, last=2, levels={}, visits=0,
            unrated=0, own_levels={}, own_visits=0, own_unrated=0, outcome=outcome,
        )  # fmt: skip

    Standing.objects.filter(log=log).update(entries=busy.position + 2)
    rollup.bring_up_to_date()

    reached = overview(hall).reached

    assert reached.complete == 1
    assert reached.days >= len(days)
    assert ("A01", days[1], "disagrees") in reached.missing
    assert all(what == "behind" for _, day, what in reached.missing if day != days[1])


def test_a_place_with_nothing_has_an_overview_too(hall):
    found = overview(hall)

    assert found.satisfied.now.value is None
    assert found.days == found.changes == found.reasons == found.by_part.parts == ()

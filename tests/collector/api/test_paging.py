"""While ratings arrive, pages skip none and repeat none, and their order never changes."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.api import arrivals
from collector.api.models import Arrival
from collector.ingest.models import Log, Rating, Standing
from tests.collector.api.conftest import get, walk
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import Busy

pytestmark = pytest.mark.django_db


def keys(rows: list[dict[str, object]]) -> list[object]:
    return [(row["log"], row["position"]) for row in rows]


@pytest.fixture
def any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give numbers at each look: the clock stands still while a test runs."""
    monkeypatch.setattr(arrivals, "EVERY", timedelta())


@pytest.mark.parametrize("seed", range(3))
def test_a_reader_beside_writers_gets_each_rating_once(
    program: Callable[..., Client], any_time: None, seed: int
):
    chance = random.Random(seed)  # noqa: S311 -- a script
    hall = make_hall()
    logs = [Busy(make_log(make_window(hall, f"A{n}")), n, (f"A{n}",)) for n in range(4)]
    client, told, cursor = program(hall.node), [], {}
    for step in range(60):
        if step < 40:
            chance.choice(logs).goes_on(chance.randrange(3))
        page = get(client, "ratings", limit=chance.choice((1, 2, 5)), **cursor)
        told += page["data"]
        cursor = {"cursor": page["next"]}
    told += walk(client, "ratings", **cursor)

    assert len(set(keys(told))) == len(told) == Rating.objects.count() > 20
    assert keys(list(walk(client, "ratings", limit=3))) == keys(told)


def test_what_a_terminal_sends_weeks_late_is_told_after_what_was_told(
    program: Callable[..., Client], any_time: None
):
    hall = make_hall()
    late, early = (Busy(make_log(make_window(hall, code)), 1, (code,)) for code in ("A1", "A2"))
    early.at += timedelta(days=60)
    early.goes_on(10)
    client = program(hall.node)
    first = get(client, "ratings", limit=1000)
    late.goes_on(10)

    following = get(client, "ratings", limit=1000, cursor=first["next"])

    newest = max(row["at"] for row in first["data"])
    by_time = [row for row in walk(client, "ratings") if row["at"] > newest]
    assert {row["log"] for row in following["data"]} == {late.log.hex}
    assert by_time == [], "the control: whoever goes on by time would have missed all of them"


def test_a_rating_waits_for_its_reasons_and_not_for_ever(
    program: Callable[..., Client], any_time: None
):
    hall = make_hall()
    busy = Busy(make_log(make_window(hall, "A1")), 1, ("A1",))
    busy.goes_on(10)
    last = Rating.objects.order_by("-position").first()
    Standing.objects.update(last_rating=last.position)
    client = program(hall.node)

    fresh = list(walk(client, "ratings"))
    waiting = get(client, "ratings")["freshness"]["waiting"]
    Log.objects.update(stored_at=now() - timedelta(minutes=3))
    settled = list(walk(client, "ratings"))

    assert len(settled) == len(fresh) + 1 == Rating.objects.count()
    assert settled[-1]["position"] == last.position
    assert waiting > 0
    assert get(client, "ratings")["freshness"]["waiting"] == 0


def test_a_page_that_has_looked_long_enough_is_short_and_goes_on(
    program: Callable[..., Client], any_time: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("collector.api.resources.ratings.ENTRIES", 5)
    hall = make_hall()
    busy = Busy(make_log(make_window(hall, "A1")), 5, ("A1",))
    client = program(hall.node)
    for _ in range(20):
        busy.goes_on(2)
        arrivals.number(now())

    pages, cursor = [], {}
    while not pages or pages[-1]["more"]:
        pages.append(get(client, "ratings", level=2, mode="walk-up", **cursor))
        cursor = {"cursor": pages[-1]["next"]}

    wanted = Rating.objects.filter(national=2, mode="walk-up").count()
    assert sum(len(page["data"]) for page in pages) == wanted > 0
    assert any(page["more"] and len(page["data"]) < 100 for page in pages)


def test_numbers_are_given_once_and_in_a_row(any_time: None):
    hall = make_hall()
    busy = [Busy(make_log(make_window(hall, f"A{n}")), n, (f"A{n}",)) for n in range(3)]
    for _ in range(5):
        for one in busy:
            one.goes_on(1)
        arrivals.number(now())
    arrivals.number(now())

    numbers = list(Arrival.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    for one in busy:
        parts = list(Arrival.objects.filter(log=one.log.pk).order_by("number"))
        assert [part.first for part in parts] == [1, *(part.last + 1 for part in parts[:-1])]
        assert parts[-1].last == one.position

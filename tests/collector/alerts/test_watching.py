"""What is watched: each raises an alert where it should, stays silent where it should not."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, localtime, now

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.alerts.models import Alert, Delivery
from collector.alerts.watching.rounds import Rounds
from collector.alerts.watching.spans import Span
from collector.alerts.watching.storage import Space
from collector.boards.models import Finding
from collector.cases.models import Case
from collector.ingest.models import Closing, Heartbeat, Log, Standing
from collector.organisation.models import Hall
from collector.terminal_settings.models import Layer
from sync.protocol.catalogue import load_scales
from tests.collector.alerts.a_hall import person
from tests.collector.boards.rows_of_a_hall import (
    make_closing,
    make_hall,
    make_window_with_terminal,
)
from tests.collector.cases.a_bad_day import look, make_counter

pytestmark = pytest.mark.django_db
SPAN = Span(7, 28, 30)
SCALES = load_scales()
TODAY = date(2026, 3, 11)


class Watcher:
    """A worker whose time moves when told to."""

    def __init__(self, space: Space | None = None) -> None:
        self.at = now()
        self.space = space or Space(100, 90)
        self.rounds = Rounds(lambda: self.at, lambda: self.space, lambda _seconds: None)

    def looks(self, **later: float) -> list[str]:
        self.at += timedelta(**later)
        self.rounds.go()
        return standing()


def standing() -> list[str]:
    rows = Alert.objects.filter(cleared_at=None).order_by("condition", "place__code")
    return [f"{one.condition} {one.place.code}" for one in rows.select_related("place")]


def beats(log: Log, at: datetime, **more: object) -> None:
    Heartbeat.objects.filter(log=log).update(at=at, **more)
    Log.objects.filter(pk=log.pk).update(stored_at=at)


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


def test_a_terminal_that_is_silent_for_minutes_is_an_alert_until_it_is_back(
    hall: Hall, watcher: Watcher
):
    log = make_window_with_terminal(hall, "A01")
    assert watcher.looks(minutes=4) == []
    assert watcher.looks(minutes=2) == ["silent A01"]
    assert watcher.looks(minutes=1) == ["silent A01"]
    beats(log, watcher.at)
    assert watcher.looks(minutes=1) == ["silent A01"]
    watcher.at += timedelta(minutes=4)
    beats(log, watcher.at)
    assert watcher.looks() == []
    assert Alert.objects.count() == 1


def test_a_hall_that_loses_its_network_is_one_alert_and_not_forty(hall: Hall, watcher: Watcher):
    logs = [make_window_with_terminal(hall, f"A{number:02}") for number in range(40)]
    for log in logs:
        beats(log, watcher.at - timedelta(seconds=log.pk.int % 30))
    for _ in range(4):
        found = watcher.looks(minutes=2)
    assert found == ["hall-silent hall"]
    assert Alert.objects.get().facts["k"] == 40
    # The one that stays away is told of once the hall is back.
    for _ in range(4):
        watcher.at += timedelta(minutes=2)
        Heartbeat.objects.exclude(log=logs[0]).update(at=watcher.at)
        found = watcher.looks()
    assert found == ["silent A00"]


@pytest.mark.parametrize(
    ("spans", "found"),
    [([], []), ([{"opens": "00:00", "closes": "23:00"}], ["silent A01"])],
    ids=["closed", "open"],
)
def test_outside_opening_hours_a_terminal_may_be_switched_off(
    hall: Hall, watcher: Watcher, spans: list[object], found: list[str]
):
    watcher.at = localtime(watcher.at).replace(hour=12)
    beats(make_window_with_terminal(hall, "A01"), watcher.at)
    Layer.objects.create(node=hall.node, values={"hours": {"week": [spans] * 7}})
    assert watcher.looks(minutes=20) == found


def test_a_terminal_out_of_order_and_one_whose_disk_is_full(hall: Hall, watcher: Watcher):
    log = make_window_with_terminal(hall, "A01", state="fault", disk_free=1024)
    Standing.objects.filter(log=log).update(state="fault", state_at=watcher.at)
    watcher.at += timedelta(minutes=6)
    beats(log, watcher.at)
    assert watcher.looks() == ["fault A01", "terminal-disk A01"]


def test_a_window_without_a_terminal_has_no_alert_any_more(hall: Hall, watcher: Watcher):
    log = make_window_with_terminal(hall, "A01")
    assert watcher.looks(minutes=6) == ["silent A01"]
    Log.objects.filter(pk=log.pk).update(status="revoked")
    assert watcher.looks(minutes=1) == []


def test_where_all_is_well_no_hall_is_read(hall: Hall, watcher: Watcher):
    for number in range(5):
        make_window_with_terminal(hall, f"A{number:02}")
    watcher.looks()
    with CaptureQueriesContext(connection) as asked:
        watcher.looks(seconds=61)
    assert not any("ingest_countday" in query["sql"] for query in asked.captured_queries)


def test_a_closing_that_disagrees_stays_until_somebody_has_settled_it(hall: Hall, watcher: Watcher):
    log = make_window_with_terminal(hall, "A01")
    day = localtime(watcher.at).date() - timedelta(days=1)
    make_closing(log, day, Closing.Outcome.DISAGREES)
    assert watcher.looks() == ["disagrees A01"]
    Finding.objects.create(log=log, day=day, verdict="explained", reason="x", at=now(), by="it")
    beats(log, watcher.at + timedelta(minutes=2))
    assert watcher.looks(minutes=2) == []


def test_the_collectors_own_disk_nearly_full_is_told_until_there_is_room_again(hall: Hall):
    watcher = Watcher(Space(100 * 10**9, 9 * 10**9))
    assert watcher.looks() == ["storage hall"]
    for free, found in ((11, ["storage hall"]), (14, ["storage hall"]), (16, [])):
        watcher.space = Space(100 * 10**9, free * 10**9)
        assert watcher.looks(minutes=2) == found


def test_a_bad_rating_is_an_alert_by_its_case_and_ends_with_it(watcher: Watcher):
    counter = make_counter()
    counter.rates(2, at=watcher.at)
    look(watcher.at)
    number = Case.objects.get().number
    assert watcher.looks(seconds=2) == ["bad-rating B06"]
    assert Alert.objects.get().subject == number
    assert Alert.objects.get().facts == {"window": "B06", "national": 2, "case": number}
    # Whoever looks again, or another server, raises nothing again.
    assert Watcher().looks(seconds=4) == ["bad-rating B06"]
    Case.objects.update(stage="closed", closed_at=watcher.at, outcome="mistaken")
    assert watcher.looks(minutes=2) == []
    assert watcher.looks(minutes=2) == []
    assert Alert.objects.count() == 1


def test_whoever_takes_the_case_has_taken_the_alert_up(watcher: Watcher):
    make_counter().rates(2, at=watcher.at)
    look(watcher.at)
    watcher.looks()
    Case.objects.update(owner=Account.objects.create(username="1023"))
    watcher.looks(minutes=2)
    assert Alert.objects.get().acknowledged_by == "1023"


def test_a_bad_rating_that_arrives_days_later_is_told_with_the_others(watcher: Watcher):
    counter = make_counter()
    assert counter.log.window is not None
    person("officer", Role.CASE_OFFICER, counter.log.window.hall.node)
    counter.rates(2, at=watcher.at - timedelta(days=9))
    look(watcher.at)
    watcher.looks()
    alert = Alert.objects.get(condition="bad-rating")
    assert alert.facts["late"] == f"{localdate(watcher.at - timedelta(days=9))}"
    assert Delivery.objects.get().collected


def test_an_update_does_not_tell_of_all_that_ever_was(watcher: Watcher):
    counter = make_counter()
    counter.rates(2, at=watcher.at - timedelta(days=3))
    look(watcher.at - timedelta(days=3))
    assert Case.objects.exists()
    assert "bad-rating B06" not in watcher.looks()


def test_overdue_cases_are_one_alert_of_the_hall(watcher: Watcher):
    counter = make_counter()
    for _ in range(3):
        counter.rates(2, at=watcher.at - timedelta(days=30))
    look(watcher.at - timedelta(days=30))
    assert watcher.looks() == ["overdue hall"]
    assert Alert.objects.get().facts == {"k": 3, "n": 3}

"""A rating belongs where its window stood on the day; what the list costs does not grow."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.figures import rollup
from collector.ingest.models import Log
from collector.organisation import spells
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import (
    make_hall,
    make_log,
    make_rating,
    make_standing,
    make_window,
)

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 2, tzinfo=UTC)


def rated(log: Log, *days: int) -> None:
    """Rate once on each of these days of March, and let the figures read it."""
    for position, day in enumerate(days, 1):
        make_rating(log, position, MARCH + timedelta(days=day - 2))
    make_standing(log, entries=len(days))
    rollup.bring_up_to_date()


def looks(hall: Hall) -> Client:
    account = Account.objects.create(username=f"of {hall.code}")
    account.roles.create(role=Role.AUDITOR, node=hall.node)
    client = Client()
    client.force_login(account)
    client.get("/account")
    return client


def listed(client: Client, query: str = "") -> list[str]:
    html = client.get(f"/ratings{query}").content.decode()
    return re.findall(r'class="c-number"><a href="[^"]*">([^<]+)<', html)


def test_a_window_that_was_moved_leaves_its_ratings_where_they_were_given():
    old, new = make_hall("old"), make_hall("new")
    window = make_window(old, "A01")
    log = make_log(window)
    spells.change(
        window.node, spells.Look("A01", "", "", new.node, hall_id=new.pk), date(2026, 3, 10)
    )
    rated(log, 3, 5, 12, 14)
    before, after = looks(old), looks(new)

    assert listed(before) == ["A01-000002", "A01-000001"]
    assert listed(after) == ["A01-000004", "A01-000003"]
    assert listed(after, f"?place={old.node.pk}") == []
    assert before.get("/ratings/A01-1").status_code == 200
    assert before.get("/ratings/A01-4").status_code == 404
    assert after.get("/ratings/A01-4").status_code == 200
    assert after.get("/ratings/A01-1").status_code == 404
    assert after.get(f"/ratings/A01-1?log={log.hex}").status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_ratings():
    hall = make_hall()
    client = looks(hall)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/ratings").status_code == 200
        return len(queries)

    rated(make_log(make_window(hall, "A01")), 3)
    few = asked()
    for number in range(2, 12):
        rated(make_log(make_window(hall, f"A{number:02}")), *range(3, 20))

    assert asked() <= few + 1


def test_no_index_but_the_keys_is_read_and_no_table_of_ratings_is_scanned():
    hall = make_hall()
    rated(make_log(make_window(hall, "A01")), 3, 4)
    client = looks(hall)

    with CaptureQueriesContext(connection) as queries:
        client.get("/ratings?level=4&mode=walk-up&reasons=without")
        client.get("/ratings?clock=unsure")
    plans = []
    with connection.cursor() as cursor:
        for query in queries:
            if "json_each" in query["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans.append(" | ".join(str(step[3]) for step in cursor.fetchall()))

    assert len(plans) == 2
    for plan in plans:
        assert "SEARCH r USING PRIMARY KEY (log_id=? AND position>? AND position<?)" in plan
        assert "SCAN r" not in plan

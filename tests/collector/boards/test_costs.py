"""What the page of windows asks of the database, in halls of any size."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime, now
from pytest_django import DjangoAssertNumQueries

from collector.boards import board_view
from collector.boards.queries.day_strip import services_of
from collector.organisation.models import Hall
from tests.collector.boards.reading import page, row
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_window_with_terminal,
)


def test_the_board_costs_the_same_number_of_queries_for_any_hall(
    manager: Client, hall: Hall, django_assert_num_queries: DjangoAssertNumQueries
):
    count(make_window_with_terminal(hall, "A01"), [1, 0, 0])
    with django_assert_num_queries(22) as few:
        page(manager)
    for number in range(2, 30):
        count(make_window_with_terminal(hall, f"A{number:02}"), [1, 0, 0])

    with django_assert_num_queries(22):
        page(manager)
    sql = " ".join(query["sql"] for query in few.captured_queries)
    assert 'FROM "ingest_rating"' in sql


def test_a_very_large_hall_is_drawn_from_its_hours_and_reads_no_rating(
    manager: Client, hall: Hall, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(61):
        log = make_window_with_terminal(hall, f"W{number}")
        count(log, [number, 0, 0])

    with django_assert_num_queries(20) as asked:
        html = page(manager)

    assert 'class="hours"' in row(html, "W60")
    assert "每柱一小时" in html
    assert "每线一次服务" not in html
    assert not any("ingest_rating" in query["sql"] for query in asked.captured_queries)


def test_a_very_large_hall_draws_a_screenful_at_first_and_says_what_it_leaves_out(
    manager: Client, hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(board_view, "WHOLE", 2)
    monkeypatch.setattr(board_view, "FIRST", 2)
    for number in range(1, 6):
        count(make_window_with_terminal(hall, f"W{number}"), [1, 0, 0])

    first, every = page(manager), page(manager, "/windows?every=1")

    assert [f"w-W{n}" in first for n in range(1, 6)] == [True, True, False, False, False]
    assert "另有 3 个窗口未在此列出" in first or "3 more windows are not drawn here" in first
    assert 'href="/windows?every=1"' in first
    assert all(f"w-W{n}" in every for n in range(1, 6))
    assert "g-more" not in every


def test_single_services_are_found_along_the_keys_of_their_logs(hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    midnight = localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)

    with CaptureQueriesContext(connection) as asked:
        services_of([log.id], midnight)
    plans = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans.append(" ".join(str(step[3]) for step in cursor.fetchall()))

    assert len(plans) == 3
    assert all("USING PRIMARY KEY (log_id=? AND position>?)" in plan for plan in plans)
    assert not any("SCAN" in plan for plan in plans)

"""The page about terminals: what waits, what stands, what was set aside, and who decides."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from collector.ingest.models import Log
from collector.organisation.models import Hall, Window
from tests.collector.boards.reading import field, row
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_closing,
    make_fork,
    make_log,
    make_quarantined,
    make_window_with_terminal,
    today,
)


def page(client: Client) -> str:
    answer = client.get("/terminals")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Client, log: Log, **fields: str):
    return client.post(f"/terminals/{log.hex}", fields)


def test_a_waiting_device_is_shown_with_its_code(admin: Client, hall: Hall):
    make_log(None, status="pending", code="WX4-7QK", name="front desk", version="0.9")

    html = page(admin)

    assert 'data-enrolment="WX4-7QK"' in html
    assert "front desk" in html
    assert "0.9" in html


def test_approving_puts_it_at_a_window_that_is_made(admin: Client, db: None):
    log = make_log(None, status="pending")

    decide(admin, log, do="approve", window=" A07 ", name="市场监管")

    log.refresh_from_db()
    assert log.status == "approved"
    assert log.window == Window.objects.get(code="A07", name="市场监管")
    assert f"the terminal with the code {log.code} stands at window A07" in page(admin)


def test_an_approval_that_cannot_be_says_why_and_keeps_what_was_typed(admin: Client, hall: Hall):
    log = make_log(None, status="pending")

    answer = decide(admin, log, do="approve", window="A" * 65)

    assert answer.status_code == 422
    assert "A window&#x27;s code has 1 to 64 characters." in answer.content.decode()
    assert f'value="{"A" * 65}"' in answer.content.decode()
    log.refresh_from_db()
    assert log.status == "pending"


def test_approving_twice_is_refused_with_a_sentence(admin: Client, hall: Hall):
    log = make_log(None, status="pending")
    decide(admin, log, do="approve", window="A01")

    assert decide(admin, log, do="approve", window="A02").status_code == 409
    log.refresh_from_db()
    assert log.window is not None
    assert log.window.code == "A01"


def test_a_device_can_be_refused_and_a_terminal_revoked(admin: Client, hall: Hall):
    waiting = make_log(None, status="pending")
    standing = make_window_with_terminal(hall, "A01")

    decide(admin, waiting, do="refuse")
    decide(admin, standing, do="revoke")

    assert set(Log.objects.values_list("status", flat=True)) == {"revoked"}
    words = re.findall(r'data-field="status">(\w+)<', page(admin))
    assert sorted(words) == ["refused", "revoked"]


def test_a_terminal_moves_to_another_window_and_its_ratings_stay_where_they_were_given(
    admin: Client, hall: Hall
):
    log = make_window_with_terminal(hall, "A01")
    count(log, [3, 0, 0])
    Window.objects.create(hall=hall, code="A02")

    decide(admin, log, do="move", window=" A02 ")

    log.refresh_from_db()
    assert log.window is not None
    assert log.window.code == "A02"
    assert "stands at window A02 now" in page(admin)
    board = admin.get("/windows").content.decode()
    assert field(row(board, "A01"), "ratings") == "3"
    assert field(row(board, "A02"), "ratings") == "0"


@pytest.mark.parametrize(
    ("window", "sentence"),
    [("A02", "a terminal stands at window A02 already"), ("Z9", "this hall has no window Z9")],
)
def test_a_terminal_moves_only_to_a_free_window_of_its_hall(
    admin: Client, hall: Hall, window: str, sentence: str
):
    log = make_window_with_terminal(hall, "A01")
    make_window_with_terminal(hall, "A02")

    decide(admin, log, do="move", window=window)

    log.refresh_from_db()
    assert log.window is not None
    assert log.window.code == "A01"
    assert sentence in page(admin)


def test_where_there_are_several_halls_one_is_chosen(admin: Client, hall: Hall):
    other = Hall.objects.create(code="north", name="北厅")
    log = make_log(None, status="pending")

    assert '<option value="north">' in page(admin)
    decide(admin, log, do="approve", hall="north", window="A01")

    log.refresh_from_db()
    assert log.window is not None
    assert log.window.hall == other


def test_who_is_no_administrator_sees_and_does_not_decide(manager: Client, hall: Hall):
    log = make_log(None, status="pending")

    assert "<form" not in page(manager).split('id="enrolments"')[1]
    assert decide(manager, log, do="approve", window="A01").status_code == 403
    log.refresh_from_db()
    assert log.status == "pending"


def test_a_decision_needs_a_page_of_ours(hall: Hall, admin: Client):
    log = make_log(None, status="pending")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin.cookies

    answer = decide(strict, log, do="approve", window="A01")

    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()


def test_how_a_terminal_stands(admin: Client, hall: Hall):
    make_window_with_terminal(hall, "A01", last=103, clock_offset=-200_000, disk_free=100 * 1024**2)

    html = page(admin)

    assert re.search(r'data-field="held">100<', html)
    assert re.search(r'data-field="waiting">3<', html)
    assert ' class="alarm">\N{MINUS SIGN}3:20</td>' in html
    assert ' class="alarm">100 MB</td>' in html


def test_a_terminal_that_writes_under_another_window_is_named(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    log.standing.window = "Z9"
    log.standing.save()

    assert "writes Z9" in page(admin)


def test_senseless_entries_are_shown_as_harmless_text(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    make_quarantined(log, 7, b"<script>\xff\xe2\x80\xae\x1b[2J\x00" + b"x" * 3000)

    html = page(admin)

    assert "<script>\\" not in html
    assert r"&lt;script&gt;\xff\u202e\x1b[2J\x00xx" in html
    assert "x …</pre>" in html
    assert 'data-quarantined="7"' in html


def test_many_senseless_entries_are_counted_and_some_shown(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    for position in range(1, 61):
        make_quarantined(log, position, b"?")

    html = page(admin)

    assert "50 of 60 are shown." in html
    assert html.count("data-quarantined=") == 50


def test_a_fork_shows_where_the_histories_part(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    make_fork(log, [b"{1}", b"{2}", b"{3}"], [b"{1}", b"{2}", b"{x}", b"{y}"])

    html = page(admin)

    assert "Both agree up to position 2. 1 batch set aside." in html
    assert "to 3, 1 entries" in html
    assert "to 4, 2 entries" in html


def test_the_closings_of_ten_days(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01", last=114)
    days = [today() - timedelta(days=back) for back in range(10)]
    for back in (1, 2, 3):
        count(log, [1, 0, 0], day=days[back])
    make_closing(log, days[2], position=80)
    make_closing(log, days[3], "disagrees", position=70)

    html = page(admin)

    outcomes = dict(re.findall(r'data-night="([\d-]+)" data-outcome="(\w+)"', html))
    assert len(outcomes) == 10
    assert outcomes[days[0].isoformat()] == "tonight"
    assert outcomes[days[1].isoformat()] == "behind"
    assert outcomes[days[2].isoformat()] == "complete"
    assert outcomes[days[3].isoformat()] == "disagrees"
    assert outcomes[days[9].isoformat()] == "none"
    assert html.count("<b>\N{MINUS SIGN}14</b>") == 1
    assert "1 of 3 window-days are complete" in html


def test_the_page_costs_the_same_number_of_queries_for_any_number(
    admin: Client, hall: Hall, django_assert_num_queries: DjangoAssertNumQueries
):
    def one(code: str) -> None:
        log = make_window_with_terminal(hall, code)
        make_quarantined(log, 50, b"?")
        make_fork(log, [b"{1}"], [b"{2}"])

    one("A01")
    with django_assert_num_queries(31):
        page(admin)
    for number in range(2, 9):
        one(f"A{number:02}")

    with django_assert_num_queries(31):
        page(admin)


def test_a_terminal_that_refuses_its_settings_says_why(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    log.heartbeat.settings = {"refused": "scale: there is none called <stars>", "missing": 2}
    log.heartbeat.save()

    html = page(admin)

    assert "does not use its settings" in html
    assert "called &lt;stars&gt;" in html


def test_the_qr_code_of_a_terminal_leads_to_its_own_line(admin: Client, hall: Hall):
    make_log(None, status="pending", code="WX4-7QK")
    make_log(None, status="pending", code="AB2-3CD")

    html = admin.get("/terminals?code=WX4-7QK").content.decode()

    marked = re.findall(r'<tr data-enrolment="([^"]*)" id="asked" class="asked">', html)
    assert marked == ["WX4-7QK"]
    assert html.count(" autofocus") == 1


def test_the_code_of_a_qr_code_is_kept_through_the_sign_in(client: Client, hall: Hall):
    answer = client.get("/terminals?code=WX4-7QK")

    assert answer.status_code == 302
    assert "code%3DWX4-7QK" in answer["Location"]

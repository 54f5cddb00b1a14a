"""The page of windows as it is served: who sees it and what stands on it."""

import re
from datetime import timedelta

from django.test import Client
from django.utils.timezone import localtime, now

from collector.ingest.models import Log
from collector.organisation.models import Hall
from tests.collector.boards.reading import field, level, page, row
from tests.collector.boards.rows_of_a_hall import (
    count,
    last_night,
    make_closing,
    make_fork,
    make_hall,
    make_log,
    make_quarantined,
    make_rating,
    make_state,
    make_unrated,
    make_window,
    make_window_with_terminal,
    today,
)


def test_the_first_page_leads_to_the_windows(manager: Client):
    assert manager.get("/")["Location"] == "/windows"


def test_a_collector_without_a_hall_says_how_to_begin(manager: Client):
    assert "还没有窗口。批准一台终端并指定窗口后" in page(manager)


def test_every_window_stands_with_its_figures(manager: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    count(log, [10, 2, 1], timeouts=2, cancelled=1, visits=16)
    make_window(hall, "A02", name="企业开办")

    html = page(manager)

    a01 = row(html, "A01")
    assert field(a01, "state") == "开放"
    assert field(a01, "staff") == "2104"
    assert field(a01, "services") == "16"
    assert field(a01, "ratings") == "13"
    assert field(a01, "waiting") == "0"
    assert field(a01, "seen") == "此刻"
    assert field(a01, "offset") == "+0.2 s"
    assert field(a01, "version") == "1.4.2"
    assert field(row(html, "A02"), "state") == "无终端"
    assert "企业开办" in row(html, "A02")


def test_the_hall_shows_its_answers_by_level_and_no_window_does(manager: Client, hall: Hall):
    count(make_window_with_terminal(hall, "A01"), [10, 2, 1])
    count(make_window_with_terminal(hall, "A02"), [5, 0, 3])

    html = page(manager)

    assert level(html, "satisfied") == "15"
    assert level(html, "basic") == "2"
    assert level(html, "unsatisfied") == "4"
    assert "data-level" not in row(html, "A01") + row(html, "A02")


def test_one_window_shows_its_answers_by_level(manager: Client, hall: Hall):
    count(make_window_with_terminal(hall, "A01"), [10, 2, 1], repeats=4, replaced=3)

    html = page(manager, "/windows/A01")

    assert level(html, "satisfied") == "10"
    assert level(html, "unsatisfied") == "1"
    assert field(html, "ratings") == "13"
    assert field(html, "repeats") == "4"
    assert field(html, "replaced") == "3"


def test_yesterdays_figures_are_not_todays(manager: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    count(log, [10, 2, 1], day=today() - timedelta(days=1))

    assert field(row(page(manager), "A01"), "ratings") == "0"


def test_two_logs_of_a_window_are_counted_together(manager: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    old = make_log(log.window, status="revoked")
    count(log, [1, 0, 0])
    count(old, [2, 0, 0])

    assert field(row(page(manager), "A01"), "ratings") == "3"


def test_what_is_wrong_comes_first_in_words_with_an_action(admin: Client, hall: Hall):
    make_window_with_terminal(hall, "A01")
    make_window_with_terminal(hall, "A02", state="paused")
    broken = make_window_with_terminal(hall, "C09", state="fault", staff="")
    broken.standing.state, broken.standing.cause = "fault", "no touch screen"
    broken.standing.state_at = now() - timedelta(minutes=24)
    broken.standing.save()
    make_window_with_terminal(hall, "B03", ago=timedelta(hours=2, minutes=13))
    Log.objects.filter(window__code="B03").update(stored_at=now() - timedelta(hours=3))

    html = page(admin)

    order = re.findall(r'data-window="(\w+)"', html)
    assert order == ["C09", "B03", "A01", "A02"]
    assert "Out of order: no touch screen." in row(html, "C09")
    assert "24 min" in row(html, "C09")
    assert "2 h 13 min" in row(html, "B03")
    assert 'href="/windows/B03#do"' in row(html, "B03")
    assert "Check its network cable" in page(admin, "/windows/B03")


def test_a_code_nobody_made_is_listed_and_can_be_made_a_window(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    count(log, [3, 0, 0], window="Z9")

    assert "Not in the organisation." in row(page(admin), "Z9")
    assert field(row(page(admin), "Z9"), "ratings") == "3"

    admin.post("/windows/Z9/make", {"name": "新窗口"})

    assert "Not in the organisation." not in row(page(admin), "Z9")
    assert "新窗口" in row(page(admin), "Z9")


def test_only_an_administrator_makes_a_window(manager: Client, hall: Hall):
    assert manager.post("/windows/Z9/make", {"name": "x"}).status_code == 403


def test_the_address_keeps_the_filter(manager: Client, hall: Hall):
    make_window_with_terminal(hall, "A01")
    make_window_with_terminal(hall, "A02", state="paused")

    html = page(manager, "/windows?state=paused")

    assert re.findall(r'data-window="(\w+)"', html) == ["A02"]
    assert re.search(r'aria-current="true" data-filter="paused"', html)
    assert re.search(r'data-filter="all".*?<b>2</b>', html)


def test_an_unknown_filter_filters_nothing(manager: Client, hall: Hall):
    make_window_with_terminal(hall, "A01")

    assert "A01" in page(manager, "/windows?state=<script>")


def test_another_hall_has_its_own_board(manager: Client, hall: Hall):
    make_window_with_terminal(hall, "A01")
    make_window_with_terminal(make_hall("town", name="镇便民服务中心"), "T1")

    html = page(manager, "/windows?hall=town")

    assert re.findall(r'data-window="(\w+)"', html) == ["T1"]
    assert "镇便民服务中心" in html
    assert manager.get("/windows?hall=nowhere").status_code == 404


def test_the_figures_say_what_they_do_not_contain(admin: Client, hall: Hall):
    make_window_with_terminal(hall, "A01")
    gone = make_window_with_terminal(hall, "B03", ago=timedelta(days=3))
    Log.objects.filter(pk=gone.pk).update(stored_at=now() - timedelta(days=3))

    html = page(admin)

    assert "<b>1 / 2</b> windows complete to now" in html
    assert "without all day of B03" in html


def test_a_missing_closing_is_named(admin: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    count(log, [5, 0, 0], day=last_night(log))
    other = make_window_with_terminal(hall, "A02")
    count(other, [5, 0, 0], day=last_night(other))
    make_closing(other, last_night(other))

    html = page(admin)

    assert "has not come" in row(html, "A01")
    assert 'class="normal"' in row(html, "A02")


def test_a_fork_and_a_senseless_entry_are_named(admin: Client, hall: Hall):
    make_fork(make_window_with_terminal(hall, "A01"), [b"{}", b"{ }"], [b"{}", b"{  }"])
    make_quarantined(make_window_with_terminal(hall, "A02"), 99, b"nonsense")

    html = page(admin)

    assert "Two histories bear one key." in row(html, "A01")
    assert "1 entry makes no sense." in row(html, "A02")


def test_the_day_strip_has_a_tick_for_every_service(manager: Client, hall: Hall):
    log = make_window_with_terminal(hall, "A01")
    midnight = localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    make_rating(log, 95, midnight + timedelta(minutes=3))
    make_rating(log, 96, midnight - timedelta(minutes=3))
    make_unrated(log, 97, midnight + timedelta(minutes=4))
    make_state(log, 98, midnight + timedelta(minutes=5), "paused")
    make_state(log, 99, midnight + timedelta(minutes=6), "open")

    html = row(page(manager), "A01")

    assert 'class="rated" d="M3 2v8"' in html
    assert 'class="unrated" d="M4 10v5"' in html
    assert html.count('class="paused"') == 1

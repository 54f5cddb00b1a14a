"""The page of the overview says what was read, in words that fit each case, and errs nowhere."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import localdate

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.boards.phrases import count
from collector.figures import rollup
from collector.figures.models import (
    ItemDay,
    ItemMonth,
    PlaceReached,
    Progress,
    StaffDay,
    StaffMonth,
)
from collector.figures.queries import Period
from collector.ingest.models import Standing
from collector.organisation.models import Department, Hall, Item
from collector.overview.reading import read_overview
from sync.protocol.catalogue import load_scales
from tests.collector.boards.conftest import signed_in
from tests.collector.boards.rows_of_a_hall import make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy
from tests.collector.figures.put_figures import put_answers, put_one_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def reader() -> Client:
    client = signed_in("1023", Role.AUDITOR)
    client.cookies["django_language"] = "en"
    return client


def counted(place: int, ago: int, satisfied: int, bad: int, visits: int) -> None:
    day = localdate() - timedelta(days=ago)
    put_answers(place, day, satisfied=satisfied, bad=bad, visits=visits)


def page(client: Client, hall: Hall, **query: str) -> str:
    answer = client.get("/overview", {"place": hall.node_id, **query})
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figure(html: str, name: str) -> str:
    found = re.search(rf'data-figure="{name}".*?</section>', html, re.DOTALL)
    assert found
    return text(found[0])


def part(html: str, key: str) -> str:
    found = re.search(rf'data-key="{key}">.*?</section>', html, re.DOTALL)
    assert found
    return text(found[0])


def test_its_numbers_are_those_that_were_read(hall: Hall, reader: Client):
    log = Busy(make_log(make_window(hall, "A01")), 3)
    log.goes_on(120)
    rollup.bring_up_to_date()
    period = Period(START.date(), log.at.date() + timedelta(days=1))

    html = page(reader, hall, first=f"{period.first}", last=f"{period.last}")

    read = read_overview(hall.node, period, load_scales(), localdate())
    for name, share in (
        ("official", read.official.now), ("satisfied", read.satisfied.now),
        ("response", read.response.now),
    ):  # fmt: skip
        assert f"{count(share.k)} / {count(share.n)}" in figure(html, name)
    assert f"{read.bad.now.k} ratings" in figure(html, "bad")
    assert f'data-field="services">{count(read.total.visits)}<' in html
    assert f'data-field="complete">{read.reached.complete} / {read.reached.days}<' in html
    assert f"{read.total.walk_ups} walk-up" in html
    assert f"{read.total.repeats} repeats" in html
    table = part(html, "trend")
    for day in read.days:
        assert f"{day.response.k} / {day.response.n}" in table
    for reason in read.reasons:
        assert f"{reason.code} " in part(html, "reasons")
    for cell in read.by_hour.parts:
        assert f"n {cell.share.n}" in part(html, "heat")


def test_few_ratings_are_a_fraction_without_percentage_or_verdict(hall: Hall, reader: Client):
    counted(hall.node_id, 3, 16, 1, 20)

    html = page(reader, hall)

    satisfied = figure(html, "satisfied")
    assert "16 / 17" in satisfied
    assert "94" not in satisfied
    assert "13 more are needed" in satisfied
    assert "nothing to compare with" in satisfied
    assert "No day has 30 ratings" in part(html, "trend")


def test_a_change_within_chance_is_called_so_and_one_beyond_is_listed(hall: Hall, reader: Client):
    counted(hall.node_id, 3, 950, 50, 1_000)
    counted(hall.node_id, 35, 945, 55, 1_400)

    html = page(reader, hall)

    assert "+0.5 points on the period before: within chance" in figure(html, "satisfied")
    assert "beyond chance" in figure(html, "response")
    changes = part(html, "changes")
    assert "response rate up" in changes
    assert "71.4% → 100.0% (1,000 / 1,400 → 1,000 / 1,000)" in changes
    assert "full satisfaction" not in changes


def test_windows_that_differ_are_named_and_those_with_few_are_not_judged(
    hall: Hall, reader: Client
):
    for number in range(10):
        window = make_window(hall, f"A{number:02}")
        counted(window.node_id, 3, *((20, 1, 30) if number == 1 else (285, 15, 320)))
    low = make_window(hall, "B06", name_en="Insurance")
    counted(low.node_id, 3, 240, 60, 320)
    counted(hall.node_id, 3, 285 * 9 + 20 + 240, 15 * 9 + 1 + 60, 3_230)

    html = page(reader, hall)

    control = part(html, "control")
    assert "1 beyond chance: B06 low." in control
    assert "Fewer than 30 ratings and not judged: A01." in control
    assert "The other 9 cannot be ranked." in control
    assert "n=21" in control
    assert "B06 Insurance: full satisfaction low" in part(html, "changes")
    answer = re.search(r'data-key="control">.*?data-field="answer">(.*?)<', html, re.DOTALL)
    assert answer
    assert f'role="img" aria-label="{answer[1]}"' in html


def test_days_that_have_not_arrived_and_entries_not_read_are_named(hall: Hall, reader: Client):
    window = make_window(hall, "C05")
    log = make_log(window)
    counted(hall.node_id, 2, 40, 2, 50)
    yesterday = localdate() - timedelta(days=1)
    for place in (window.node_id, hall.node_id):
        PlaceReached.objects.create(place_id=place, day=yesterday, due=1, disagrees=1)
        PlaceReached.objects.create(
            place_id=place, day=yesterday - timedelta(days=1), due=1, complete=1
        )
    Standing.objects.create(log=log, entries=107)
    Progress.objects.create(log=log.pk, position=100)

    html = page(reader, hall)

    assert 'data-field="complete">1 / 2<' in html
    assert re.search(r'data-field="exceptions">C05 \d+ \w+: disagrees<', html)
    assert "7 entries are stored and not in these figures yet" in html


def test_nothing_in_a_period_is_proved_and_not_shown_as_zero_per_cent(hall: Hall, reader: Client):
    html = page(reader, hall)

    assert "Nothing was asked for in this period" in html
    assert "Nothing is missing either" in html
    assert "%<" not in html


def test_a_year_is_told_by_week(hall: Hall, reader: Client):
    for ago in range(0, 200, 5):
        counted(hall.node_id, ago, 57, 3, 70)
    first, last = localdate() - timedelta(days=200), localdate()

    assert "Week from" in part(page(reader, hall, first=f"{first}", last=f"{last}"), "trend")


def test_departments_and_staff_are_compared_where_staff_may_be_seen(hall: Hall, reader: Client):
    for name in ("Tax", "Police"):
        counted(Department.objects.create(hall=hall, name=name).node_id, 3, 90, 10, 120)
    counted(hall.node_id, 3, 180, 20, 240)
    for number in ("2104", "2105"):
        put_one_of(
            StaffDay, StaffMonth, hall.node_id, localdate() - timedelta(days=3), staff=number
        )
    viewer = Account.objects.create(username="looks")
    viewer.roles.create(role=Role.VIEWER, node=hall.node)
    other = Client()
    other.force_login(viewer)

    seen, hidden = page(reader, hall), page(other, hall)

    assert "Police" in part(seen, "group-departments")
    assert "2104" in part(seen, "group-staff")
    assert "2104" not in hidden
    assert "看不到人员数据" in hidden


def test_items_are_compared_by_their_names_and_by_their_codes_where_nobody_named_them(
    hall: Hall, reader: Client
):
    counted(hall.node_id, 3, 180, 20, 240)
    Item.objects.create(node=hall.node, code="GJJ-02", name="公积金提取", name_en="Housing fund")
    for code in ("GJJ-02", "XX-1"):
        put_one_of(ItemDay, ItemMonth, hall.node_id, localdate() - timedelta(days=3), item=code)

    items = part(page(reader, hall), "group-items")

    assert "Housing fund" in items
    assert "GJJ-02" not in items
    assert "XX-1" in items


@pytest.mark.parametrize("query", [
    "first=x&last=y", "first=0001-01-01&last=9999-12-31", "first=2026-02-30&last=2026-03-01",
    "first=2026-01-01", "last=2026-01-01", "first=9999-12-31&last=9999-12-31",
    "period=%00", "period=decade", "first=1999-01-01&last=1999-02-01",
    "first=2001-01-01&last=2025-01-01", "first=%F0%9F%98%80&last=1", "first=" + "9" * 5000,
])  # fmt: skip
def test_an_address_that_makes_no_sense_shows_the_last_30_days(
    hall: Hall, reader: Client, query: str
):
    answer = reader.get(f"/overview?place={hall.node_id}&{query}")

    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'aria-current="true">Last 30 days<' in html
    assert ('role="alert"' in html) == ("first=" in query or "last=" in query)


@pytest.mark.parametrize("place", ["0", "-1", "x", "9" * 40, "１", "1%27--", "%00", "1.0", " 1"])
def test_a_place_that_is_none_is_not_there(hall: Hall, reader: Client, place: str):
    assert reader.get(f"/overview?place={place}").status_code == 404


def test_days_the_wrong_way_round_are_put_right(hall: Hall, reader: Client):
    counted(hall.node_id, 3, 90, 10, 120)
    first, last = localdate() - timedelta(days=5), localdate()

    html = page(reader, hall, first=f"{last}", last=f"{first}")

    assert f'name="first" value="{first}"' in html
    assert "120" in html


def test_without_any_place_the_page_says_what_to_do(reader: Client):
    answer = reader.get("/overview")

    assert answer.status_code == 200
    assert "Approve a terminal" in answer.content.decode()


def test_a_manager_of_one_hall_begins_there_and_finds_no_other(hall: Hall):
    other = make_hall("other")
    account = Account.objects.create(username="2000")
    account.roles.create(role=Role.HALL_MANAGER, node=other.node)
    client = Client()
    client.force_login(account)

    assert f'name="place" value="{other.node_id}"' in client.get("/overview").content.decode()
    assert client.get(f"/overview?place={hall.node_id}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_windows(
    hall: Hall, reader: Client, django_assert_max_num_queries
):
    for number in range(40):
        counted(make_window(hall, f"A{number:02}").node_id, 3, 90, 10, 120)
    counted(hall.node_id, 3, 3_600, 400, 4_800)
    page(reader, hall)

    with django_assert_max_num_queries(32):
        page(reader, hall)


def test_a_chinese_page_has_no_english_left(hall: Hall, reader: Client):
    reader.cookies["django_language"] = "zh-hans"
    log = Busy(make_log(make_window(hall, "A01")), 3)
    log.goes_on(90)
    rollup.bring_up_to_date()
    period = {"first": f"{START.date()}", "last": f"{log.at.date()}"}

    for html in (
        page(reader, hall, **period), page(reader, hall),
        reader.get("/overview/definitions").content.decode(),
    ):  # fmt: skip
        words = text(re.sub(r"<(head|form|kbd)\b.*?</\1>|<use[^>]*>", " ", html, flags=re.DOTALL))
        words = re.sub(r"\b(EN|A\d+|Wilson|Newcombe|Benjamini|Hochberg|glish)\b", " ", words)
        assert re.findall(r"[A-Za-z]{2,}", words) == []

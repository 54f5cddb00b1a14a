"""What is told equals a recount, comes with what it rests on, and names nobody."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.api.models import Resource
from collector.figures import rollup
from collector.ingest.models import Closing, Log, Rating, Standing, Visit
from collector.organisation.models import Hall
from tests.collector.api.conftest import get, walk
from tests.collector.boards.rows_of_a_hall import make_beat, make_hall, make_log, make_window
from tests.collector.figures.counted_rows import START, Busy, recount

pytestmark = pytest.mark.django_db
SPAN = {"first": "2026-01-01", "last": "2026-12-31"}


@pytest.fixture
def hall() -> Hall:
    hall = make_hall()
    for number, code in enumerate(("A01", "A02")):
        log = make_log(make_window(hall, code))
        Busy(log, number, (code,)).goes_on(15)
        make_beat(log, pending=3)
    rollup.bring_up_to_date()
    return hall


def test_counts_are_a_recount_with_their_denominators(hall: Hall, program: Callable[..., Client]):
    page = get(program(hall.node), "counts", **SPAN)
    (row,) = page["data"]

    expected = recount(START.date().replace(month=1, day=1), START.date().replace(month=12))
    invited = sum(expected[f"invited {rank}"] for rank in range(3))
    assert row["services"]["asked"] == expected["visits"] > 0
    assert row["services"]["rated"] == expected["rated"]
    assert row["ratings"]["counted"] == invited > 0
    assert row["ratings"]["replaced"] == expected["replaced"]
    assert row["rates"]["satisfied"]["denominator"] == invited
    assert row["rates"]["satisfied"]["numerator"] == expected["invited 0"]
    assert row["rates"]["response"]["denominator"] == expected["visits"]
    assert 0 <= row["rates"]["bad"]["low"] <= row["rates"]["bad"]["value"] <= 1
    assert page["freshness"]["waiting"] == 0
    assert page["completeness"]["due"] > page["completeness"]["complete"] == 0


@pytest.mark.parametrize("by", ["day", "month", "child", "window"])
def test_parts_add_up_to_the_whole_however_small_the_pages(
    hall: Hall, program: Callable[..., Client], by: str
):
    client = program(hall.node)
    (whole,) = get(client, "counts", **SPAN)["data"]

    rows = list(walk(client, "counts", by=by, limit=2, **SPAN))

    assert len({row["key"] for row in rows}) == len(rows) > 1
    for group in ("services", "ratings"):
        for name, number in whole[group].items():
            assert sum(row[group][name] for row in rows) == number


def test_single_ratings_are_those_that_are_stored(hall: Hall, program: Callable[..., Client]):
    rows = list(walk(program(hall.node), "ratings", limit=7))

    stored = {(one.log.hex, one.position): one for one in Rating.objects.select_related("log")}
    assert Counter((row["log"], row["position"]) for row in rows) == Counter([*stored])
    for row in rows:
        one = stored[row["log"], row["position"]]
        assert (row["level"], row["outcome"], row["replaced_by"]) == (
            one.level, one.outcome, one.replaced_by,
        )  # fmt: skip
        assert row["window"]["code"] == one.window
    assert any(row["reasons"] for row in rows)
    assert all(row["window"]["id"] and row["window"]["hall"] == "hall" for row in rows)


def test_days_and_levels_choose_among_them(hall: Hall, program: Callable[..., Client]):
    client = program(hall.node)
    everything = list(walk(client, "ratings"))
    days = {"first": "2026-03-03", "last": "2026-03-07"}

    some = list(walk(client, "ratings", limit=3, level=2, outcome="counted", **days))

    wanted = [
        row
        for row in everything
        if row["national"] == 2
        and row["outcome"] == "counted"
        and days["first"] <= row["at"][:10] <= days["last"]
    ]
    assert some == wanted != []
    one = wanted[0]
    assert get(client, f"ratings/{one['log']}/{one['position']}")["data"] == one


def test_what_the_figures_have_not_read_is_told_as_waiting(
    hall: Hall, program: Callable[..., Client]
):
    client = program(hall.node)
    log = Log.objects.order_by("pk").first()
    Standing.objects.filter(log=log).update(entries=10_000)

    assert get(client, "counts", **SPAN)["freshness"]["waiting"] > 0


def test_windows_come_with_what_their_terminal_said(hall: Hall, program: Callable[..., Client]):
    rows = list(walk(program(hall.node), "windows", limit=1))

    assert [row["code"] for row in rows] == ["hall/A01", "hall/A02"]
    assert rows[0]["terminal"]["backlog"] == 3
    assert rows[0]["within"] == ["hall"]


def test_a_place_that_is_closed_equal_is_complete(hall: Hall, program: Callable[..., Client]):
    log = Log.objects.order_by("pk").first()
    last = Standing.objects.get(log=log).entries
    Closing.objects.create(
        log=log, position=last + 1, date="2026-03-02", at=now(), first=1, last=2, levels={},
        visits=0, unrated=0, own_levels={}, own_visits=0, own_unrated=0, outcome="complete",
    )  # fmt: skip
    Standing.objects.filter(log=log).update(entries=last + 1)
    rollup.bring_up_to_date()

    assert get(program(hall.node), "counts", **SPAN)["completeness"]["complete"] == 1


@pytest.mark.parametrize("path", ["windows", "ratings", "counts?by=window&first=2026-01-01"])
def test_a_spreadsheet_reads_the_same_and_runs_nothing(
    hall: Hall, program: Callable[..., Client], path: str
):
    hall.windows.update(name='=HYPERLINK("x")')
    for one in hall.windows.all():
        one.node.name = "=1+1"
        one.node.save()
    client = program(hall.node)
    sign = "&" if "?" in path else "?"

    raw = client.get(f"/api/read/v1/{path}{sign}format=csv").content
    rows = client.get(f"/api/read/v1/{path}").json()["data"]

    assert raw.startswith(b"\xef\xbb\xbf")
    heads, *cells = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert len(cells) == len(rows) > 0
    assert {"stored_at", "waiting", "due", "complete"} <= set(heads)
    assert "rates.bad.denominator" in heads or "counts" not in path
    assert not any(cell.lstrip()[:1] in set("=+-@") for row in cells for cell in row)
    assert any(cell.startswith("'=") for row in cells for cell in row) or path == "ratings"


def test_nobody_is_named(hall: Hall, program: Callable[..., Client]):
    Rating.objects.update(staff="SECRETSTAFF")
    Visit.objects.update(staff="SECRETSTAFF", ticket="SECRETTICKET")
    Standing.objects.update(staff="SECRETSTAFF")
    client = program(hall.node)
    one = next(walk(client, "ratings"))

    for path in (
        "windows", "ratings", "counts?by=item", "ratings?format=csv",
        f"ratings/{one['log']}/{one['position']}",
    ):  # fmt: skip
        assert b"SECRET" not in client.get(f"/api/read/v1/{path}").content, path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("counts?place=nowhere", "no-such-place"),
        ("counts?place=hall/nowhere", "no-such-place"),
        ("counts?limit=0", "bad-parameter"),
        ("counts?limit=5&limit=6", "bad-parameter"),
        ("counts?first=2026-02-30", "bad-parameter"),
        ("counts?first=0001-01-01", "bad-parameter"),
        ("counts?first=2026-03-02&last=2026-03-01", "bad-parameter"),
        ("counts?first=1990-01-01&last=2026-03-01", "bad-parameter"),
        ("counts?place=%00", "bad-parameter"),
        ("counts?place=", "bad-parameter"),
        ("ratings?staff=7", "bad-parameter"),
        ("ratings?cursor=AAAA", "bad-cursor"),
        (f"ratings/{'0' * 64}/7", "no-such-rating"),
        ("ratings/7", "no-such-address"),
        ("cases/a%0Ab", "no-such-address"),
    ],
)
def test_a_refusal_says_in_two_languages_what_to_do(
    program: Callable[..., Client], path: str, kind: str
):
    answer = program(make_hall().node).get(f"/api/read/v1/{path}")
    said: dict[str, Any] = answer.json()

    assert answer["Content-Type"] == "application/problem+json"
    assert said["type"] == f"/api/read/v1/reference#{kind}"
    assert said["status"] == answer.status_code < 500
    assert len(said["detail"]) > 40
    assert any(sign > "一" for sign in said["detail_zh"])
    assert "{" not in said["detail"] + said["detail_zh"]


def test_a_cursor_is_of_its_question_alone(hall: Hall, program: Callable[..., Client]):
    client = program(hall.node)
    cursor = get(client, "ratings", limit=1)["next"]

    answer = client.get("/api/read/v1/ratings", {"cursor": cursor, "level": 2})

    assert answer.json()["type"].endswith("#bad-cursor")


def test_a_token_for_one_resource_reads_no_other(program: Callable[..., Client]):
    client = program(make_hall().node, Resource.WINDOWS)

    assert client.get("/api/read/v1/windows").status_code == 200
    assert client.get("/api/read/v1/ratings").status_code == 403
    assert client.post("/api/read/v1/windows").status_code == 405

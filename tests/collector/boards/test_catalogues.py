"""The pages about scales and reason catalogues: what is known, set, used, and what differs."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.figures.models import PlaceDay, PlaceMonth, PlaceReason
from collector.organisation.models import Change, Hall, Node, Window
from collector.terminal_settings import changing
from collector.terminal_settings.editions import compare, editions, installed
from sync.protocol.catalogue import Catalogue, Reason, load_catalogue
from tests.collector.boards.rows_of_a_hall import make_hall, make_window

PAGE = "/terminals/catalogues"


def reason(code: str, zh: str = "慢", **more: Any) -> dict[str, Any]:
    return {"code": code, "national": 2, "zh": zh, "en": f"{zh} en", **more}


def own(*reasons: dict[str, Any], name: str = "ours") -> dict[str, Any]:
    return {"own_catalogue": {"id": name, "reasons": list(reasons)}}


@pytest.fixture
def window(hall: Hall) -> Window:
    return make_window(hall, "A01")


def page(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cells(html: str, mark: str) -> str:
    found = re.search(rf"<tr {re.escape(mark)}.*?</tr>", html, re.DOTALL)
    assert found, mark
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def named(node: Node, catalogue: str, day: date, times: int = 1) -> None:
    while node is not None:
        PlaceReason.objects.create(
            place=node, day=day, catalogue=catalogue, code="1", national=2, ratings=times
        )
        node = node.parent


def answered(node: Node, scale: str, day: date) -> None:
    while node is not None:
        PlaceDay.objects.create(place=node, day=day, scale=scale, invited_0=3)
        PlaceMonth.objects.create(place=node, month=day.replace(day=1), scale=scale,
                                  invited_0=3, walk_up_2=1)  # fmt: skip
        node = node.parent


def decided_before(day: date) -> None:
    """Let what was decided have been decided on a day."""
    Change.objects.update(at=now() - (localdate() - day))


def test_every_scale_and_catalogue_says_who_is_set_to_it(admin: Client, hall: Hall, window: Window):
    make_window(hall, "A02")
    changing.decide(window.node, {"scale": "national-5"}, "t")

    html = page(admin)

    assert "1 2 3 4 5" not in html
    scale = cells(html, 'data-scale="national-5"')
    assert "5 非常满意 Very satisfied" in scale
    assert re.search(r"Window A01 1 not yet", scale)
    assert re.search(r"by default 1 ", cells(html, 'data-scale="satisfaction-3"'))
    assert re.search(r"40 reasons by default 2 ",
                     cells(html, 'data-catalogue="national-2020-08"'))  # fmt: skip
    assert f'href="/terminals/settings?place={window.node.pk}"' in html


def test_what_logs_really_used_stands_beside(admin: Client, hall: Hall, window: Window):
    answered(window.node, "satisfaction-3", date(2026, 3, 2))
    named(window.node, "national-2020-08", date(2026, 3, 2), 1200)
    PlaceReason.objects.create(
        place=hall.node, day=date(2025, 1, 1), catalogue="lost", code="9", national=1, ratings=2
    )

    html = page(admin)

    assert "4 times · 2026-03" in cells(html, 'data-scale="satisfaction-3"')
    assert "1,200 times · 2026-03-02" in cells(html, 'data-catalogue="national-2020-08"')
    assert "not known here" in cells(html, 'data-catalogue="lost"')
    assert "Yes, as far as ratings of the past 7 days tell: 1 window." in html


def test_a_window_that_answers_with_something_else_is_named(
    admin: Client, hall: Hall, window: Window
):
    day = localdate() - timedelta(days=2)
    changing.decide(hall.node, {"scale": "national-5", **own(reason("1"))}, "t")
    answered(window.node, "satisfaction-3", day)
    named(window.node, "national-2020-08", day)

    assert 'id="odd"' in page(admin)
    assert "last used something else" not in page(admin)  # they were decided after it
    decided_before(day - timedelta(days=1))
    html = page(admin)

    assert "2 windows last used something else" in html
    section = html.split('id="odd"')[1].split("</section>")[0]
    assert "Satisfaction, three levels" in section
    assert "National, version 2020-08" in section
    named(window.node, "ours", localdate())
    assert "1 window last used something else" in page(admin)


def test_each_time_a_place_decided_is_a_version_and_what_differs_is_said(
    admin: Client, hall: Hall, window: Window
):
    changing.decide(hall.node, own(reason("1"), reason("2", "吵")), "first")
    changing.decide(hall.node, own(reason("1", "很慢"), reason("2", "吵", enabled=False),
                                   reason("3", "远", person=True)), "second")  # fmt: skip
    pk = hall.node.pk

    assert f'href="{PAGE}/own-{pk}-2"' in page(admin)
    assert f'href="{PAGE}/own-{pk}-1"' not in page(admin)
    html = page(admin, f"{PAGE}/own-{pk}-2")
    assert "renamed 1 · switched off 1 · added 1" in html
    assert "慢 en" in html
    assert "the person at the window" in html
    assert "first" in html
    before = page(admin, f"{PAGE}/own-{pk}-1")
    assert "not in force any more" in before
    assert "added 2 · gone 40" in before.replace("gone 40 · added 2", "added 2 · gone 40")
    against = page(admin, f"{PAGE}/national-2020-08?against=own-{pk}-2")
    assert "added 40" in against
    assert admin.get(f"{PAGE}/own-{pk}-3").status_code == 404


def test_a_place_that_gave_its_own_up_has_none_in_force(admin: Client, hall: Hall, window: Window):
    changing.decide(hall.node, own(reason("1")), "t")
    changing.decide(hall.node, {"own_catalogue": None}, "t")

    assert [(one.key, one.current) for one in editions() if one.place] == [
        (f"own-{hall.node.pk}-1", False)
    ]
    assert 'data-catalogue="ours"' not in page(admin)


def test_all_ways_to_differ():
    one = Reason(code="1", national=2, zh="慢", en="slow")
    two = Reason(code="1", national=3, zh="慢", en="slow", person=True)
    gone = Reason(code="2", national=1, zh="x", en="x", enabled=False)
    back = Reason(code="2", national=1, zh="x", en="x")

    found = compare(Catalogue(id="a", reasons=(one, gone)), Catalogue(id="b", reasons=(two, back)))

    assert [(d.code, d.kind) for d in found] == [("1", "moved"), ("1", "person"),
                                                 ("2", "switched-on")]  # fmt: skip
    national = load_catalogue(installed()[0])
    assert compare(national, national) == []


def test_what_another_branch_wrote_is_not_there(hall: Hall, window: Window):
    changing.decide(hall.node, own(reason("1")), "t")
    other = make_hall("other")
    account = Account.objects.create(username="it")
    account.roles.create(role=Role.IT, node=other.node)
    client = Client()
    client.force_login(account)

    assert "ours" not in page(client)
    assert client.get(f"{PAGE}/own-{hall.node.pk}-1").status_code == 404


def test_a_page_of_many_windows_asks_no_more(admin: Client, hall: Hall, window: Window):
    changing.decide(window.node, {"scale": "national-5"}, "t")
    page(admin)
    with CaptureQueriesContext(connection) as few:
        page(admin)
    for number in range(8):
        one = make_window(hall, f"B{number:02}")
        changing.decide(one.node, {"scale": "national-5"}, "t")

    with CaptureQueriesContext(connection) as many:
        html = page(admin)

    assert len(many) <= len(few) + 1  # the board's own looks are not all the same
    assert "and 3 more" in html

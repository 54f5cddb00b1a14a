"""The page of halls: which of several needs somebody."""

import re
from datetime import timedelta

from django.test import Client
from django.utils.timezone import now

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.organisation.models import Hall
from tests.collector.boards.conftest import signed_in
from tests.collector.boards.reading import field, page
from tests.collector.boards.rows_of_a_hall import (
    count,
    last_night,
    make_closing,
    make_window_with_terminal,
)


def hall_row(html: str, code: str) -> str:
    found = re.search(rf'<tr data-hall="{code}".*?</tr>', html, re.DOTALL)
    assert found, f"no row for {code}"
    return found[0]


def test_the_hall_with_most_in_trouble_stands_first(manager: Client, hall: Hall):
    quiet = Hall.objects.create(code="quiet", name="安静厅")
    loud = Hall.objects.create(code="loud", name="告警厅")
    log = make_window_with_terminal(quiet, "A01")
    count(log, [4, 0, 0])
    make_closing(log, last_night(log))
    silent = make_window_with_terminal(loud, "A01", ago=timedelta(hours=3))
    silent.stored_at = now() - timedelta(hours=3)
    silent.save()

    html = page(manager, "/halls")

    order = re.findall(r'data-hall="(\w+)"', html)
    assert order[0] == "loud"
    assert "A01 没有联系" in field(hall_row(html, "loud"), "worst")
    assert field(hall_row(html, "quiet"), "worst") == "无"
    assert field(hall_row(html, "quiet"), "up-to-now") == "1 / 1"


def test_each_hall_leads_to_its_own_windows_and_their_links_stay_in_it(manager: Client, hall: Hall):
    other = Hall.objects.create(code="north", name="北厅")
    make_window_with_terminal(other, "A01", state="fault")

    assert 'href="/windows?hall=north"' in page(manager, "/halls")
    assert 'href="/windows/A01?hall=north#do"' in page(manager, "/windows?hall=north")
    assert 'href="/halls"' in page(manager)


def test_only_halls_of_the_own_branch_are_there(hall: Hall):
    mine = Hall.objects.create(code="mine", name="我的厅")
    make_window_with_terminal(mine, "A01")
    client = signed_in("branch", Role.VIEWER)
    Account.objects.get(username="branch").roles.update(node=mine.node)

    assert re.findall(r'data-hall="(\w+)"', page(client, "/halls")) == ["mine"]

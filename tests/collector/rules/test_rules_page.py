"""The page of rules says what would change where before anything does, and who may change it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.organisation.models import Department, Hall
from collector.rules.deciding import decide
from collector.rules.models import Decision
from collector.rules.reading import rule
from collector.rules.tables.cases import DAYS_TOTAL
from tests.collector.boards.rows_of_a_hall import make_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def signed_in(role: Role) -> Client:
    account = Account.objects.create(username=role)
    account.roles.create(role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def form(**more: str) -> dict[str, str]:
    return {"key": DAYS_TOTAL.name, "value": "15", "source": "Paper 12", **more}


def test_a_change_is_shown_place_by_place_before_it_is_made(hall: Hall):
    office = Department.objects.create(hall=hall, name="Office", name_en="Office")
    decide(office.node, DAYS_TOTAL.name, 3, source="x", since=localdate(), by="a test")
    client = signed_in(Role.ADMINISTRATOR)

    shown = client.post(f"/rules/{hall.node.pk}", form(do="preview")).content.decode()

    assert Decision.objects.count() == 1
    part = shown[shown.index('id="preview"') : shown.index("</section>", shown.index("preview"))]
    rows = re.sub(r"<[^>]+>|\s+", " ", part)
    assert "City Service Centre 5 15" in re.sub(" +", " ", rows)
    assert "Office 3 3 decided there, stays" in re.sub(" +", " ", rows)

    made = client.post(f"/rules/{hall.node.pk}", form(do="set"))
    assert made.status_code == 302
    assert rule(DAYS_TOTAL, hall.node.path).value == 15
    page = client.get(f"/rules?place={hall.node.pk}").content.decode()
    assert "Paper 12" in page
    assert client.post(f"/rules/{hall.node.pk}", form(do="inherit")).status_code == 302
    assert rule(DAYS_TOTAL, hall.node.path).value == 5


@pytest.mark.parametrize(
    "wrong", [{"value": "0"}, {"value": "x"}, {"source": ""}, {"since": "2020-01-01"},
              {"key": "nothing"}, {"since": "never"}],
)  # fmt: skip
def test_what_cannot_be_decided_is_said_and_kept_in_the_form(hall: Hall, wrong: dict[str, str]):
    answer = signed_in(Role.ADMINISTRATOR).post(f"/rules/{hall.node.pk}", form(do="set", **wrong))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_hall_manager_reads_the_rules_and_does_not_make_them(hall: Hall):
    client = signed_in(Role.HALL_MANAGER)

    page = client.get("/rules").content.decode()

    assert 'data-rule="cases.days_total"' in page
    assert "Decide here" not in page
    assert client.post(f"/rules/{hall.node.pk}", form(do="set")).status_code == 403


def test_a_day_off_is_entered_on_the_page_and_holds_for_its_branch(hall: Hall):
    client = signed_in(Role.ADMINISTRATOR)
    day = localdate() + timedelta(days=400)
    fields = {"first": day.isoformat(), "works": "off", "source": "Notice 3"}

    assert client.post(f"/working-days/{hall.node.pk}/decide", fields).status_code == 302
    assert client.post("/working-days/decide", fields | {"source": ""}).status_code == 422
    page = client.get(f"/working-days?year={day.year}&place={hall.node.pk}").content.decode()

    assert "Notice 3" in page
    assert f"{day} " in page
    refused = signed_in(Role.HALL_MANAGER).post(f"/working-days/{hall.node.pk}/decide", fields)
    assert refused.status_code == 403

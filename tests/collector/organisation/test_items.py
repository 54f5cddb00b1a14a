"""Service items on their pages: added, changed, given another code, ended, and kept."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils.timezone import localdate
from django.utils.translation import override

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.organisation.models import Change, Hall, Item, Node, Window
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.words import item_names, item_words

TASK = "T" * 31


@pytest.fixture
def hall(db: None) -> Hall:
    one = Hall.objects.create(code="h", name="大厅")
    Window.objects.create(hall=one, code="A01")
    Window.objects.create(hall=one, code="A02")
    return one


@pytest.fixture
def client(hall: Hall) -> Client:
    return signed_in(Role.ADMINISTRATOR, hall.node)


def signed_in(role: Role, node: Node) -> Client:
    account = Account.objects.create(username=role)
    account.roles.create(role=role, node=node)
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = "en"
    return client


def form(node: Model, **more: str) -> dict[str, Any]:
    return {"place": node.pk, "code": "S-1", "name": "办证", "task_code": TASK,
            "handle_code": f"{TASK}01", "windows": "A02", **more}  # fmt: skip


def added(client: Client, hall: Hall, **more: str) -> Item:
    answer = client.post("/organisation/items/add", form(hall.node, **more))
    assert answer.status_code == 302, answer.content.decode()
    return Item.objects.latest("pk")


def do(client: Client, item: Item, verb: str, **fields: Any) -> str:
    answer = client.post(f"/organisation/items/{item.pk}/do", {"do": verb, **fields}, follow=True)
    return answer.content.decode()


def test_a_visits_item_is_called_by_its_name_and_an_unknown_one_by_its_code(hall: Hall):
    Item.objects.create(node=hall.node, code="S-2", name="无码", name_en="Nothing")

    with override("zh-hans"):
        assert item_names(["S-2", "S-3", ""]) == {"S-2": "无码"}
    with override("en"):
        assert [item_words(one) for one in ("S-2", "S-3", "")] == ["S-2 Nothing", "S-3", ""]


def test_an_item_is_added_found_and_filtered(client: Client, hall: Hall):
    item = added(client, hall)
    Item.objects.create(node=hall.node, code="S-2", name="无码")

    assert (item.code, item.task_code, item.handle_code) == ("S-1", TASK, f"{TASK}01")
    assert [one.code for one in item.windows.all()] == ["A02"]
    found = {
        asked: re.findall(
            r"<b>(S-\d)</b>", client.get(f"/organisation/items{asked}").content.decode()
        )
        for asked in ("", "?q=办证", "?without=1", f"?place={hall.node.pk}")
    }
    assert found == {"": ["S-1", "S-2"], "?q=办证": ["S-1"], "?without=1": ["S-2"],
                     f"?place={hall.node.pk}": ["S-1", "S-2"]}  # fmt: skip
    assert client.get("/organisation/items?place=999").status_code == 404


WRONG = [
    ({"code": "taken"}, "Another item has this code"),
    ({"name": ""}, "name: expected is something"),
    ({"task_code": "12"}, "taskCode: expected is a national code of 31"),
    ({"handle_code": "U" * 33}, "begins with the taskCode"),
    ({"windows": "A02, B9"}, "has no window B9"),
    ({"place": "999"}, "There is no such place."),
]


def test_what_cannot_be_is_said_and_what_was_typed_stays(client: Client, hall: Hall):
    Item.objects.create(node=hall.node, code="taken", name="x")

    for wrong, said in WRONG:
        answer = client.post("/organisation/items/add", form(hall.node, name_en="Permit") | wrong)
        html = answer.content.decode()
        assert answer.status_code == (422 if "place" in wrong else 409)
        assert said in html
        assert 'value="Permit"' in html
    assert Item.objects.count() == 1


def test_a_change_holds_from_its_day_and_moves_no_figures(client: Client, hall: Hall):
    item = added(client, hall)
    day = localdate() - timedelta(days=3)
    item.refresh_from_db()

    html = do(client, item, "change", **form(hall.node, name="办照", windows=""), day=day)

    item.refresh_from_db()
    assert (item.name, item.windows.count()) == ("办照", 0)
    assert "name: 办证 → 办照" in html
    assert f"<td>{day}</td>" in html
    assert "At all 2 windows" in html
    change = Change.objects.first()
    assert (change.action, change.subject, change.day) == ("items.change", "item:S-1", None)
    assert AuditEntry.objects.latest("pk").action == "organisation.items.change"
    assert "Nothing was changed." in do(client, item, "change", **form(hall.node, name="办照",
                                                                       windows=""))  # fmt: skip
    assert "still to come" in do(client, item, "change", **form(hall.node),
                                 day=localdate() + timedelta(days=1))  # fmt: skip


def test_another_code_goes_on_where_the_old_one_ended(client: Client, hall: Hall):
    old = added(client, hall)
    day = localdate()

    html = do(client, old, "recode", code="S-9", day=day)

    old.refresh_from_db()
    new = Item.objects.get(code="S-9")
    assert (old.code, old.until, new.since, new.until) == ("S-1", day, day, None)
    assert (new.name, new.task_code, new.windows.get().code) == ("办证", TASK, "A02")
    assert f'/organisation/items/{old.pk}">S-1</a>' in html
    assert "code: S-1 → S-9" in html
    assert "added" in html
    before = client.get(f"/organisation/items/{old.pk}").content.decode()
    assert f'/organisation/items/{new.pk}">S-9</a>' in before
    assert "S-1" not in client.get("/organisation/items").content.decode()
    assert "S-1" in client.get("/organisation/items?ended=1").content.decode()


def test_a_slip_of_the_pen_is_corrected_and_its_history_kept(client: Client, hall: Hall):
    item = added(client, hall)

    html = do(client, item, "recode", code="S-8", always="1")

    assert Item.objects.get().code == "S-8"
    assert "code: S-1 → S-8" in html
    assert "added" in html
    assert "Codes are never used twice" in do(client, item, "recode", code="S-8", always="1")


def test_an_ended_item_goes_on_again(client: Client, hall: Hall):
    item = added(client, hall)

    do(client, item, "end", day="2026-01-31")
    item.refresh_from_db()
    assert item.until == date(2026, 2, 1)
    assert "It has ended" in do(client, item, "change", **form(hall.node))
    do(client, item, "reopen")

    item.refresh_from_db()
    assert item.until is None
    assert "before it begins" in do(client, item, "end", day="1999-01-01")


def test_the_workbook_has_what_the_page_wrote(client: Client, hall: Hall):
    added(client, hall)

    row = snapshot().of("items")[("S-1",)]

    assert (row["name"], row["node"], row["windows"]) == ("办证", "h", ("h/A02",))


def test_who_edits_one_hall_offers_nothing_in_another(client: Client, hall: Hall):
    item = added(client, hall)
    other = Hall.objects.create(code="g", name="别处")
    far = Window.objects.create(hall=other, code="Z01")
    item.windows.add(far)

    assert "g/Z01" not in client.get(f"/organisation/items/{item.pk}").content.decode()
    do(client, item, "change", **form(hall.node, name="新名", windows="A01"))
    assert {one.code for one in item.windows.all()} == {"A01", "Z01"}
    moved = client.post(f"/organisation/items/{item.pk}/do",
                        {"do": "change", **form(other.node)})  # fmt: skip
    assert moved.status_code == 409
    item.refresh_from_db()
    assert item.node == hall.node


def test_who_may_only_look_gets_no_form(client: Client, hall: Hall):
    item = added(client, hall)
    viewer = signed_in(Role.VIEWER, hall.node)

    for address in (f"/organisation/items/{item.pk}", "/organisation/items"):
        assert 'method="post"' not in viewer.get(address).content.decode().split("<main")[1]
    assert viewer.post(f"/organisation/items/{item.pk}/do", {"do": "end"}).status_code == 403

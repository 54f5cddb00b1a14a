"""The pages about the organisation: what they show, and that they do what they say."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collector.accounts.models import Account
from collector.accounts.roles import Role
from collector.organisation.models import (
    Change,
    Department,
    Duty,
    Item,
    Node,
    Staff,
    Upload,
    Window,
)
from collector.organisation.sheets.applying import apply
from collector.organisation.sheets.importing import plan_files
from collector.organisation.sheets.snapshot import snapshot
from collector.organisation.sheets.writing import write_workbook
from collector.terminal_settings.changing import decide
from tests.collector.organisation.city import a_city

TODAY = date(2026, 11, 23)
LEFT = (
    r"\b(EN|W\d+|item|[hcd]\d(-d\d)?|nt|city|county|hall|department|admin|CSV|MB|xlsx|glish"
    r"|taskCode|taskHandleItem|areaCode|PIN)\b"
)


@pytest.fixture
def city(db: None) -> None:
    book = a_city(20, 20, halls=2)
    apply(plan_files([("c.xlsx", write_workbook(book))], TODAY), "t", TODAY)


def someone(role: Role, node: Node | None = None, language: str = "en") -> Client:
    account = Account.objects.create(username="admin")
    account.roles.create(role=role, node=node)
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def admin(city: None) -> Client:
    return someone(Role.ADMINISTRATOR)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def window(code: str = "W001", hall: str = "h0") -> Window:
    return Window.objects.get(hall__code=hall, code=code)


ADDRESSES = (
    "/organisation", "/organisation?q=W00", "/organisation?ended=1", "/organisation/windows",
    "/organisation/staff", "/organisation/duty?hall=h1", "/organisation/items",
    "/organisation/departments?unmapped=1", "/organisation/import",
)  # fmt: skip


def every_page() -> list[str]:
    one = window()
    places = [one.node_id, one.hall.node_id, one.department.node_id]
    return [*ADDRESSES, *(f"/organisation/places/{n}" for n in places),
            f"/organisation/staff/{Staff.objects.first().pk}",
            f"/organisation/items/{Item.objects.first().pk}"]  # fmt: skip


def test_a_chinese_page_has_no_english_left(city: None):
    client = someone(Role.ADMINISTRATOR, language="zh-hans")
    for address in every_page():
        html = page(client, address)
        text = re.sub(r"<(svg|head|code|kbd|select)\b.*?</\1>", " ", html, flags=re.DOTALL)
        text = re.sub(r'<(td|span)[^>]* (lang="en"|class="digest")[^>]*>.*?</\1>', " ", text)
        words = re.sub(LEFT, " ", re.sub(r"<[^>]+>", " ", text))
        assert re.findall(r"[A-Za-z]{3,}", words.replace("Window", "")) == [], address


def test_nothing_is_inline_and_nothing_from_elsewhere(admin: Client):
    for address in every_page():
        html = page(admin, address)
        assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", html), address
        assert not re.search(r'(src|href)="(https?:)?//', html), address


def test_the_pages_cost_the_same_queries_for_a_city_and_a_village(admin: Client):
    few = {}
    for address in ADDRESSES:
        page(admin, address)
        with CaptureQueriesContext(connection) as asked:
            page(admin, address)
        few[address] = len(asked)
    book = write_workbook(a_city(400, 300, halls=4))
    apply(plan_files([("c.xlsx", book)], TODAY), "t", TODAY)

    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as asked:
            html = page(admin, address)
        assert len(asked) == few[address], address
        assert len(html) < 300_000, address


def test_a_window_is_renamed_on_its_page(admin: Client):
    one = window()
    address = f"/organisation/places/{one.node_id}"

    form = {"do": "rename", "code": "B07", "name": "税务", "name_en": "Tax", "number": "7"}
    answer = admin.post(f"{address}/do", form, follow=True)

    one.refresh_from_db()
    assert (one.code, one.name, one.number) == ("B07", "税务", "7")
    assert "Saved." in answer.content.decode()
    html = page(admin, address)
    assert "B07" in html
    assert "W001" in html
    assert re.search(r"code: W001 → B07", html)


def test_what_has_parts_may_change_again_and_the_page_says_so(admin: Client):
    hall = Node.objects.get(code="h0")
    for night in ("18:00", "17:00"):
        spans = [{"opens": "09:00", "closes": night}]
        decide(hall, {"hours": {"week": [spans] * 7}}, "t")

    assert "opening hours: other than before → other than before" in page(
        admin, f"/organisation/places/{hall.pk}"
    )


def test_what_cannot_be_done_is_said_beside_the_form_and_changes_nothing(admin: Client):
    one = window()

    answer = admin.post(f"/organisation/places/{one.node_id}/do",
                        {"do": "rename", "code": "W000", "name": ""})  # fmt: skip

    assert answer.status_code == 409
    assert "Another window of the hall has this code." in answer.content.decode()
    one.refresh_from_db()
    assert one.code == "W001"


def test_a_department_is_merged_and_the_other_page_says_so(admin: Client):
    old, new = Node.objects.get(code="h0-d3"), Node.objects.get(code="h0-d2")

    answer = admin.post(f"/organisation/places/{old.pk}/do",
                        {"do": "merge", "into": new.pk}, follow=True)  # fmt: skip

    assert answer.redirect_chain[-1][0] == f"/organisation/places/{new.pk}"
    assert "Goes on with the work of" in answer.content.decode()
    assert "Merged on" in page(admin, f"/organisation/places/{old.pk}")


def test_a_hall_manager_plans_duty_and_may_not_touch_the_tree(city: None):
    hall = Node.objects.get(code="h0")
    client = someone(Role.HALL_MANAGER, hall)
    person = Staff.objects.filter(hall=hall.hall).first()
    one = window()

    answer = client.post(f"/organisation/staff/{person.pk}/duty", {
        "do": "add", "window": one.code, "since": "2026-11-23", "weekday": ["1", "3"],
        "starts": "08:30", "ends": "12:00", "every_weeks": "2",
    })  # fmt: skip

    assert answer.status_code == 302
    duty = Duty.objects.latest("pk")
    assert (duty.window, duty.weekdays, duty.every_weeks) == (one, 0b101, 2)
    assert Change.objects.first().action == "duty.add"
    assert client.post(f"/organisation/places/{one.node_id}/do", {"do": "end"}).status_code == 403
    assert "What can be done" not in page(client, f"/organisation/places/{one.node_id}")


def test_one_person_at_two_windows_at_one_time_is_said(admin: Client):
    person = Staff.objects.get(hall__code="h0", number="00000")
    Duty.objects.create(staff=person, window=window(), since=date(2026, 1, 1))

    html = page(admin, "/organisation/duty?hall=h0&day=2026-11-23")

    assert re.search("at W00[01] and at W00[01] at the same time", html)


def test_departments_reported_as_nobody_come_first_with_a_hint(admin: Client):
    one = Department.objects.get(node__code="h1-d2")
    Department.objects.filter(pk=one.pk).update(platform=None, name="部门2")

    html = page(admin, "/organisation/departments?unmapped=1")
    assert "the same name: 部门2" in html
    code = one.platform.code
    admin.post(f"/organisation/departments/{one.node_id}", {"platform": code})

    one.refresh_from_db()
    assert one.platform.code == code


def upload(client: Client, content: bytes, **more: str):
    file = SimpleUploadedFile("city.xlsx", content)
    return client.post("/organisation/import", {"file": file, **more}, follow=True)


def test_a_workbook_is_previewed_and_then_applied(admin: Client):
    one = window()
    Window.objects.filter(pk=one.pk).update(number="99")
    book = write_workbook(snapshot())
    Window.objects.filter(pk=one.pk).update(number=one.number)

    html = upload(admin, book).content.decode()
    assert "1 row would change" in html
    mark, token = re.search(r'name="mark" value="(\w+)"', html)[1], Upload.objects.get().token
    one.refresh_from_db()
    assert one.number != "99"
    answer = admin.post(f"/organisation/import/{token}/decide", {"do": "apply", "mark": mark})

    assert answer.status_code == 302
    one.refresh_from_db()
    assert one.number == "99"
    assert not Upload.objects.exists()


def test_what_was_changed_since_the_preview_is_shown_again(admin: Client):
    book = write_workbook(a_city(22, 20, halls=2))
    html = upload(admin, book).content.decode()
    mark, token = re.search(r'name="mark" value="(\w+)"', html)[1], Upload.objects.get().token
    Staff.objects.filter(number="00000").update(post="else")

    answer = admin.post(f"/organisation/import/{token}/decide", {"do": "apply", "mark": mark})

    assert answer.status_code == 409
    assert Window.objects.count() == 20


def test_bad_cells_leave_nothing_to_apply(admin: Client):
    html = upload(admin, "大厅,工号,名称\nh0,1,甲\nh9,2,乙\n".encode()).content.decode()
    assert "do not fit" not in html
    answer = upload(admin, b"PK\x03\x04 broken")
    assert answer.status_code == 422
    assert "damaged" in answer.content.decode()


def test_the_workbook_comes_out_with_its_name(admin: Client):
    answer = admin.get("/organisation/export")
    assert answer["Content-Disposition"].startswith('attachment; filename="organisation-')
    assert answer.content[:2] == b"PK"
    text = admin.get("/organisation/export/staff")
    assert text.content.startswith(b"\xef\xbb\xbf")
    assert admin.get("/organisation/export/nothing").status_code == 404

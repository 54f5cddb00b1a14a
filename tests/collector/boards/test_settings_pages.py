"""The pages about what terminals are told: who decided it, what the screen shows, and who may."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.organisation.models import Hall, Staff, Window
from collector.rules.models import Decision
from collector.rules.tables.cases import THRESHOLD
from collector.terminal_settings import changing, people
from collector.terminal_settings.document import settings_for
from collector.terminal_settings.effective import DjangoRows
from collector.terminal_settings.models import Notice, Picture
from sync.protocol.pin import check_pin
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.terminal_settings.drawing import picture

PAGES = ("/terminals/settings", "/terminals/announcements", "/terminals/cards")


@pytest.fixture
def window(hall: Hall) -> Window:
    return make_window(hall, "A01", "综合窗口", "General")


def told(window: Window):
    return settings_for(DjangoRows(), window.pk)


def row(html: str, key: str) -> str:
    found = re.search(rf'<tr data-setting="{re.escape(key)}".*?</tr>', html, re.DOTALL)
    assert found
    return found[0]


def test_a_window_shows_what_it_inherits_and_from_where(admin: Client, hall: Hall, window: Window):
    changing.decide(hall.node, {"scale": "national-5"}, "test")
    html = admin.get(f"/terminals/settings?place={window.node_id}").content.decode()
    assert "from Hall City Service Centre" in row(html, "scale")
    assert "National rating of government services, five levels" in row(html, "scale")
    assert "by default" in row(html, "presentation.volume")
    assert html.count('href="#f-') == 5


def test_deciding_and_inheriting_again(admin: Client, window: Window):
    address = f"/terminals/settings/{window.node_id}"
    answer = admin.post(address, {"key": "presentation.volume", "value": "3", "do": "set"})
    assert answer.status_code == 302
    assert told(window).presentation.volume == 3
    html = admin.get(answer["Location"]).content.decode()
    assert "decided here" in row(html, "presentation.volume")
    admin.post(address, {"key": "presentation.volume", "do": "inherit"})
    assert told(window).presentation.volume == 6
    entry = AuditEntry.objects.filter(action="organisation.settings").latest("position")
    assert entry.account == "admin"


def test_terminals_promise_what_is_so_until_the_hall_says_otherwise(admin: Client, window: Window):
    address, key = f"/terminals/settings?place={window.node_id}", "policy.cases_handled"
    shown = lambda: row(admin.get(address).content.decode(), key)  # noqa: E731 -- asked often
    assert not told(window).policy.cases_handled
    assert "no account may work on them here" in shown()

    account = Account.objects.create(username="3009")
    account.roles.create(role=Role.CASE_OFFICER, node=window.hall.node)
    assert told(window).policy.cases_handled
    assert "somebody may work on them" in shown()
    assert f'href="/rules?place={window.node_id}"' in shown()

    Decision.objects.create(
        node=window.hall.node, key=THRESHOLD.name, value=1, since=localdate(), source="x",
        decided_at=now(), decided_by="x",
    )  # fmt: skip
    assert not told(window).policy.cases_handled
    assert "not every bad rating opens a case" in shown()

    changing.decide(window.node, {key: True}, "test")
    assert told(window).policy.cases_handled


def test_a_value_that_cannot_be_is_told_at_its_field_and_kept_as_typed(
    admin: Client, window: Window
):
    address = f"/terminals/settings/{window.node_id}"
    answer = admin.post(address, {"key": "schedule.night_from", "value": "9 o'clock", "do": "set"})
    assert answer.status_code == 422
    shown = row(answer.content.decode(), "schedule.night_from")
    assert 'role="alert"' in shown
    assert "9 o&#x27;clock" in shown
    assert "<details open>" in shown
    assert told(window).schedule.night_from == "20:00"
    assert admin.post(address, {"key": "no.such", "value": "1"}).status_code == 422


def test_an_announcement_with_its_picture_and_its_end(admin: Client, hall: Hall, window: Window):
    address = f"/terminals/announcements/{hall.node_id}"
    poster = SimpleUploadedFile("p.png", picture(800, 400, "PNG"), "image/png")
    fields = {"title": "国庆放假", "until": "2099-10-08", "picture": poster, "do": "add"}
    assert admin.post(address, fields).status_code == 302
    (notice,) = told(window).announcements
    assert notice.title == "国庆放假"
    html = admin.get(f"/terminals/announcements?place={hall.node_id}").content.decode()
    assert f'src="/terminals/pictures/{notice.picture}"' in html
    assert "showing" in html
    shown = admin.get(f"/terminals/pictures/{notice.picture}")
    assert shown["Content-Type"] == "image/jpeg"
    assert "immutable" in shown["Cache-Control"]
    admin.post(address, {"do": "end", "notice": str(Notice.objects.get().pk)})
    assert told(window).announcements == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "needs a title"),
        ({"title": "x", "since": "2026-02-30"}, "write a date"),
        ({"title": "x", "since": "2026-03-02", "until": "2026-03-01"}, "before"),
    ],
)
def test_a_wrong_announcement_keeps_what_was_typed(
    admin: Client, hall: Hall, fields: dict[str, str], words: str
):
    answer = admin.post(f"/terminals/announcements/{hall.node_id}", {**fields, "do": "add"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_card_a_photo_and_a_pin(admin: Client, hall: Hall, window: Window):
    address = f"/terminals/cards/{hall.code}"
    card = {"number": "1001", "name": "王小明", "post": "代表", "stars": "4", "active": "on"}
    assert admin.post(address, {**card, "do": "card"}).status_code == 302
    photo = SimpleUploadedFile("f.jpg", picture(), "image/jpeg")
    admin.post(address, {"number": "1001", "photo": photo, "do": "photo"})
    admin.post(address, {"number": "1001", "pin": "4711", "do": "pin"})
    (member,) = told(window).staff
    assert (member.name, member.stars) == ("王小明", 4)
    assert check_pin("4711", member.pin)
    html = admin.get("/terminals/cards").content.decode()
    assert f"/terminals/pictures/{member.photo}" in html
    assert "4711" not in html
    assert "scrypt" not in html
    admin.post(address, {"number": "1001", "do": "no-photo"})
    assert told(window).staff[0].photo == ""


def test_many_photos_find_their_people_by_the_names_of_their_files(admin: Client, hall: Hall):
    for number in ("1001", "10-2", "1003"):
        people.put(hall, number, "test", name="王")
    files = {"1001.jpg": picture(), "10-2 王小明.JPG": picture(), "1003.png": b"no picture",
             "9999.jpg": picture()}  # fmt: skip
    photos = [SimpleUploadedFile(name, content, "image/jpeg") for name, content in files.items()]

    answer = admin.post(
        f"/terminals/cards/{hall.code}", {"do": "photos", "photos": photos, "photo": "none"},
        follow=True,
    )  # fmt: skip

    html = answer.content.decode()
    assert answer.redirect_chain == [("/terminals/cards?hall=hall&photo=none", 302)]
    assert "2 photos were taken." in html
    assert "1003.png: this is no JPEG, PNG or WebP picture" in html
    assert "No number of this hall&#x27;s staff: 9999.jpg." in html
    assert "1 person has no photo yet." in html
    assert re.findall(r'data-staff="(.*?)"', html) == ["1003"]
    assert 'data-staff="10-2"' in admin.get("/terminals/cards?q=10-2").content.decode()


def test_a_large_hall_has_its_cards_on_several_pages(admin: Client, hall: Hall):
    Staff.objects.bulk_create(
        Staff(hall=hall, number=f"{n:04}", name="王") for n in range(600)
    )  # fmt: skip

    html = admin.get("/terminals/cards").content.decode()

    assert len(html) < 300_000
    assert 'href="/terminals/cards?from=40"' in html
    answer = admin.post(f"/terminals/cards/{hall.code}",
                        {"do": "pin", "number": "0077", "pin": "1", "from": "40"})  # fmt: skip
    assert re.findall(r'data-staff="(.*?)"', answer.content.decode()) == ["0077"]
    moved = admin.post(f"/terminals/cards/{hall.code}",
                       {"do": "pin", "number": "0077", "pin": "4711", "from": "40"})  # fmt: skip
    assert moved["Location"] == "/terminals/cards?hall=hall&from=40"


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "photos"},
        {"do": "card", "number": "", "name": "x"},
        {"do": "card", "number": "1", "name": "x", "stars": "9"},
        {"do": "card", "number": "1", "name": ""},
        {"do": "pin", "number": "1001", "pin": "12"},
        {"do": "photo", "number": "1001"},
        {"do": "dance", "number": "1001"},
    ],
)
def test_a_wrong_card_is_refused_in_words(admin: Client, hall: Hall, fields: dict[str, str]):
    people.put(hall, "1001", "test", name="王")
    answer = admin.post(f"/terminals/cards/{hall.code}", fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_no_upload_is_larger_than_any_picture(admin: Client, hall: Hall):
    people.put(hall, "1001", "test", name="王")
    huge = SimpleUploadedFile("f.jpg", b"x" * (21 * 1024 * 1024), "image/jpeg")
    address = f"/terminals/cards/{hall.code}"
    answer = admin.post(address, {"do": "photo", "number": "1001", "photo": huge})
    assert answer.status_code == 422
    assert "more than 20 MB" in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("address", PAGES)
def test_whoever_may_only_look_sees_no_form_and_can_change_nothing(
    manager: Client, hall: Hall, window: Window, address: str
):
    people.put(hall, "1001", "test", name="王")
    html = manager.get(address).content.decode()
    assert "<textarea" not in html
    for path in (f"settings/{window.node_id}", f"announcements/{hall.node_id}",
                 f"cards/{hall.code}"):  # fmt: skip
        assert manager.post(f"/terminals/{path}", {"key": "scale", "value": "x"}).status_code == 403
    assert Staff.objects.count() == 1


@pytest.mark.parametrize("address", [*PAGES, "/terminals/pictures/" + "0" * 64])
def test_nobody_sees_it_without_signing_in(client: Client, hall: Hall, address: str):
    assert client.get(address)["Location"] == f"/sign-in?next={address}"


@pytest.mark.parametrize(
    "address",
    ["/terminals/settings?place=999999", "/terminals/settings?place=x",
     "/terminals/settings?place=²", "/terminals/settings?place=" + "9" * 40,
     "/terminals/cards?hall=none", "/terminals/pictures/none"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(admin: Client, hall: Hall, address: str):
    assert admin.get(address).status_code == 404


def test_hostile_words_are_only_text(admin: Client, hall: Hall, window: Window):
    evil = "<script>alert(1)</script>\"'&"
    people.put(hall, "1001", "test", name=evil[:50])
    admin.post(f"/terminals/announcements/{hall.node_id}", {"title": evil[:40], "do": "add"})
    for address in PAGES:
        assert "<script>alert" not in admin.get(address).content.decode()


def test_a_page_costs_the_same_for_any_number_of_windows(
    admin: Client, hall: Hall, window: Window, django_assert_max_num_queries
):
    for number in range(30):
        make_window(hall, f"B{number:02}")
    with django_assert_max_num_queries(40):
        admin.get("/terminals/settings")


def test_a_manager_ends_no_announcement_of_another_hall(hall: Hall):
    other = make_hall("other", name="他厅", name_en="Other")
    notice = Notice.objects.create(node=other.node, title="theirs")
    account = Account.objects.create(username="2104")
    account.roles.create(role=Role.HALL_MANAGER, node=hall.node)
    client = Client()
    client.force_login(account)
    address = f"/terminals/announcements/{hall.node_id}"
    assert client.post(address, {"do": "end", "notice": str(notice.pk)}).status_code == 404
    notice.refresh_from_db()
    assert not notice.ended
    assert client.get(f"/terminals/announcements?place={other.node_id}").status_code == 404
    html = client.get("/terminals/announcements").content.decode()
    assert "theirs" not in html
    assert "Other" not in html

"""The public page, as a citizen uses it: write, be called or not, follow it, erase it."""

import re

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.accounts.models import Account, AuditEntry
from collector.attachments.models import Attachment
from collector.cases.models import Case, Step
from collector.cases.opening import for_comment
from collector.ingest.models import Rating
from collector.personal_data import contacts
from collector.personal_data.models import Contact, Statement
from collector.personal_data.receipts import Receipt
from tests.collector.boards.rows_of_a_hall import make_log
from tests.collector.comments.citizens import Citizen, path_of, photo, rated

PHONE = "138 1234 5627"


@pytest.fixture
def citizen(place, log):
    rated(log, 118)
    return Citizen(path_of(place, log, 118))


def test_the_page_asks_for_words_and_reasons_and_is_small(citizen):
    html = citizen.opens()

    assert "You chose “Dissatisfied”" in html
    assert html.count('name="reason"') == 8
    assert "<script" not in html
    assert 'name="call" value="on">' in html  # off unless switched on
    css = Client().get("/static/comments/comments.css")
    assert len(html.encode()) + len(css.content) < 30 * 1024


def test_what_is_written_is_kept_sealed_with_its_reasons_and_the_rating_stays(citizen, log):
    before = Rating.objects.values().get(log=log, position=118)
    citizen.opens()

    html = citizen.sends(text="收入证明要交两次", reason=["210", "213", "510", "no"])

    assert "It has arrived" in html
    assert "Looked into" in html or "Being looked into" in html
    assert "收入证明" not in html
    statement = Statement.objects.get()
    assert (statement.text, statement.reasons) == ("收入证明要交两次", ["210", "213"])
    assert Rating.objects.values().get(log=log, position=118) == before
    assert Case.objects.get().position == 118
    assert not Contact.objects.exists()


def test_who_has_said_nothing_yet_is_asked_although_the_case_is_open_already(citizen, place, log):
    for_comment(Receipt.of_rating(place.pk, "A01", log.hex, 118), now(), national=2)
    assert Case.objects.get().position == 118

    html = citizen.opens()

    assert html.index("What was wrong?") < html.index("Where it stands")
    assert html.count("<textarea") == 1


def test_a_call_is_off_by_default_and_its_consent_is_recorded(citizen):
    citizen.opens()
    citizen.sends(text="x", phone=PHONE)
    assert not Contact.objects.exists()

    html = citizen.sends(text="y", call="on", phone=PHONE)

    contact = Contact.objects.get()
    assert (contact.phone, contact.consent) == ("+8613812345627", "call-back-1")
    assert "138 •••• ••27" in html
    assert "1234 5627" not in html
    assert "12345627" not in html
    assert Case.objects.get().contact


def test_a_form_that_is_wrong_keeps_what_was_typed_and_the_photos(citizen):
    citizen.opens()

    html = citizen.sends(text="my words", reason=["210"], call="on", phone="12345", photo=photo())

    assert citizen.status == 422
    assert "my words</textarea>" in html
    assert 'value="210" checked' in html
    assert 'value="12345"' in html
    assert "1 photo is here already" in html
    assert html.count("no telephone number") == 1
    citizen.sends(text="my words", call="on", phone=PHONE)
    assert Attachment.objects.get().about == f"statement:{Statement.objects.get().pk}"


def test_an_empty_form_is_told_so_and_a_long_one_too(citizen):
    citizen.opens()

    assert "Nothing is written" in citizen.sends()
    assert "501 characters" in citizen.sends(text="字" * 501)
    assert not Statement.objects.exists()
    citizen.sends(text="字" * 250 + "\r\n" + "字" * 249)
    assert Statement.objects.get().text.count("\n") == 1


def test_a_form_sent_twice_is_kept_once(citizen):
    citizen.opens()
    page = citizen.html
    citizen.sends(text="once", call="on", phone=PHONE)
    citizen.html = page

    html = citizen.sends(text="once", call="on", phone=PHONE)

    assert "kept once" in html
    assert (Statement.objects.count(), Contact.objects.count(), Case.objects.count()) == (1, 1, 1)


def test_four_photos_are_too_many_and_no_picture_is_refused_in_words(citizen):
    citizen.opens()

    assert "At most three" in citizen.sends(text="x", photo=[photo() for _ in range(4)])
    bad = photo()
    bad.file.seek(0)
    bad.file.write(b"MZ this is a program")
    other = Citizen(citizen.path.split("?")[0])
    other.opens()
    assert "no JPEG" in other.sends(text="x", photo=bad)


def test_it_works_before_the_rating_has_arrived_and_finds_it_when_it_does(place, log):
    citizen = Citizen(path_of(place, log, 200))

    assert "on its way" in citizen.opens()
    assert "What would you like to say?" in citizen.html
    citizen.sends(text="early", call="on", phone=PHONE)
    assert Case.objects.get().log is None
    rated(log, 200)

    assert "You chose “Dissatisfied”" in citizen.opens()
    assert "138 •••• ••27" in citizen.html


def test_a_code_opens_its_own_rating_and_nothing_else(place, log, citizen):
    rated(log, 119)
    citizen.opens()
    citizen.sends(text="mine", call="on", phone=PHONE)
    other_log = make_log(log.window)
    rated(other_log, 118)

    for path in (path_of(place, log, 119), path_of(place, other_log, 118)):
        html = Citizen(path).opens()
        assert "You chose" in html
        assert "138 ••••" not in html
        assert "Where it stands" not in html


def test_a_windows_code_shows_nobody_elses_words(place, log):
    first, second = (Citizen(path_of(place, None, 0)) for _ in range(2))
    first.opens()

    html = first.sends(text="the screen is broken", call="on", phone=PHONE)

    assert "yours alone" in html
    assert "138 •••• ••27" in html
    assert "138 ••••" not in second.opens()
    assert "erase" not in second.html
    assert Statement.objects.get().own
    assert first.path.split("?")[0].split("/")[-1] not in str(Statement.objects.values())
    made_up = Citizen(path_of(place, None, 0) + "/" + "A" * 20)
    made_up.opens()
    assert made_up.status == 404


def test_praise_is_kept_without_a_case(place, log):
    rated(log, 5, "satisfied")
    citizen = Citizen(path_of(place, log, 5))
    assert "What was good?" in citizen.opens()

    html = citizen.sends(text="very kind")

    assert "no case was opened" in html
    assert not Case.objects.exists()

    citizen.sends(call="on", phone=PHONE)
    case = Case.objects.get()  # whose rating is long here, and is in it
    assert (case.origin, case.log, case.level, case.rated_at) == (
        "comment", log.id, "satisfied", Rating.objects.get().at,
    )  # fmt: skip


def test_erasing_takes_the_number_that_was_left_and_then_says_erased(citizen):
    citizen.opens()
    citizen.sends(text="x", call="on", phone=PHONE, photo=photo())
    assert "Erase what I have left here" in citizen.html
    citizen.opens(do="erase")

    assert "not the number" in citizen.sends(do="erase", phone="13900000000")
    html = citizen.sends(do="erase", phone="+86 13812345627")

    assert "was erased on" in html
    assert "Your number was erased" in html
    statement, contact, picture = (
        Statement.objects.get(),
        Contact.objects.get(),
        Attachment.objects.get(),
    )
    assert (statement.text, contact.phone, picture.body) == (None, None, None)
    entry = AuditEntry.objects.get(action="citizen.erased")
    assert entry.about == "receipt:A01-000118"
    assert "138" not in entry.detail


def test_no_call_erases_the_number_alone(citizen):
    citizen.opens()
    citizen.sends(text="x", call="on", phone=PHONE)
    citizen.opens(do="no-call")

    html = citizen.sends(do="no-call", phone="13812345627")

    assert "Nobody will call you" in html
    assert "Call you" not in html
    assert not Case.objects.get().contact
    assert Statement.objects.get().text == "x"
    assert Contact.objects.get().phone is None
    assert not contacts.with_number(PHONE).exists()


def test_a_case_is_told_on_what_the_answer_was_found_enough_and_by_no_name(citizen):
    citizen.opens()
    citizen.sends(text="x")
    case = Case.objects.get()
    Case.objects.update(stage="close", answered_at=now())
    staff = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux)"})
    staff.force_login(Account.objects.create(username="2104"))
    staff.post(citizen.path, {"do": "satisfied"})
    Case.objects.update(satisfied_at=None)

    assert "You said that you are satisfied" in citizen.sends(
        headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9) Mobile"}, do="satisfied"
    )

    told = Step.objects.filter(case=case, action="satisfied")
    assert list(told.values_list("who", "detail")) == [
        ("citizen", {"device": "computer", "staff": True}),
        ("citizen", {"device": "phone", "staff": False}),
    ]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "https://elsewhere.example/R/x"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_a_form_of_another_site_is_not_taken(citizen, headers, status):
    citizen.opens()

    citizen.sends(headers, text="x")

    assert citizen.status == status
    assert Statement.objects.exists() == (status == 200)


def test_no_more_is_taken_by_one_code_than_a_person_writes(citizen):
    citizen.opens()
    for number in range(12):
        citizen.sends(text=f"{number}")
        assert citizen.status == 200

    assert "no more is taken" in citizen.sends(text="13")
    assert Statement.objects.count() == 12


def test_both_languages_are_whole(place, log, citizen):
    for html in (Citizen(citizen.path.split("?")[0], "zh").opens(), citizen.opens()):
        text = re.sub(r"<(svg|head|a)\b.*?</\1>", " ", html, flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", " ", text)
        zh = 'lang="zh-Hans">' in html.split("<head>")[0]
        pattern = r"[A-Za-z]{2,}" if zh else r"[\u4e00-\u9fff]"
        left = [one for one in re.findall(pattern, words) if one != "Cookie"]
        assert left == [], left

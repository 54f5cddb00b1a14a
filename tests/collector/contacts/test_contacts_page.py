"""Numbers as staff see them: found by a whole number, shown with a trace, erased when due."""

import argparse
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.attachments import keeping as pictures
from collector.cases import work
from collector.cases.models import Case, Step
from collector.cases.opening import for_comment
from collector.command import CommandError, personal_arguments
from collector.command import contacts as contacts_command
from collector.command import keys as keys_command
from collector.contacts import erasing
from collector.contacts.erasing import erase_due
from collector.personal_data import contacts
from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Keyring
from collector.personal_data.models import Contact, Statement
from collector.personal_data.receipts import Receipt
from tests.collector.boards.rows_of_a_hall import make_hall, make_window

PHONE = "13812345627"


@pytest.fixture
def receipt(db: None) -> Receipt:
    hall = make_hall()
    make_window(hall, "A01")
    return Receipt(hall=hall.pk, window="A01", tag="abcde", position=7)


@pytest.fixture
def contact(receipt: Receipt) -> Contact:
    Statement.objects.create(
        **receipt.fields(), place=receipt.place(), made_at=now(), text="x", once="1"
    )
    return contacts.give(receipt, PHONE, now())


@pytest.fixture
def officer(contact: Contact) -> Client:
    account = Account.objects.create(username="2044")
    account.roles.create(role=Role.CASE_OFFICER, node=contact.place)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(account)
    return client


def parsed(*words: str):
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb")
    personal_arguments.add(
        {name: verbs.add_parser(name) for name in ("keys", "contacts", "backup")}
    )
    return parser.parse_args(words)


def test_a_number_is_found_masked_and_shown_only_with_a_trace(officer, contact):
    found = officer.post("/contacts", {"phone": "+86 138-1234-5627"}).content.decode()

    assert "138 •••• ••27" in found
    assert "A01-000007" in found
    assert "138 1234 5627" not in found
    assert not AuditEntry.objects.filter(action="contact.seen").exists()

    shown = officer.post(f"/contacts/{contact.pk}/show").content.decode()

    assert "138 1234 5627" in shown
    seen = AuditEntry.objects.get(action="contact.seen")
    assert (seen.account, seen.about) == ("2044", f"contact:{contact.pk}")
    trail = " ".join(f"{one.about} {one.detail}" for one in AuditEntry.objects.all())
    assert PHONE not in trail


def test_part_of_a_number_finds_nothing_and_says_so(officer):
    answer = officer.post("/contacts", {"phone": "1381234"})

    assert answer.status_code == 422
    assert "no whole number" in answer.content.decode()


def test_a_number_of_another_branch_is_not_found(officer):
    other = make_hall("other")
    make_window(other, "B01")
    contacts.give(
        Receipt(hall=other.pk, window="B01", tag="00000", position=1), "13900001111", now()
    )

    assert "Nobody left it" in officer.post("/contacts", {"phone": "13900001111"}).content.decode()


def test_erasing_wants_a_reason_and_takes_words_and_photos_too(officer, contact, receipt):
    assert officer.post(f"/contacts/{contact.pk}/erase").status_code == 422

    answer = officer.post(f"/contacts/{contact.pk}/erase", {"reason": "by-telephone"}, follow=True)

    assert "It is erased" in answer.content.decode()
    assert Contact.objects.get().phone is None
    assert Statement.objects.get().text is None
    entry = AuditEntry.objects.get(action="contact.erased")
    assert '"reason":"by-telephone"' in entry.detail


def test_a_number_goes_when_its_case_is_closed_and_words_later(contact, receipt, officer):
    assert erase_due(now()).contacts == 0
    case = for_comment(receipt, now(), contact=True)
    assert case is not None
    assert erase_due(now()).contacts == 0
    assert "Nothing within 7 days" in officer.get("/contacts").content.decode()

    Case.objects.filter(pk=case.pk).update(
        stage="closed", closed_at=now(), answered_at=now(), cause="x", remedy="x", outcome="done"
    )
    assert "1 number is erased by itself" in officer.get("/contacts").content.decode()
    gone = erase_due(now())

    assert (gone.contacts, gone.statements) == (1, 0)
    assert Contact.objects.get().erased_why == "due"
    assert erase_due(now()).contacts == 0
    later = erase_due(now() + timedelta(days=731))
    assert later.statements == 1
    assert Statement.objects.get().text is None


def test_a_number_without_end_goes_after_half_a_year_and_unsent_photos_after_a_day(contact, png):
    pictures.accept(png, "", "draft:x")

    assert erase_due(now() + timedelta(days=2)).drafts == 1
    assert erase_due(now() + timedelta(days=179)).contacts == 0
    assert erase_due(now() + timedelta(days=181)).contacts == 1


def test_what_was_erased_on_request_goes_again_when_a_backup_brings_it_back(
    contact, receipt, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setenv("COLLECTOR_DATA", str(tmp_path))
    case = for_comment(receipt, now(), contact=True)
    with work.holding(case.pk, None) as held:
        work.note(held, "called 13812345627", "test", now())
    backup = Contact.objects.get(), Statement.objects.get(), Step.objects.get(action="noted")
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase_asked("test", contact, "in-writing", now())
    for row in backup:
        row.save()
    assert Contact.objects.get().phone is not None
    with (tmp_path / "erased.list").open("a") as file:
        file.write("contact 123")

    assert erase_due(now()).again == 3
    assert (Contact.objects.get().phone, Statement.objects.get().text) == (None, None)
    assert Step.objects.get(action="noted").words is None
    assert erase_due(now()).again == 0


def test_a_cases_own_words_go_with_time_too(contact, receipt):
    case = for_comment(receipt, now(), contact=True)
    with work.holding(case.pk, None) as held:
        work.note(held, "called 13812345627", "test", now())
    Case.objects.filter(pk=case.pk).update(
        stage="closed", closed_at=now(), answered_at=now(), cause="x", remedy="x", outcome="done"
    )

    assert erase_due(now() + timedelta(days=729)).notes == 0
    assert erase_due(now() + timedelta(days=731)).notes >= 1
    assert all(step.words is None for step in Step.objects.all())


@pytest.fixture
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


def test_the_command_erases_a_number_that_it_reads_and_never_sees_in_an_argument(
    contact, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stdin", io.StringIO("138 1234 5627\n"))
    assert contacts_command.run(parsed("contacts", "erase")) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("138 1234 5627\n"))
    assert contacts_command.run(parsed("contacts", "erase")) == 1
    assert Contact.objects.get().phone is None
    monkeypatch.setattr("sys.stdin", io.StringIO("1381\n"))
    with pytest.raises(CommandError):
        contacts_command.run(parsed("contacts", "erase"))


def test_the_command_rotates_and_forgets_keys(contact, tmp_path: Path, monkeypatch, capsys):
    ring = Keyring(tmp_path / "personal.keys", ours=True)
    ring.path.write_bytes(personal_data().ring.path.read_bytes())
    monkeypatch.setitem(personal_data().__dict__, "ring", ring)
    old = ring.current("sealing").id

    with pytest.raises(CommandError, match="current"):
        keys_command.run(parsed("keys", "forget", old))
    assert keys_command.run(parsed("keys", "rotate")) == 0
    assert f"forget {old}" in capsys.readouterr().out
    assert keys_command.run(parsed("keys", "forget", old)) == 0
    assert keys_command.run(parsed("keys", "list")) == 0
    assert old not in capsys.readouterr().out.splitlines()[-1]
    assert contacts.with_number(PHONE).get().phone == "+8613812345627"
    ring.path.unlink()
    with pytest.raises(CommandError, match="sealed already"):
        keys_command.run(parsed("keys", "make"))

"""Keys, sealed content and its places, numbers in every form."""

import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.utils.timezone import now

from collector.personal_data import blind, contacts, erasure, resealing, sealed
from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Keyring, KeysMissingError
from collector.personal_data.models import Contact, Statement, Why
from collector.personal_data.phones import masked, normalised, shown
from collector.personal_data.receipts import Receipt
from tests.collector.boards.rows_of_a_hall import make_hall, make_window

PHONE = "13812345627"


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    ring = Keyring(tmp_path / "personal.keys", ours=True)
    monkeypatch.setitem(personal_data().__dict__, "ring", ring)
    ring.make()
    return ring


@pytest.fixture
def receipt(db: None) -> Receipt:
    hall = make_hall()
    make_window(hall, "A01")
    return Receipt(hall=hall.pk, window="A01", tag="abcde", position=7)


def say(receipt: Receipt, text: str, once: str = "1") -> Statement:
    return Statement.objects.create(
        **receipt.fields(), place=receipt.place(), made_at=now(), text=text, once=once
    )


def raw(table: str, column: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 -- constants
        return [bytes(row[0]) for row in cursor.fetchall() if row[0] is not None]


def test_the_key_file_is_its_owners_alone_and_made_once(ring):
    before = ring.path.read_bytes()

    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    assert not ring.make()
    assert ring.path.read_bytes() == before
    assert not ring.readable_by_others()


def test_what_is_sealed_opens_where_it_belongs_and_nowhere_else(ring):
    box = sealed.seal("打 13812345627", "row:1")

    assert sealed.open_bytes(box, "row:1") == "打 13812345627".encode()
    assert sealed.open_bytes(box, "row:2") is None
    assert sealed.open_bytes(box[:-1] + bytes([box[-1] ^ 1]), "row:1") is None
    assert sealed.open_bytes(b"", "row:1") is None
    assert sealed.seal("打 13812345627", "row:1") != box


def test_a_key_of_somebody_else_opens_nothing(ring, tmp_path, monkeypatch):
    box = sealed.seal("x", "row:1")
    other = Keyring(tmp_path / "other.keys", ours=True)
    other.make()
    monkeypatch.setitem(personal_data().__dict__, "ring", other)

    assert sealed.open_bytes(box, "row:1") is None


def test_a_running_server_sees_a_key_that_a_command_has_added(ring):
    box = sealed.seal("x", "row:1")

    added = Keyring(ring.path, ours=True).add("sealing")

    assert sealed.key_id(sealed.seal("x", "row:1")) == added.id
    assert sealed.open_bytes(box, "row:1") == b"x"


def test_a_file_of_keys_that_an_installation_names_is_never_made_by_itself(tmp_path, monkeypatch):
    ring = Keyring(tmp_path / "not-mounted" / "personal.keys", ours=False)
    monkeypatch.setitem(personal_data().__dict__, "ring", ring)

    with pytest.raises(KeysMissingError, match="collector keys make"):
        sealed.seal("x", "row:1")
    assert not ring.path.exists()


def test_a_number_may_be_the_first_thing_of_all(tmp_path, monkeypatch, receipt):
    ring = Keyring(tmp_path / "first.keys", ours=True)
    monkeypatch.setitem(personal_data().__dict__, "ring", ring)

    assert contacts.give(receipt, PHONE, now()).phone == "+8613812345627"


def test_a_lost_file_of_keys_is_not_replaced_while_something_is_sealed(ring, receipt):
    statement = say(receipt, "x")
    ring.path.unlink()

    with pytest.raises(KeysMissingError):
        sealed.seal("y", "row:1")
    assert Statement.objects.get(pk=statement.pk).text is None


def test_a_sealed_field_reads_like_a_text_and_stands_shut_in_the_database(ring, receipt):
    statement = say(receipt, f"请打 {PHONE}")

    (kept,) = raw("personal_data_statement", "text")
    assert PHONE.encode() not in kept
    found = Statement.objects.get(pk=statement.pk)
    assert found.text == f"请打 {PHONE}"
    assert Statement.objects.defer("text").get(pk=statement.pk).text == f"请打 {PHONE}"
    found.save()
    assert raw("personal_data_statement", "text") == [kept]
    assert PHONE not in serialize("json", [found])
    assert PHONE not in repr(vars(Statement.objects.get(pk=statement.pk)))
    with pytest.raises(TypeError):
        Statement.objects.update(text="in clear")


def test_a_sealed_text_copied_into_another_row_does_not_open_there(ring, receipt):
    first, second = say(receipt, "first", "1"), say(receipt, "second", "2")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE personal_data_statement SET text = (SELECT text FROM personal_data_statement "
            "WHERE id = %s)", [first.pk.hex]
        )  # fmt: skip

    assert Statement.objects.get(pk=first.pk).text == "first"
    assert Statement.objects.get(pk=second.pk).text is None


def test_rotation_seals_all_anew_and_the_old_key_can_go(ring, receipt):
    for number in range(3):
        say(receipt, f"text {number}", str(number))
    contacts.give(receipt, PHONE, now())
    old = ring.current("sealing").id
    told: list[tuple[int, int]] = []
    ring.add("sealing")

    assert resealing.by_key() == {old: 4}
    assert resealing.reseal(lambda done, total: told.append((done, total))) == 4
    assert told[-1] == (4, 4)
    assert old not in resealing.by_key()
    ring.drop("sealing", old)
    assert sorted(one.text for one in Statement.objects.all()) == ["text 0", "text 1", "text 2"]
    assert resealing.reseal(lambda *_: None) == 0


def test_a_new_key_of_the_index_still_finds_old_numbers_and_then_all_of_them(ring, receipt):
    contact = contacts.give(receipt, PHONE, now())
    old = ring.current("index").id
    ring.add("index")

    assert contacts.with_number(PHONE).get() == contact
    assert resealing.reindex(lambda *_: None) == 1
    ring.drop("index", old)
    assert contacts.with_number(PHONE).get() == contact


@pytest.mark.parametrize(
    "written",
    ["13812345627", "138 1234 5627", "138-1234-5627", "+86 138 1234 5627", "008613812345627",
     "8613812345627", "１３８１２３４５６２７", "＋８６ 138‐1234‐5627", "(+86)13812345627",
     "\u200e+86\u00a0138\u30001234\u30005627\u202c"],
)  # fmt: skip
def test_a_number_is_found_in_whatever_form_it_is_written(ring, receipt, written):
    contact = contacts.give(receipt, PHONE, now())

    assert normalised(written) == "+8613812345627"
    assert contacts.with_number(written).get() == contact


@pytest.mark.parametrize(
    ("written", "number", "read"),
    [("0513-85101234", "+8651385101234", "051385101234"),
     ("010 6655 4433", "+861066554433", "01066554433"),
     ("+86 0513 85101234", "+8651385101234", "051385101234"),
     ("400-123-4567", "+864001234567", "4001234567"),
     ("+44 20 7946 0000", "+442079460000", "+442079460000")],
)  # fmt: skip
def test_other_numbers_that_can_be_called_are_understood(written, number, read):
    assert normalised(written) == number
    assert shown(number) == read


@pytest.mark.parametrize(
    "written", ["", "1381234562", "12345", "85101234", "call me", "+0", "１２"]
)
def test_what_cannot_be_called_is_no_number(written):
    assert normalised(written) is None


def test_numbers_are_masked_but_for_five_digits():
    assert masked("+8613812345627") == "138 •••• ••27"
    assert masked("+8651385101234") == "513 •••• ••34"


def test_the_index_tells_nothing_without_its_key(ring, tmp_path, monkeypatch):
    first = blind.index(PHONE)
    other = Keyring(tmp_path / "other.keys", ours=True)
    other.make()
    monkeypatch.setitem(personal_data().__dict__, "ring", other)

    assert len(first) == 32
    assert blind.index(PHONE) != first


def test_erasing_overwrites_and_leaves_that_something_was_there(ring, receipt):
    statement, contact = say(receipt, "x"), contacts.give(receipt, PHONE, now())

    erased = erasure.erase(receipt, Why.ASKED, now())

    assert (erased.statements, erased.contacts) == (1, 1)
    assert Statement.objects.get(pk=statement.pk).text is None
    found = Contact.objects.get(pk=contact.pk)
    assert (found.phone, bytes(found.index), found.erased_why) == (None, b"", "asked")
    assert not contacts.with_number(PHONE).exists()
    assert erasure.erase(receipt, Why.ASKED, now()).all == 0
    assert isinstance(found.id, UUID)

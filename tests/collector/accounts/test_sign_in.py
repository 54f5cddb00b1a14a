"""Signing in: one sentence for every wrong part, and guessing that gets nowhere."""

import ipaddress
import sys
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector.accounts import tries
from collector.accounts.models import Account, AuditEntry, SignInTries
from collector.accounts.roles import Role
from collector.accounts.tries import Guesser

PASSWORD = "a-good-password"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class CountingHasher(MD5PasswordHasher):
    """Notes what it was asked to hash."""

    hashed: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.hashed.append(password)
        return super().encode(password, salt)


@pytest.fixture
def person(db: None, settings) -> Account:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    account = Account.objects.create_user("1023", password=PASSWORD)
    account.roles.create(role=Role.VIEWER)
    return account


def sign_in(client: Client, name: str, password: str, onward: str = "", **headers: str):
    return client.post(
        "/sign-in", {"username": name, "password": password, "next": onward},
        headers={"Accept-Language": "en"} | headers,
    )  # fmt: skip


def test_a_person_signs_in_and_goes_on_to_where_they_wanted(client: Client, person: Account):
    answer = sign_in(client, "1023", PASSWORD, "/terminals")

    assert answer["Location"] == "/terminals"
    assert client.get("/windows").status_code == 200


def test_nobody_is_sent_to_another_server(client: Client, person: Account):
    assert sign_in(client, "1023", PASSWORD, "https://elsewhere.example/")["Location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("1023", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_every_wrong_part_gets_the_same_sentence(
    client: Client, person: Account, name: str, password: str
):
    answer = sign_in(client, name, password)

    assert answer.status_code == 401
    assert "The account, the password or the code is not right." in answer.content.decode()
    assert "4 tries left" in answer.content.decode()
    assert client.get("/windows").status_code == 302


def test_a_name_that_does_not_exist_costs_a_hash_as_well(client: Client, person: Account, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    sys.modules.setdefault(__name__, sys.modules[CountingHasher.__module__])
    Account.objects.update(password=CountingHasher().encode(PASSWORD, "salt"))
    CountingHasher.hashed.clear()

    for name in ("1023", "nobody"):
        sign_in(client, name, f"wrong for {name}")

    assert CountingHasher.hashed == ["wrong for 1023", "wrong for nobody"]


def test_an_account_that_was_switched_off_stays_out(client: Client, person: Account):
    Account.objects.update(is_active=False)

    assert sign_in(client, "1023", PASSWORD).status_code == 401


def test_after_five_failures_even_the_right_password_has_to_wait(client: Client, person: Account):
    for _ in range(5):
        sign_in(client, "1023", "wrong")

    answer = sign_in(client, "1023", PASSWORD)

    assert answer.status_code == 429
    assert "Too many tries. Wait 3 minutes" in answer.content.decode()


def test_the_right_password_forgives_the_slips_before_it(client: Client, person: Account):
    for _ in range(4):
        sign_in(client, "1023", "wrong")
    sign_in(client, "1023", PASSWORD)

    assert tries.left(Guesser("1023", "127.0.0.1"), now()) == 5


def test_a_browser_that_was_in_before_is_not_locked_out_by_a_stranger(
    client: Client, person: Account
):
    sign_in(client, "1023", PASSWORD)
    client.post("/sign-out")
    for number in range(10):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "1023", "wrong")

    assert sign_in(Client(), "1023", PASSWORD).status_code == 429
    assert sign_in(client, "1023", PASSWORD).status_code == 302


def test_the_mark_of_a_browser_gives_it_five_tries_as_well(client: Client, person: Account):
    sign_in(client, "1023", PASSWORD)
    client.post("/sign-out")

    statuses = [sign_in(client, "1023", "wrong").status_code for _ in range(6)]

    assert statuses == [401] * 5 + [429]


def test_a_mark_that_was_made_up_is_worth_nothing(client: Client, person: Account):
    client.cookies["known"] = "eyIxMDIzIjoibWluZSJ9:1vabcd:forged"
    for _ in range(5):
        sign_in(Client(), "1023", "wrong")

    assert sign_in(client, "1023", PASSWORD).status_code == 429


def test_signing_out_ends_the_session(client: Client, person: Account):
    sign_in(client, "1023", PASSWORD)

    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/windows").status_code == 302


def test_what_somebody_typed_for_a_name_by_mistake_is_not_kept(client: Client, person: Account):
    sign_in(client, "my-secret-password", "1023")
    sign_in(client, "1023", "wrong")

    failed = AuditEntry.objects.filter(action="sign-in.failed").order_by("position")
    assert [entry.about for entry in failed] == ["", "account:1023"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.timedeltas(timedelta(), timedelta(minutes=20)), max_size=40))
def test_no_quarter_of_an_hour_holds_more_than_ten_tries(db: None, pauses: list[timedelta]):
    SignInTries.objects.all().delete()
    at, taken = NOON, []
    for number, pause in enumerate(pauses * 3):
        at += min(pause, 4 * MINUTE) / 2
        if not tries.take(Guesser("1023", f"10.0.{number}.1"), at):
            taken.append(at)

    assert all(sum(t <= other < t + 15 * MINUTE for other in taken) <= 10 for t in taken)


def test_guessing_at_everybody_from_one_address_is_slowed_down(db: None):
    for number in range(30):
        assert not tries.take(Guesser(f"guess-{number}", "10.0.0.66"), NOON)

    assert timedelta() < tries.take(Guesser("1023", "10.0.0.66"), NOON) <= timedelta(seconds=10)


def test_a_network_of_one_customer_is_one_address(db: None):
    for number in range(30):
        tries.take(Guesser(f"guess-{number}", f"2001:db8::{number:x}"), NOON)

    assert tries.take(Guesser("1023", "2001:db8::ffff"), NOON) > timedelta()


def test_a_whole_hall_signs_in_from_one_address(db: None):
    for number in range(100):
        who = Guesser(f"clerk-{number}", "10.0.0.1")
        assert not tries.take(who, NOON)
        tries.give_back(who, NOON)


def test_rows_that_say_nothing_any_more_are_swept_away(db: None):
    for number in range(20):
        tries.take(Guesser(f"guess-{number}", f"10.0.0.{number}"), NOON)
    tries.give_back(Guesser("1023", "10.0.0.1"), NOON + timedelta(hours=1))

    assert SignInTries.objects.count() <= 2


def test_the_page_speaks_the_language_asked_for(client: Client, db: None):
    assert 'lang="zh-Hans"' in client.get("/sign-in").content.decode()

    answer = client.post("/language", {"language": "en", "next": "/sign-in"}, follow=True)

    assert "<h1>Sign in</h1>" in answer.content.decode()
    assert 'lang="en"' in answer.content.decode()


def test_a_language_that_was_kept_comes_along_to_another_browser(client: Client, person: Account):
    sign_in(client, "1023", PASSWORD)
    client.post("/language", {"language": "en", "keep": "yes", "next": "/account"})
    elsewhere = Client()

    sign_in(elsewhere, "1023", PASSWORD)

    assert 'lang="en"' in elsewhere.get("/windows").content.decode()


@pytest.mark.parametrize("many", [150, pytest.param(1_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("trusted", [False, True])
def test_spoofed_addresses_buy_no_more_than_ten_guesses(
    client: Client, person: Account, settings, trusted, many
):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1")] if trusted else []

    statuses = [
        sign_in(
            client, "1023", "wrong", **{"X-Forwarded-For": f"10.{n // 50}.{n % 50}.1"}
        ).status_code
        for n in range(many)
    ]

    assert statuses.count(401) <= 10
    assert set(statuses) == {401, 429}

"""Signing in: one sentence for every wrong part, and guessing that gets slower."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from collector.accounts import tries
from collector.accounts.models import Account, SignInTries

PASSWORD = "a-good-password"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def person(db: None, settings) -> Account:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Account.objects.create_user("1023", password=PASSWORD)


def sign_in(client: Client, name: str, password: str, onward: str = ""):
    return client.post(
        "/sign-in", {"username": name, "password": password, "next": onward},
        headers={"Accept-Language": "en"},
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
    assert "The account or the password is not right." in answer.content.decode()
    assert "4 tries left" in answer.content.decode()
    assert client.get("/windows").status_code == 302


def test_an_account_that_was_switched_off_stays_out(client: Client, person: Account):
    Account.objects.update(is_active=False)

    assert sign_in(client, "1023", PASSWORD).status_code == 401


def test_after_five_failures_even_the_right_password_has_to_wait(client: Client, person: Account):
    for _ in range(5):
        sign_in(client, "1023", "wrong")

    answer = sign_in(client, "1023", PASSWORD)

    assert answer.status_code == 429
    assert "Too many tries. Wait 5 seconds" in answer.content.decode()


def test_the_right_password_forgives_the_slips_before_it(client: Client, person: Account):
    for _ in range(4):
        sign_in(client, "1023", "wrong")
    sign_in(client, "1023", PASSWORD)

    assert tries.tries_left("1023", "127.0.0.1") == 5
    assert set(SignInTries.objects.values_list("count", flat=True)) == {0, 4}


def test_signing_out_ends_the_session(client: Client, person: Account):
    sign_in(client, "1023", PASSWORD)

    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/windows").status_code == 302


def test_the_delay_grows_and_ends_and_is_forgotten_after_a_day(db: None):
    at, waits = NOON, []
    for _ in range(16):
        while wait := tries.take("1023", "10.0.0.7", at):
            waits.append(wait)
            at += wait
        at += timedelta(milliseconds=1)

    assert waits[:4] == [timedelta(seconds=s, milliseconds=-1) for s in (5, 10, 20, 40)]
    assert max(waits) <= timedelta(minutes=15)
    assert not tries.take("1023", "10.0.0.7", at + timedelta(days=2))
    assert tries.tries_left("1023", "10.0.0.7") == 4


def test_guessing_elsewhere_does_not_lock_a_colleague_out(db: None):
    for _ in range(10):
        tries.take("1023", "10.0.0.66", NOON)

    assert not tries.take("1023", "10.0.0.7", NOON)


def test_guessing_at_everybody_from_one_address_is_slowed_down(db: None):
    for number in range(31):
        tries.take(f"guess-{number}", "10.0.0.66", NOON)

    assert tries.take("1023", "10.0.0.66", NOON) > timedelta()


def test_guessing_from_an_address_never_stops_the_hall_for_long(db: None):
    at = NOON
    for number in range(60):
        at += tries.take(f"guess-{number}", "10.0.0.66", at) + timedelta(milliseconds=1)

    assert tries.take("1023", "10.0.0.66", at) <= timedelta(minutes=1)


@pytest.mark.parametrize(("https", "counted"), [(True, "10.9.9.9"), (False, "127.0.0.1")])
def test_only_a_proxy_of_the_hall_is_believed_about_addresses(
    client: Client, person: Account, settings, https, counted
):
    settings.HTTPS = https

    client.post(
        "/sign-in", {"username": "1023", "password": "wrong"},
        headers={"X-Forwarded-For": "1.2.3.4, 10.9.9.9"},
    )  # fmt: skip

    assert SignInTries.objects.filter(account="1023", address=counted).exists()


def test_a_whole_hall_signs_in_from_one_address(db: None):
    for number in range(100):
        assert not tries.take(f"clerk-{number}", "10.0.0.1", NOON)
        tries.forgive(f"clerk-{number}", "10.0.0.1", NOON)


def test_the_page_speaks_the_language_asked_for(client: Client, db: None):
    assert 'lang="zh-Hans"' in client.get("/sign-in").content.decode()

    answer = client.post("/language", {"language": "en", "next": "/sign-in"}, follow=True)

    assert "<h1>Sign in</h1>" in answer.content.decode()
    assert 'lang="en"' in answer.content.decode()

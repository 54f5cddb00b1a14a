"""An authenticator app, recovery codes, and roles that need them."""

import re
import time

import pyotp
import pytest
from django.test import Client
from django.utils.timezone import now

from collector.accounts import second_factor
from collector.accounts.models import Account, RecoveryCode, SecondFactor

PASSWORD = "a-good-password"


@pytest.fixture
def app(person: Account) -> pyotp.TOTP:
    """The person's app, set up and not used since."""
    app = pyotp.TOTP(second_factor.begin(person))
    assert second_factor.confirm(person, app.at(time.time() - 30), now())
    return app


def sign_in(code: str = "", password: str = PASSWORD, **more: str) -> int:
    form = {"username": "1023", "password": password, "code": code, **more}
    return Client(REMOTE_ADDR="10.0.0.9").post("/sign-in", form).status_code


def test_an_app_is_set_up_by_its_first_code_and_gives_recovery_codes(at_home: Client):
    html = at_home.get("/account/second-factor").content.decode()
    app = pyotp.TOTP(re.search(r'class="key">([A-Z2-7 ]+)<', html)[1].replace(" ", ""))
    form = {"do": "confirm", "password": PASSWORD}

    wrong = at_home.post("/account/second-factor", form | {"code": "000000"})
    right = at_home.post("/account/second-factor", form | {"code": app.now()})

    assert wrong.status_code == 422
    assert "The code is not right." in wrong.content.decode()
    assert (
        len(set(re.findall(r"<li><code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", right.content.decode())))
        == 10
    )
    assert second_factor.is_on(Account.objects.get())


def test_the_same_sentence_for_a_wrong_password_and_for_a_wrong_code(person, app):
    def said(**form: str) -> str:
        client = Client(headers={"Accept-Language": "en"}, REMOTE_ADDR="10.0.0.9")
        html = client.post("/sign-in", {"username": "1023", **form}).content.decode()
        return re.search(r'role="alert">.*?<span>(.*?)\d', html)[1]

    assert said(password="wrong", code=app.now()) == said(password=PASSWORD, code="000000")


def test_a_code_opens_once_and_an_older_one_never(person, app):
    used, older = app.now(), app.at(time.time() - 30)

    assert [sign_in(used), sign_in(used), sign_in(older), sign_in("")] == [302, 401, 401, 401]


@pytest.mark.parametrize("typed", ["{} {}", " {}{} "])
def test_a_code_may_be_typed_with_spaces(person, app, typed):
    code = app.now()

    assert sign_in(typed.format(code[:3], code[3:])) == 302


@pytest.mark.parametrize(
    "typed", ["١٢٣٤٥٦", "12345", "1234567", "abcdef", "\N{FULLWIDTH DIGIT ONE}"]
)
def test_what_is_no_code_is_refused(person, app, typed):
    assert sign_in(typed) == 401


def test_a_recovery_code_opens_once_and_nothing_of_it_is_kept_in_clear(person, app):
    codes = second_factor.new_recovery_codes(person)

    assert sign_in(recovery=codes[3].upper()) == 302
    assert sign_in(recovery=codes[3]) == 401
    assert second_factor.recovery_left(person) == 9
    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))


def test_the_secret_is_not_kept_in_clear_and_another_key_makes_it_useless(person, app, settings):
    assert app.secret not in SecondFactor.objects.get().secret

    settings.SECRET_KEY = "another"

    assert sign_in(app.now()) == 401


def test_a_role_that_needs_it_opens_nothing_before(at_home: Client, person, settings):
    settings.SECOND_FACTOR_ROLES = ["administrator"]

    assert at_home.get("/windows")["Location"] == "/account/second-factor"
    assert at_home.get("/windows/live").status_code == 403
    assert at_home.get("/account/second-factor").status_code == 200
    second_factor.confirm(person, pyotp.TOTP(second_factor.begin(person)).now(), now())
    assert at_home.get("/windows").status_code == 200


def test_removing_it_takes_the_password_and_a_code(at_home: Client, person, app):
    codes = second_factor.new_recovery_codes(person)

    def remove(password: str, code: str) -> int:
        form = {"do": "remove", "password": password, "code": code}
        return at_home.post("/account/second-factor", form).status_code

    assert [remove("wrong", app.now()), remove(PASSWORD, "000000")] == [422, 422]
    assert second_factor.is_on(person)
    assert remove(PASSWORD, codes[0]) == 302
    assert not second_factor.is_on(person)

"""Guessing and racing against a real server on each database."""

import secrets
import time

import pytest
import requests
from django.core import signing

from collector.accounts import devices
from tests.collector.accounts.people import Browser, at_once, make_account, set_up_app
from tests.collector.conftest import Here

STEP = 30


@pytest.fixture
def password(collector: Here, request: pytest.FixtureRequest) -> tuple[str, str]:
    name = f"p-{abs(hash(request.node.nodeid)) % 10**9}"
    return name, make_account(collector, name)


def browsers(collector: Here, number: int) -> list[Browser]:
    """Many browsers that have all loaded the form: one token is as good as another."""
    first = Browser(collector.url)
    first.get("/sign-in")
    made = [Browser(collector.url) for _ in range(number)]
    for browser in made:
        browser.cookies.update(first.cookies)
    return made


def test_invented_addresses_buy_no_more_than_ten_guesses(collector: Here, password):
    name, right = password
    (browser,) = browsers(collector, 1)

    answers = [
        browser.sign_in(name, f"guess {number}", **{"X-Forwarded-For": f"10.{number % 250}.0.1"})
        for number in range(60)
    ]

    assert answers.count(401) <= 10
    assert set(answers) == {401, 429}
    assert browser.sign_in(name, right) == 429


def test_many_guesses_at_the_same_moment_are_as_many(collector: Here, password):
    name, _right = password

    answers = at_once((one, name, "wrong", "") for one in browsers(collector, 40))

    assert answers.count(401) <= 10
    assert set(answers) <= {401, 429}


@pytest.mark.parametrize("many", [10, pytest.param(50, marks=pytest.mark.soak)])
def test_a_code_is_good_for_one_of_many_at_the_same_moment(collector: Here, password, many: int):
    name, right = password
    owner = browsers(collector, 1)[0]
    assert owner.sign_in(name, right) == 302
    app, codes = set_up_app(owner, right)
    known = [known_browser(collector, one, name) for one in browsers(collector, many + 4)]
    newer = app.at(int(time.time()) + STEP)

    answers = at_once((one, name, right, newer) for one in known[:many])
    recovered = at_once((one, name, right, codes[0]) for one in known[many:])

    assert sorted(set(answers)) == [302, 401]
    assert answers.count(302) == 1
    assert recovered.count(302) == 1


def known_browser(collector: Here, browser: Browser, name: str) -> Browser:
    """Give it the mark of one that was in before: so the throttle is not what stops it."""
    secret = (collector.data / "secret.key").read_text().strip()
    marks = {name: secrets.token_urlsafe(12)}
    browser.cookies[devices.COOKIE] = signing.dumps(marks, key=secret, salt=devices.SALT)
    return browser


def test_an_open_stream_ends_when_the_account_is_switched_off(collector: Here, password):
    name, right = password
    (browser,) = browsers(collector, 1)
    assert browser.sign_in(name, right) == 302
    with requests.Session() as http:
        http.trust_env = False
        http.cookies.update(browser.cookies)
        with http.get(f"{collector.url}/windows/live", stream=True, timeout=20) as stream:
            lines = stream.iter_lines(chunk_size=None)
            assert next(lines) == b"retry: 1000"

            collector.command("account", "disable", name)

            # The reading ends only when the server closes the answer, in good order.
            assert len([line for line in lines if line.startswith(b"event: beat")]) < 15
        assert http.get(f"{collector.url}/windows/live", timeout=20).status_code == 403

"""Sessions: listed, ended, limited; and the streams that hang on them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils.timezone import now

from collector.accounts import passwords
from collector.accounts.agents import device_words
from collector.accounts.door import Door, Watch, over
from collector.accounts.grants import of_account
from collector.accounts.models import Account, Session
from collector.accounts.pages.own import session_mark
from collector.accounts.roles import Permission, Role

PASSWORD = "a-good-password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def enter(password: str = PASSWORD, **more: str) -> Client:
    client = Client(headers={"Accept-Language": "en", "User-Agent": FIREFOX}, **more)
    assert client.post("/sign-in", {"username": "1023", "password": password}).status_code == 302
    return client


def open_(client: Client) -> bool:
    return client.get("/windows").status_code == 200


def age(client: Client, **marks: timedelta) -> None:
    session = client.session
    for name, span in marks.items():
        session[name] = (now() - span).isoformat()
    session.save()


def test_sessions_are_listed_with_device_and_address(person: Account, at_home: Client):
    enter(REMOTE_ADDR="10.0.0.7")

    html = at_home.get("/account").content.decode()

    assert "Firefox · Windows" in html
    assert "10.0.0.7" in html
    assert html.count("this one") == 1


def test_a_session_is_ended_from_another_one(person: Account, at_home: Client):
    other = enter()

    at_home.post("/account/sessions", {"session": session_mark(other.session.session_key)})

    assert (open_(at_home), open_(other)) == (True, False)


def test_all_others_are_ended_and_nobody_elses(person: Account, at_home: Client):
    stranger = Account.objects.create_user("2044", password=PASSWORD)
    stranger.roles.create(role=Role.VIEWER)
    theirs, mine = Client(), enter()
    theirs.force_login(stranger)

    at_home.post("/account/sessions", {"session": session_mark(theirs.session.session_key)})
    at_home.post("/account/sessions", {"session": "others"})

    assert (open_(at_home), open_(mine), open_(theirs)) == (True, False, True)


def test_changing_the_password_ends_all_sessions(person: Account, at_home: Client):
    other = enter()
    form = {"password": PASSWORD, "new": "three-quiet-words", "again": "three-quiet-words"}

    answer = at_home.post("/account/password", form, follow=True)

    assert "The password was changed." in answer.content.decode()
    assert (open_(at_home), open_(other)) == (False, False)
    assert open_(enter("three-quiet-words"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"password": "wrong"}, "The password you have now is not right."),
        ({"again": "something-else"}, "The two new passwords are not the same."),
        ({"new": "short", "again": "short"}, "This password is too short"),
        ({"new": "12345678901234", "again": "12345678901234"}, "entirely numeric"),
        ({"new": PASSWORD, "again": PASSWORD}, "The new password is the old one."),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_its_reason(at_home, form, said):
    whole = {"password": PASSWORD, "new": "three-quiet-words", "again": "three-quiet-words"} | form

    answer = at_home.post("/account/password", whole)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_temporary_password_opens_only_the_page_to_change_it(person: Account):
    passwords.set_password(person, "given-by-hand-1", temporary=True)
    client = enter("given-by-hand-1")

    assert client.get("/windows")["Location"] == "/account/password"
    form = {"password": "given-by-hand-1", "new": "three-quiet-words", "again": "three-quiet-words"}
    client.post("/account/password", form)
    assert open_(enter("three-quiet-words"))


@pytest.mark.parametrize(
    ("marks", "wall", "stays"),
    [
        ({"seen": timedelta(minutes=119)}, False, True),
        ({"seen": timedelta(minutes=121)}, False, False),
        ({"began": timedelta(hours=13)}, False, False),
        ({"began": timedelta(days=80), "seen": timedelta(days=80)}, True, True),
        ({"began": timedelta(days=91)}, True, False),
    ],
)
def test_a_session_ends_by_itself(person: Account, at_home: Client, marks, wall, stays):
    Account.objects.update(wall=wall)
    age(at_home, **marks)

    assert open_(at_home) is stays


def test_a_page_that_is_used_keeps_its_session(person: Account, at_home: Client):
    age(at_home, seen=timedelta(minutes=100))

    assert open_(at_home)

    assert now() - Session.objects.get().seen < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        ("(Linux; Android 14) Chrome/140 Safari/537 MicroMessenger/8", "WeChat · Android"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge · Windows"),
        ("curl/8", ""),
    ],
)  # fmt: skip
def test_a_device_is_named(agent: str, words: str):
    assert device_words(agent) == words


class Events:
    """A stream that goes on for ever."""

    def __init__(self) -> None:
        self.closed = False

    async def run(self) -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"event"
                await asyncio.sleep(0)
        finally:
            self.closed = True


def test_a_stream_ends_when_it_is_over_and_the_others_go_on(person: Account, at_home: Client):
    request = RequestFactory().get("/windows/live")
    request.user, request.session = person, at_home.session
    ended = asyncio.Event()
    events = Events()

    async def watch() -> int:
        door = Door(lambda watches: set(watches) if ended.is_set() else set(), period=0.01)
        stream = door.while_allowed(request, Permission.SEE_WINDOWS, events.run())
        seen = 0
        async for _event in stream:
            seen += 1
            if seen == 3:
                ended.set()
        return seen

    # What the door asks is answered without the database here; `over` has tests of its own.
    request.grants = of_account(person.pk)
    assert asyncio.run(asyncio.wait_for(watch(), 10)) >= 3
    assert events.closed


CHANGES = {
    "nothing": (lambda who: who, False),
    "the session": (lambda who: who.sessions.all().delete(), True),
    "the role": (lambda who: who.roles.all().delete(), True),
    "another role": (lambda who: who.roles.create(role=Role.AUDITOR), False),
    "the account": (lambda who: Account.objects.filter(pk=who.pk).update(is_active=False), True),
    "idle": (lambda who: who.sessions.update(seen=now() - timedelta(hours=3)), True),
    "old": (lambda who: who.sessions.update(began=now() - timedelta(hours=13)), True),
}


@pytest.mark.parametrize(("change", "ends"), CHANGES.values(), ids=CHANGES)
def test_what_ends_a_stream(person: Account, at_home: Client, change, ends):
    watch = Watch(at_home.session.session_key, person.pk, Permission.SEE_WINDOWS, ("/",))

    change(person)

    assert (watch in over([watch])) is ends

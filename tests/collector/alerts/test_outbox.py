"""What is in the outbox leaves at least once, under one key, and is given up in time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from collector.accounts import secret_box
from collector.accounts.roles import Role
from collector.alerts.models import AllowedHost, Delivery, Endpoint, Webhook
from collector.alerts.outward.calling import Caller
from collector.alerts.sending import push, signing
from collector.alerts.sending.courier import LEASE
from collector.alerts.sending.outcomes import Outcome, Result
from collector.alerts.sending.pacing import LONGEST, wait
from collector.alerts.sending.ways import SECRET, Ways
from collector.organisation.models import Node
from collector.reports.mailing.post import Server
from tests.collector.alerts.a_hall import (
    City,
    Noted,
    Time,
    bad,
    courier,
    person,
    seen,
    silent,
)
from tests.collector.alerts.listening import Listener, Names, listening
from tests.collector.alerts.test_hostile_targets import LOOPBACK
from tests.collector.alerts.test_push import AUTH, BROWSER
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db
BUSY = Result(Outcome.BUSY, "503", again=True)


@pytest.fixture
def officer(city: City) -> None:
    person("officer", Role.CASE_OFFICER, city.hall)


@pytest.fixture
def receiver() -> Iterator[Listener]:
    with listening() as found:
        yield found


def make_hook(place: Node, address: str, name: str = "chat") -> tuple[Webhook, str]:
    secret = signing.new_secret()
    made = Webhook.objects.create(
        place=place, name=name, address=address, secret=secret_box.close(secret, SECRET),
        kinds="bad-ratings,terminals", made_at=Time()(), made_by="admin",
    )  # fmt: skip
    return made, secret


def allow(listener: Listener, host: str) -> str:
    AllowedHost.objects.create(
        secure=False, host=host, port=listener.port, made_at=Time()(), made_by="admin"
    )
    return f"http://{host}:{listener.port}/hook"


def calling() -> Ways:
    names = Names({"chat.example.cn": [("127.0.0.1",)], "push.example.net": [("127.0.0.1",)]})
    return Ways(lambda: Server("smtp://127.0.0.1:1"), Caller(resolve=names))


@pytest.mark.usefixtures("officer")
def test_a_bad_rating_is_a_mail_without_levels_of_a_clerk_or_anybodys_words(
    city: City, clock: Time
):
    with mail_server() as mail:
        seen(bad(city.window, "2026-000007"), clock)
        ways = Ways(lambda: Server(mail.url), Caller())
        assert courier(ways, clock).go() == 1
    (message,) = mail.taken
    assert message["To"] == "officer@example.cn"
    assert message["Subject"] == "大厅 · 窗口 A01：不满意，工单 2026-000007。"
    assert "/alerts/" in message.get_content()
    assert message["Message-ID"].startswith("<alert-")


@pytest.mark.usefixtures("officer")
def test_what_fails_waits_longer_and_longer_and_is_given_up(city: City, clock: Time):
    noted = Noted(script=[BUSY] * 100)
    seen(bad(city.window), clock)
    worker = courier(noted, clock)
    waits = []
    for _ in range(100):
        worker.go()
        one = Delivery.objects.get()
        if one.state != "waiting":
            break
        waits.append((one.not_before - clock()).total_seconds())
        clock.at = one.not_before
    assert waits[:4] == [30, 60, 120, 240]
    assert max(waits) == LONGEST.total_seconds()
    assert one.state == "given-up"
    assert clock() - Time()() <= timedelta(hours=24)
    assert len({delivery.key for delivery, _things in noted.sent}) == 1


def test_waits_have_chance_in_them_and_obey_the_other_side():
    assert wait(3, lambda: 0.0) == timedelta(seconds=60)
    assert wait(3, lambda: 1.0) == timedelta(seconds=120)
    assert wait(1, lambda: 0.0, asked=600) == timedelta(seconds=600)
    assert wait(500, lambda: 1.0) == LONGEST


@pytest.mark.usefixtures("officer")
def test_a_server_that_dies_between_sending_and_writing_it_down_repeats_it_once(
    city: City, clock: Time
):
    seen(bad(city.window), clock)

    def dies() -> Result:
        raise SystemExit

    noted = Noted(script=[dies, dies])
    for _ in range(2):
        with pytest.raises(SystemExit):
            courier(noted, clock).go()
        clock.later(seconds=LEASE.total_seconds() + 1)

    assert courier(noted, clock).go() == 0
    assert len(noted.sent) == 2
    assert {one.key for one, _things in noted.sent} == {Delivery.objects.get().key}
    assert Delivery.objects.get().state == "unsure"


@pytest.mark.usefixtures("officer")
def test_a_mail_that_may_have_arrived_is_sent_once_more_under_the_same_name(
    city: City, clock: Time
):
    with mail_server() as mail:
        mail.script = ["lose", "lose", "take"]
        seen(bad(city.window), clock)
        worker = courier(Ways(lambda: Server(mail.url), Caller()), clock)
        for _ in range(5):
            worker.go()
            clock.later(minutes=5)
    assert len(mail.taken) == 2
    assert len({one["Message-ID"] for one in mail.taken}) == 1
    assert Delivery.objects.get().state == "unsure"


def test_a_webhook_is_signed_as_the_standard_has_it(
    city: City, clock: Time, receiver: Listener, settings: object
):
    settings.WEBHOOK_NETWORKS = LOOPBACK  # type: ignore[attr-defined]
    _hook, secret = make_hook(city.county, allow(receiver, "chat.example.cn"))
    seen(bad(city.window, "2026-000007"), clock)
    assert courier(calling(), clock).go() == 1

    head, _end, body = receiver.heard[0].partition(b"\r\n\r\n")
    words = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    again = signing.signed(secret, words["webhook-id"], clock(), body)
    assert words["webhook-signature"] == again["webhook-signature"]
    assert words["webhook-timestamp"] == f"{int(clock().timestamp())}"
    assert b'"type": "alert.raised"' in body
    assert b'"case": "2026-000007"' in body
    one = Delivery.objects.get()
    assert (one.state, one.outcome, one.detail) == ("sent", "taken", "204")


def test_the_published_example_of_a_signature_comes_out():
    # Standard Webhooks, its reference libraries' own test.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = Time()().fromtimestamp(1_614_265_330, tz=Time()().tzinfo)
    found = signing.signed(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert found["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_host_that_was_taken_off_the_list_is_not_called(
    city: City, clock: Time, receiver: Listener
):
    make_hook(city.hall, f"http://chat.example.cn:{receiver.port}/hook")
    seen(bad(city.window), clock)
    assert courier(calling(), clock).go() == 0
    assert receiver.came == []
    assert Delivery.objects.get().outcome == "not-listed"


def test_a_webhook_of_another_branch_hears_nothing(city: City, clock: Time, receiver: Listener):
    other = Node.objects.create(kind="hall", code="h2", path="/999/")
    make_hook(other, allow(receiver, "chat.example.cn"))
    seen(bad(city.window), clock)
    seen(silent(city.window), clock)
    assert not Delivery.objects.exists()


def test_a_browser_that_has_gone_is_forgotten(city: City, clock: Time, settings: object):
    settings.WEBHOOK_NETWORKS = LOOPBACK  # type: ignore[attr-defined]
    with listening(answer=b"HTTP/1.1 410 Gone\r\n\r\n") as service:
        address = allow(service, "push.example.net")
        account = person("it", Role.IT, city.hall)
        account.email = ""
        account.save()
        Endpoint.objects.create(
            account=account, address=address, key=push.unwritten(BROWSER),
            auth=push.unwritten(AUTH), made_at=clock(),
        )  # fmt: skip
        seen(silent(city.window), clock)
        assert courier(calling(), clock).go() == 0
    (heard,) = service.heard
    assert b"Content-Encoding: aes128gcm" in heard
    assert b"Authorization: vapid t=" in heard
    assert b"A01" not in heard
    assert not Endpoint.objects.exists()
    assert Delivery.objects.get().state == "given-up"


@pytest.mark.usefixtures("officer")
def test_what_one_worker_sends_no_other_one_does(city: City, clock: Time):
    for number in range(10):
        seen(bad(city.window, f"2026-{number}"), clock)
    others = [Noted(), Noted()]

    def meanwhile() -> Result:
        for one in others:
            courier(one, clock).go()
        return Result(Outcome.TAKEN)

    first = Noted(script=[meanwhile] * 10)
    courier(first, clock).go()
    keys = [delivery.key for one in (first, *others) for delivery, _things in one.sent]
    assert len(keys) == len(set(keys)) == 10
    assert all(one.sent for one in (first, others[0]))

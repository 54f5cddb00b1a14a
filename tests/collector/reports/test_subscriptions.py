"""A subscribed report is sent once, when it is complete or late, to who may still have it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import Role
from collector.figures import rollup
from collector.ingest.models import Log
from collector.organisation.models import Hall
from collector.reports.mailing.post import Folder, Server
from collector.reports.mailing.rounds import TRIES, Rounds
from collector.reports.models import Delivery, Subscription
from sync.protocol.catalogue import load_scales
from tests.collector.boards.rows_of_a_hall import make_closing, make_hall, make_log, make_window
from tests.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db
SCALES = load_scales()
CHINA = timezone(timedelta(hours=8))
DAY = date(2026, 3, 10)


class Time:
    """A clock in the hall's zone that moves when told to."""

    def __init__(self, hour: int = 1) -> None:
        self.at = datetime(2026, 3, 11, hour, 5, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def hall() -> Hall:
    return make_hall(name_en="City Hall")


@pytest.fixture
def log(hall: Hall) -> Log:
    return make_log(make_window(hall, "A01"))


@pytest.fixture
def subscription(hall: Hall) -> Subscription:
    account = Account.objects.create(username="1023")
    account.roles.create(role=Role.HALL_MANAGER, node=hall.node)
    return Subscription.objects.create(
        account=account, email="office@example.cn", place=hall.node, by="window", format="csv",
        language="en", cadence="day", since=DAY, made_at=datetime(2026, 3, 1, tzinfo=CHINA),
    )  # fmt: skip


def rounds(mail: MailServer, clock: Time) -> Rounds:
    return Rounds(Server(mail.url), SCALES, clock)


def delivery() -> Delivery:
    return Delivery.objects.get()


def close(log: Log, day: date = DAY, **more: Any) -> None:
    make_closing(log, day, **more)
    rollup.bring_up_to_date()


def test_it_leaves_when_the_night_is_closed_and_not_before(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    assert rounds(mail, clock).go() == 0
    close(log)
    assert rounds(mail, clock).go() == 1

    (message,) = mail.taken
    assert message["To"] == "office@example.cn"
    assert message["Subject"] == "City Hall · ratings 2026-03-10, by window"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "hall-window-2026-03-10-2026-03-10.csv"
    assert attached.get_content().startswith(b"\xef\xbb\xbf") if isinstance(
        attached.get_content(), bytes) else "City Hall" in attached.get_content()  # fmt: skip
    assert delivery().state == "sent"


def test_at_the_latest_hour_it_leaves_with_what_is_missing_in_the_subject(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    assert rounds(mail, clock).go() == 0
    clock.later(hours=8)
    assert rounds(mail, clock).go() == 1
    assert mail.taken[0]["Subject"].endswith("not all terminals have closed")


def test_it_is_sent_once_however_often_and_by_however_many_one_looks(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    workers = [rounds(mail, clock) for _ in range(3)]
    for _ in range(5):
        for worker in workers:
            worker.go()
        clock.later(minutes=30)
    assert len(mail.taken) == 1


def test_a_server_that_is_busy_is_tried_again_with_growing_waits(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    mail.script = ["later", "drop", "refuse", "take"]
    waits = []
    worker = rounds(mail, clock)
    for _ in range(3):
        assert worker.go() == 0
        waits.append((delivery().not_before - clock.at).total_seconds())
        tried = mail.connections
        assert worker.go() == 0
        assert mail.connections == tried
        clock.later(seconds=waits[-1])
    assert worker.go() == 1
    assert waits == [60, 120, 240]
    assert len(mail.taken) == 1


def test_a_message_that_may_have_arrived_is_never_sent_again(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    mail.script = ["lose"]
    worker = rounds(mail, clock)
    for _ in range(20):
        worker.go()
        clock.later(hours=3 / 20)
    assert len(mail.taken) == 1
    assert delivery().state == "unsure"
    assert "may have arrived" in delivery().sentence


def test_a_worker_that_dies_while_sending_leaves_it_unsure_and_while_making_to_another(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    Delivery.objects.create(subscription=subscription, first=DAY, last=DAY, state="making",
                            not_before=clock.at, worker="gone", beat=clock.at)  # fmt: skip
    assert rounds(mail, clock).go() == 0
    clock.later(minutes=3)
    assert rounds(mail, clock).go() == 1
    Delivery.objects.update(state="sending", worker="gone", beat=clock.at, ended_at=None)
    clock.later(minutes=3)
    assert rounds(mail, clock).go() == 0
    assert delivery().state == "unsure"
    assert len(mail.taken) == 1


def test_an_address_that_nobody_has_is_given_up_with_the_servers_words(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    mail.script = ["never"]
    rounds(mail, clock).go()
    assert delivery().state == "failed"
    assert "550 nobody" in delivery().sentence


def test_after_so_many_tries_it_is_given_up(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    mail.script = ["drop"] * 50
    for _ in range(TRIES + 5):
        rounds(mail, clock).go()
        clock.later(minutes=121)
        Subscription.objects.update(since=date(2027, 1, 1))
    assert mail.connections == TRIES
    assert delivery().state == "failed"


def test_a_right_that_was_taken_away_is_noticed_at_the_moment_of_sending(
    mail: MailServer, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    RoleHeld.objects.all().delete()
    assert rounds(mail, clock).go() == 0
    subscription.refresh_from_db()
    assert subscription.state == "paused"
    assert "may not see" in subscription.sentence
    assert mail.connections == 0


def test_without_a_mail_server_it_is_a_file_in_the_folder(
    tmp_path: Path, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    worker = Rounds(Folder(tmp_path / "mail"), SCALES, clock)
    assert worker.go() == 1
    assert worker.go() == 0
    assert [one.name for one in (tmp_path / "mail").iterdir()] == [
        f"report-{subscription.pk}-2026-03-10.eml"
    ]


def test_a_folder_that_cannot_be_written_is_tried_again(
    tmp_path: Path, clock: Time, log: Log, subscription: Subscription
):
    close(log)
    (tmp_path / "mail").write_text("in the way")
    worker = Rounds(Folder(tmp_path / "mail"), SCALES, clock)
    assert worker.go() == 0
    assert delivery().state == "waiting"
    (tmp_path / "mail").unlink()
    clock.later(minutes=2)
    assert worker.go() == 1


@pytest.mark.parametrize(
    ("cadence", "first", "last"),
    [("week", "2026-03-02", "2026-03-08"), ("month", "2026-02-01", "2026-02-28")],
)
def test_weeks_and_months_are_sent_whole(
    mail: MailServer, clock: Time, subscription: Subscription, cadence: str, first: str, last: str
):
    Subscription.objects.update(cadence=cadence, since=date(2026, 2, 1))
    rounds(mail, clock).go()
    assert (f"{delivery().first}", f"{delivery().last}") == (first, last)
    assert len(mail.taken) == 1


def test_one_subscribes_pauses_resumes_and_ends_on_the_page(hall: Hall, client: Client):
    account = Account.objects.create(username="7")
    account.roles.create(role=Role.VIEWER, node=hall.node)
    client.force_login(account)
    form = {"place": hall.node.pk, "by": "window", "format": "pdf", "cadence": "month",
            "email": "a@example.cn"}  # fmt: skip
    wrong = ({"email": "nobody"}, {"by": "staff"}, {"format": "national-csv"}, {"place": "x"},
             {"cadence": "hourly"})  # fmt: skip
    for one in wrong:
        assert client.post("/reports/subscriptions/add", form | one).status_code == 422
    assert client.post("/reports/subscriptions/add", form).status_code == 302
    made = Subscription.objects.get()
    assert "a@example.cn" in client.get("/reports/subscriptions").content.decode()
    for do, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        address = f"/reports/subscriptions/{made.pk}"
        assert client.post(address, {"do": do}).status_code == 302
        made.refresh_from_db()
        assert made.state == state
    assert "a@example.cn" not in client.get("/reports/subscriptions").content.decode()


def test_who_runs_the_accounts_of_a_branch_sees_what_leaves_it_and_may_end_it_only(
    hall: Hall, subscription: Subscription, client: Client
):
    office = Account.objects.create(username="office")
    office.roles.create(role=Role.ADMINISTRATOR, node=hall.node)
    client.force_login(office)
    address = f"/reports/subscriptions/{subscription.pk}"

    assert "office@example.cn" in client.get("/reports/subscriptions").content.decode()
    assert client.post(address, {"do": "pause"}).status_code == 422
    assert client.post(address, {"do": "end"}).status_code == 302

    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.ENDED
    assert "office@example.cn" not in client.get("/reports/subscriptions").content.decode()


def test_who_runs_no_accounts_sees_only_what_is_their_own(
    hall: Hall, subscription: Subscription, client: Client
):
    other = Account.objects.create(username="other")
    other.roles.create(role=Role.HALL_MANAGER, node=hall.node)
    client.force_login(other)

    assert "office@example.cn" not in client.get("/reports/subscriptions").content.decode()
    address = f"/reports/subscriptions/{subscription.pk}"
    assert client.post(address, {"do": "end"}).status_code == 404

"""All that addresses can be about, made for one side of the organisation and for another."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from collector.accounts.models import Account, Wall
from collector.accounts.roles import Role
from collector.alerts.models import Alert, Endpoint, Webhook
from collector.api.models import Token
from collector.improvement.models import Action
from collector.ingest.models import Log
from collector.organisation.models import Department, Duty, Hall, Item, Staff, Upload, Window
from collector.personal_data import contacts
from collector.personal_data.receipts import Receipt
from collector.reports.models import Job, Piece, Subscription
from collector.results.models import Bulletin
from collector.terminal_settings import changing
from collector.terminal_settings.models import Card, Notice, Picture
from tests.collector.boards.rows_of_a_hall import (
    count,
    make_beat,
    make_fork,
    make_hall,
    make_log,
    make_quarantined,
    make_signed_rating,
    make_standing,
    make_window,
)
from tests.collector.cases.a_case import case_of
from tests.collector.inspections.sheets_of_a_hall import inspections_of

OWN, FOREIGN = "Ourown", "Foreignone"
"""Words that stand in everything of a side: on no page of the other one may they be read."""


def make_side(word: str, code: str) -> dict[str, Any]:
    """Make a hall with all that addresses can be about, each bearing the side's word."""
    hall: Hall = make_hall(code, name=f"{word}hall", name_en=f"{word}hall")
    window = make_window(hall, f"{word}1", f"{word}window", f"{word}window")
    log = make_log(window, name=f"{word}terminal", version=f"{word}v")
    _terminal(log, word)
    revoked = make_log(window, status="revoked", name=f"{word}old")
    account = Account.objects.create(username=f"{word}person", first_name=f"{word}name")
    account.roles.create(role=Role.HALL_MANAGER, node=hall.node)
    contact = contacts.give(
        Receipt.of_rating(hall.pk, window.code, log.hex, 7), "13812345627", now()
    )
    return {
        "hall": hall.code, "node": hall.node.pk, "window": window.code, "log": log.hex,
        "revoked": revoked.hex, "account": account.pk, "account_name": account.username,
        "path": hall.node.path, "contact": contact.pk,
        **_settings(hall, word), **_organisation(hall, window, word, code),
        **_improvement(hall, window, account, word), **_readers(hall, word),
        **_reports(hall, account, word, code), **_alerts(hall, window, account, word),
        **inspections_of(hall.node, window.node, word), **case_of(window, log, word),
    }  # fmt: skip


def _terminal(log: Log, word: str) -> None:
    make_beat(log, state="fault", staff=f"{word}staff", version=f"{word}v")
    make_standing(log, staff=f"{word}staff", state="fault", cause=f"{word}cause")
    count(log, [1, 2, 3])
    make_quarantined(log, 99, word.encode(), message=f"{word}message")
    make_fork(log, [b"{}"], [b"[]"])
    make_signed_rating(log, 7, f"{word}staff")


def _settings(hall: Hall, word: str) -> dict[str, Any]:
    picture = sha256(word.encode()).hexdigest()
    Picture.objects.create(
        name=picture, kind="image/png", body=word.encode(), width=1, height=1, made_at=now()
    )
    notice = Notice.objects.create(node=hall.node, title=f"{word}title", picture=picture)
    Card.objects.create(
        staff=Staff.objects.create(hall=hall, number="1001", name=f"{word}name"), photo=picture
    )
    reason = {"code": "1", "national": 2, "zh": f"{word}reason", "en": f"{word}reason"}
    changing.decide(hall.node, {"own_catalogue": {"id": f"{word}list", "reasons": [reason]}}, word)
    return {"picture": picture, "notice": notice.pk}


def _organisation(hall: Hall, window: Window, word: str, code: str) -> dict[str, Any]:
    department = Department.objects.create(hall=hall, name=f"{word}office", name_en=f"{word}office")
    person = Staff.objects.create(
        hall=hall, department=department, number=f"{word}number", name=f"{word}clerk", post=word
    )
    Duty.objects.create(staff=person, window=window, since=date(2026, 1, 5))
    item = Item.objects.create(node=hall.node, code=f"{word}item", name=f"{word}item")
    upload = Upload.objects.create(
        token=code.ljust(32, "0"), at=now(), who=f"{word}person", name=word, content=word.encode()
    )
    return {"department": department.node.pk, "person": person.pk, "item": item.pk,
            "upload": upload.token}  # fmt: skip


def _improvement(hall: Hall, window: Window, account: Account, word: str) -> dict[str, Any]:
    bulletin = Bulletin.objects.create(
        node=hall.node, month=date(2026, 3, 1), put_right=f"{word}done", made_at=now(), made_by=word
    )
    action = Action.objects.create(
        node=window.node, title=f"{word}action", what=word, owner=account, measure="satisfied",
        wanted=95, decided_on=date(2026, 3, 1), effect_from=date(2026, 3, 2),
        judge_on=date(2026, 3, 30), made_at=now(), catalogue="national-2020-08", reason="207",
    )  # fmt: skip
    return {"action": action.pk, "bulletin": bulletin.pk}


def _readers(hall: Hall, word: str) -> dict[str, Any]:
    """Make a screen on the wall and another system, each with its secret."""
    secret = f"{word}secret"
    screen = Wall.objects.create(
        node=hall.node, name=f"{word}wall", made_at=now(), made_by=f"{word}person",
        digest=sha256(secret.encode()).hexdigest(),
    )  # fmt: skip
    token = Token.objects.create(
        node=hall.node, name=f"{word}system", digest=sha256(f"{word}token".encode()).hexdigest(),
        hint="abcd", resources=["windows"], made_at=now(), made_by=f"{word}person",
        expires_at=now() + timedelta(days=30),
    )  # fmt: skip
    return {"screen": screen.pk, "secret": secret, "token": token.pk}


def _reports(hall: Hall, account: Account, word: str, code: str) -> dict[str, Any]:
    report = Job.objects.create(
        token=f"{code}report", place=hall.node, format="csv", language="zh-hans", state="done",
        asked={"place": hall.node.pk, "first": "2026-03-01", "last": "2026-03-31", "by": "window"},
        title=f"{word}title", name=f"{word}.csv", kind="text/csv", size=len(word), made_at=now(),
    )  # fmt: skip
    Piece.objects.create(job=report, number=0, content=word.encode())
    subscription = Subscription.objects.create(
        account=account, email=f"{word}@example.cn", place=hall.node, by="window", format="csv",
        language="zh-hans", cadence="day", since=date(2026, 3, 1), made_at=now(),
    )  # fmt: skip
    return {"report": report.token, "subscription": subscription.pk}


def _alerts(hall: Hall, window: Window, account: Account, word: str) -> dict[str, Any]:
    alert = Alert.objects.create(
        condition="silent", place=window.node, raised_at=now(), looked_at=now(),
        facts={"window": window.code, "since": None, "waiting": 0},
    )  # fmt: skip
    webhook = Webhook.objects.create(
        place=hall.node, name=f"{word}hook", address=f"https://{word}.example/", secret=word,
        kinds="terminals", made_at=now(), made_by=f"{word}person",
    )  # fmt: skip
    browser = Endpoint.objects.create(
        account=account, address=f"https://{word}.example/p", key=b"", auth=b"", made_at=now(),
        name=f"{word}browser",
    )  # fmt: skip
    return {"alert": alert.pk, "webhook": webhook.pk, "browser": browser.pk}


NOWHERE = {
    "contact": "00000000-0000-4000-8000-000000000000",
    "case": "nowhere", "case_picture": "00000000-0000-4000-8000-000000000000",
    "case_contact": "00000000-0000-4000-8000-000000000000",
    "alert": 999_999, "webhook": 999_999, "browser": 999_999,
    "screen": 999_999, "secret": "nothing", "token": 999_999,
    "checklist": 999_999, "draw": 999_999,
    "inspection": UUID(int=1), "planned": UUID(int=2), "photo": UUID(int=3),
    "hall": "nowhere", "node": 999_999, "window": "nowhere", "log": "0" * 64, "revoked": "1" * 64,
    "picture": "2" * 64, "notice": 999_999,
    "report": "nowhere1", "subscription": 999_999,
    "action": 999_999, "bulletin": 999_999, "item": 999_999,
    "department": 999_999, "person": 999_999, "upload": "f" * 32, "account": 999_999,
    "account_name": "nowhere", "path": "/999999/",
}  # fmt: skip
"""What nothing is called."""

"""What messages say: a mail, a pushed sentence, the body of a webhook. No personal data."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collector.alerts.conditions import NATURES, Condition
from collector.alerts.models import Delivery, Happening
from collector.alerts.words import evidence, headline, place_name

FORM = "yiping-alert/1"


def link_to(alert: int) -> str:
    """Return the address of an alert's page, whole where phones outside reach this collector."""
    return f"{settings.PUBLIC_URL}/alerts/{alert}"


def sentence(happening: Happening, now: datetime) -> str:
    """Say one thing in one line: where, what, and whether it is over."""
    alert = happening.alert
    said = f"{place_name(alert.place)} · {headline(alert, now)}"
    return _("Over: %(what)s") % {"what": said} if alert.cleared_at else said


def mail(delivery: Delivery, things: Sequence[Happening], to: str, now: datetime) -> EmailMessage:
    """Write the mail. The same delivery always has the same Message-ID."""
    message = EmailMessage()
    message["Subject"] = _one_line(_title(delivery, things, now))
    message["From"] = settings.MAIL_FROM
    message["To"] = to
    message["Date"] = format_datetime(localtime(now))
    domain = settings.MAIL_FROM.rpartition("@")[2].strip("> ") or "localhost"
    message["Message-ID"] = f"<{delivery.key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    parts = [_paragraph(one, now) for one in things] or [
        _("This is a test. Whoever asked for it sees by it that messages arrive.")
    ]
    parts.append(
        _("What you are sent, and when not, you decide here: %(where)s")
        % {"where": f"{settings.PUBLIC_URL}/alerts/own"}
    )
    message.set_content("\n\n".join(parts) + "\n")
    return message


def pushed(delivery: Delivery, things: Sequence[Happening], now: datetime) -> bytes:
    """Write what a browser shows: a title, a line, and where it leads. One browser can read it."""
    first = things[0] if things else None
    place = f"/alerts/{first.alert_id}" if first and len(things) == 1 else "/alerts"
    text = {
        "title": _one_line(_title(delivery, things, now))[:200],
        "body": evidence(first.alert, now)[:300] if first and len(things) == 1 else "",
        "open": place, "tag": delivery.key,
    }  # fmt: skip
    return json.dumps(text, ensure_ascii=False).encode()


def hooked(delivery: Delivery, things: Sequence[Happening], now: datetime) -> bytes:
    """Write the body of a webhook: codes and counts, for a program."""
    one = things[0] if things else None
    found: dict[str, Any] = {
        "form": FORM, "key": delivery.key, "type": f"alert.{one.what}" if one else "test",
        "sent_at": _instant(now),
    }  # fmt: skip
    if one is not None:
        alert = one.alert
        found["alert"] = {
            "id": alert.pk, "condition": alert.condition,
            "good": NATURES[Condition(alert.condition)].good,
            "place": {"code": alert.place.code, "kind": alert.place.kind},
            "subject": alert.subject, "facts": one.facts, "at": _instant(one.at),
            "raised_at": _instant(alert.raised_at), "link": link_to(alert.pk),
        }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()


def _title(delivery: Delivery, things: Sequence[Happening], now: datetime) -> str:
    if delivery.test or not things:
        return _("Yiping: test message")
    if len(things) == 1:
        return sentence(things[0], now)
    number = len(things)
    return ngettext("%(n)d alert", "%(n)d alerts", number) % {"n": number}


def _paragraph(one: Happening, now: datetime) -> str:
    lines = [sentence(one, now), evidence(one.alert, now), link_to(one.alert_id)]
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _instant(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

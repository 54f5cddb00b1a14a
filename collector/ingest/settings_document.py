"""What a terminal is told: the settings document, written from the organisation."""

import json
from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings

from collector.ingest.database.session import Session
from sync.protocol.settings import (
    Announcement,
    Feedback,
    Place,
    Policy,
    Schedule,
    Settings,
    Staff,
    Window,
    write_settings,
)

RECEIPT_PATH = "R"
"""Where collector.comments answers. One capital letter, for a small QR code."""

_WINDOW = (
    "SELECT w.code, w.number, w.name, w.name_en, d.name, d.name_en, h.id, h.name, h.name_en, "
    "h.scale, h.catalogue, h.schedule, h.policy, h.announcements, h.feedback_url, h.feedback_key "
    "FROM organisation_window w JOIN organisation_hall h ON h.id = w.hall_id "
    "LEFT JOIN organisation_department d ON d.id = w.department_id WHERE w.id = %s"
)
_STAFF = (
    "SELECT number, name, post, stars FROM organisation_staff "
    "WHERE hall_id = %s AND active ORDER BY number"
)


def document_for(session: Session, window_id: int | None) -> bytes:
    """Write the document of a window; equal facts give equal bytes."""
    rows = session.rows(_WINDOW, window_id)
    if not rows:
        return write_settings(Settings(window=Window(code="-")))
    (code, number, name, name_en, department, department_en, hall, hall_name, hall_name_en,
     scale, catalogue, schedule, policy, announcements, url, key) = rows[0]  # fmt: skip
    return write_settings(Settings(
        window=Window(code=code, number=number, name=name, name_en=name_en),
        hall=Place(name=hall_name, name_en=hall_name_en),
        department=Place(name=department or "", name_en=department_en or ""),
        staff=tuple(Staff(number=n, name=who, post=post, stars=stars)
                    for n, who, post, stars in session.rows(_STAFF, hall)),
        scale=scale,
        catalogue=catalogue,
        announcements=_decided(announcements, tuple[Announcement, ...], ()),
        schedule=_decided(schedule, Schedule, Schedule()),
        policy=_decided(policy, Policy, Policy()),
        feedback=_feedback(url, key),
        timezone=settings.TIME_ZONE,
    ))  # fmt: skip


def _feedback(url: str, key: str) -> Feedback | None:
    """Say where a hall's receipt codes lead: to its own address, or to this collector's page."""
    if not url and settings.PUBLIC_URL:
        url = f"{settings.PUBLIC_URL}/{RECEIPT_PATH}"
    return Feedback(url=url, key=key) if url and key else None


def etag_of(document: bytes) -> str:
    """Return the entity tag of a document, with its quotation marks."""
    return f'"{sha256(document).hexdigest()[:32]}"'


def _decided(kept: Any, kind: Any, otherwise: Any) -> Any:
    """Read what a hall has decided; a value that no longer makes sense gives way to the default.

    A form checks what people enter; a document that a terminal refuses would help nobody.
    """
    try:
        return msgspec.convert(json.loads(kept) if isinstance(kept, str) else kept, kind)
    except (msgspec.ValidationError, ValueError):
        return otherwise

"""The settings document of a window, put together from all that the collector knows.

Reads by plain statements, so that the terminals' interface can use it on its own connections and
a page or a command on Django's.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from collector.organisation.paths import ids_of
from collector.terminal_settings.beginnings import Rows, beginnings_at
from collector.terminal_settings.merging import NOWHERE, merge, settings_from
from sync.protocol.settings import (
    MAX_ANNOUNCEMENTS,
    MAX_STAFF,
    Announcement,
    Feedback,
    Place,
    Settings,
    Staff,
    Window,
)

RECEIPT_PATH = "R"
"""Where collector.comments answers. One capital letter, for a small QR code."""
_WINDOW = (
    "SELECT w.code, w.number, w.name, w.name_en, d.name, d.name_en, h.id, h.name, h.name_en, "
    "h.feedback_url, h.feedback_key, n.path "
    "FROM organisation_window w JOIN organisation_hall h ON h.id = w.hall_id "
    "JOIN organisation_node n ON n.id = w.node_id "
    "LEFT JOIN organisation_department d ON d.id = w.department_id WHERE w.id = %s"
)
_STAFF = (
    "SELECT s.number, s.name, s.post, s.stars, c.photo, c.pin FROM organisation_staff s "
    "LEFT JOIN terminal_settings_card c ON c.staff_id = s.id "
    "WHERE s.hall_id = %s AND s.active AND (s.until IS NULL OR s.until > %s) "
    "ORDER BY s.number LIMIT %s"
)
_LAYERS = 'SELECT node_id, "values" FROM terminal_settings_layer WHERE node_id IN ({})'
_NOTICES = (
    "SELECT title, text, title_en, text_en, picture, since, until FROM terminal_settings_notice "
    "WHERE NOT ended AND (until IS NULL OR until >= %s) AND node_id IN ({}) "
    "ORDER BY id DESC LIMIT %s"
)


def settings_for(reader: Rows, window_id: int | None) -> Settings:
    """Return what a window's terminal is told; equal facts give equal settings."""
    rows = reader.rows(_WINDOW, window_id)
    if not rows:
        return NOWHERE
    (code, number, name, name_en, department, department_en, hall, hall_name, hall_name_en,
     url, key, path) = rows[0]  # fmt: skip
    begun = {one.key: one.value for one in beginnings_at(reader, path).values()}
    values = merge([begun, *layers_of(reader, path)])
    decided = settings_from(values)
    zone = decided.timezone or settings.TIME_ZONE
    # A day more on both sides of the date: terminals go by their own calendar.
    yesterday = (datetime.now(ZoneInfo(zone)) - timedelta(days=1)).date().isoformat()
    return msgspec.structs.replace(
        decided,
        window=Window(code=code, number=number, name=name, name_en=name_en),
        hall=Place(name=hall_name, name_en=hall_name_en),
        department=Place(name=department or "", name_en=department_en or ""),
        staff=tuple(
            Staff(number=n, name=who, post=post, stars=stars, photo=photo or "", pin=pin or "")
            for n, who, post, stars, photo, pin in reader.rows(_STAFF, hall, yesterday, MAX_STAFF)
        ),
        announcements=_notices(reader, path, yesterday),
        feedback=_feedback(values.get("feedback.url") or url, key),
        neighbours=tuple(one for one in decided.neighbours if one.code != code),
        timezone=zone,
    )


def layers_of(reader: Rows, path: str) -> list[dict[str, Any]]:
    """Return the layers of a node and of those above it, from the root down."""
    ids = ids_of(path)
    if not ids:
        return []
    kept = dict(reader.rows(_LAYERS.format(_marks(ids)), *ids))
    return [_read(kept[one]) for one in ids if one in kept]


def _notices(reader: Rows, path: str, yesterday: str) -> tuple[Announcement, ...]:
    ids = ids_of(path)
    if not ids:
        return ()
    rows = reader.rows(_NOTICES.format(_marks(ids)), yesterday, *ids, MAX_ANNOUNCEMENTS)
    return tuple(
        Announcement(
            title=title, text=text, title_en=title_en, text_en=text_en, picture=picture,
            since=_day(since), until=_day(until),
        )
        for title, text, title_en, text_en, picture, since, until in rows
    )  # fmt: skip


def _feedback(url: str, key: str) -> Feedback | None:
    """Say where a hall's receipt codes lead: to its own address, or to this collector's page.

    Of its own page the collector knows that something can be written there.
    """
    ours = f"{settings.PUBLIC_URL}/{RECEIPT_PATH}" if settings.PUBLIC_URL else ""
    url = url or ours
    return Feedback(url=url, key=key, comments=url == ours) if url and key else None


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _day(value: Any) -> str | None:
    """Return a date as the contract writes it; SQLite gives texts already."""
    return None if value is None else str(value)[:10]


def _read(kept: Any) -> dict[str, Any]:
    value = json.loads(kept) if isinstance(kept, str) else kept
    return value if isinstance(value, dict) else {}

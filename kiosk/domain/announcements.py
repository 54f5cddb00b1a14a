"""Which announcements are in force on a date."""

from collections.abc import Iterable
from datetime import date

from sync.protocol.settings import Announcement


def in_force(announcements: Iterable[Announcement], today: date) -> tuple[Announcement, ...]:
    """Return those whose days include `today`, in their order; both ends are included."""
    day = today.isoformat()
    return tuple(
        notice
        for notice in announcements
        if (notice.since is None or notice.since <= day)
        and (notice.until is None or day <= notice.until)
    )

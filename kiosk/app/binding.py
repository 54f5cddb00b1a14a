"""Whom and what a rating belongs to: an answer before it, an invitation, or whoever is on duty."""

from typing import Any

from msgspec import UNSET

from kiosk.app.screens import Rate
from sync.protocol.entries import Rating, Visit


def binding(
    asked: Rate, before: Rating | None, visit: Visit | None, staff: str | None
) -> dict[str, Any]:
    """Return the mode of a rating and the fields by which it belongs to something.

    before: the answer given last at this sitting. visit: whose rating was asked for.
    staff: who is on duty now.
    """
    if asked.replaces is not None and before is not None:
        return {
            "mode": before.mode,
            "staff": given(before.staff),
            "visit": given(before.visit),
            "replaces": asked.replaces,
            "repeat": before.repeat,
        }
    if asked.invitation is not None:
        # Whoever was on duty when it was asked for, also when they have gone since.
        asker = staff if visit is None else visit.staff
        return {"mode": "invited", "staff": asker, "visit": asked.invitation.visit}
    return {"mode": "walk-up", "staff": staff}


def given(value: Any) -> Any:
    """Return what an entry's field holds; None where it has none."""
    return None if value is UNSET else value

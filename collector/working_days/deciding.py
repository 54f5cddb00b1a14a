"""Deciding that people work on a day, or that they do not."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

from collector.accounts import audit
from collector.accounts.audit import By, name_of
from collector.organisation.models import Node
from collector.working_days.models import DayDecided

_LONGEST_SOURCE = 200
_WORDS = {True: "work", False: "off", None: "calendar"}


class DayError(ValueError):
    """A day cannot be decided like that; the text says why, zh · en."""


def decide_days(
    days: list[date], *, works: bool | None, node: Node | None, source: str, by: By
) -> int:
    """Decide some days for a branch, or for everywhere without one; return how many.

    None: the calendar holds again. Open cases' deadlines follow within seconds.
    """
    if not source.strip() or len(source) > _LONGEST_SOURCE:
        raise DayError(
            "请写明依据（通知名称或文号，不超过 200 字） · say on which notice it rests, in "
            "at most 200 characters"
        )
    with transaction.atomic():
        DayDecided.objects.bulk_create(
            DayDecided(
                day=day, node=node, works=works, source=source.strip(), decided_at=now(),
                decided_by=name_of(by),
            )
            for day in sorted(set(days))
        )  # fmt: skip
        audit.record(
            by, "working-day.decided", f"day:{min(days)}", branch=node.path if node else "",
            detail={"days": sorted({day.isoformat() for day in days}), "works": _WORDS[works],
                    "source": source.strip()},
        )  # fmt: skip
    return len(set(days))

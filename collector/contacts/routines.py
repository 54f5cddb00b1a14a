"""Erases what is due."""

from django.utils.timezone import now

from collector.contacts.erasing import erase_due
from collector.routine import Chore, Routine

EVERY, FIRST = 1800.0, 60.0


def routines() -> tuple[Routine, ...]:
    """Return what this room does of itself."""
    trouble = ("what is due could not be erased", "到期内容暂未删除")
    return (Routine("erasing", trouble, Chore(lambda _: erase_due(now()), EVERY, first=FIRST)),)

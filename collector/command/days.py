"""Which day a command is told."""

from datetime import date
from typing import TypeVar

from collector.command import CommandError

T = TypeVar("T", date, None)


def day_of(text: str | None, otherwise: T) -> date | T:
    """Return the day that a text is; something else where there is none. Raises CommandError."""
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise CommandError(f"{text}: a day is YYYY-MM-DD · 日期写作 YYYY-MM-DD", 2) from error

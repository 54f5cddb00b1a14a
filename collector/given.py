"""Reads what an address or a form gives, where nothing can be trusted and nothing may fail."""

from datetime import date

from django.utils.dateparse import parse_date

_LONGEST = 18
"""Digits: what either database can look for as an id."""


def number_in(text: str) -> int | None:
    """Return the number that a text is; None for anything else, and for a longer one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def line_in(text: str, longest: int) -> str:
    """Return a text without space around it and without zeros, which no database keeps."""
    return text.strip()[:longest].replace("\0", "")


def day_in(text: str) -> date | None:
    """Return the day that a text is; None for anything else."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None

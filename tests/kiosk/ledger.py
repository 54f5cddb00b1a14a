"""Entries for tests, and a journal filled with them."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal, Opened
from sync.protocol.entries import Boot, Rating

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108 -- for speed
"""Where folders that need no real disk go."""
DAY = "2026-11-22"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def boot(**fields: Any) -> Boot:
    return Boot(**({"at": AT, "boot": 1, "up": 0, "clock": "ok", "version": "0.1.0"} | fields))


def rating(up: int = 1000, **fields: Any) -> Rating:
    plain = {
        "at": AT + timedelta(milliseconds=up), "boot": 1, "up": up, "clock": "ok",
        "window": "A01", "scale": "satisfaction-3", "level": "satisfied",
        "mode": "walk-up", "elapsed": 900,
    }  # fmt: skip
    return Rating(**(plain | fields))


def opened(journal: Journal, date: str = DAY) -> Opened:
    return journal.open(date).result(30)


def fill(data: Path, entries: int) -> Opened:
    """Write a boot entry and ratings, and close the journal."""
    journal = Journal(data)
    try:
        facts = opened(journal)
        journal.append(boot()).result(30)
        for number in range(1, entries):
            journal.append(rating(up=number * 10_000)).result(30)
        return facts
    finally:
        journal.close()


def tamper(data: Path, *statements: str) -> None:
    """Do to a closed journal what somebody with a database tool could do."""
    connection = sqlite3.connect(data / JOURNAL_FILE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


UNLOCKED = ("DROP TRIGGER entry_is_never_changed", "DROP TRIGGER entry_is_never_deleted")

# ruff: noqa: SLF001 -- the control reaches in for what the journal has no switch for
"""A program that writes to a journal as the window does, and says what it was told was stored.

Run by the tests of power cuts, kills and failing disks, unmodified but for `--normal`: that sets
synchronous=NORMAL on the open connection, and is the control that has to lose what was promised.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.journal import database
from kiosk.journal.journal import Journal, Opened, Stored
from kiosk.journal.reader import Tail
from kiosk.journal.store import body_of
from sync.protocol import chain
from sync.protocol.entries import Boot, Rating, Stamp

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def say(*words: object) -> None:
    """Write at once: nothing that was said may be lost when the program is killed."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def become_later() -> None:
    """Make this process a later version of the program, whose journal has a table more."""
    database.MIGRATIONS = (
        *database.MIGRATIONS,
        lambda connection: connection.execute("CREATE TABLE later (one INTEGER) STRICT") and None,
    )
    database.SCHEMA_VERSION = len(database.MIGRATIONS)


def promised(journal: Journal, entry: Boot | Rating) -> tuple[int, str]:
    """Say where an entry will be stored, if it ever is."""
    tail = journal._store.tail if journal._store else Tail(0, b"")
    return tail.position + 1, chain.extend(tail.digest, body_of(entry)).hex()


def asked_for() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--normal", action="store_true")
    parser.add_argument("--patient", action="store_true", help="try again until all are stored")
    parser.add_argument("--hasty", action="store_true", help="thank before it is stored")
    parser.add_argument("--later", action="store_true", help="be a version with another migration")
    return parser.parse_args()


def open_log(journal: Journal, attempts: int) -> Opened | None:
    for _ in range(attempts):
        try:
            return journal.open("2026-11-22").result(60)
        except StorageUnavailable as error:
            sys.stderr.write(f"{error}\n")
    return None


def store(journal: Journal, entry: Boot | Rating, name: str, *, patient: bool) -> Stored | None:
    """Store an entry, as often as it takes where patient; None where it is to be tried again."""
    try:
        return journal.append(entry).result(60)
    except StorageUnavailable:
        say("REFUSED", name)
        if not patient:
            raise
        try:
            again = journal.open("2026-11-22").result(60)
        except StorageUnavailable:
            return None
        if again.arrived is not None:
            say("ARRIVED", again.arrived.position)
        return again.arrived


def main() -> int:
    options = asked_for()
    if options.later:
        become_later()
    journal = Journal(options.data)
    started = time.monotonic_ns()
    opened = open_log(journal, 20 if options.patient else 1)
    if opened is None:
        return 3
    say("OPEN", opened.log, opened.tail.position, int(opened.aside is not None))
    if options.normal:
        connection = journal._store.connection if journal._store else None
        assert connection is not None
        journal._submit(lambda: connection.execute("PRAGMA synchronous = NORMAL")).result(60)
    boot = opened.latest["boot"][1].boot + 1 if "boot" in opened.latest else 1
    written = 0
    while written < options.entries:
        up = (time.monotonic_ns() - started) // 1_000_000
        stamp = {"at": AT, "boot": boot, "up": up, "clock": "ok"}
        entry = (
            Rating(**stamp, window="A01", scale="satisfaction-3", level="satisfied",
                   mode="walk-up", elapsed=written)
            if written
            else Boot(**stamp, version="0.1.0")
        )  # fmt: skip
        say("TAP", boot, written)
        if options.hasty:
            say("THANKS", *promised(journal, entry))
        try:
            stored = store(journal, entry, f"{boot} {written}", patient=options.patient)
        except StorageUnavailable as error:
            sys.stderr.write(f"{error}\n")
            return 4
        if stored is None:
            continue
        if not options.hasty:
            say("THANKS", stored.position, stored.digest.hex())
        written += 1
    say("DAY", journal.close_day("2026-11-22", Stamp(at=AT, boot=boot, up=10**6, clock="ok"))
        .result(60).position)  # fmt: skip
    journal.close()
    say("END")
    return 0


if __name__ == "__main__":
    sys.exit(main())

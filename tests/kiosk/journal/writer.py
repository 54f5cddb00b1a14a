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
from kiosk.journal.journal import Journal
from sync.protocol.entries import Boot, Rating, Stamp

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def say(*words: object) -> None:
    """Write at once: nothing that was said may be lost when the program is killed."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--normal", action="store_true")
    parser.add_argument("--patient", action="store_true", help="try again until all are stored")
    options = parser.parse_args()
    journal = Journal(options.data)
    started = time.monotonic_ns()
    opened = None
    for _ in range(20 if options.patient else 1):
        try:
            opened = journal.open("2026-11-22").result(60)
            break
        except StorageUnavailable as error:
            sys.stderr.write(f"{error}\n")
    if opened is None:
        return 3
    say("OPEN", opened.log, opened.tail.position, int(opened.aside is not None))
    if options.normal:
        store = journal._store
        assert store is not None
        journal._submit(lambda: store.connection.execute("PRAGMA synchronous = NORMAL")).result(60)
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
        try:
            stored = journal.append(entry).result(60)
        except StorageUnavailable as error:
            say("REFUSED", boot, written)
            if not options.patient:
                sys.stderr.write(f"{error}\n")
                return 4
            try:
                again = journal.open("2026-11-22").result(60)
            except StorageUnavailable:
                continue
            if again.arrived is None:
                continue
            stored = again.arrived
            say("ARRIVED", stored.position)
        say("THANKS", stored.position, stored.digest.hex())
        written += 1
    say("DAY", journal.close_day("2026-11-22", Stamp(at=AT, boot=boot, up=10**6, clock="ok"))
        .result(60).position)  # fmt: skip
    journal.close()
    say("END")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`check`: is there a collector at an address? One question, one line of JSON, nothing changed.

The question is the one about this terminal's log: any answer in the protocol's words, a refusal
too, shows that a collector is there. It introduces nobody; that is what enrolling is for.
"""

import sys
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.journal.key import KeyDamagedError, load_or_make_key
from sync.client import Client, Patience
from sync.outcomes import Answered, NotACollector, Refused, Unreachable
from sync.protocol.errors import Errno

FOUND, UNREACHABLE, ANOTHER = 0, 4, 5
_PATIENCE = Patience(connect=6.0, read=8.0, total=15.0)
"""A person stands before the screen and waits."""


class Finding(Struct, frozen=True, kw_only=True):
    """What was found. `finding` is "collector", "not-a-collector" or a cause of silence.

    `offset`: milliseconds this device's clock is ahead of the collector's, where it told its time.
    `status`: the HTTP status of somebody who is no collector.
    """

    finding: str
    message: str = ""
    offset: int | None = None
    status: int | None = None


def check(collector: str, data: Path, ca_file: Path | None, *, version: str) -> int:
    """Ask, print the finding, return the exit status."""
    try:
        key = load_or_make_key(data)
    except (KeyDamagedError, OSError) as error:
        return _said(Finding(finding="other", message=str(error)), UNREACHABLE)
    client = Client(
        collector,
        version=version,
        now=lambda: datetime.now().astimezone(),
        ca_file=ca_file,
        patience=_PATIENCE,
    )
    try:
        outcome = client.log(key)
    finally:
        client.close()
    match outcome:
        case Answered():
            ahead = -round(client.offset.total_seconds() * 1000)
            return _said(Finding(finding="collector", offset=ahead), FOUND)
        case Refused(errno=errno):
            told = errno is Errno.CLOCK
            ahead = -round(client.offset.total_seconds() * 1000)
            return _said(Finding(finding="collector", offset=ahead if told else None), FOUND)
        case NotACollector(status=status, reason=reason):
            found = Finding(finding="not-a-collector", message=reason, status=status)
            return _said(found, ANOTHER)
        case Unreachable(reason=reason, cause=cause):
            return _said(Finding(finding=cause, message=reason), UNREACHABLE)


def _said(finding: Finding, status: int) -> int:
    sys.stdout.write(msgspec.json.encode(finding).decode() + "\n")
    sys.stdout.flush()
    return status

"""What was erased because somebody asked: names of rows, in a file beside the database.

A backup that is put back brings erased things back; this list, which no backup holds, takes them
away again. It has no content of anybody: a kind and a random id on each line.
"""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collector import environment
from collector.personal_data.models import Contact, Statement, Why

_SOME = 500


def note(kind: str, ids: Iterable[UUID]) -> None:
    """Add rows to the list once the transaction is through. kind: "contact" or "statement"."""
    lines = "".join(f"{kind} {one}\n" for one in ids)
    if lines:
        transaction.on_commit(lambda: _append(lines))


def erase_again(at: datetime) -> int:
    """Erase what the list names and the database holds; return how many. Mostly none."""
    found = 0
    for kind, model, gone in (
        ("contact", Contact, {"phone": None, "index": b""}),
        ("statement", Statement, {"text": None}),
    ):
        ids = _ids(kind)
        for first in range(0, len(ids), _SOME):
            rows = model.objects.filter(pk__in=ids[first : first + _SOME], erased_at=None)
            found += rows.update(**gone, erased_at=at, erased_why=Why.ASKED)
    return found


def _append(lines: str) -> None:
    folder = environment.data_folder()
    if not folder.is_dir():
        return
    path = folder / environment.ERASED_FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _ids(kind: str) -> list[UUID]:
    try:
        lines = (environment.data_folder() / environment.ERASED_FILE).read_text("ascii").split("\n")
    except OSError:
        return []
    # A line that a power cut left half fits no pattern.
    matches = (re.fullmatch(rf"{kind} ([0-9a-f-]{{36}})", line) for line in lines)
    return [UUID(one[1]) for one in matches if one]

"""What was erased because somebody asked: names of rows, in a file beside the database.

A backup that is put back brings erased things back; this list, which no backup holds, takes them
away again. It has no content of anybody: a kind and a random id on each line.
"""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collector import environment
from collector.personal_data.apps import personal_data
from collector.personal_data.models import Contact, Statement, Why
from collector.personal_data.receipts import Receipt

_SOME = 500


def note(kind: str, ids: Iterable[UUID]) -> None:
    """Add rows to the list once the transaction is through. kind: "contact" or "statement"."""
    lines = "".join(f"{kind} {one}\n" for one in ids)
    if lines:
        transaction.on_commit(lambda: _append(lines))


def erase_again(at: datetime) -> int:
    """Erase what the list names and the database holds; return how many. Mostly none.

    What other rooms keep of the same receipts goes too, as it did at first.
    """
    found, receipts = 0, set[Receipt]()
    for some in _parts(_ids("contact")):
        contacts = Contact.objects.filter(pk__in=some, erased_at=None)
        found += contacts.update(phone=None, index=b"", erased_at=at, erased_why=Why.ASKED)
    for some in _parts(_ids("statement")):
        statements = Statement.objects.filter(pk__in=some, erased_at=None).defer("text")
        receipts |= {one.receipt() for one in statements}
        found += statements.update(text=None, erased_at=at, erased_why=Why.ASKED)
    for receipt in receipts:
        found += sum(eraser(receipt, at) for eraser in personal_data().erasers)
    return found


def _parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    for first in range(0, len(ids), _SOME):
        yield ids[first : first + _SOME]


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

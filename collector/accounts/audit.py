"""Writes down who saw and changed what, each entry with a digest over all before it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now

from collector.accounts.addresses import address_of
from collector.accounts.models import AuditEntry, AuditHead

By = HttpRequest | str
"""Whose doing it is: the request of a person, or the name of a program."""
START = sha256(b"audit-trail/1\n").digest()
"""The digest before the first entry."""
_HEAD = 1


def record(
    by: By,
    action: str,
    about: str = "",
    *,
    branch: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry and return it. It stands or falls with the caller's transaction.

    by: a program is named like "collector account".
    action: noun.verb in lowercase, such as "window.renamed", "rating.seen", "case.exported".
    about: what it was done to, such as "window:A01"; never a phone number, a comment or a password.
    branch: the materialised path of the node it belongs to, "" for the whole organisation; an
    auditor sees the entries of the own branch.
    detail: JSON values; for a change what stood before and after, {"name": ["old", "new"]}.

    Call it last in a transaction: from here to its end all other writers of the trail wait.
    """
    account, address = _who(by)
    with transaction.atomic():
        # The lock on the head makes concurrent writers one after another, so none forks the chain.
        head, _made = AuditHead.objects.select_for_update().get_or_create(
            pk=_HEAD, defaults={"digest": START}
        )
        entry = AuditEntry(
            position=head.position + 1,
            at=now(),
            account=account[:150],
            address=address[:45],
            action=action[:64],
            about=about[:200],
            branch=branch[:500],
            detail=canonical(detail or {}),
        )
        entry.digest = extend(bytes(head.digest), entry)
        entry.save(force_insert=True)
        head.position, head.digest = entry.position, entry.digest
        head.save()
    return entry


def extend(before: bytes, entry: AuditEntry) -> bytes:
    """Return the digest after an entry, from the digest before it and what the entry says."""
    return sha256(before + body(entry)).digest()


def body(entry: AuditEntry) -> bytes:
    """Return the bytes of an entry that the digest covers: a JSON array on one line."""
    fields = (
        entry.position, written(entry.at), entry.account, entry.address, entry.action,
        entry.about, entry.branch, entry.detail,
    )  # fmt: skip
    return canonical(fields).encode()


def canonical(value: Any) -> str:
    """Write JSON the one way it is digested: keys in order, no spaces, characters as they are."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    # Neither database keeps these: a half of a pair, and a zero in a text.
    return text.encode("utf-8", "replace").decode().replace("\\u0000", "\\ufffd")


def written(at: datetime) -> str:
    """Write a moment as the digest covers it: UTC, microseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def name_of(by: By) -> str:
    """Return the account's name, or the program's."""
    return _who(by)[0][:150]


def _who(by: By) -> tuple[str, str]:
    if isinstance(by, str):
        return by, ""
    name = by.user.get_username() if by.user.is_authenticated else ""
    return name, address_of(by)

"""New passwords: chosen by a person, or made for one and shown once."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from collector.accounts import sessions, tries
from collector.accounts.models import Account

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that people mix up when they type them from a screen."""


def made() -> str:
    """Return a password of 79 bits of chance, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def problems(account: Account, password: str) -> list[str]:
    """Say what is wrong with a chosen password, in the active language; nothing if it will do."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        return list(error.messages)
    return []


def set_password(account: Account, password: str, *, temporary: bool = False) -> None:
    """Give an account a password and end every session it has. What was tried before is forgotten.

    temporary: somebody else knows it, so nothing opens before it was changed.
    """
    with transaction.atomic():
        account.set_password(password)
        account.must_change = temporary
        account.save(update_fields=["password", "must_change"])
        sessions.end_all(account)
        tries.forget(account.username)

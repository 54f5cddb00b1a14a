"""Keeps small secrets of the installation closed in the database, by the installation's own key."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def close(secret: str, purpose: str) -> str:
    """Return a secret as the database keeps it; it opens for the same purpose alone."""
    return _box(purpose).encrypt(secret.encode()).decode()


def opened(closed: str, purpose: str) -> str:
    """Return a secret in clear; "" where the installation's key is another one by now."""
    try:
        return _box(purpose).decrypt(closed.encode()).decode()
    except InvalidToken:
        return ""


def _box(purpose: str) -> Fernet:
    key = sha256(f"{purpose}\n".encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

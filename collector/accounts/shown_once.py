"""Secrets that let a screen or a program in: shown once when they are made, kept as digests."""

import secrets
from hashlib import sha256


def new_secret(prefix: str = "") -> str:
    """Return a secret of 256 random bits."""
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is kept of it. So many bits cannot be guessed, however fast a digest is made."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()

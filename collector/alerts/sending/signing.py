"""Signatures of webhooks, as Standard Webhooks 1.0 has them: libraries for it check ours.

The receiver computes HMAC-SHA-256 over "ID.TIMESTAMP.BODY" with the shared secret, compares, and
refuses timestamps that are more than five minutes off and ids it has taken already.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """Return a new secret: 256 random bits, written as receivers are given it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, key: str, now: datetime, body: bytes) -> Mapping[str, str]:
    """Return the headers that sign a body. `key` stays the same when it is sent again."""
    at = f"{int(now.timestamp())}"
    whole = f"{key}.{at}.".encode() + body
    mac = hmac.digest(base64.b64decode(secret.removeprefix(PREFIX)), whole, "sha256")
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": key,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }

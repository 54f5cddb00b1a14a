"""Web push: what only one browser can read (RFC 8291), from a sender it knows (RFC 8292)."""

import base64
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import jwt
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

RECORD = 4096
LONGEST = 2_000
"""Bytes of a message: every push service takes 4096, and ours are one sentence and a link."""
KEPT = timedelta(hours=24)
"""So long a push service keeps what a sleeping telephone has not fetched."""
_TOKEN_LASTS = timedelta(hours=12)
_POINT, _AUTH = 65, 16


class BadEndpointError(ValueError):
    """A browser's keys are none."""


class Endpoint(Struct, frozen=True):
    """Where one browser is reached. `key`: its public key, a point; `auth`: its secret."""

    address: str
    key: bytes
    auth: bytes


def read_endpoint(address: str, key: str, auth: str) -> Endpoint:
    """Read what a browser hands over, in base64url. Raises BadEndpointError."""
    try:
        found = Endpoint(address, unwritten(key), unwritten(auth))
        _public(found.key)
    except (ValueError, InvalidKey) as error:
        raise BadEndpointError from error
    if len(found.auth) != _AUTH:
        raise BadEndpointError
    return found


def encrypt(
    message: bytes, endpoint: Endpoint,
    sender: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None,
) -> bytes:  # fmt: skip
    """Encrypt a message for one browser. Key and salt are new for each, unless a test hands them.

    Raises ValueError for a message longer than LONGEST.
    """
    if len(message) > LONGEST:
        raise ValueError(f"{len(message)} bytes are more than {LONGEST}")
    own = sender or ec.generate_private_key(ec.SECP256R1())
    salt = salt or secrets.token_bytes(16)
    point = point_of(own)
    shared = own.exchange(ec.ECDH(), _public(endpoint.key))
    begun = _mac(_mac(endpoint.auth, shared), b"WebPush: info\0" + endpoint.key + point + b"\1")
    made = _mac(salt, begun)
    key = _mac(made, b"Content-Encoding: aes128gcm\0\1")[:16]
    nonce = _mac(made, b"Content-Encoding: nonce\0\1")[:12]
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(point)]) + point
    return head + AESGCM(key).encrypt(nonce, message + b"\2", None)


def headers(
    endpoint: str, sender: ec.EllipticCurvePrivateKey, contact: str, now: datetime, topic: str,
) -> Mapping[str, str]:  # fmt: skip
    """Return the headers that say who sends. `endpoint`: scheme and host of the push service.

    `topic`: a newer message with the same one takes the place of what has not been fetched: a
    message that is sent twice is shown once.
    """
    claims = {"aud": endpoint, "exp": int((now + _TOKEN_LASTS).timestamp()), "sub": contact}
    token = jwt.encode(claims, sender, algorithm="ES256")
    return {
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        "TTL": f"{int(KEPT.total_seconds())}", "Urgency": "high", "Topic": topic,
        "Authorization": f"vapid t={token}, k={written(point_of(sender))}",
    }  # fmt: skip


def topic_of(key: str) -> str:
    """Return a topic (RFC 8030: at most 32 signs of base64url) that is a key's own."""
    return written(sha256(key.encode()).digest())[:32]


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public key as browsers want it: an uncompressed point."""
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def written(value: bytes) -> str:
    """Write base64url without its end."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unwritten(text: str) -> bytes:
    """Read base64url with or without its end. Raises ValueError."""
    bare = text.rstrip("=")
    if not bare.isascii() or len(bare) > 200:  # noqa: PLR2004 -- a point takes 87
        raise ValueError("no base64url")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    if len(point) != _POINT:
        raise ValueError("no uncompressed point")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")

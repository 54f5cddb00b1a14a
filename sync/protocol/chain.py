"""The running digest that fixes every entry of a log up to a position, and its checkpoint."""

from collections.abc import Iterable
from hashlib import sha256

_MAGIC = b"rating-log/1\n"

DIGEST_BYTES = 32
"""Length of a digest and of a public key."""


def log_of(key: bytes) -> str:
    """Return the log id of a raw Ed25519 public key: lowercase hex SHA-256."""
    return sha256(key).hexdigest()


def start(key: bytes) -> bytes:
    """Return digest(0) of the log written with this raw public key."""
    return sha256(_MAGIC + key).digest()


def extend(digest: bytes, body: bytes) -> bytes:
    """Return the digest after one more entry, from the digest before it and the entry's bytes."""
    return sha256(digest + body).digest()


def digests(before: bytes, bodies: Iterable[bytes]) -> list[bytes]:
    """Return the digest after each of the entries, in order, starting from the digest `before`."""
    running = before
    result = []
    for body in bodies:
        running = sha256(running + body).digest()
        result.append(running)
    return result


def checkpoint(log: str, position: int, digest: bytes) -> bytes:
    """Return the text a device signs to vouch for its log up to `position`."""
    return _MAGIC + f"{log}\n{position}\n{digest.hex()}\n".encode("ascii")

"""A device's Ed25519 key: it signs checkpoints and the tokens that open the calls."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol import chain

AUDIENCE = "collector"
TOKEN_LIFETIME = timedelta(seconds=300)
"""A token may live this long and no longer, counted from `iat`."""


class DeviceKey:
    """The private key of one log. Made on the device, never leaves it."""

    def __init__(self, seed: bytes) -> None:
        """Take the raw 32-byte private key."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: bytes = self._private.public_key().public_bytes_raw()
        self.log: str = chain.log_of(self.public)

    @staticmethod
    def generate() -> "DeviceKey":
        """Make a new key from the system's randomness."""
        return DeviceKey(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def seed(self) -> bytes:
        """The raw private key, for writing it to disk and nothing else."""
        return self._private.private_bytes_raw()

    def sign(self, position: int, digest: bytes) -> bytes:
        """Sign the checkpoint at `position`."""
        return self._private.sign(chain.checkpoint(self.log, position, digest))

    def token(self, now: datetime) -> str:
        """Make a bearer token valid from `now` (aware) for 300 s."""
        claims = {"sub": self.log, "aud": AUDIENCE, "iat": now, "exp": now + TOKEN_LIFETIME}
        return jwt.encode(claims, self._private, algorithm="EdDSA")


def signed_by(key: bytes, position: int, digest: bytes, signature: bytes) -> bool:
    """Tell whether `signature` is the key's over its log's checkpoint at `position`."""
    text = chain.checkpoint(chain.log_of(key), position, digest)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


class TokenRefusedError(Exception):
    """The bearer token does not prove that the caller holds the log's key."""


def claimed_log(token: str) -> str:
    """Read the `sub` of a token without believing it, to know whose key to check it with.

    Raises TokenRefusedError where there is no readable token at all.
    """
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.InvalidTokenError, ValueError, RecursionError) as error:
        raise TokenRefusedError(str(error)) from error
    return str(claims.get("sub", ""))


def token_times(token: str, key: bytes) -> tuple[datetime, datetime]:
    """Check a token's signature, audience and lifetime with a raw public key; return (iat, exp).

    Whether it is the time between the two is the caller's question: a terminal with a wrong
    clock is told so, one with a wrong key is not. Raises TokenRefusedError.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            Ed25519PublicKey.from_public_bytes(key),
            algorithms=["EdDSA"],
            audience=AUDIENCE,
            options={"require": ["sub", "aud", "iat", "exp"], "verify_exp": False,
                     "verify_iat": False, "verify_nbf": False},
        )  # fmt: skip
        issued = datetime.fromtimestamp(float(claims["iat"]), tz=UTC)
        expires = datetime.fromtimestamp(float(claims["exp"]), tz=UTC)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError,
            RecursionError) as error:  # fmt: skip
        raise TokenRefusedError(str(error)) from error
    if claims["sub"] != chain.log_of(key):
        raise TokenRefusedError("the token is for another log")
    if not timedelta() < expires - issued <= TOKEN_LIFETIME:
        raise TokenRefusedError("a token lives at most 300 seconds")
    return issued, expires

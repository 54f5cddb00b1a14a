"""The bearer token that opens a call: a JWT signed with the log's own key.

Apart from `key` because the window signs nothing and starts faster without it.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol import chain
from sync.protocol.key import DeviceKey

AUDIENCE = "collector"
TOKEN_LIFETIME = timedelta(seconds=300)
"""A token may live this long and no longer, counted from `iat`."""
_LOG = re.compile(r"[0-9a-f]{64}")


def issue(key: DeviceKey, now: datetime) -> str:
    """Make a bearer token for the key's log, valid from `now` (aware) for 300 s."""
    claims = {"sub": key.log, "aud": AUDIENCE, "iat": now, "exp": now + TOKEN_LIFETIME}
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    return jwt.encode(claims, private, algorithm="EdDSA")


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
    log = claims.get("sub")
    # Whatever else it is must not reach a database: a text may hold what no database keeps.
    if not isinstance(log, str) or _LOG.fullmatch(log) is None:
        raise TokenRefusedError("the token names no log")
    return log


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

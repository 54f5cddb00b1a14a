"""A PIN of a member of staff, as the settings document carries it: hashed, never in clear.

The text is `scrypt$n$r$p$salt$hash`, salt and hash in base64. Four digits are soon tried out by
whoever holds the text, so the document stays on the terminal; the hash is there so that nobody
reads a PIN over somebody's shoulder, out of a backup or a log file.
"""

import binascii
import hashlib
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Final

PIN_SHAPE: Final = re.compile(r"[0-9]{4,8}\Z", re.ASCII)
LONGEST: Final = 200
"""The longest text that is looked at; `Staff.pin` of the settings document allows as much."""

_COST = 1 << 14
_BLOCK = 8
_LANES = 1
_SALT_BYTES = 16
_HASH_BYTES = 32
# What a document may ask for at most: 32 MiB and about half a second on a slow terminal.
_COSTS: Final = frozenset(1 << power for power in range(10, 16))
_MOST_BLOCK = 8
_MOST_LANES = 4
_MOST_WORK = _MOST_BLOCK * (1 << 15)
_LEAST_SALT = 8
_LEAST_HASH = 16
_MOST_PART = 64
_PARTS = 6


class PinError(ValueError):
    """The PIN is not four to eight digits, or the hashed text is none of ours."""


def hash_pin(pin: str, random_bytes: Callable[[int], bytes]) -> str:
    """Hash a PIN for `Staff.pin`; `random_bytes` gives the salt. Takes tens of milliseconds.

    Raises PinError unless the PIN is four to eight of the digits 0-9.
    """
    if not PIN_SHAPE.match(pin):
        raise PinError("a PIN is four to eight digits")
    salt = random_bytes(_SALT_BYTES)
    digest = _scrypt(pin, salt, _COST, _BLOCK, _LANES, _HASH_BYTES)
    parts = (_COST, _BLOCK, _LANES, b64encode(salt).decode(), b64encode(digest).decode())
    return "$".join(("scrypt", *map(str, parts)))


def check_pin(pin: str, hashed: str) -> bool:
    """Return whether this is the PIN that was hashed. Never raises.

    Takes tens of milliseconds, and no longer and no more memory than the bounds above allow,
    whatever the text asks for: a text outside of them matches no PIN. So does an empty one.
    """
    try:
        cost, block, lanes, salt, digest = _read(hashed)
    except PinError:
        return False
    if not PIN_SHAPE.match(pin):
        return False
    return hmac.compare_digest(_scrypt(pin, salt, cost, block, lanes, len(digest)), digest)


def is_hashed(text: str) -> bool:
    """Return whether a text is a hashed PIN that some PIN can match. Costs nothing."""
    try:
        _read(text)
    except PinError:
        return False
    return True


def nobodys() -> str:
    """Return a hash that no PIN matches, costing as much to check as a real one.

    Checked where a number is unknown, so that the time taken does not tell who exists.
    """
    salt, digest = b64encode(bytes(_SALT_BYTES)).decode(), b64encode(bytes(_HASH_BYTES)).decode()
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt}${digest}"


def _read(text: str) -> tuple[int, int, int, bytes, bytes]:
    parts = text.split("$") if len(text) <= LONGEST else []
    if len(parts) != _PARTS or parts[0] != "scrypt":
        raise PinError("not a hashed PIN")
    if not all(re.fullmatch(r"[0-9]{1,6}", part, re.ASCII) for part in parts[1:4]):
        raise PinError("the parameters are no small numbers")
    cost, block, lanes = (int(part) for part in parts[1:4])
    bounded = 1 <= block <= _MOST_BLOCK and 1 <= lanes <= _MOST_LANES
    if cost not in _COSTS or not bounded or cost * block * lanes > _MOST_WORK:
        raise PinError("the parameters are out of bounds")
    try:
        salt, digest = (b64decode(part.encode("ascii"), validate=True) for part in parts[4:])
    except (binascii.Error, ValueError) as error:
        raise PinError("salt or hash is not base64") from error
    if not (_LEAST_SALT <= len(salt) <= _MOST_PART and _LEAST_HASH <= len(digest) <= _MOST_PART):
        raise PinError("salt or hash is too short or too long")
    return cost, block, lanes, salt, digest


def _scrypt(pin: str, salt: bytes, cost: int, block: int, lanes: int, length: int) -> bytes:
    needed = 128 * block * (cost + lanes + 2)
    return hashlib.scrypt(
        pin.encode("ascii"), salt=salt, n=cost, r=block, p=lanes,
        maxmem=needed + (1 << 20), dklen=length,
    )  # fmt: skip

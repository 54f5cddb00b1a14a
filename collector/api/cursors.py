"""Where a list goes on, as a word that means nothing to whoever hands it back."""

import base64
import binascii
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct

from collector.api.problems import BAD_CURSOR, ProblemError

_VERSION: Final = 1
LARGEST: Final = 2**62
"""Numbers in a cursor are within what a database keeps."""


class Place(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where a list goes on: after `number`, or `key`, and within it after `position`."""

    version: int
    question: bytes
    number: int = 0
    position: int = 0
    key: str = ""


def write(question: bytes, number: int = 0, position: int = 0, key: str = "") -> str:
    """Write a cursor."""
    packed = msgspec.msgpack.encode(Place(_VERSION, question, number, position, key))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read(text: str, question: bytes) -> Place:
    """Read a cursor that was given for this question. Raises ProblemError."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        place = msgspec.msgpack.decode(packed, type=Place)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ProblemError(BAD_CURSOR, parameter="cursor") from error
    within = 0 <= place.number <= LARGEST and 0 <= place.position <= LARGEST
    if place.version != _VERSION or place.question != question or not within:
        raise ProblemError(BAD_CURSOR, parameter="cursor")
    return place


def question(resource: str, asked: Mapping[str, object]) -> bytes:
    """Return what a question is known by in its cursors."""
    words = [resource, *(f"{name}={asked[name]}" for name in sorted(asked))]
    return sha256("\n".join(words).encode()).digest()[:6]

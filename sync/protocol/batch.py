"""Consecutive entries on the wire: one head line, the entries, one signature for all."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from sync.protocol import chain
from sync.protocol.entries import MAX_BYTES as ENTRY_MAX_BYTES
from sync.protocol.entries import MIN_BYTES as ENTRY_MIN_BYTES
from sync.protocol.entries import Position
from sync.protocol.errors import Errno
from sync.protocol.key import DeviceKey, signed_by

MAX_ENTRIES = 1_000
MAX_BYTES = 4 * 1024 * 1024
"""The most a batch may hold, once unpacked."""
CONTENT_TYPE = "application/x-ndjson"

_Hex = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_SIGNATURE_BYTES = 64


class Head(Struct, frozen=True, kw_only=True):
    """The first line of a batch, as it stands on the wire."""

    v: Literal[1]
    log: _Hex
    key: str
    first: Position
    count: int
    prev: _Hex
    digest: _Hex
    sig: str


class Batch(Struct, frozen=True, kw_only=True):
    """A batch whose form holds. Whether its chain and signature do is for `verify` to say."""

    key: bytes
    log: str
    first: int
    bodies: list[bytes]
    prev: bytes
    digest: bytes
    sig: bytes

    @property
    def last(self) -> int:
        """Position of the last entry."""
        return self.first + len(self.bodies) - 1


class Refused(Struct, frozen=True):
    """Why a batch is not taken: the number and sentence to answer with."""

    errno: Errno
    message: str


_head = msgspec.json.Decoder(Head)


def encode(key: DeviceKey, first: int, bodies: Sequence[bytes], prev: bytes) -> bytes:
    """Make the batch of `bodies` at positions from `first`, after the digest `prev`; sign it."""
    digest = chain.digests(prev, bodies)[-1]
    head = Head(
        v=1,
        log=key.log,
        key=base64.b64encode(key.public).decode("ascii"),
        first=first,
        count=len(bodies),
        prev=prev.hex(),
        digest=digest.hex(),
        sig=base64.b64encode(key.sign(first + len(bodies) - 1, digest)).decode("ascii"),
    )
    return b"\n".join([msgspec.json.encode(head), *bodies, b""])


def decode(raw: bytes) -> Batch | Refused:
    """Take an unpacked batch apart. Costs one pass; checks form and sizes only."""
    # Split no further than a batch may go: four million empty lines would be 32 MB of list.
    lines = raw.split(b"\n", MAX_ENTRIES + 2)
    if len(lines) == MAX_ENTRIES + 3:
        return Refused(Errno.TOO_LARGE, f"a batch holds at most {MAX_ENTRIES} entries")
    if lines.pop() != b"":
        return Refused(Errno.MALFORMED, "every line of a batch ends with a line feed")
    if not lines:
        return Refused(Errno.MALFORMED, "a batch begins with its head")
    try:
        head = _head.decode(lines[0])
        public = base64.b64decode(head.key, validate=True)
        sig = base64.b64decode(head.sig, validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, binascii.Error,
            ValueError) as error:  # fmt: skip
        return Refused(Errno.MALFORMED, f"the head of the batch cannot be read: {error}")
    bodies = lines[1:]
    problem = _head_fault(head, public, sig, bodies) or _entry_fault(head, bodies)
    if problem is not None:
        return problem
    return Batch(
        key=public,
        log=head.log,
        first=head.first,
        bodies=bodies,
        prev=bytes.fromhex(head.prev),
        digest=bytes.fromhex(head.digest),
        sig=sig,
    )


def _head_fault(head: Head, public: bytes, sig: bytes, bodies: list[bytes]) -> Refused | None:
    rules = (
        (head.count > MAX_ENTRIES or len(bodies) > MAX_ENTRIES, Errno.TOO_LARGE,
         f"a batch holds at most {MAX_ENTRIES} entries"),
        (head.count != len(bodies), Errno.MALFORMED,
         f"the head says {head.count} entries, the batch has {len(bodies)}"),
        (not bodies, Errno.MALFORMED, "a batch holds at least one entry"),
        (len(public) != chain.DIGEST_BYTES or chain.log_of(public) != head.log, Errno.MALFORMED,
         "the log is not the one of the key"),
        (len(sig) != _SIGNATURE_BYTES, Errno.MALFORMED, "a signature has 64 bytes"),
        (head.first + len(bodies) > 2**53, Errno.MALFORMED, "positions end at 2^53"),
    )  # fmt: skip
    return next((Refused(errno, message) for broken, errno, message in rules if broken), None)


def _entry_fault(head: Head, bodies: list[bytes]) -> Refused | None:
    for offset, body in enumerate(bodies):
        if not ENTRY_MIN_BYTES <= len(body) <= ENTRY_MAX_BYTES or b"\r" in body:
            return Refused(
                Errno.MALFORMED,
                f"entry {head.first + offset} is no entry: "
                f"2 to {ENTRY_MAX_BYTES} bytes without a carriage return",
            )
    return None


def verify(batch: Batch) -> list[bytes] | Refused:
    """Run the chain and check the signature; return the digest after each entry.

    The signature vouches for the last digest, so for every byte before it.
    """
    digests = chain.digests(batch.prev, batch.bodies)
    if digests[-1] != batch.digest:
        return Refused(Errno.BROKEN_CHAIN, "the entries do not lead to the digest in the head")
    if not signed_by(batch.key, batch.last, batch.digest, batch.sig):
        return Refused(Errno.BAD_SIGNATURE, "the signature is not this key's over this checkpoint")
    return digests

"""A bundle: batches one after another in a file, for where there is no network.

The file bears no head and no end of its own: each batch says how many lines it has and is signed
by its device, so a bundle may be cut, joined to others and read twice, and nobody is misled.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sync.protocol.batch import MAX_BYTES, MAX_ENTRIES, Head

SUFFIX = ".ratings"
_LONGEST_HEAD = 2_048
_decoder = msgspec.json.Decoder(Head)


class Piece(Struct, frozen=True):
    """One batch as it lies in the file. `number` counts from 1, `offset` in bytes from 0."""

    number: int
    offset: int
    raw: bytes


class BundleDamagedError(Exception):
    """The file holds no whole batch at this place; what came before it is good for itself."""

    def __init__(self, number: int, offset: int, message: str) -> None:
        super().__init__(message)
        self.number = number
        self.offset = offset


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Take a bundle apart, a batch at a time and never more than a batch may hold.

    Whether chain and signature hold is for `batch.verify`. Raises BundleDamagedError where the
    lines are none of a batch, and OSError.
    """
    number, offset = 0, 0
    while line := file.readline(_LONGEST_HEAD):
        number += 1
        raw = _rest(file, line, number, offset)
        yield Piece(number, offset, raw)
        offset += len(raw)


def _rest(file: BinaryIO, line: bytes, number: int, offset: int) -> bytes:
    try:
        head = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BundleDamagedError(number, offset, f"this is no head of a batch: {error}") from error
    if not line.endswith(b"\n") or not 1 <= head.count <= MAX_ENTRIES:
        raise BundleDamagedError(number, offset, "this is no head of a batch")
    lines, size = [line], len(line)
    for _ in range(head.count):
        body = file.readline(MAX_BYTES - size + 1)
        size += len(body)
        if size > MAX_BYTES:
            raise BundleDamagedError(number, offset, f"a batch holds at most {MAX_BYTES} bytes")
        if not body.endswith(b"\n"):
            raise BundleDamagedError(number, offset, "the file ends in the middle of this batch")
        lines.append(body)
    return b"".join(lines)

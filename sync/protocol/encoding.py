"""Packing a batch for the wire, and unpacking through a bounded loop.

16 KB of zstd can unpack to 512 MB, so nothing here ever holds much more than the limit.
"""

import gzip
import zlib

import zstandard

SUPPORTED = ("gzip", "zstd")

_ZSTD_WINDOW = 8 * 1024 * 1024
_ZSTD_PIECE = 64
"""So many packed bytes unpack to 2 MiB at most: a block of 128 KiB needs four."""


class TooLargeError(Exception):
    """The body unpacks to more than the limit."""


class UnsupportedEncodingError(Exception):
    """The body is packed in a way this program does not know."""


class DamagedError(Exception):
    """The body is not what its encoding says."""


def pack(raw: bytes, encoding: str) -> bytes:
    """Pack with one of SUPPORTED, or leave as it is for an empty encoding."""
    match encoding:
        case "":
            return raw
        case "gzip":
            return gzip.compress(raw, compresslevel=6, mtime=0)
        case "zstd":
            return zstandard.ZstdCompressor(level=3).compress(raw)
        case _:
            raise UnsupportedEncodingError(encoding)


def unpack(packed: bytes, encoding: str, limit: int) -> bytes:
    """Unpack to at most `limit` bytes; a stream that goes on is given up within 2 MiB.

    Raises TooLargeError, UnsupportedEncodingError, DamagedError.
    """
    match encoding.strip().lower():
        case "" | "identity":
            raw = packed
        case "gzip" | "x-gzip":
            raw = _gunzip(packed, limit)
        case "zstd":
            raw = _unzstd(packed, limit)
        case other:
            raise UnsupportedEncodingError(other)
    if len(raw) > limit:
        raise TooLargeError
    return raw


def _gunzip(packed: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        raw = inflater.decompress(packed, limit + 1)
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    if len(raw) > limit:
        raise TooLargeError
    if not inflater.eof or inflater.unused_data:
        raise DamagedError("the gzip stream is cut short or followed by something else")
    return raw


def _unzstd(packed: bytes, limit: int) -> bytes:
    # A window larger than this would be allocated before the first byte comes out.
    inflater = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    pieces: list[bytes] = []
    held = 0
    view = memoryview(packed)
    fed = 0
    try:
        while fed < len(view) and not inflater.eof:
            pieces.append(inflater.decompress(view[fed : fed + _ZSTD_PIECE]))
            fed += _ZSTD_PIECE
            held += len(pieces[-1])
            if held > limit:
                raise TooLargeError
    except zstandard.ZstdError as error:
        raise DamagedError(str(error)) from error
    if not inflater.eof or inflater.unused_data or fed < len(view):
        raise DamagedError("the zstd frame is cut short or followed by something else")
    return b"".join(pieces)

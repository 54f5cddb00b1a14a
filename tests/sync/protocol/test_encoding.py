import contextlib
import gzip
import os
import tracemalloc
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import encoding
from sync.protocol.batch import MAX_BYTES
from sync.protocol.encoding import DamagedError, TooLargeError, UnsupportedEncodingError

MIB = 1024 * 1024


@given(st.binary(max_size=5_000), st.sampled_from(["", *encoding.SUPPORTED]))
def test_what_is_packed_is_unpacked(raw, name):
    assert encoding.unpack(encoding.pack(raw, name), name, 5_000) == raw


@pytest.mark.parametrize("name", ["identity", "", " GZIP ", "x-gzip", "Zstd"])
def test_an_encoding_is_known_by_any_of_its_spellings(name):
    plain = name in ("identity", "")
    packed = b"raw" if plain else encoding.pack(b"raw", "gzip" if "g" in name.lower() else "zstd")
    assert encoding.unpack(packed, name, 10) == b"raw"


@pytest.mark.parametrize("name", ["br", "deflate", "gzip, gzip", "zstd,gzip"])
def test_another_encoding_is_refused(name):
    with pytest.raises(UnsupportedEncodingError):
        encoding.unpack(b"", name, 10)
    with pytest.raises(UnsupportedEncodingError):
        encoding.pack(b"", name)


@pytest.mark.parametrize("name", ["", *encoding.SUPPORTED])
@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_is_exact(name, over):
    raw = os.urandom(3_000) + b"a" * 60_000
    packed = encoding.pack(raw, name)
    if over:
        with pytest.raises(TooLargeError):
            encoding.unpack(packed, name, len(raw) - 1)
    else:
        assert encoding.unpack(packed, name, len(raw)) == raw


def gzip_bomb() -> bytes:
    squeeze = zlib.compressobj(9, wbits=31)
    piece = bytes(MIB)
    return b"".join([*(squeeze.compress(piece) for _ in range(256)), squeeze.flush()])


def zstd_bomb() -> bytes:
    squeeze = zstandard.ZstdCompressor(level=3).compressobj()
    piece = bytes(MIB)
    return b"".join([*(squeeze.compress(piece) for _ in range(256)), squeeze.flush()])


def zstd_lie() -> bytes:
    """A frame that says it holds a gibibyte and needs as large a window."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=True)
    squeeze = zstandard.ZstdCompressor(compression_params=parameters).compressobj(size=1024 * MIB)
    return squeeze.compress(bytes(MIB)) + squeeze.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


@pytest.mark.parametrize(
    ("bomb", "name", "error"),
    [
        (gzip_bomb, "gzip", TooLargeError),
        (zstd_bomb, "zstd", TooLargeError),
        (zstd_lie, "zstd", DamagedError),
    ],
)
def test_a_bomb_is_given_up_within_little_memory(bomb, name, error):
    packed = bomb()
    tracemalloc.start()
    try:
        with pytest.raises(error):
            encoding.unpack(packed, name, MAX_BYTES)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * MIB


@pytest.mark.parametrize("name", encoding.SUPPORTED)
@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[:-1],
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed + b"x",
        lambda packed: packed + b"x" * 500,
        lambda packed: packed + packed,
        lambda packed: b"{" + packed,
        lambda _: b"",
        lambda _: b"plain text",
    ],
)
def test_a_damaged_body_is_refused(name, damage):
    packed = encoding.pack(os.urandom(2_000), name)
    with pytest.raises((DamagedError, TooLargeError)):
        encoding.unpack(damage(packed), name, 100_000)


@given(st.binary(max_size=200), st.sampled_from(encoding.SUPPORTED))
def test_unpacking_fails_in_no_other_way(packed, name):
    for prefix in (b"", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd"):
        with contextlib.suppress(DamagedError, TooLargeError):
            encoding.unpack(prefix + packed, name, 1_000)


def test_a_zstd_body_cut_anywhere_is_damaged():
    packed = encoding.pack(os.urandom(300), "zstd")
    for end in range(len(packed)):
        with pytest.raises(DamagedError):
            encoding.unpack(packed[:end], "zstd", 1_000)


def test_packing_is_repeatable():
    assert encoding.pack(b"abc", "gzip") == encoding.pack(b"abc", "gzip")
    assert gzip.decompress(encoding.pack(b"abc", "gzip")) == b"abc"

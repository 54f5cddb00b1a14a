"""Bombs, lies about length, slow and half bodies: a 4xx each, and no memory spent on them."""

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zstandard

from tests.collector.conftest import Here
from tests.collector.device import Device

MOST_MEMORY = 32 * 1024 * 1024


@cache
def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(5, wbits=31)
    piece = b"\n" * (1024 * 1024)
    return b"".join(packer.compress(piece) for _ in range(1024)) + packer.flush()


@cache
def _zstd_bomb() -> bytes:
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    piece = b"\n" * (1024 * 1024)
    return b"".join(packer.compress(piece) for _ in range(1024)) + packer.flush()


BOMBS = {"gzip": _gzip_bomb, "zstd": _zstd_bomb}


def _memory(collector: Here) -> int:
    status = Path(f"/proc/{collector.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_refused_without_being_held(
    collector: Here, device: Device, encoding: str
) -> None:
    bomb = BOMBS[encoding]()
    for _ in range(1000):
        device.rate()
    for _ in range(3):
        device.send(encoding=encoding)
    before = _memory(collector)
    for _ in range(3):
        answer = device.call(
            "POST", f"/logs/{device.log}/entries", bomb, {"Content-Encoding": encoding}
        )
        assert answer.refusal == (413, 110, "too-large")
    assert _memory(collector) - before <= MOST_MEMORY


def test_a_zstd_frame_that_asks_for_a_huge_window_is_refused(device: Device) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(b"x" * 100) + packer.flush()
    answer = device.call(
        "POST", f"/logs/{device.log}/entries", packed, {"Content-Encoding": "zstd"}
    )
    assert answer.refusal == (422, 112, "malformed")


def test_gzip_in_two_parts_is_refused(device: Device) -> None:
    device.rate()
    raw = device.batch()
    packed = gzip.compress(raw[:50]) + gzip.compress(raw[50:])
    answer = device.call(
        "POST", f"/logs/{device.log}/entries", packed, {"Content-Encoding": "gzip"}
    )
    assert answer.refusal == (422, 112, "malformed")


@contextmanager
def _spoken(device: Device, head: str, *, token: str | None = None) -> Iterator[socket.socket]:
    """A request whose head is written by hand, with a good token."""
    address = urlsplit(f"http://{device.address}")
    bearer = device.token() if token is None else token
    with socket.create_connection((address.hostname, address.port), timeout=20) as line:
        line.sendall((
            f"POST /api/v1/logs/{device.log}/entries HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {bearer}\r\n{head}\r\n"
        ).encode())  # fmt: skip
        yield line


def _answered(line: socket.socket) -> int:
    return int(line.recv(65_536).split(b" ", 2)[1])


def test_a_body_said_to_be_too_long_is_refused_before_it_comes(device: Device) -> None:
    with _spoken(device, "Content-Length: 5000000\r\n") as line:
        assert _answered(line) == 413


def test_a_caller_without_a_token_is_refused_before_the_body_comes(device: Device) -> None:
    with _spoken(device, "Content-Length: 4000000\r\n", token="nonsense") as line:
        assert _answered(line) == 401


def test_a_body_in_pieces_that_never_ends_is_refused(collector: Here, device: Device) -> None:
    piece = b"10000\r\n" + b"\n" * 65_536 + b"\r\n"
    with _spoken(device, "Transfer-Encoding: chunked\r\n") as line:
        for _ in range(65):
            line.sendall(piece)
        assert _answered(line) == 413


def test_a_body_that_does_not_come_is_given_up(device: Device) -> None:
    start = time.monotonic()
    with _spoken(device, "Content-Length: 1000\r\n") as line:
        line.sendall(b"{")
        assert _answered(line) == 408
    assert 1.5 <= time.monotonic() - start < 8


def test_a_body_that_comes_a_byte_at_a_time_is_given_up(device: Device) -> None:
    start = time.monotonic()
    with _spoken(device, "Content-Length: 100000\r\n") as line:
        line.settimeout(0.2)
        status = 0
        while not status and time.monotonic() - start < 15:
            line.sendall(b"{")
            try:
                status = _answered(line)
            except TimeoutError:
                continue
    assert status == 408


def test_a_caller_who_hangs_up_leaves_nothing_behind(collector: Here, device: Device) -> None:
    device.rate()
    raw = device.batch()
    for _ in range(20):
        with _spoken(device, f"Content-Length: {len(raw)}\r\n") as line:
            line.sendall(raw[:-5])
    assert device.state()["next"] == 1
    assert device.send().body["stored"] == 1


def test_slow_callers_do_not_keep_others_waiting(collector: Here) -> None:
    slow = [collector.device() for _ in range(8)]
    quick = collector.device()
    quick.rate()

    def wait(device: Device) -> int:
        with _spoken(device, "Content-Length: 1000\r\n") as line:
            return _answered(line)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(wait, device) for device in slow]
        start = time.monotonic()
        assert quick.send().status == 200
        assert time.monotonic() - start < 1.5
        assert [answer.result() for answer in waiting] == [408] * 8


def test_a_length_that_is_no_number_is_the_callers_fault(device: Device) -> None:
    with _spoken(device, "Content-Length: -5\r\n") as line:
        assert _answered(line) == 400


def test_a_caller_who_is_refused_hears_why_although_it_is_still_sending(device: Device) -> None:
    answer = device.call(
        "POST", f"/logs/{device.log}/entries", b"x" * (4 * 1024 * 1024), token="nonsense"
    )
    assert answer.refusal == (401, 101, "unauthenticated")

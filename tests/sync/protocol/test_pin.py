"""A PIN is kept hashed, checked in bounded time, and never matches by accident."""

import os
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.pin import PinError, check_pin, hash_pin, is_hashed, nobodys
from sync.protocol.settings import Settings, Staff, Window, read_settings, write_settings

ZEROS = "A" * 22 + "=="


def test_the_right_pin_matches_and_others_do_not() -> None:
    hashed = hash_pin("0317", os.urandom)
    assert check_pin("0317", hashed)
    assert not check_pin("0318", hashed)
    assert not check_pin("03170", hashed)
    assert not check_pin("", hashed)


def test_the_same_pin_is_hashed_differently_each_time_and_never_appears() -> None:
    one, other = hash_pin("24681357", os.urandom), hash_pin("24681357", os.urandom)
    assert one != other
    assert "24681357" not in one
    assert is_hashed(one)


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", " 1234", "1234\n", "１２３４", "-123"]
)
def test_what_is_not_four_to_eight_digits_is_no_pin(pin: str) -> None:
    with pytest.raises(PinError):
        hash_pin(pin, os.urandom)
    assert not check_pin(pin, hash_pin("1234", os.urandom))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234",
        f"scrypt$1048576$8$1${ZEROS}${ZEROS}",
        f"scrypt$16384$1024$1${ZEROS}${ZEROS}",
        f"scrypt$16384$8$999999${ZEROS}${ZEROS}",
        f"scrypt$32768$8$4${ZEROS}${ZEROS}",
        f"scrypt$16383$8$1${ZEROS}${ZEROS}",
        f"scrypt$-16384$8$1${ZEROS}${ZEROS}",
        f"scrypt$1638４$8$1${ZEROS}${ZEROS}",
        f"scrypt$16384$8$1$${ZEROS}",
        f"scrypt$16384$8$1${ZEROS}$",
        f"scrypt$16384$8$1$é${ZEROS}",
        f"bcrypt$16384$8$1${ZEROS}${ZEROS}",
        "scrypt$16384$8$1$" + "A" * 400,
    ],
)
def test_a_hostile_document_costs_neither_time_nor_memory(text: str) -> None:
    tracemalloc.start()
    began = time.perf_counter()
    assert not check_pin("1234", text)
    assert time.perf_counter() - began < 0.2
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert not is_hashed(text)


@settings(max_examples=200)
@given(st.text(max_size=220))
def test_no_text_makes_the_check_fail_or_match(text: str) -> None:
    assert not check_pin("1234", text)


def test_nobodys_hash_matches_no_pin_and_is_checked_like_any_other() -> None:
    assert is_hashed(nobodys())
    assert not any(check_pin(pin, nobodys()) for pin in ("0000", "1234", "00000000"))


def test_a_hashed_pin_travels_in_the_settings_document() -> None:
    card = Staff(number="0317", name="陈书瑶", pin=hash_pin("1357", os.urandom))
    document = write_settings(Settings(window=Window(code="A03"), staff=(card,)))
    assert check_pin("1357", read_settings(document).staff[0].pin)

from datetime import date

import pytest

from collector.given import day_in, line_in, number_in


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "１", "²", "9" * 19, "1e3", "x"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_in(text) is None


def test_a_number_is_read_up_to_what_a_database_can_look_for() -> None:
    assert number_in("007") == 7
    assert number_in("9" * 18) == 10**18 - 1 < 2**63


def test_a_line_is_cut_and_has_no_zero_in_it() -> None:
    assert line_in("  a\0b  ", 100) == "ab"
    assert line_in("abcdef", 3) == "abc"


@pytest.mark.parametrize("text", ["", "today", "2026-02-30", "2026-13-01", "0", "\0"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None


def test_a_day_is_read() -> None:
    assert day_in(" 2026-02-28 ") == date(2026, 2, 28)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.plain_text import (
    read_hours,
    read_neighbours,
    write_hours,
    write_neighbours,
)

MORNING, DAY = {"opens": "09:00", "closes": "12:00"}, {"opens": "13:30", "closes": "17:00"}
TIME = st.integers(0, 23 * 60 + 59).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
SPANS = st.lists(st.fixed_dictionaries({"opens": TIME, "closes": TIME}), max_size=3)


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 9:00-12:00 13:30-17:00\n2026-10-01 closed",
        "周一至周五 09:00-12:00 13:30–17:00\n\n2026-10-01 休",
        "monday-friday 09:00 - 12:00, 13:30 - 17:00\n2026-10-01 closed\nSat closed",
    ],
)
def test_hours_are_read_as_people_write_them(text):
    week = [[MORNING, DAY]] * 5 + [[], []]
    assert KEYS["hours"].read(text) == {"week": week, "days": {"2026-10-01": []}}


@pytest.mark.parametrize(
    "text",
    ["whenever", "Mon", "Mon 9-17", "Fri-Mon 09:00-17:00", "Mon 25:00-26:00", "10-01 closed"],
)
def test_a_line_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        KEYS["hours"].read(text)


@given(st.lists(SPANS, min_size=7, max_size=7), st.dictionaries(st.dates().map(str), SPANS))
def test_hours_are_read_as_they_were_written(week, days):
    hours = {"week": week} | ({"days": days} if days else {})
    assert read_hours(write_hours(hours)) == hours


def test_windows_nearby_are_codes():
    assert read_neighbours("A02，A03:left") == [{"code": "A02"}, {"code": "A03", "side": "left"}]
    assert write_neighbours([{"code": "A02"}, {"code": "A03", "side": "left"}]) == "A02, A03:left"
    assert KEYS["neighbours"].read("A02") == [{"code": "A02"}]
    assert KEYS["neighbours"].read("") == []

import pytest

from ui.props.time_running import seconds_left, share_left, until_next_second


@pytest.mark.parametrize(
    ("now", "expected"), [(0, 6), (1, 6), (1_000, 5), (5_999, 1), (6_000, 0), (9_000, 0)]
)
def test_seconds_are_whole_and_never_negative(now, expected):
    assert seconds_left(6_000, now) == expected


@pytest.mark.parametrize(("now", "expected"), [(0, 1.0), (3_000, 0.5), (6_000, 0.0), (7_000, 0.0)])
def test_the_bar_runs_out_with_the_seconds(now, expected):
    assert share_left(0, 6_000, now) == expected


def test_no_time_at_all_is_an_empty_bar():
    assert share_left(5, 5, 5) == 0


@pytest.mark.parametrize(("now", "expected"), [(0, 1_000), (400, 600), (998, 2), (1_000, 1_000)])
def test_the_next_look_is_when_the_number_has_changed(now, expected):
    assert until_next_second(6_000, now) == expected
    assert seconds_left(6_000, now + expected) < seconds_left(6_000, now + 1)

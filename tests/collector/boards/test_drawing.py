"""The small drawings as numbers."""

from datetime import date

from collector.boards.drawing import Axis


def test_every_second_hour_and_those_beside_now_may_give_way_where_there_is_little_room():
    labels = Axis(day=date(2026, 11, 23), first=8, last=18, now=14 * 60 + 30).labels

    assert [one.text for one in labels] == ["8", "9", "10", "11", "12", "13", "16", "17", "18"]
    assert [one.text for one in labels if not one.spare] == ["8", "10", "12", "18"]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.screens import Idle
from sync.protocol.settings import Announcement
from ui.props.idle import TURN, derive_idle_props, title_lines, until_next_turn

ONE, TWO, THREE = (Announcement(title=title) for title in "一二三")


def shown(screen, now):
    return derive_idle_props(screen=screen, levels=(), now=now).title


def test_announcements_take_turns_in_their_order_and_begin_again():
    screen = Idle(since=500, announcements=(ONE, TWO, THREE))

    turns = [shown(screen, 500 + step * TURN) for step in range(5)]

    assert turns == ["一", "二", "三", "一", "二"]
    assert shown(screen, 499 + TURN) == "一"
    assert until_next_turn(screen, 499 + TURN) == 1


def test_one_announcement_stays_and_asks_for_no_time():
    assert until_next_turn(Idle(since=0, announcements=(ONE,)), 5) is None


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("电梯检修", "电梯检修"),
        ("周六上午|照常办理", "周六上午\n照常办理"),
        ("一次办好，材料只交一次", "一次办好\n材料只交一次"),
        ("不动产登记与水电气过户", "不动产登记与\n水电气过户"),
    ],
)
def test_a_long_title_breaks_where_its_author_or_a_phrase_does(title, lines):
    assert title_lines(title) == lines


@given(st.text("周六上午照常办理，。 ", min_size=1, max_size=40))
def test_no_letter_of_a_title_is_lost_and_none_stands_alone(title):
    lines = title_lines(title).split("\n")

    assert len(lines) <= 2
    letters = "".join(lines)
    assert [x for x in letters if x not in "，。 "] == [x for x in title if x not in "，。 "]

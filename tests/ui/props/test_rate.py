from typing import NamedTuple

import pytest

from kiosk.app.screens import Invitation, Rate, Storing
from sync.protocol.catalogue import load_scales
from sync.protocol.settings import Policy, Staff
from ui.props.rate import derive_rate_props, family_name, two_lines
from ui.props.tongue import Tongue

SCALES = load_scales()
THREE = SCALES["satisfaction-3"]
INVITED = Invitation(visit=7, ticket="A037", until=30_000)


class Line(NamedTuple):
    name: str
    screen: Rate
    expected: str
    anonymous: bool = True


LINES = [
    Line("walk-up", Rate(since=0), "点一下即可，不记名，窗口人员看不到您的选择"),
    Line("real names", Rate(since=0), "点一下即可", anonymous=False),
    Line("again", Rate(since=0, replaces=9), "请重新点一下，新的评价代替刚才的评价"),
    Line("invited", Rate(since=0, invitation=INVITED), "还有 28 秒，不评价也可以"),
]


def props(screen, *, policy=Policy(), staff=None, scale=THREE, tongue=Tongue(), now=2_000):  # noqa: B008 -- frozen
    return derive_rate_props(
        screen=screen, scale=scale, policy=policy, staff=staff, tongue=tongue, now=now
    )


@pytest.mark.parametrize("case", LINES, ids=lambda case: case.name)
def test_the_line_under_the_question_says_what_is_true(case):
    policy = Policy(anonymous=case.anonymous)

    assert props(case.screen, policy=policy).line == case.expected


def test_an_invitation_shows_its_ticket_and_the_time_that_is_left():
    shown = props(Rate(since=0, invitation=INVITED), now=15_000)

    assert shown.ticket == "A037 号，您的业务已办好"
    assert shown.timeLeft == 0.5


def test_an_invitation_without_a_ticket_names_none():
    invitation = Invitation(visit=7, ticket=None, until=30_000)

    assert props(Rate(since=0, invitation=invitation)).ticket == "您的业务已办好"


def test_a_walk_up_has_no_countdown():
    assert props(Rate(since=0)).timeLeft == -1


def test_while_an_answer_is_stored_its_key_alone_stays_pressed():
    shown = props(Storing(asked=Rate(since=0), level=THREE.levels[1], tapped=1))

    assert [key.chosen for key in shown.levels] == [False, True, False]
    assert shown.busy


def test_before_a_tap_no_level_is_chosen():
    shown = props(Rate(since=0))

    assert not any(key.chosen for key in shown.levels)
    assert not shown.busy


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("满意", ("", "满意")),
        ("非常满意", ("非常", "满意")),
        ("基本满意", ("基本", "满意")),
        ("不满意", ("", "不满意")),
        ("非常不满意", ("非常", "不满意")),
        ("Very dissatisfied", ("Very", "dissatisfied")),
        ("Satisfied", ("", "Satisfied")),
        ("一般", ("", "一般")),
    ],
)
def test_the_core_words_of_all_levels_stand_on_the_lower_line(word, expected):
    assert two_lines(word) == expected


def test_the_staff_card_shows_post_and_number():
    shown = props(
        Rate(since=0), staff=Staff(number="0317", name="示范员", post="综合受理", stars=4)
    )

    assert shown.staffShown
    assert shown.staffPostAndNumber == "综合受理・0317"
    assert shown.staffStars == 4


def test_a_number_without_a_card_still_says_who_is_on_duty():
    shown = props(Rate(since=0), staff=Staff(number="0317", name=""))

    assert shown.staffName == "工号 0317"
    assert shown.staffPostAndNumber == ""


def test_with_nobody_on_duty_there_is_no_card():
    assert not props(Rate(since=0)).staffShown


@pytest.mark.parametrize(
    ("name", "expected"), [("示范员", "示"), ("欧阳示范", "欧阳"), ("Demo", "D"), ("", "")]
)
def test_the_family_name_stands_where_a_photo_would(name, expected):
    assert family_name(name) == expected

import pytest
from msgspec.structs import replace

from kiosk.app.screens import Rate, Receipt, Thanks
from sync.protocol.catalogue import load_scales
from sync.protocol.settings import Policy, Window
from ui.props.thanks import derive_thanks_props
from ui.props.tongue import Tongue

BEST, MIDDLE, WORST = load_scales()["satisfaction-3"].levels
DECIDED = Policy()
THANKS = Thanks(
    asked=Rate(since=0),
    level=BEST,
    receipt=Receipt(window="A01", position=1287, local_time="2026-03-12 14:05", link=None),
    since=0,
    until=6_000,
    changeable_until=5_000,
)


def props(
    screen=THANKS, *, number="3", english=False, code="", now=1_000, policy=DECIDED, comments=False
):
    return derive_thanks_props(
        policy=policy,
        screen=screen,
        window=Window(code="A01", number=number),
        tongue=Tongue(english=english),
        code=code,
        comments=comments,
        hold=60_000,
        now=now,
    )


def test_the_code_promises_a_page_to_write_on_only_where_there_is_one():
    told = props()
    assert (told.inviteTitle, told.inviteLine) == ("扫码查看这次评价", "选了什么，送到了没有")

    told = props(comments=True)
    assert (told.inviteTitle, told.inviteLine) == (
        "还想多说几句，请扫码",
        "写意见、提投诉、留联系方式",
    )


def test_what_was_chosen_is_said_back():
    shown = props()

    assert shown.before + shown.word + shown.after == "您选了 满意，已经存好"


@pytest.mark.parametrize(
    ("level", "title"),
    [(BEST, "谢谢您的评价"), (MIDDLE, "谢谢您的评价"), (WORST, "谢谢您的直言")],
)
def test_a_bad_rating_is_thanked_for_as_warmly_as_a_good_one(level, title):
    assert props(replace(THANKS, level=level)).title == title


def test_the_receipt_number_has_window_and_position():
    assert props().number == "A01-001287"


@pytest.mark.parametrize(
    ("number", "english", "expected"),
    [
        ("3", False, "3 号窗口  3月12日 14:05"),
        ("", False, "A01 窗口  3月12日 14:05"),
        ("3", True, "Window 3  12 Mar 14:05"),
    ],
)
def test_the_receipt_says_where_and_when(number, english, expected):
    assert props(number=number, english=english).place == expected


@pytest.mark.parametrize(
    ("now", "can", "within"),
    [(0, True, "5 秒内"), (4_999, True, "1 秒内"), (5_000, False, "0 秒内")],
)
def test_an_answer_can_be_changed_for_five_seconds(now, can, within):
    shown = props(now=now)

    assert shown.canChange is can
    assert shown.changeWithin == within


def test_the_code_is_only_spoken_of_where_there_is_one():
    assert props(code="").goodbye == "5 秒后返回"
    assert props(code="1").goodbye == "5 秒后返回。点一下二维码，可停留 60 秒"


def test_a_held_receipt_does_not_ask_to_be_held():
    held = replace(THANKS, until=61_000)

    assert props(held, code="1").goodbye == "60 秒后返回"


def test_only_a_hall_that_follows_up_promises_it_and_only_for_a_bad_rating():
    bad, handled = replace(THANKS, level=WORST), Policy(cases_handled=True)

    assert props(bad, policy=handled).promise == "会有人核实，并且改进"
    assert props(THANKS, policy=handled).promise == ""
    assert props(bad).promise == ""

import pytest

from kiosk.app.screens import Rate, Reasons, Receipt
from sync.protocol.catalogue import load_catalogue, load_scales
from ui.props.reasons import broken, derive_reasons_props
from ui.props.tongue import Tongue

CATALOGUE = load_catalogue("national-2020-08")
CHINESE = Tongue()
BAD = load_scales()["satisfaction-3"].levels[-1]


def props(
    *,
    picked=(),
    skippable=True,
    link=None,
    now=8_000,
    tongue=CHINESE,
    comments=True,
):
    receipt = Receipt(window="A01", position=3, local_time="2026-03-12 14:05", link=link)
    screen = Reasons(
        asked=Rate(since=0),
        level=BAD,
        receipt=receipt,
        until=60_000,
        picked=frozenset(picked),
        skippable=skippable,
    )
    return derive_reasons_props(
        screen=screen, catalogue=CATALOGUE, tongue=tongue, comments=comments, since=0, now=now
    )


def test_the_line_says_that_the_rating_stands_and_when_this_ends():
    assert props().line == "可选多项。评价已经存好，52 秒后自动结束"


def test_done_waits_for_a_reason():
    assert not props().canFinish
    assert props(picked=("209",)).canFinish


def test_picked_reasons_are_counted():
    assert props().picked == ""
    assert props(picked=("209", "210")).picked == "已选 2 项"


def test_reasons_of_the_level_are_shown_in_the_catalogues_order():
    assert [chip.code for chip in props().chips] == [
        "207", "208", "209", "210", "211", "212", "213", "214",
    ]  # fmt: skip


def test_a_required_reason_cannot_be_skipped():
    assert not props(skippable=False).canSkip


@pytest.mark.parametrize(
    ("link", "skippable", "picked", "expected"),
    [
        (None, True, (), False),
        ("https://pj.example.cn", True, (), True),
        ("https://pj.example.cn", False, (), False),
        ("https://pj.example.cn", False, ("209",), True),
    ],
)
def test_writing_by_phone_needs_a_page_to_write_on(link, skippable, picked, expected):
    assert props(link=link, skippable=skippable, picked=picked).byPhone is expected
    assert not props(link=link, skippable=skippable, picked=picked, comments=False).byPhone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在线预约办理后|到实体大厅重复取号排队", "在线预约办理后\n到实体大厅重复取号排队"),
        ("Booked online, queued again in the hall", "Booked online,\nqueued again in the hall"),
        ("服务态度生硬", "服务态度生硬"),
    ],
)
def test_a_text_is_broken_at_a_phrase(text, expected):
    assert broken(text) == expected


def test_the_preferred_break_is_not_shown_where_the_text_fits():
    assert "|" not in "".join(chip.whole for chip in props().chips)

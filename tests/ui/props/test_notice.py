from datetime import datetime, timedelta

import pytest

from kiosk.app.screens import Closed, OutOfOrder, Paused
from sync.protocol.settings import Neighbour
from ui.props.notice import derive_notice_props

NOW = datetime.fromisoformat("2026-11-23T17:32:00+08:00")
LEFT = Neighbour(code="A02", number="2", name="二号", side="left")
RIGHT = Neighbour(code="A05", number="5", name="五号")
FAR = Neighbour(code="A07", number="7", name="七号")


def shown(screen, **more):
    return derive_notice_props(screen, wall=NOW, **more)


@pytest.mark.parametrize(
    "screen",
    [
        Paused(),
        Closed(),
        Closed(by_hours=True),
        Closed(by_hours=True, day_off=True),
        OutOfOrder(why="disk", retry_at=0),
    ],
)
def test_a_passive_screen_speaks_both_languages(screen):
    props = shown(screen)

    assert props.sign
    assert props.line
    assert props.english.isascii()


def test_out_of_order_says_that_ratings_cannot_be_stored_and_not_why():
    props = shown(OutOfOrder(why="/dev/sda1 is full", retry_at=0))

    assert "存不了评价" in props.line
    assert "/dev" not in props.sign + props.line + props.english


@pytest.mark.parametrize(
    ("opens", "time", "zh", "en"),
    [
        ("2026-11-23T18:00:00+08:00", "18:00", "今天开门", "Opens today"),
        ("2026-11-24T09:00:00+08:00", "9:00", "明天开门", "Opens tomorrow"),
        ("2026-11-27T08:30:00+08:00", "8:30", "星期五开门", "Opens on Friday"),
        ("2026-11-29T09:05:00+08:00", "9:05", "星期日开门", "Opens on Sunday"),
        ("2026-11-30T09:00:00+08:00", "9:00", "11月30日开门", "Opens on 30 November"),
    ],
)
def test_a_closed_hall_names_the_day_as_people_do(opens, time, zh, en):
    props = shown(Closed(by_hours=True, opens=datetime.fromisoformat(opens)))

    assert (props.time, props.timeNote, props.timeNoteEnglish) == (time, zh, en)


def test_a_break_a_day_off_and_the_end_of_the_day_are_three_signs():
    later = Closed(by_hours=True, opens=NOW + timedelta(hours=1))
    tomorrow = NOW + timedelta(hours=16)

    signs = [
        shown(screen).sign
        for screen in (
            later,
            Closed(by_hours=True, opens=tomorrow),
            Closed(by_hours=True, opens=tomorrow, day_off=True),
        )
    ]

    assert signs == ["休息中", "已经下班", "今天休息"]


@pytest.mark.parametrize(
    ("neighbours", "plates"),
    [
        ((), []),
        ((RIGHT,), ["5"]),
        ((RIGHT, FAR), ["5", "7"]),
        ((RIGHT, FAR, LEFT), ["2", "5"]),
        ((LEFT, RIGHT), ["2", "5"]),
    ],
)
def test_at_most_two_neighbours_are_shown_the_left_one_first(neighbours, plates):
    cards = shown(Paused(neighbours=neighbours)).neighbours

    assert [card.plate for card in cards] == plates

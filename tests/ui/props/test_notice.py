import pytest

from kiosk.app.screens import Closed, OutOfOrder, Paused
from ui.props.notice import derive_notice_props


@pytest.mark.parametrize("screen", [Paused(), Closed(), OutOfOrder(why="disk", retry_at=0)])
def test_a_passive_screen_speaks_both_languages(screen):
    shown = derive_notice_props(screen)

    assert shown.sign
    assert shown.line
    assert shown.english.isascii()


def test_out_of_order_says_that_ratings_cannot_be_stored_and_not_why():
    shown = derive_notice_props(OutOfOrder(why="/dev/sda1 is full", retry_at=0))

    assert "存不了评价" in shown.line
    assert "/dev" not in shown.sign + shown.line + shown.english

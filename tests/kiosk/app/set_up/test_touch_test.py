import pytest

from kiosk.app.set_up.touch_test import MATRICES, SPOTS, Panel, TouchTest, silent, touched

PANELS = [Panel(160, 100, 0.2), Panel(170.7, 100, 0.2), Panel(100, 177.8, 0.2)]


def landed(turn: str, x: float, y: float, panel: Panel) -> tuple[float, float]:
    """Where a touch at a place comes out on a panel that the matrix of that turn would put right.

    The matrix leads from where it comes out to where it was meant, so it is solved backwards.
    """
    a, b, c, d, e, f = map(float, MATRICES[turn].split())
    u, v = x / panel.width - c, y / panel.height - f
    whole = a * e - b * d
    return (e * u - b * v) / whole * panel.width, (a * v - d * u) / whole * panel.height


@pytest.mark.parametrize("panel", PANELS)
def test_eight_touches_on_their_circles_are_well(panel):
    test = TouchTest()
    for spot in range(len(SPOTS)):
        assert test.spot == spot
        x, y = panel.place(spot)
        test = touched(test, x + 3, y - 4, panel)

    assert test.marks == ("hit",) * 8
    assert test.advice == "well"
    assert test.deviation == pytest.approx(1.0)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("turn", MATRICES)
def test_a_turned_or_mirrored_panel_is_named_after_at_most_two_circles(turn, panel):
    test = TouchTest()
    for _ in range(4):
        if test.turn:
            break
        test = touched(test, *landed(turn, *panel.place(test.spot), panel), panel)

    assert test.advice == "turned"
    assert test.turn == turn


def test_one_touch_beside_is_asked_for_again_and_forgotten_when_the_next_one_hits():
    panel = PANELS[0]
    test = touched(TouchTest(), 60, 40, panel)
    assert (test.advice, test.spot) == ("again", 0)

    test = touched(test, *panel.place(0), panel)

    assert (test.advice, test.marks[0]) == ("", "hit")


def test_a_touch_on_another_circle_ticks_nothing():
    panel = PANELS[0]

    test = touched(TouchTest(), *panel.place(4), panel)

    assert test.marks == ("",) * 8


def test_a_circle_that_does_not_answer_is_a_dead_place():
    panel, test = PANELS[0], TouchTest()
    while not test.over:
        test = silent(test) if test.spot == 3 else touched(test, *panel.place(test.spot), panel)

    assert test.advice == "dead"
    assert test.marks[3] == "silent"
    assert silent(touched(test, 5, 5, panel)) == test


def test_a_panel_that_is_off_by_a_finger_wants_calibrating():
    panel, test = Panel(160, 100, 1.0), TouchTest()
    while not test.over:
        x, y = panel.place(test.spot)
        test = touched(test, x + 6, y, panel)

    assert test.advice == "beside"


def test_a_screen_that_does_not_say_how_large_it_is_has_no_millimetres():
    panel = Panel(160, 100)

    assert touched(TouchTest(), *panel.place(0), panel).deviation is None

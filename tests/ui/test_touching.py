import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.app.screens import Rate, Reasons, Thanks


def test_a_tap_on_a_face_is_stored_before_thank_you_is_shown(arrives):
    citizen = arrives()

    citizen.taps("level-satisfied")
    thanks = citizen.waits_for(Thanks)

    assert citizen.reads("title") == "谢谢您的评价"
    assert citizen.reads("number") == thanks.receipt.number
    assert [entry["level"] for entry in citizen.entries("rating")] == ["satisfied"]


def test_the_key_under_the_finger_is_pressed_in_the_next_frame(arrives):
    citizen = arrives()
    key = citizen.item("level-basic")
    point = citizen.middle_of("level-basic")

    citizen.touches().press(0, point).commit()

    assert key.property("down")
    assert not citizen.item("level-satisfied").property("down")
    assert citizen.entries("rating") == []
    citizen.touches().release(0, point).commit()


def test_ten_fingers_at_once_give_one_rating(arrives):
    citizen = arrives()
    names = ["level-satisfied", "level-basic", "level-unsatisfied"]
    middles = [citizen.middle_of(name) for name in names]
    points = [middles[finger % 3] + QPoint(3 * finger, 5 * finger) for finger in range(10)]

    press = citizen.touches()
    for finger, point in enumerate(points):
        press.press(finger, point)
    press.commit()
    release = citizen.touches()
    for finger, point in enumerate(points):
        release.release(finger, point)
    release.commit()
    citizen.waits_for(Reasons | Thanks)
    citizen.waits_until_touches_count()

    assert len(citizen.entries("rating")) == 1


def test_a_hand_resting_on_the_panel_does_not_keep_a_finger_from_rating(arrives):
    citizen = arrives()
    resting, pointing = citizen.middle_of("level-unsatisfied"), citizen.middle_of("level-satisfied")

    citizen.touches().press(0, resting).commit()
    citizen.touches().stationary(0).press(1, pointing).commit()
    citizen.touches().stationary(0).release(1, pointing).commit()
    citizen.waits_for(Thanks)
    citizen.touches().release(0, resting).commit()

    assert [entry["level"] for entry in citizen.entries("rating")] == ["satisfied"]


def test_a_finger_that_slides_off_its_key_gives_no_rating(arrives):
    citizen = arrives()
    start, end = citizen.middle_of("level-satisfied"), citizen.middle_of("question")

    citizen.touches().press(0, start).commit()
    citizen.touches().move(0, end).commit()
    citizen.touches().release(0, end).commit()

    assert isinstance(citizen.window.terminal.screen, Rate)
    assert not citizen.item("level-satisfied").property("down")


def test_a_finger_that_trembles_on_its_key_gives_one_rating(arrives):
    citizen = arrives()
    start = citizen.middle_of("level-satisfied")

    citizen.touches().press(0, start).commit()
    for step in range(20):
        citizen.touches().move(0, start + QPoint(step * 3, -step * 2)).commit()
    citizen.touches().release(0, start + QPoint(57, -38)).commit()
    citizen.waits_for(Thanks)

    assert len(citizen.entries("rating")) == 1


def test_a_mouse_rates_like_a_finger(arrives):
    citizen = arrives()

    QTest.mouseClick(
        citizen.window.scene.window, Qt.MouseButton.LeftButton, pos=citizen.middle_of("level-basic")
    )
    citizen.waits_for(Thanks)

    assert [entry["level"] for entry in citizen.entries("rating")] == ["basic"]


def test_the_second_tap_of_a_trembling_hand_presses_nothing_on_the_next_screen(arrives):
    citizen = arrives()
    spot = citizen.middle_of("level-unsatisfied")

    citizen.taps_at(spot)
    citizen.waits_for(Reasons)
    citizen.touches().press(0, spot).commit()
    citizen.touches().release(0, spot).commit()

    screen = citizen.window.terminal.screen
    assert isinstance(screen, Reasons)
    assert screen.picked == frozenset()


def test_reasons_of_a_bad_rating_are_picked_and_put_back(arrives):
    citizen = arrives()
    citizen.taps("level-unsatisfied")
    citizen.waits_for(Reasons)

    citizen.taps("done")
    assert isinstance(citizen.window.terminal.screen, Reasons)
    for code in ("209", "214", "214", "210"):
        citizen.taps(f"reason-{code}")
    citizen.taps("done")
    citizen.waits_for(Thanks)

    assert citizen.reads("title") == "谢谢您的直言"
    assert [entry["codes"] for entry in citizen.entries("reasons")] == [["209", "210"]]


def test_reasons_can_be_skipped_and_the_rating_stands(arrives):
    citizen = arrives()
    citizen.taps("level-unsatisfied")
    citizen.waits_for(Reasons)

    citizen.taps("skip")
    citizen.waits_for(Thanks)

    assert len(citizen.entries("rating")) == 1
    assert citizen.entries("reasons") == []


def test_a_changed_answer_replaces_the_first_and_both_are_kept(arrives):
    citizen = arrives()
    citizen.taps("level-basic")
    first = citizen.waits_for(Thanks)

    citizen.taps("change")
    citizen.waits_for(Rate)
    citizen.taps("level-satisfied")
    second = citizen.waits_for(Thanks)

    assert second.receipt.position > first.receipt.position
    assert citizen.entries("rating")[1]["replaces"] == first.receipt.position


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("level", ["satisfied", "basic"])
def test_an_impatient_second_touch_on_a_face_does_not_take_the_answer_back(arrives, size, level):
    citizen = arrives(width=size[0], height=size[1])
    face = citizen.middle_of(f"level-{level}")
    citizen.taps_at(face)
    citizen.waits_for(Thanks)

    citizen.taps_at(face)

    assert isinstance(citizen.window.terminal.screen, Thanks)
    assert len(citizen.entries("rating")) == 1


def test_english_is_one_touch_away_and_chinese_is_back_for_the_next_citizen(arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 1.0")

    citizen.taps("language")
    assert citizen.reads("question") == "How was our service?"
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    assert citizen.reads("title") == "Thank you"
    assert citizen.reads("numberLabel") == "Receipt number"
    citizen.waits_for(Rate)

    assert citizen.reads("question") == "请您评价本次服务"


def test_nothing_a_citizen_does_closes_the_window(arrives):
    citizen = arrives()
    window = citizen.window.scene.window

    window.close()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_Back):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(window, Qt.MouseButton.RightButton, pos=citizen.middle_of("level-basic"))

    assert window.isVisible()
    assert isinstance(citizen.window.terminal.screen, Rate)

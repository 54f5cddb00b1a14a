"""The PIN pad and the panel through the real window: touched by fingers, seen on every panel."""

import os
import random
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.app.panel.screens import PinPad, StaffPanel
from kiosk.app.screens import OutOfOrder, Paused, Rate
from sync.protocol.pin import hash_pin
from sync.protocol.settings import Staff

NUMBER, PIN = "0317", "2468"
CORNER = QPoint(20, 20)


@pytest.fixture(scope="module")
def clerk() -> Staff:
    return Staff(number=NUMBER, name="陈书瑶", post="综合受理岗", pin=hash_pin(PIN, os.urandom))


@pytest.fixture
def staffed(arrives, clerk):
    def start(config: str = "", *, on_duty: bool = True, **size: Any) -> Any:
        citizen = arrives(config, **size)
        terminal = citizen.window.terminal
        terminal.apply(replace(terminal.situation, staff=(clerk,)))
        if on_duty:
            terminal.start_shift(NUMBER)
        return citizen

    return start


def knock(citizen, times=5):
    for _ in range(times):
        touch(citizen, CORNER)


def touch(citizen, point):
    citizen.touches().press(0, point).commit()
    citizen.touches().release(0, point).commit()


def enter(citizen, pin=PIN):
    knock(citizen)
    citizen.waits_for(PinPad)
    for digit in pin:
        citizen.taps(f"pad-{digit}")
    citizen.taps("pad-confirm")


def opened(citizen) -> StaffPanel:
    enter(citizen)
    citizen.waits_for(StaffPanel)
    citizen.qtbot.waitUntil(lambda: citizen.window.terminal.screen.facts is not None)
    return citizen.window.terminal.screen


def test_five_touches_in_the_corner_and_a_pin_open_the_panel(staffed):
    citizen = staffed()
    opened(citizen)
    assert citizen.reads("panelName") == "陈书瑶"
    assert citizen.reads("panelState").endswith("开放")
    citizen.taps("panelBack")
    assert isinstance(citizen.window.terminal.screen, Rate)


def test_number_and_pin_of_whoever_begins_a_shift_are_typed(staffed):
    citizen = staffed(on_duty=False)
    knock(citizen)
    citizen.waits_for(PinPad)
    for digit in NUMBER:
        citizen.taps(f"pad-{digit}")
    assert citizen.reads("padNumber") == NUMBER
    citizen.taps("pad-confirm")
    for digit in PIN:
        citizen.taps(f"pad-{digit}")
    citizen.taps("pad-confirm")
    citizen.waits_for(StaffPanel)
    assert not citizen.sees("panelPause")
    citizen.taps("panelSignIn")
    assert citizen.window.terminal.staff == NUMBER
    citizen.taps("panelPause")
    citizen.taps("panelBack")
    assert isinstance(citizen.window.terminal.screen, Paused)


def test_a_wrong_pin_is_told_in_one_sentence(staffed):
    citizen = staffed()
    enter(citizen, "9999")
    citizen.qtbot.waitUntil(lambda: citizen.window.terminal.screen.refusal == "wrong")
    assert citizen.reads("padLine") == "工号或密码不对，请再试一次"


def test_a_locked_pad_tells_how_long_and_takes_no_digit(staffed):
    citizen = staffed()
    knock(citizen)
    citizen.waits_for(PinPad)
    for _ in range(3):
        for digit in "9999":
            citizen.taps(f"pad-{digit}")
        citizen.taps("pad-confirm")
        citizen.qtbot.waitUntil(lambda: not citizen.window.terminal.screen.checking)
    assert "请 30\N{NO-BREAK SPACE}秒后再试" in citizen.reads("padLine")
    touch(citizen, citizen.middle_of("pad-1"))
    assert citizen.window.terminal.screen.typed == 0


def test_the_staff_screens_are_not_built_before_they_are_wanted_and_only_once(staffed):
    citizen = staffed()
    window = citizen.window.scene.window
    assert window.findChild(object, "panel") is None
    opened(citizen)
    panel = citizen.item("panel")
    citizen.taps("panelBack")
    opened(citizen)
    assert citizen.item("panel") is panel


def test_a_storm_of_touches_opens_nothing_and_rates_at_most_as_often_as_it_may(staffed):
    citizen = staffed("thanks_seconds = 0.2\nchange_seconds = 0.0")
    terminal, window = citizen.window.terminal, citizen.window.scene.window
    seen = set()
    storm = random.Random(12)  # noqa: S311 -- a storm that a failing test repeats
    for _ in range(400):
        # One in four in the corner: far more than chance would bring there.
        near = storm.random() < 0.25
        point = QPoint(
            storm.randrange(120 if near else 1280), storm.randrange(120 if near else 800)
        )
        touch(citizen, point)
        seen.add(type(terminal.screen))
    assert not seen & {PinPad, StaffPanel}
    assert window.isVisible()


def test_a_mouse_knocks_like_a_finger(staffed):
    citizen = staffed()
    for _ in range(5):
        QTest.mouseClick(citizen.window.scene.window, Qt.MouseButton.LeftButton, pos=CORNER)
    citizen.waits_for(PinPad)


def test_two_hands_in_the_corner_are_no_knock(staffed):
    citizen = staffed()
    resting = QPoint(700, 60)
    citizen.touches().press(0, resting).commit()
    for _ in range(8):
        citizen.touches().stationary(0).press(1, CORNER).commit()
        citizen.touches().stationary(0).release(1, CORNER).commit()
    citizen.touches().release(0, resting).commit()
    assert isinstance(citizen.window.terminal.screen, Rate)


def test_the_corner_takes_no_touch_from_what_lies_beneath(staffed):
    citizen = staffed()
    citizen.taps("level-satisfied")
    citizen.qtbot.waitUntil(lambda: len(citizen.entries("rating")) == 1)


def test_the_panel_opens_while_ratings_cannot_be_stored(arrives, clerk, tmp_path):
    (tmp_path / "data").write_text("a file where the data folder should be")
    citizen = arrives(finds=OutOfOrder)
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, staff=(clerk,)))
    terminal.start_shift(NUMBER)
    opened(citizen)
    assert citizen.reads("panelState").endswith("存不了评价")


def test_keys_of_a_keyboard_do_nothing_to_the_panel(staffed):
    citizen = staffed()
    opened(citizen)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Back):
        QTest.keyClick(citizen.window.scene.window, key)
    assert isinstance(citizen.window.terminal.screen, StaffPanel)


def test_the_language_chosen_at_the_panel_goes_when_staff_go(staffed):
    citizen = staffed()
    opened(citizen)
    citizen.taps("panel-sound")
    citizen.taps("sheetLanguage")
    assert citizen.reads("sheetTitle") == "Sound and light"
    citizen.taps("panelBack")
    assert citizen.reads("question") == "请您评价本次服务"


def test_volume_goes_up_by_a_touch_and_is_in_force(staffed):
    citizen = staffed()
    before = opened(citizen).presentation.volume
    citizen.taps("panel-sound")
    citizen.taps("volume-plus")
    citizen.taps("sheetVoice")
    said = citizen.window.terminal.situation.presentation
    assert (said.volume, said.voice) == (before + 1, False)


def test_asking_for_a_rating_shows_the_invitation(staffed):
    citizen = staffed()
    opened(citizen)
    citizen.taps("panel-ask")
    citizen.waits_for(Rate)
    citizen.qtbot.waitUntil(lambda: citizen.window.terminal.screen.invitation is not None)

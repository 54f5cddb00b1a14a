"""What a citizen chooses holds on every screen of the visit, and on none of the next."""

from msgspec.structs import replace
from PySide6.QtGui import QColor

from kiosk.app.screens import Rate, Reasons, Thanks
from sync.protocol.settings import Presentation
from ui import choices


def theme(citizen, name):
    return citizen.window.scene.engine.singletonInstance("RatingKiosk.Controls", "Theme").property(
        name
    )


def test_large_type_holds_until_the_visit_is_over(arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    small = citizen.item("question").property("font").pixelSize()

    citizen.taps("sight")
    assert citizen.item("question").property("font").pixelSize() == round(small * 1.25)
    citizen.taps("level-unsatisfied")
    citizen.waits_for(Reasons)
    assert theme(citizen, "large")
    citizen.taps("skip")
    citizen.waits_for(Thanks)
    assert theme(citizen, "large")
    citizen.waits_for(Rate)

    assert not theme(citizen, "large")
    assert citizen.item("question").property("font").pixelSize() == small


def test_high_contrast_is_the_next_step_after_large_type(arrives):
    citizen = arrives()

    citizen.taps("sight")
    assert theme(citizen, "paper") == QColor("#F5F2EA")
    citizen.taps("sight")
    assert theme(citizen, "paper") == QColor("white")
    assert theme(citizen, "ink2") == QColor("black")
    citizen.taps("sight")

    assert not theme(citizen, "contrast")
    assert not theme(citizen, "large")


def test_low_reach_brings_all_that_can_be_pressed_down(arrives):
    citizen = arrives()

    citizen.taps("reach")

    names = ["level-satisfied", "level-unsatisfied", "sound", "sight", "reach", "language"]
    tops = [citizen.item(name).mapToScene(citizen.item(name).position() * 0).y() for name in names]
    assert min(tops) >= 0.44 * 800


def test_modes_go_back_when_nobody_touches_the_screen(arrives, monkeypatch):
    monkeypatch.setattr(choices, "RESTS_AFTER", 300)
    citizen = arrives()

    citizen.taps("reach")
    assert theme(citizen, "low")

    citizen.qtbot.waitUntil(lambda: not theme(citizen, "low"))


def test_an_invitation_keeps_what_the_waiting_citizen_has_chosen(arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    terminal.start_shift("0317")
    citizen.taps("language")
    citizen.taps("sight")

    terminal.invite("A037")
    citizen.qtbot.waitUntil(lambda: citizen.sees("ticket"))
    invited = citizen.reads("question"), theme(citizen, "large")
    terminal.cancel_invitation()
    citizen.qtbot.waitUntil(lambda: not citizen.sees("ticket"))

    assert invited == ("How was our service?", True)
    assert (citizen.reads("question"), theme(citizen, "large")) == ("请您评价本次服务", False)


def test_the_halls_own_modes_are_up_at_rest_and_come_back(arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    terminal = citizen.window.terminal

    terminal.apply(replace(terminal.situation, presentation=Presentation(low_reach=True)))
    assert theme(citizen, "low")
    citizen.taps("reach")
    assert not theme(citizen, "low")
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    citizen.waits_for(Rate)

    assert theme(citizen, "low")


def test_a_hall_can_turn_all_ornament_off(arrives):
    citizen = arrives(ornament=True)
    terminal = citizen.window.terminal

    terminal.apply(replace(terminal.situation, presentation=Presentation(ornament=False)))
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert citizen.item("receipt").y() == 0
    assert citizen.item("seal").opacity() == 1

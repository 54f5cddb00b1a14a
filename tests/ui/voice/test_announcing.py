"""When the terminal speaks, seen from what a program for speech is told by a real window."""

import pytest
from msgspec.structs import replace

from kiosk.app.panel.screens import StaffPanel
from kiosk.app.screens import Rate, Reasons, Thanks
from kiosk.config import parse_config
from kiosk.settings import load_situation
from sync.protocol.settings import Presentation, Staff
from tests.fakes import FakePrograms
from ui.props.panel_sheet import derive_sheet_props
from ui.props.tongue import Tongue
from ui.voice.means import VoiceState


@pytest.fixture
def spoken(tmp_path, monkeypatch, qtbot):
    programs = FakePrograms(tmp_path / "bin")
    programs.add("espeak-ng")
    monkeypatch.setenv("PATH", str(programs.folder))

    def said(count: int) -> list[str]:
        qtbot.waitUntil(lambda: len(programs.calls()) >= count)
        return [arguments[-1] for _, _, arguments in programs.calls()]

    return said


def test_an_invitation_and_thanks_are_spoken_once_each(spoken, arrives):
    citizen = arrives()
    terminal = citizen.window.terminal
    terminal.start_shift("0317")

    terminal.invite("A037")
    citizen.qtbot.waitUntil(lambda: citizen.sees("ticket"))
    assert spoken(1) == ["请您评价本次服务"]
    citizen.qtbot.waitUntil(lambda: citizen.reads("line").startswith("还有 29"))
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert spoken(2) == ["请您评价本次服务", "谢谢您的评价"]


def test_the_sound_key_reads_the_levels_from_left_to_right_in_the_language_on_the_screen(
    spoken, arrives
):
    citizen = arrives()

    citizen.taps("sound")
    assert spoken(1)[0] == (
        "请您评价本次服务。从左到右是。满意。基本满意。不满意。"
        "手指按住能听到是哪一个，抬起就选定，移开不选。"
    )
    citizen.taps("language")

    assert spoken(2)[1] == (
        "How was our service? From left to right. Satisfied. Mostly satisfied. Dissatisfied. "
        "Touch and hold to hear which one it is. Lift your finger to choose it, slide away not to."
    )
    assert citizen.item("sound").property("label") == "Mute"


def test_a_finger_hears_what_it_is_on_and_chooses_only_when_it_is_lifted_there(spoken, arrives):
    citizen = arrives()
    citizen.taps("sound")
    spoken(1)
    bad, good = citizen.middle_of("level-unsatisfied"), citizen.middle_of("level-satisfied")

    citizen.touches().press(0, bad).commit()
    assert spoken(2)[1] == "不满意"
    citizen.touches().move(0, citizen.middle_of("question")).commit()
    citizen.touches().release(0, citizen.middle_of("question")).commit()
    assert isinstance(citizen.window.terminal.screen, Rate)
    citizen.touches().press(0, good).commit()
    assert spoken(3)[2] == "满意"
    citizen.touches().release(0, good).commit()
    citizen.waits_for(Thanks)

    assert spoken(4)[3] == "谢谢您的评价。已经存好。"
    assert [entry["level"] for entry in citizen.entries("rating")] == ["satisfied"]


def test_who_has_not_asked_for_sound_hears_no_word_of_the_answer(spoken, arrives):
    citizen = arrives()
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert spoken(1) == ["谢谢您的评价"]


def test_thanks_sound_the_same_whatever_was_answered(spoken, arrives):
    citizen = arrives()
    citizen.taps("level-unsatisfied")
    citizen.waits_for(Reasons)
    citizen.taps("skip")
    citizen.waits_for(Thanks)

    assert spoken(1) == ["谢谢您的评价"]


def test_who_mutes_the_terminal_hears_nothing_for_the_rest_of_the_visit(spoken, arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    citizen.taps("sound")
    spoken(1)
    citizen.taps("sound")

    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    citizen.waits_for(Rate)
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)

    assert spoken(2)[1:] == ["谢谢您的评价"]


def test_a_hall_without_a_voice_speaks_only_to_who_asks_for_it(spoken, arrives):
    citizen = arrives("thanks_seconds = 1.0\nchange_seconds = 0.0")
    terminal = citizen.window.terminal
    terminal.apply(replace(terminal.situation, presentation=Presentation(voice=False)))

    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    citizen.waits_for(Rate)
    citizen.taps("sound")

    assert spoken(1)[0].startswith("请您评价本次服务。从左到右是")


def test_a_terminal_that_cannot_be_heard_offers_no_sound(arrives, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    citizen = arrives()

    assert citizen.item("sound").property("label") == "无声"
    assert not citizen.item("sound").property("usable")
    citizen.taps("sound")

    assert citizen.window.choices.modes.sound is None
    assert citizen.window.voice.state.zh.startswith("无声")


def test_the_staff_panel_says_that_the_terminal_is_silent_and_what_to_do(tmp_path):
    clerk = Staff(number="0317", name="示范员")
    screen = StaffPanel(
        since=0, until=30_000, staff=clerk, on_duty=clerk, state="open", sheet="sound"
    )
    situation = load_situation(parse_config("", tmp_path / "config.toml"))

    def shown(state):
        return derive_sheet_props(screen, situation, Tongue(), "1", state)

    assert "alsa-utils" in shown(VoiceState("silent", "program")).line
    assert shown(VoiceState("silent", "program")).attention
    assert "喇叭" in shown(VoiceState("silent", "device")).line
    assert not shown(VoiceState("speech")).attention

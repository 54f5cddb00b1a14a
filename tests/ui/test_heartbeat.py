"""The beat of a real window: only where the writer answers and a frame is drawn."""

import os
import threading

import pytest

from kiosk.journal.journal import Journal
from kiosk.pulse import READER_STUCK, WELL
from ui.heartbeat import Heartbeat


@pytest.fixture
def beats(arrives):
    """A window with a heartbeat; what it has said since one asked last."""
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    citizen = arrives()
    heart = Heartbeat(citizen.window, mouth)

    def heard() -> bytes:
        try:
            return os.read(ear, 100)
        except BlockingIOError:
            return b""

    yield citizen, heart, heard
    heart.finish()
    os.close(ear)
    os.close(mouth)


def test_a_window_that_is_well_beats_after_a_frame_is_drawn(beats, qtbot):
    citizen, heart, heard = beats
    frames = []
    citizen.window.scene.window.frameSwapped.connect(lambda: frames.append(1))

    heart.begin()
    qtbot.waitUntil(lambda: heard() == WELL)

    assert frames


def test_it_goes_on_beating_without_anything_happening(beats, qtbot):
    _, heart, heard = beats
    heart._timer.setInterval(20)  # noqa: SLF001 -- not two seconds each
    said = []

    heart.begin()
    qtbot.waitUntil(lambda: said.append(heard()) or b"".join(said).count(WELL) > 10)


def test_it_does_not_beat_while_the_writer_is_busy_with_something_else(beats, qtbot):
    citizen, heart, heard = beats
    goes_on = threading.Event()
    citizen.window.journal._submit(goes_on.wait)  # noqa: SLF001 -- nothing outside can
    heart._timer.setInterval(20)  # noqa: SLF001

    heart.begin()
    for _ in range(5):
        with qtbot.waitSignal(heart._timer.timeout):  # noqa: SLF001
            pass
    assert heard() == b""

    goes_on.set()
    qtbot.waitUntil(lambda: heard() == WELL)


def test_it_does_not_beat_while_no_frame_is_drawn(beats, qtbot):
    citizen, heart, heard = beats
    citizen.window.scene.window.frameSwapped.disconnect(heart._drawn)  # noqa: SLF001
    heart._timer.setInterval(20)  # noqa: SLF001

    heart.begin()
    for _ in range(5):
        with qtbot.waitSignal(heart._timer.timeout):  # noqa: SLF001
            pass

    assert heard() == b""


def test_a_window_nobody_can_see_beats_without_a_frame(beats, qtbot):
    citizen, heart, heard = beats
    citizen.window.scene.window.hide()
    qtbot.waitUntil(lambda: not citizen.window.scene.window.isExposed())

    heart.begin()

    qtbot.waitUntil(lambda: heard() == WELL)


def test_it_says_when_a_reader_keeps_the_journal_from_tidying_up(beats, qtbot, monkeypatch):
    _, heart, heard = beats
    monkeypatch.setattr(Journal, "ping", lambda self: self._submit(lambda: True))

    heart.begin()

    qtbot.waitUntil(lambda: heard() == READER_STUCK)

"""The panel's long work through the real window: programs of ours, at work beside it."""

import os

import pytest
from msgspec.structs import replace

from kiosk.app.panel import panel as panel_module
from kiosk.app.panel.screens import Outcome, PinPad, StaffPanel, Stick
from sync.protocol.bundle import pieces
from sync.protocol.pin import hash_pin
from sync.protocol.settings import Staff

NUMBER, PIN = "0317", "2468"


@pytest.fixture
def clerk(arrives, tmp_path):
    """A clerk at the open panel of a terminal with some ratings."""
    (tmp_path / "config.toml").write_text('[terminal]\ndata = "data"\n')
    citizen = arrives("thanks_seconds = 0.3\nchange_seconds = 0.0")
    terminal = citizen.window.terminal
    staff = Staff(number=NUMBER, name="陈", pin=hash_pin(PIN, os.urandom))
    terminal.apply(replace(terminal.situation, staff=(staff,)))
    terminal.start_shift(NUMBER)
    citizen.taps("level-satisfied")
    citizen.qtbot.waitUntil(lambda: len(citizen.entries("rating")) == 1)
    citizen.qtbot.waitUntil(lambda: _opened(citizen), timeout=10_000)
    for digit in PIN:
        citizen.taps(f"pad-{digit}")
    citizen.taps("pad-confirm")
    citizen.waits_for(StaffPanel)
    return citizen


def _opened(citizen) -> bool:
    for _ in range(5):
        citizen.window.panel.touched(corner=True)
    return isinstance(citizen.window.terminal.screen, PinPad)


def outcome(citizen, name):
    def ended() -> bool:
        return isinstance(getattr(citizen.window.terminal.screen, name), Outcome)

    citizen.qtbot.waitUntil(ended, timeout=30_000)
    return getattr(citizen.window.terminal.screen, name)


def test_a_check_started_by_touch_says_that_all_holds(clerk):
    clerk.taps("panel-check")
    clerk.taps("sheetCheck")
    assert outcome(clerk, "check").well
    assert "相符" in clerk.reads("sheetLine")
    assert clerk.reads("sheetTitle") == "记录校验"


def test_an_export_started_by_touch_is_whole_on_the_stick(clerk, tmp_path, monkeypatch):
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    found = (Stick(str(stick), stick.name, 10**9),)
    monkeypatch.setattr(panel_module, "sticks", lambda _: found)
    # No file system can be mounted in a test; all else is as on a terminal.
    panel = clerk.window.panel
    real = panel._around.export_to  # noqa: SLF001
    plain = replace(
        panel._around,  # noqa: SLF001
        export_to=lambda path: [word for word in real(path) if word != "--stick"],
    )
    monkeypatch.setattr(panel, "_around", plain)
    clerk.taps("panel-export")
    clerk.qtbot.waitUntil(lambda: clerk.sees("stick-0"))
    clerk.taps("stick-0")
    assert outcome(clerk, "export").well
    (file,) = stick.iterdir()
    with file.open("rb") as bundle:
        (piece,) = pieces(bundle)
    assert b'"level":"satisfied"' in piece.raw
    assert clerk.entries("rating")[-1]["level"] == "satisfied"


def test_a_stick_pulled_out_before_the_export_is_told_at_the_panel(clerk, tmp_path, monkeypatch):
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    found = (Stick(str(stick), stick.name, 10**9),)
    monkeypatch.setattr(panel_module, "sticks", lambda _: found)
    clerk.taps("panel-export")
    clerk.qtbot.waitUntil(lambda: clerk.sees("stick-0"))
    # An ordinary folder by now: what would be written there would never leave the terminal.
    clerk.taps("stick-0")
    assert not outcome(clerk, "export").well
    assert "拔出" in clerk.reads("sheetLine")
    assert list(stick.iterdir()) == []

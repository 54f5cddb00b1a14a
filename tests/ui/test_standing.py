"""What stands for hours: it drifts a little, and costs next to nothing."""

import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from deploy.demo.programs import Program
from kiosk.app.screens import Paused, Thanks
from sync.protocol.handover import SETTINGS_FILE
from sync.protocol.settings import Announcement, Presentation, Settings, Window, write_settings
from ui.props import drift, idle


def test_what_stands_for_long_drifts_by_half_a_unit_and_a_visit_stands_still(arrives, monkeypatch):
    citizen = arrives()
    monkeypatch.setattr(drift, "STEP", 40)
    places = set()

    def drifts():
        citizen.window.presenter.refresh()
        rate = citizen.item("rate")
        places.add((rate.x(), rate.y()))
        return len(places) == 8

    citizen.qtbot.waitUntil(drifts)
    assert {abs(x) for x, _ in places} == {abs(y) for _, y in places} == {0, 4}
    citizen.taps("level-satisfied")
    citizen.waits_for(Thanks)
    citizen.qtbot.waitUntil(lambda: isinstance(citizen.window.terminal.screen, Thanks))

    assert citizen.item("thanks").x() == 0


def test_no_edge_comes_to_light_where_a_sign_drifts(arrives, monkeypatch):
    citizen = arrives()
    citizen.window.terminal.pause()
    citizen.waits_for(Paused)
    monkeypatch.setattr(drift, "STEP", 40)
    pine = QColor("#123b36")
    seen = set()

    def pine_at_every_corner():
        citizen.window.presenter.refresh()
        notice = citizen.item("notice")
        seen.add((notice.x(), notice.y()))
        shot = citizen.window.scene.window.grabWindow()
        for x, y in ((0, 0), (1279, 0), (0, 799), (1279, 799)):
            assert shot.pixelColor(x, y) == pine
        return len(seen) == 8

    citizen.qtbot.waitUntil(pine_at_every_corner, timeout=20_000)


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_announcements_cost_at_most_half_a_percent_of_a_core(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    settings = Settings(
        window=Window(code="A01"),
        announcements=tuple(
            Announcement(title=title) for title in ("周六上午照常办理", "电梯检修", "放假通知")
        ),
        presentation=Presentation(idle_seconds=1),
    )
    (data / SETTINGS_FILE).write_bytes(write_settings(settings))
    (tmp_path / "config.toml").write_text('[terminal]\ndata = "data"\n', encoding="utf-8")
    program = Program(
        [sys.executable, "-m", "ui", "--config", tmp_path / "config.toml"],
        env={"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
    )
    program.wait_for(lambda: any("ready" in line for line in program.lines), 30, "start")
    time.sleep(5)  # what is being measured is time
    before, began = used(program.process.pid), time.monotonic()
    time.sleep(3 * idle.TURN / 1000)
    share = (used(program.process.pid) - before) / (time.monotonic() - began)
    program.end()

    assert share <= 0.005, f"{share:.2%}"


def used(pid: int) -> float:
    """Seconds of a core a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""What the panel finds around it: sticks, programs that tell how far they are, lights."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

import pytest

from kiosk.app.panel.background import Threads
from kiosk.app.panel.backlight import Backlight
from kiosk.app.panel.errands import Errand
from kiosk.app.panel.screens import Outcome, Progress
from kiosk.app.panel.sticks import sticks


def test_only_what_is_mounted_below_the_folders_and_writable_is_a_stick(tmp_path: Path):
    media = tmp_path / "media"
    places = {name: media / name for name in ("MY STICK", "READ ONLY", "EMPTY")}
    for place in places.values():
        place.mkdir(parents=True)
    mounts = tmp_path / "mountinfo"
    spaced = str(places["MY STICK"]).replace(" ", "\\040")
    read_only = str(places["READ ONLY"]).replace(" ", "\\040")
    mounts.write_text(
        f"36 1 8:17 / {spaced} rw,nosuid shared:1 - vfat /dev/sdb1 rw\n"
        f"37 1 8:33 / {read_only} ro,nosuid shared:2 - vfat /dev/sdc1 ro\n"
        "38 1 8:1 / / rw,relatime shared:3 - ext4 /dev/sda1 rw\n"
        f"39 1 8:49 / {media}/GONE rw - vfat /dev/sdd1 rw\n"
        "a line of another kernel\n"
    )
    (found,) = sticks([media], mounts)
    assert (found.path, found.name) == (str(places["MY STICK"]), "MY STICK")
    assert found.free > 0
    assert [stick.path for stick in sticks([places["MY STICK"]], mounts)] == [found.path]
    assert sticks([media], tmp_path / "none") == ()


@pytest.fixture
def errand():
    posted = SimpleQueue()
    states = []
    now = datetime(2026, 11, 23, tzinfo=UTC)
    errand = Errand(Threads(posted.put), posted.put, lambda: now,
                    lambda: states.append(errand.state))  # fmt: skip

    def run(program: str) -> list[object]:
        errand.start([sys.executable, "-c", program])
        assert errand.running
        while errand.running:
            posted.get(timeout=30)()
        return states

    return run


def test_a_program_tells_how_far_it_is_and_how_it_ended(errand):
    told = errand(
        'print(\'{"event": "progress", "phase": "write", "done": 3, "total": 9}\');'
        "print('not for us');"
        'print(\'{"event": "end", "ok": true, "zh": "好", "en": "done", "last": 9}\')'
    )
    assert told[0] == Progress(phase="write", done=3, total=9)
    assert isinstance(told[-1], Outcome)
    assert (told[-1].well, told[-1].zh, told[-1].last) == (True, "好", 9)


@pytest.mark.parametrize("program", ["import os; os.kill(os.getpid(), 9)", "raise SystemExit(3)"])
def test_a_program_that_dies_is_told_in_a_sentence(errand, program):
    ended = errand(program)[-1]
    assert (ended.well, "再试一次" in ended.zh) == (False, True)


def test_the_darkest_step_can_still_be_read(tmp_path: Path):
    light = tmp_path / "intel"
    light.mkdir()
    (light / "max_brightness").write_text("7\n")
    (light / "brightness").write_text("7\n")
    backlight = Backlight(tmp_path)
    assert backlight.dimmable()
    backlight.set(1)
    assert int((light / "brightness").read_text()) == 1
    assert not Backlight(tmp_path / "none").dimmable()

"""`python -m ui` as a program: what it prints, how it ends, what it says when it cannot start."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kiosk.journal.reader import JournalReader
from ui.version import VERSION

ROOT = Path(__file__).parents[2]
LIMIT = 60
QUICK = "thanks_seconds = 1.0\nchange_seconds = 1.0"


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(f'[terminal]\ndata = "data"\n[screen]\n{QUICK}\n', encoding="utf-8")
    return path


def command(*arguments):
    return [sys.executable, "-m", "ui", *map(str, arguments)]


def environment(**changed):
    return {"QT_QPA_PLATFORM": "offscreen"} | os.environ | changed


def run(*arguments, **changed):
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


def test_it_says_when_the_first_frame_can_be_tapped_and_ends_on_a_signal(config):
    with subprocess.Popen(
        command("--config", config), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as program:
        ready = json.loads(program.stdout.readline())
        program.send_signal(signal.SIGTERM)

        assert program.wait(LIMIT) == 0
    assert ready["event"] == "ready"
    assert ready["state"] == "open"
    assert ready["ms"] > 0


def test_the_demo_touches_the_window_and_every_touch_is_stored(config, tmp_path):
    pictures = tmp_path / "pictures"

    ended = run("--config", config, "--demo", "--seconds", 9, "--screenshots", pictures)
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    reader = JournalReader(config.parent / "data" / "journal.db")
    entries = [msgspec.json.decode(body) for body in reader.bodies(1, 1_000, 10_000_000)]
    reader.close()

    assert ended.returncode == 0, ended.stderr
    summary = lines[-1]
    receipts = [line for line in lines if line["event"] == "receipt"]
    assert summary["event"] == "summary"
    assert summary["taps"] == summary["ratings"] == len(receipts) >= 2
    ratings = {n: e for n, e in enumerate(entries, start=1) if e["type"] == "rating"}
    assert {line["position"]: line["level"] for line in receipts} == {
        position: entry["level"] for position, entry in ratings.items()
    }
    assert {"rate.png", "thanks-satisfied.png"} <= {path.name for path in pictures.iterdir()}


def test_without_a_chinese_font_it_names_the_package_and_does_not_start(config, tmp_path):
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/nonexistent</dir></fontconfig>")

    ended = run("--config", config, "--seconds", 5, FONTCONFIG_FILE=str(fonts))

    assert ended.returncode == 3
    assert ended.stderr.count("fonts-noto-cjk") >= 2
    assert "字体" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("platform", [{}, {"DISPLAY": ":4242"}])
def test_without_a_display_it_says_so_in_both_languages(config, platform):
    bare = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    bare.pop("DISPLAY", None)

    ended = subprocess.run(
        command("--config", config, "--seconds", 5),
        cwd=ROOT,
        env=bare | platform,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )

    assert ended.returncode == 4
    assert "打不开屏幕" in ended.stderr
    assert "No display can be opened" in ended.stderr


def test_a_wrong_key_in_the_configuration_is_named(config):
    config.write_text("[screen]\nwidht = 5\n", encoding="utf-8")

    ended = run("--config", config)

    assert ended.returncode == 2
    assert "widht" in ended.stderr


def test_the_qt_bindings_give_away_no_reference_they_never_took():
    # PySide6 6.12.0 does, one for every signal emitted: before Python 3.12 the window then dies
    # within hours ("none_dealloc"). docs/adr/0012 says why 6.11 it is.
    script = (
        "import sys\n"
        "from PySide6.QtCore import QObject, QTimer, Signal\n"
        "class Speaker(QObject):\n    said = Signal()\n"
        "speaker, timer = Speaker(), QTimer()\n"
        "before = [sys.getrefcount(constant) for constant in (None, True, False)]\n"
        "for _ in range(2_000):\n    speaker.said.emit()\n    timer.stop()\n"
        "after = [sys.getrefcount(constant) for constant in (None, True, False)]\n"
        "print(max(abs(x - y) for x, y in zip(before, after)) < 100)\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True,
        timeout=LIMIT, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (0, "True\n"), ended.stderr


def test_no_source_text_of_other_modules_is_kept_in_memory():
    script = (
        "import linecache\n"
        "from ui.imports import read_no_sources\n"
        "read_no_sources()\n"
        "import ui.main\n"
        "print(sum(len(kept[2]) for kept in linecache.cache.values() if len(kept) > 1))\n"
    )

    kept = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True,
        timeout=LIMIT, check=True,
    )  # fmt: skip

    assert int(kept.stdout) < 5_000  # lines; without the guard it is some forty thousand


def test_the_version_in_the_log_is_that_of_the_project():
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

"""The real window, off screen, invited by its own command and by HTTP."""

import http.client
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from deploy.demo.programs import free_port
from tests.kiosk.desk import CHINA, Desk, HandClocks

ROOT = Path(__file__).parents[3]
LIMIT = 60
SECRET = "correct-horse-battery"
KIOSK = "import sys; from kiosk.command import main; sys.exit(main())"


@pytest.fixture
def config(tmp_path):
    """A terminal at which 007 signed in before."""
    desk = Desk(tmp_path / "data", clocks=HandClocks(datetime.now(CHINA))).begin()
    desk.terminal.start_shift("007")
    desk.leave()
    (tmp_path / "secret").write_text(SECRET)
    path = tmp_path / "config.toml"
    path.write_text(
        "[terminal]\ndata = 'data'\n[screen]\ninvitation_seconds = 5\n[interface]\n"
        f"listen = '127.0.0.1:{free_port()}'\nsecret_file = 'secret'\n"
    )
    return path


@pytest.fixture
def window(config):
    with subprocess.Popen(
        [sys.executable, "-m", "ui", "--config", str(config)], cwd=ROOT, text=True,
        env={"QT_QPA_PLATFORM": "offscreen"} | os.environ, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert json.loads(program.stdout.readline())["event"] == "ready"
        yield program
        program.send_signal(signal.SIGTERM)
        _, errors = program.communicate(timeout=LIMIT)
        assert (program.returncode, errors) == (0, "")


def invite(config, *arguments):
    return subprocess.run(
        [sys.executable, "-c", KIOSK, "invite", "--config", str(config), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False,
    )  # fmt: skip


def test_a_script_invites_hears_of_the_timeout_and_cancels(config, window):
    for _ in range(200):  # the interface listens soon after the first frame
        ended = invite(config, "--ticket", "A012", "--wait", "20", "--json")
        if ended.returncode != 1:
            break
    said = json.loads(ended.stdout)
    assert (ended.returncode, said["status"], said["cause"]) == (3, "unrated", "timeout")
    assert said["ended_at"] > said["invited_at"]

    ended = invite(config, "--ticket", "A013")
    assert ended.returncode == 0, ended.stderr
    visit = ended.stdout.split()[0]
    host = config.read_text().partition("listen = '")[2].partition("'")[0]
    line = http.client.HTTPConnection(host, timeout=LIMIT)
    line.request("DELETE", f"/v1/visits/{visit}", headers={"X-Yiping-Secret": SECRET})
    said = json.loads(line.getresponse().read())
    line.close()
    assert (said["status"], said["cause"]) == ("unrated", "cancelled")


def test_where_nobody_answers_the_command_says_what_to_look_at(config):
    ended = invite(config, "--ticket", "A012")
    assert ended.returncode == 1
    assert "没有应答" in ended.stderr
    assert "kiosk status" in ended.stderr


def test_where_the_interface_is_off_the_command_says_how_to_turn_it_on(config):
    config.write_text("[terminal]\ndata = 'data'\n")
    ended = invite(config)
    assert ended.returncode == 2
    assert 'listen = "127.0.0.1:8321"' in ended.stderr


def test_nothing_of_the_interface_is_loaded_before_the_first_frame():
    script = (
        "import sys\n"
        "import ui.main\n"
        "names = ('asyncio', 'http', 'socketserver', 'kiosk.interface', 'ui.interface_thread')\n"
        "print([name for name in names if name in sys.modules])\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT,
        check=True,
    )  # fmt: skip
    assert loaded.stdout == "[]\n"

"""`kiosk invite` for scripts: what it prints, and what its exit status says."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.command import main


@pytest.fixture
def kiosk(counter, tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(f"[interface]\nlisten = '127.0.0.1:{counter.port}'\n")
    with ThreadPoolExecutor(1) as scripts:
        yield lambda *words: scripts.submit(main, ["invite", "--config", str(path), *words])


def test_it_tells_a_rating_by_its_exit_status(counter, kiosk, capsys):
    running = kiosk("--ticket", "A012", "--item", "户口登记", "--wait", "30", "--json")
    counter.desk.settle()
    while counter.terminal.screen.invitation is None:
        counter.is_asked()
        counter.desk.settle()
    counter.terminal.tap("basic")
    assert counter.meanwhile(running) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["ticket"], said["item"]) == ("rated", "A012", "户口登记")

    assert counter.meanwhile(kiosk("--ticket", "A012")) == 5
    assert "一次服务只评一次" in capsys.readouterr().err


def test_without_a_wait_it_is_done_once_invited(counter, kiosk, capsys):
    assert counter.meanwhile(kiosk()) == 0
    assert "已邀请" in capsys.readouterr().out
    assert counter.terminal.screen.invitation.ticket is None


def test_an_outcome_that_does_not_come_in_time_is_told_apart(counter, kiosk):
    assert counter.meanwhile(kiosk("--wait", "1")) == 4


def test_a_window_that_cannot_invite_now_is_told_apart(counter, kiosk, capsys):
    counter.terminal.pause()
    assert counter.meanwhile(kiosk()) == 6
    assert "not open" in capsys.readouterr().err


def test_a_ticket_that_cannot_be_one_is_not_done(counter, kiosk):
    assert counter.meanwhile(kiosk("--ticket", "A" * 300)) == 1

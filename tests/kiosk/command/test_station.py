"""A station without a collector: its own staff, and everything onto a stick."""

import io
import json

import pytest

from kiosk.command import main
from kiosk.config import parse_config
from kiosk.settings import SettingsWatch, load_situation
from kiosk.staff_file import FILE, read_staff
from sync.protocol.pin import check_pin
from sync.protocol.settings import Settings, Staff, Window, write_settings
from tests.kiosk.ledger import fill


@pytest.fixture
def station(tmp_path, monkeypatch):
    config = tmp_path / "config.toml"
    config.write_text(f'[terminal]\ndata = "{tmp_path / "data"}"\n')

    def kiosk(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main([*words, "--config", str(config)])

    kiosk.data = tmp_path / "data"
    kiosk.config = parse_config(config.read_text(), config)
    return kiosk


def test_staff_of_the_station_may_sign_in_and_their_pin_is_nowhere_in_clear(station, capsys):
    assert station("staff", "add", "0317", "--name", "陈书瑶", "--pin-stdin", typed="24680\n") == 0
    (card,) = load_situation(station.config).staff
    assert (card.number, card.name) == ("0317", "陈书瑶")
    assert check_pin("24680", card.pin)
    assert b"24680" not in (station.data / FILE).read_bytes()
    assert (station.data / FILE).stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    assert station("staff", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"number": "0317", "name": "陈书瑶", "post": "", "pin": True}
    ]


def test_a_changed_name_keeps_the_pin_and_a_removed_one_is_gone(station):
    station("staff", "add", "1", "--name", "王", "--pin-stdin", typed="1357\n")
    station("staff", "add", "1", "--name", "王芳")
    station("staff", "add", "2", "--name", "李")
    one, two = read_staff(station.data)
    assert (one.name, check_pin("1357", one.pin), two.pin) == ("王芳", True, "")
    assert station("staff", "remove", "1") == 0
    assert station("staff", "remove", "1") == 1
    assert [staff.number for staff in read_staff(station.data)] == ["2"]


@pytest.mark.parametrize("pin", ["123", "12345678901", "abcd", ""])
def test_a_pin_that_is_none_is_refused_and_nothing_is_saved(station, capsys, pin):
    assert station("staff", "add", "1", "--name", "王", "--pin-stdin", typed=f"{pin}\n") == 1
    assert "4 到 8 位数字" in capsys.readouterr().err
    assert read_staff(station.data) == ()


def test_the_collectors_staff_count_and_the_stations_do_not(station, capsys):
    station("staff", "add", "1", "--name", "王", "--pin-stdin", typed="1357\n")
    settings = Settings(window=Window(code="A01"), staff=(Staff(number="9", name="赵"),))
    (station.data / "settings.json").write_bytes(write_settings(settings))
    assert [staff.number for staff in load_situation(station.config).staff] == ["9"]
    capsys.readouterr()
    station("staff", "add", "2", "--name", "李")
    assert "以服务器的为准" in capsys.readouterr().out


def test_a_running_terminal_notices_new_staff(station):
    station("staff", "add", "1", "--name", "王")
    watch = SettingsWatch(station.config)
    assert watch.poll() is None
    station("staff", "add", "2", "--name", "李")
    situation = watch.poll()
    assert situation is not None
    assert [staff.number for staff in situation.staff] == ["1", "2"]


def test_a_list_that_is_damaged_leaves_nobody_and_the_terminal_starts(station):
    station("staff", "add", "1", "--name", "王")
    (station.data / FILE).write_bytes(b"[{")
    assert load_situation(station.config).staff == ()


def test_export_writes_a_file_and_says_so(station, tmp_path, capfd):
    fill(station.data, 5)
    (tmp_path / "stick").mkdir()
    assert station("export", "--to", str(tmp_path / "stick")) == 0
    assert "共 5 条" in capfd.readouterr().out
    assert station("export", "--to", str(tmp_path / "nowhere")) == 1
    assert "本机记录不受影响" in capfd.readouterr().err


def test_verify_tells_its_progress_in_lines(station, capsys):
    fill(station.data, 5)
    capsys.readouterr()
    assert station("verify", "--progress") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"event": "progress", "phase": "check", "done": 5, "total": 5}
    assert (lines[-1]["event"], lines[-1]["ok"], lines[-1]["last"]) == ("end", True, 5)

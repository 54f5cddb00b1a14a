import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from kiosk.command import main, status_words
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.journal import Journal
from sync.outcomes import Cause
from sync.protocol.entries import Shift, State
from sync.protocol.handover import Closing, Link, Trouble, write_link
from tests.kiosk.ledger import UNLOCKED, boot, fill, opened, rating, tamper

TOP = Path(__file__).parents[3]


@pytest.fixture
def config(tmp_path, data):
    path = tmp_path / "config.toml"
    path.write_text(
        f'[terminal]\ndata = "{data}"\nwindow = "A09"\ntimezone = "UTC"\n'
        '[collector]\nurl = "http://127.0.0.1:9"\n'
    )
    return path


def kiosk(*words):
    return subprocess.run(
        [sys.executable, "-c", "import sys; from kiosk.command import main; sys.exit(main())",
         *map(str, words)],
        capture_output=True, text=True, timeout=60, check=False, cwd=TOP,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(TOP), "LANG": "C.UTF-8"},
    )  # fmt: skip


def status(config, capsys):
    assert main(["status", "--json", "--config", str(config)]) == 0
    return json.loads(capsys.readouterr().out)


def test_status_of_a_terminal_that_never_ran(config, capsys):
    said = status(config, capsys)
    assert (said["running"], said["state"], said["last"], said["pending"]) == (False, None, 0, 0)
    assert said["counts_today"] == {"satisfied": 0, "basic": 0, "unsatisfied": 0}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_day_at_the_hall_wherever_the_system_thinks_it_is(config, data, capsys, zone):
    config.write_text(f'[terminal]\ndata = "{data}"\n')
    settings = {
        "v": 1, "window": {"code": "A09"}, "scale": "satisfaction-3",
        "catalogue": "national-2020-08", "timezone": zone,
    }  # fmt: skip
    journal = Journal(data)
    opened(journal)
    (data / "settings.json").write_text(json.dumps(settings))
    now = datetime.now(ZoneInfo(zone))
    for entry in (boot(at=now), rating(at=now, level="basic")):
        journal.append(entry).result(30)
    journal.close()
    assert status(config, capsys)["counts_today"]["basic"] == 1


def test_status_tells_state_staff_counts_and_backlog(config, data, capsys):
    now = datetime.now(UTC)
    stamp = {"at": now, "boot": 1, "up": 5, "clock": "ok", "window": "A09"}
    journal = Journal(data)
    facts = opened(journal)
    for entry in (
        boot(at=now),
        State(**stamp, state="open", cause="start"),
        Shift(**stamp, staff="007", action="start"),
        rating(at=now, level="basic"),
        rating(at=now, repeat=True),
    ):
        journal.append(entry).result(30)
    write_link(
        data,
        Link(
            collector="http://127.0.0.1:9", log=facts.log, status="approved", acknowledged=3,
            contact="2026-11-22T01:00:00.000+00:00",
            trouble=Trouble(kind="unreachable", message="no", since="2026-11-22T02:00:00+00:00"),
            closing=Closing(date="2026-11-21", outcome="complete", at="2026-11-21T12:00:00+00:00"),
        ),
    )  # fmt: skip
    said = status(config, capsys)
    journal.close()
    assert said["running"] is True
    assert (said["state"], said["staff"], said["window"]) == ("open", "007", "A09")
    assert said["counts_today"] == {"satisfied": 0, "basic": 1, "unsatisfied": 0}
    assert said["totals"] == {"satisfaction-3": {"basic": 1, "satisfied": 1}}
    assert (said["last"], said["pending"]) == (5, 2)
    assert datetime.fromisoformat(said["oldest_pending"]) == now.replace(
        microsecond=now.microsecond // 1000 * 1000
    )
    assert said["contact"] == "2026-11-22T01:00:00.000+00:00"
    assert (said["link"], said["log"]) == ("approved", facts.log)
    assert said["closing"]["outcome"] == "complete"
    assert said["trouble"]["kind"] == "unreachable"
    assert said["set_aside"] == []
    assert status(config, capsys)["running"] is False


def test_another_logs_receipts_are_not_counted_for_this_one(config, data, capsys):
    fill(data, 4)
    write_link(data, Link(collector="x", log="0" * 64, acknowledged=4))
    assert status(config, capsys)["pending"] == 4


def test_status_in_words_names_what_matters(config, data, capsys):
    fill(data, 4)
    assert main(["status", "--config", str(config)]) == 0
    said = capsys.readouterr().out
    assert "没有运行 not running" in said
    assert "待发送 to send 4" in said


def test_status_tells_people_why_nothing_is_sent_in_the_time_of_the_hall(config, data, capsys):
    config.write_text(config.read_text().replace('"UTC"', '"Asia/Shanghai"'))
    fill(data, 4)
    since = "2026-11-22T02:00:00+00:00"
    trouble = Trouble(kind="unreachable", message="[Errno 111]", since=since, cause="refused")
    write_link(data, Link(collector="http://127.0.0.1:9", log="", contact=since, trouble=trouble))
    assert main(["status", "--config", str(config)]) == 0
    said = capsys.readouterr().out
    assert "unreachable (refused)，自 since 2026-11-22 10:00:00" in said
    assert "那里没有服务" in said
    assert "nothing serves there" in said


def test_every_cause_and_every_trouble_that_a_person_can_end_is_explained():
    assert set(get_args(Cause)) - {"other"} == set(status_words.CAUSES)
    for zh, en in (status_words.CAUSES | status_words.TROUBLES).values():
        assert zh
        assert en.isascii()


def test_status_of_a_journal_that_cannot_be_read_says_so(config, data):
    fill(data, 3)
    (data / JOURNAL_FILE).write_bytes(b"rubbish" * 1000)
    done = kiosk("status", "--config", config)
    assert done.returncode == 1
    assert "cannot be" in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_of_a_sound_log(config, data, capsys):
    fill(data, 12)
    assert main(["verify", "--json", "--config", str(config)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["last"], said["first_bad"]) == (True, 12, None)
    assert main(["verify", "--config", str(config)]) == 0
    assert "全部 12 条相符" in capsys.readouterr().out


def test_verify_exits_1_and_names_the_first_bad_position(config, data):
    fill(data, 12)
    tamper(data, *UNLOCKED, "UPDATE entry SET body = x'7b7d' WHERE position = 7")
    done = kiosk("verify", "--config", config)
    assert done.returncode == 1
    assert "第 7 条" in done.stdout
    assert "Entry 7 is not as it was written" in done.stdout
    said = json.loads(kiosk("verify", "--json", "--config", config).stdout)
    assert (said["ok"], said["first_bad"], said["last"]) == (False, 7, 6)


def test_verify_lists_logs_that_were_set_aside(config, data, capsys):
    old = fill(data, 5).log
    (data / JOURNAL_FILE).write_bytes(b"rubbish" * 1000)
    journal = Journal(data)
    opened(journal)
    journal.append(boot()).result(30)
    journal.close()
    assert main(["verify", "--json", "--config", str(config)]) == 0
    (aside,) = json.loads(capsys.readouterr().out)["set_aside"]
    assert aside["log"] == old


def test_verify_without_a_log_is_no_success(config, capsys):
    assert main(["verify", "--config", str(config)]) == 1
    assert "There is no rating log" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "demo", "enrol", "sync", "invite", "status", "verify"])
def test_every_command_explains_itself_in_two_languages(command):
    done = kiosk(command, "--help")
    assert done.returncode == 0
    assert "--config" in done.stdout
    assert any("\u4e00" <= letter <= "\u9fff" for letter in done.stdout)


@pytest.mark.parametrize("words", [[], ["rate"], ["sync"], ["status", "--nonsense"]])
def test_a_wrong_command_line_exits_2(words):
    assert kiosk(*words).returncode == 2


def test_a_wrong_configuration_exits_2_and_names_the_line(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[terminal]\nwindw = "A01"\n')
    done = kiosk("run", "--config", path)
    assert done.returncode == 2
    assert f"{path}, line 2" in done.stderr


@pytest.mark.parametrize("words", [["enrol"], ["sync", "--once"]])
def test_without_a_collector_there_is_nobody_to_talk_to(tmp_path, words):
    path = tmp_path / "config.toml"
    path.write_text(f'[terminal]\ndata = "{tmp_path / "data"}"\n')
    done = kiosk(*words, "--config", path)
    assert done.returncode == 2
    assert "[collector]" in done.stderr


def test_the_agents_exit_status_is_passed_through(config):
    done = kiosk("enrol", "--json", "--config", config)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_a_second_run_on_one_data_folder_is_refused(config, data, capsys):
    journal = Journal(data)
    opened(journal)
    assert main(["run", "--config", str(config)]) == 1
    journal.close()
    assert "Another process is using the data folder" in capsys.readouterr().err


def test_starting_the_supervisor_imports_nothing_heavy():
    code = "import sys, kiosk.command, kiosk.command.run; print(*sorted(sys.modules))"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=TOP).split()
    assert {"msgspec", "sqlite3", "cryptography", "PySide6", "requests"}.isdisjoint(loaded)
    assert "kiosk.command.supervisor" in loaded

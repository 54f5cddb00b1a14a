"""The `collector` command, each verb as a process beside a running server."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.collecting import begin_with_tables, running_collector
from tests.collector.conftest import Here, Running
from tests.collector.device import Device, rating

Starting = Callable[..., AbstractContextManager[Here]]


@pytest.fixture(scope="session")
def collector(running: Running, engine: str) -> Here:
    """A collector of one's own: `verify` finds what is wrong anywhere in it."""
    return running.collector(engine, "command")


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "collector", *arguments],
        capture_output=True, text=True, check=False, timeout=60,
        env={"PATH": "/usr/bin:/bin", **environment},
    )  # fmt: skip


def _serve(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    # On a port of its own: somebody's collector may run at the usual one.
    return _run("serve", "--data", str(data), "--bind", "127.0.0.1:0", **environment)


def _taps(device: Device) -> None:
    for level in ("satisfied", "satisfied", "basic", "unsatisfied", "satisfied"):
        device.rate(level)
    device.rate("satisfied", repeat=True)
    device.rate("basic", replaces=4)
    device.write(rating(8, "ecstatic"))
    assert device.send().status == 200


def test_status_is_what_was_tapped(fresh_collector: Starting) -> None:
    with fresh_collector() as collector:
        code = Device(collector.url).enrol().body["code"]
        device = Device(collector.url)
        mine = device.enrol().body["code"].lower().replace("-", "")
        approved = collector.command("approve", mine, "--window", "A01", "--json")
        assert json.loads(approved.stdout) == {
            "log": device.log, "window": "A01", "made": True, "status": "approved",
        }  # fmt: skip
        _taps(device)
        device.heartbeat(state="paused", pending=0)
        status = json.loads(collector.command("status", "--json").stdout)
        assert (status["entries"], status["ratings"], status["quarantined"]) == (8, 5, 1)
        assert status["levels"] == {"satisfied": 3, "basic": 2}
        assert status["scales"] == {"satisfaction-3": {"satisfied": 3, "basic": 2}}
        assert (status["repeats"], status["replaced"], status["forks"]) == (1, 1, 0)
        window = status["windows"]["A01"]
        assert (window["ratings"], window["state"], window["pending"]) == (5, "paused", 0)
        assert window["levels"] == status["levels"]
        assert window["last_seen"]
        page = collector.command("status").stdout
        assert "A01" in page
        assert code in page


def test_approving_explains_what_does_not_fit(collector: Here) -> None:
    unknown = collector.command("approve", "ZZZ-ZZZ", "--window", "A01")
    assert unknown.returncode == 1
    assert "ZZZ-ZZZ" in unknown.stderr
    assert "没有" in unknown.stderr
    device = collector.device(approved=False)
    code = device.enrol().body["code"]
    blank = collector.command("approve", code, "--window", " ")
    assert blank.returncode == 2
    assert blank.stderr == (
        "collector: a window's code has 1 to 64 characters · 窗口编号为 1 至 64 个字符\n"
    )
    assert collector.command("approve", code, "--window", "B02").returncode == 0
    again = collector.command("approve", code, "--window", "B03")
    assert again.returncode == 1
    assert "B02" in again.stderr
    assert device.state()["window"] == "B02"


@pytest.mark.parametrize(
    ("table", "change", "position"),
    [
        ("ingest_entry", "body = %s", 2),
        ("ingest_entry", "digest = %s", 2),
        ("ingest_checkpoint", "signature = %s", 3),
    ],
)
def test_verify_names_the_log_and_the_position_that_was_changed(
    collector: Here, device: Device, table: str, change: str, position: int
) -> None:
    for _ in range(3):
        device.rate()
    device.send()
    database = collector.database
    log = database.id_of(device.log)
    column = change.partition(" ")[0]
    select = f"SELECT {column} FROM {table} WHERE log_id = %s AND position = %s"  # noqa: S608 -- names are constants
    update = f"UPDATE {table} SET {change} WHERE log_id = %s AND position = %s"  # noqa: S608 -- names are constants
    true = bytes(database.one(select, log, position))
    database.rows(update, bytes([true[0] ^ 1]) + true[1:], log, position)
    try:
        found = collector.command("verify", "--json")
        assert found.returncode == 1
        findings = json.loads(found.stdout)["findings"]
        assert [(f["log"], f["position"]) for f in findings] == [(device.log, position)]
        assert f"log {device.log}, position {position}" in found.stderr
    finally:
        database.rows(update, true, log, position)


def test_verify_misses_nothing_that_is_gone(collector: Here, device: Device) -> None:
    for _ in range(3):
        device.rate()
    device.send()
    database = collector.database
    log = database.id_of(device.log)
    kept = database.rows(
        "SELECT body, digest, received_on FROM ingest_entry WHERE log_id = %s AND position = 2", log
    )
    database.rows("DELETE FROM ingest_entry WHERE log_id = %s AND position = 2", log)
    try:
        findings = json.loads(collector.command("verify", "--json").stdout)["findings"]
        assert [(f["log"], f["position"]) for f in findings] == [(device.log, 2)]
    finally:
        database.rows("INSERT INTO ingest_entry (log_id, position, body, digest, received_on) "
                      "VALUES (%s, 2, %s, %s, %s)", log, *kept[0])  # fmt: skip


def test_the_first_account_is_made_once_and_another_on_request(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_collector(data, from_nothing=True) as collector:
        assert collector.url in collector.printed
        assert re.search(r"admin [a-z2-9]{4}(-[a-z2-9]{4}){3}", collector.printed)
        made = collector.command("account", "wang")
        assert made.returncode == 0
        assert "wang" in made.stdout
        changed = collector.command("account", "wang")
        assert changed.stdout != made.stdout
    with running_collector(data) as collector:
        assert "admin" not in collector.printed
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_folder_without_a_collector_is_named(tmp_path: Path) -> None:
    result = _run("status", "--data", str(tmp_path / "nothing"))
    assert result.returncode == 1
    assert "collector serve" in result.stderr
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("COLLECTOR_HTTPS", "perhaps"),
        ("COLLECTOR_DATABASE_URL", "mysql://x/y"),
        ("COLLECTOR_TIME_ZONE", "Middle/Earth"),
        ("COLLECTOR_PENDING_LIMIT", "many"),
    ],
)
def test_a_wrong_setting_is_a_sentence(tmp_path: Path, variable: str, value: str) -> None:
    begin_with_tables(tmp_path)
    result = _serve(tmp_path, **{variable: value})
    assert result.returncode == 2
    assert variable in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_server_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    away = "postgresql://nobody@127.0.0.1:1/nothing"
    result = _serve(tmp_path, COLLECTOR_DATABASE_URL=away)
    assert result.returncode == 1
    assert "the database cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_address_that_is_taken_is_a_sentence(collector: Here, tmp_path: Path) -> None:
    result = _run("serve", "--data", str(tmp_path), "--bind", collector.url.removeprefix("http://"))
    assert result.returncode == 2
    assert "cannot listen" in result.stderr


@pytest.mark.parametrize(
    "verb",
    ["serve", "approve", "revoke", "status", "verify", "rebuild", "account", "audit", "check"],
)
def test_every_verb_explains_itself(verb: str) -> None:
    result = _run(verb, "--help")
    assert result.returncode == 0
    assert "--data" in result.stdout

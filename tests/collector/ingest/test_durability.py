"""What was answered with 200 is there: after a kill, and after a restart on an older copy."""

import contextlib
import http.client
import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from collector.ingest.database.session import DatabaseFaultError
from collector.ingest.database.sqlite import SqliteSession
from tests.collecting import running_collector
from tests.collector.conftest import Here
from tests.collector.device import Device

Starting = Callable[..., AbstractContextManager[Here]]


def _send_until_it_dies(device: Device, acknowledged: list[tuple[int, str]]) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        while True:
            first = len(device.entries) + 1
            for _ in range(3):
                device.rate()
            answer = device.send(first)
            if answer.status != 200:
                return
            acknowledged.append((answer.body["next"], answer.body["digest"]))


def _kill_amid_work(collector: Here, devices: list[Device], enough: int) -> dict[str, Any]:
    """Kill the collector while all devices send; return what it had acknowledged to each."""
    acknowledged: dict[str, list[tuple[int, str]]] = {device.log: [] for device in devices}
    threads = [
        threading.Thread(target=_send_until_it_dies, args=(device, acknowledged[device.log]))
        for device in devices
    ]
    for thread in threads:
        thread.start()
    while min(map(len, acknowledged.values())) < enough:
        threads[0].join(0.005)
    os.kill(collector.pid, signal.SIGKILL)
    for thread in threads:
        thread.join()
    return acknowledged


def test_a_killed_collector_has_what_it_acknowledged(fresh_collector: Starting) -> None:
    with fresh_collector() as collector:
        devices = [collector.device() for _ in range(4)]
        acknowledged = _kill_amid_work(collector, devices, 20)
    for enough in (3, 0):
        with fresh_collector() as collector:
            for device in devices:
                device.address = collector.url.removeprefix("http://")
                state = device.state()
                following, digest = acknowledged[device.log][-1]
                assert state["next"] >= following
                assert digest == device.digest(following - 1).hex()
                assert state["digest"] == device.digest(state["next"] - 1).hex()
                device.entries[state["next"] - 1 :] = []
            assert collector.command("verify").returncode == 0
            if enough:
                acknowledged = _kill_amid_work(collector, devices, enough)


def test_a_collector_put_back_to_an_older_copy_gets_everything_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_collector(data) as running:
        device = Here(*running).device()
        device.rate()
        device.rate("basic")
        assert device.send().body["next"] == 3
    shutil.copytree(data, tmp_path / "older")
    with running_collector(data) as running:
        device.address = running.url.removeprefix("http://")
        for _ in range(5):
            device.rate("unsatisfied")
        assert device.send(3).body["next"] == 8
    with running_collector(tmp_path / "older") as running:
        collector = Here(*running)
        device.address = running.url.removeprefix("http://")
        assert device.state()["next"] == 3
        refused = device.send(5)
        assert refused.refusal == (409, 108, "gap")
        assert device.send(refused.body["next"]).body == {
            "log": device.log, "next": 8, "digest": device.digest(7).hex(),
            "stored": 5, "known": 0, "quarantined": [],
        }  # fmt: skip
        assert collector.command("verify").returncode == 0


@pytest.mark.parametrize("pragma", ["journal_mode", "synchronous"])
def test_every_connection_that_writes_is_durable(tmp_path: Path, pragma: str) -> None:
    session = SqliteSession(tmp_path / "db")
    try:
        assert session.rows(f"PRAGMA {pragma}") == [({"journal_mode": "wal"}.get(pragma, 2),)]
    finally:
        session.close()


def test_a_database_that_would_not_keep_what_it_commits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseFaultError, match="journal_mode"):
        SqliteSession(Path(":memory:"))


def test_a_database_that_is_locked_answers_busy_and_nothing_is_lost(tmp_path: Path) -> None:
    with running_collector(tmp_path / "data") as running:
        device = Here(*running).device()
        device.rate()
        path = tmp_path / "data" / "collector.sqlite3"
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = device.send()
            assert refused.refusal == (503, 120, "busy")
            assert int(refused.headers["retry-after"]) > 0
            assert device.state()["next"] == 1
            other.execute("ROLLBACK")
        assert device.send().body["stored"] == 1

"""GET settings and POST heartbeat: what a terminal is told, and what it tells about itself."""

import json

import pytest

from sync.protocol.settings import read_settings
from tests.collector.conftest import Here
from tests.collector.device import Device


def test_the_settings_name_the_window(device: Device) -> None:
    answer = device.call("GET", f"/logs/{device.log}/settings")
    assert answer.status == 200
    settings = read_settings(answer.raw)
    assert (settings.window.code, settings.window.name) == ("A01", "综合窗口")
    assert settings.scale == "satisfaction-3"
    assert settings.schedule.sync_seconds == 1


def test_settings_that_did_not_change_are_not_sent_again(collector: Here, device: Device) -> None:
    path = f"/logs/{device.log}/settings"
    tag = device.call("GET", path).headers["etag"]
    same = device.call("GET", path, headers={"If-None-Match": tag})
    assert (same.status, same.raw, same.headers["etag"]) == (304, b"", tag)
    assert device.heartbeat().body["settings"] == tag
    # Named: another test of this collector may have made another hall.
    hall = ("--hall", "hall")
    try:
        told = collector.command("settings", "set", "scale", "national-5", *hall)
        assert told.returncode == 0, told.stderr
        changed = device.call("GET", path, headers={"If-None-Match": tag})
        assert changed.status == 200
        assert read_settings(changed.raw).scale == "national-5"
        assert device.heartbeat().body["settings"] == changed.headers["etag"] != tag
    finally:
        collector.command("settings", "unset", "scale", *hall)


def test_the_staff_of_the_hall_are_in_the_settings(collector: Here, device: Device) -> None:
    database = collector.database
    hall = database.one("SELECT min(id) FROM organisation_hall")
    for number, active in (("1002", True), ("1001", True), ("1003", False)):
        database.rows(
            "INSERT INTO organisation_staff (hall_id, number, name, post, stars, active) "
            "VALUES (%s, %s, '张', '', 4, %s)",
            hall, number, active,
        )  # fmt: skip
    try:
        settings = read_settings(device.call("GET", f"/logs/{device.log}/settings").raw)
        assert [(s.number, s.stars) for s in settings.staff] == [("1001", 4), ("1002", 4)]
    finally:
        database.rows("DELETE FROM organisation_staff")


def test_a_heartbeat_is_answered_with_what_is_held(collector: Here, device: Device) -> None:
    device.rate()
    device.send()
    device.rate()
    answer = device.heartbeat(
        state="paused", pending=1, oldest_pending="2026-11-23T09:12:49.871+08:00"
    )
    assert answer.status == 200
    assert (answer.body["next"], answer.body["digest"]) == (2, device.digest(1).hex())
    kept = collector.database.rows(
        "SELECT state, staff, last, pending, oldest_pending, clock_offset, disk_free "
        "FROM ingest_heartbeat WHERE log_id = %s",
        collector.database.id_of(device.log),
    )
    assert kept == [("paused", "1001", 2, 1, "2026-11-23T09:12:49.871+08:00", -12, 1000)]


@pytest.mark.parametrize(
    "field", ["staff", "totals", "pending", "oldest_pending", "version", "disk_free"]
)
def test_a_heartbeat_may_say_null_for_what_it_does_not_know(device: Device, field: str) -> None:
    assert device.heartbeat(**{field: None}).status == 200


def test_only_the_last_heartbeat_is_kept(collector: Here, device: Device) -> None:
    device.heartbeat(state="open")
    device.heartbeat(state="closed", totals={}, staff=None)
    kept = collector.database.rows(
        "SELECT state, staff FROM ingest_heartbeat WHERE log_id = %s",
        collector.database.id_of(device.log),
    )
    assert kept == [("closed", "")]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"{}", b'"\xff"', b"[" * 16_000,
        json.dumps({"state": "asleep", "last": 0, "digest": "0" * 64}).encode(),
        json.dumps({"state": "open", "last": -1, "digest": "0" * 64}).encode(),
        json.dumps({"state": "open", "last": 2**60, "digest": "0" * 64}).encode(),
        json.dumps({"state": "open", "last": 0, "digest": "x"}).encode(),
        json.dumps({"state": "open", "last": 0, "digest": "0" * 64, "staff": "\0"}).encode(),
        json.dumps({"state": "open", "last": 0, "digest": "0" * 64, "totals": {"\0": 1}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_heartbeat_is_malformed(device: Device, body: bytes) -> None:
    answer = device.call("POST", f"/logs/{device.log}/heartbeat", body)
    assert answer.refusal == (422, 112, "malformed")


@pytest.mark.parametrize("offset", [1e300, -1e300, 0.4, 2**53])
def test_a_clock_may_be_off_by_anything(device: Device, offset: float) -> None:
    assert device.heartbeat(clock_offset=offset, disk_free=2**53).status == 200


def test_a_long_heartbeat_is_refused(device: Device) -> None:
    answer = device.call("POST", f"/logs/{device.log}/heartbeat", b" " * 17_000)
    assert answer.refusal == (413, 110, "too-large")

"""What comes on a stick is stored as if it had been sent: once, whichever way it comes first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collector.conftest import Here
from tests.collector.device import Device
from tests.kiosk.ledger import fill


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def written(stick: Path, *batches: bytes) -> Path:
    file = stick / f"a{len(list(stick.iterdir()))}.ratings"
    file.write_bytes(b"".join(batches))
    return file


def imported(collector: Here, *files: Path) -> tuple[int, list[dict]]:
    ended = collector.command("import", *map(str, files), "--json")
    return ended.returncode, json.loads(ended.stdout)["files"]


def of_log(file: dict, device: Device) -> dict:
    return next(log for log in file["logs"] if log["log"] == device.log)


def rated(device: Device, times: int) -> None:
    for number in range(times):
        device.rate("unsatisfied" if number % 5 == 0 else "satisfied")


def entries(collector: Here, device: Device) -> int:
    database = collector.database
    return database.one(
        "SELECT count(*) FROM ingest_entry WHERE log_id = %s", database.id_of(device.log)
    )


def test_a_bundle_imported_twice_is_stored_once(collector: Here, device: Device, stick) -> None:
    rated(device, 12)
    file = written(stick, device.batch(1, 5), device.batch(6, 12))
    status, (first,) = imported(collector, file)
    assert (status, first["batches"]) == (0, 2)
    assert (of_log(first, device)["stored"], of_log(first, device)["known"]) == (12, 0)
    status, (again,) = imported(collector, file)
    assert (status, of_log(again, device)["stored"], of_log(again, device)["known"]) == (0, 0, 12)
    assert entries(collector, device) == 12
    assert device.state()["next"] == 13
    assert device.state()["digest"] == device.digest(12).hex()


def test_a_bundle_before_the_network_catches_up_and_the_reverse(
    collector: Here, device: Device, stick
) -> None:
    rated(device, 6)
    assert imported(collector, written(stick, device.batch(1, 6)))[0] == 0
    rated(device, 4)
    assert device.send(1, 10).body["stored"] == 4
    rated(device, 5)
    status, (file,) = imported(collector, written(stick, device.batch(1, 15)))
    assert (status, of_log(file, device)["stored"], of_log(file, device)["known"]) == (0, 5, 10)
    assert device.send(11, 15).body["stored"] == 0
    assert entries(collector, device) == 15


def test_a_damaged_bundle_is_refused_from_the_place_of_the_damage_on(
    collector: Here, device: Device, stick
) -> None:
    rated(device, 9)
    good, bad, after = device.batch(1, 3), device.batch(4, 6), device.batch(7, 9)
    flipped = bytearray(bad)
    flipped[flipped.index(b"satisfied")] ^= 1
    status, (file,) = imported(collector, written(stick, good, bytes(flipped), after))
    assert status == 1
    (damage,) = file["damage"]
    assert (damage["batch"], damage["byte"]) == (2, len(good))
    assert of_log(file, device)["problem"] == "broken-chain"
    assert entries(collector, device) == 3
    # A whole one mends it.
    assert imported(collector, written(stick, good, bad, after))[0] == 0
    assert entries(collector, device) == 9


def test_a_bundle_cut_short_brings_what_it_has(collector: Here, device: Device, stick) -> None:
    rated(device, 8)
    whole = device.batch(1, 4) + device.batch(5, 8)
    said = collector.command("import", str(written(stick, whole[:-40])))
    place = len(device.batch(1, 4))
    assert (said.returncode, f"第 2 批（第 {place} 字节起）损坏" in said.stdout) == (1, True)
    assert entries(collector, device) == 4


def test_a_log_nobody_knows_waits_for_its_approval_and_is_imported_then(
    collector: Here, stick
) -> None:
    device = Device(collector.url)
    rated(device, 4)
    file = written(stick, device.batch())
    status, (told,) = imported(collector, file)
    waiting = of_log(told, device)
    assert (status, waiting["problem"], entries(collector, device)) == (1, "pending", 0)
    assert waiting["code"] in collector.command("import", str(file)).stdout
    assert collector.command("approve", waiting["code"], "--window", "B07").returncode == 0
    assert imported(collector, file)[0] == 0
    assert entries(collector, device) == 4


def test_a_revoked_log_is_not_imported(collector: Here, device: Device, stick) -> None:
    rated(device, 3)
    assert collector.command("revoke", device.log).returncode == 0
    status, (file,) = imported(collector, written(stick, device.batch()))
    assert (status, of_log(file, device)["problem"]) == (1, "revoked")
    assert entries(collector, device) == 0


def test_two_histories_on_a_stick_are_set_aside_like_those_from_the_network(
    collector: Here, device: Device, stick
) -> None:
    twin = device.twin()
    rated(device, 3)
    twin.rate("basic")
    assert device.send().status == 200
    status, (file,) = imported(collector, written(stick, twin.batch()))
    assert (status, of_log(file, twin)["problem"]) == (1, "fork")
    assert entries(collector, device) == 3
    database = collector.database
    assert database.one(
        "SELECT count(*) FROM ingest_fork WHERE log_id = %s", database.id_of(device.log)
    ) == 1  # fmt: skip


def test_one_file_brings_several_logs_and_one_in_trouble_keeps_no_other(
    collector: Here, device: Device, stick
) -> None:
    other = collector.device()
    rated(device, 4)
    rated(other, 4)
    gap = device.batch(3, 4)
    status, (file,) = imported(collector, written(stick, gap, other.batch()))
    assert (status, of_log(file, device)["problem"]) == (1, "gap")
    assert of_log(file, device)["next"] == 1
    assert (of_log(file, other)["problem"], entries(collector, other)) == ("", 4)


def test_what_a_terminal_exported_is_what_the_collector_counts(collector: Here, stick) -> None:
    data = stick.parent / "terminal"
    fill(data, 1_205)
    subprocess.run(
        [sys.executable, "-m", "sync.agent", "export", "--data", str(data), "--to", str(stick)],
        check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    (bundle,) = stick.iterdir()
    _, (told,) = imported(collector, bundle)
    code = told["logs"][0]["code"]
    assert collector.command("approve", code, "--window", "C01").returncode == 0
    status, (told,) = imported(collector, bundle)
    assert (status, told["batches"], told["logs"][0]["stored"]) == (0, 2, 1_205)
    database, log = collector.database, told["logs"][0]["log"]
    assert database.one(
        "SELECT count(*) FROM ingest_rating WHERE log_id = %s", database.id_of(log)
    ) == 1_204  # fmt: skip


def test_a_file_that_is_none_is_told_in_a_sentence(collector: Here, stick) -> None:
    missing = collector.command("import", str(stick / "none.ratings"))
    assert (missing.returncode, "读不了" in missing.stderr) == (1, True)
    status, (file,) = imported(collector, written(stick, b"\x89PNG\r\n\x1a\n" * 50))
    assert (status, file["damage"][0]["batch"]) == (1, 1)
    assert imported(collector, written(stick))[0] == 0

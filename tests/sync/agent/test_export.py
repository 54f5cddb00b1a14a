"""Export to a stick: whole and read back, or no file and a sentence; the log is never touched."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.journal.database import JOURNAL_FILE
from sync.agent import bundling
from sync.agent.bundling import ExportError, bundle
from sync.protocol import batch
from sync.protocol.bundle import pieces
from tests.fakes import FakeClock
from tests.sync.stage import TerminalStage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEADLINE = 30


@pytest.fixture
def station(tmp_path):
    """A terminal that has never had a network."""
    stage = TerminalStage(tmp_path / "data", "http://127.0.0.1:9", FakeClock())
    stage.sign_in()
    stage.rate(2_400)
    yield stage
    stage.close()


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def quietly(phase: str, done: int, total: int) -> None:
    """Tell nobody."""


def read(file: Path) -> list[batch.Batch]:
    with file.open("rb") as opened:
        found = [batch.decode(piece.raw) for piece in pieces(opened)]
    for one in found:
        assert isinstance(one, batch.Batch)
        assert not isinstance(batch.verify(one), batch.Refused)
    return found


def program(station, stick, *options):
    return [sys.executable, "-m", "sync.agent", "export", "--data", str(station.data),
            "--to", str(stick), "--name", "A 03/综合", *options]  # fmt: skip


def test_a_bundle_holds_every_entry_in_signed_batches(station, stick):
    told = []
    done = bundle(station.data, stick, "A03", NOW, lambda *fact: told.append(fact))
    batches = read(done.file)
    assert [body for one in batches for body in one.bodies] == station.bodies
    assert [one.first for one in batches] == [1, 1_001, 2_001]
    assert done.entries == len(station.bodies)
    assert told[-1] == ("check", done.entries, done.entries)
    assert [phase for phase, *_ in told] == ["write"] * 3 + ["check"] * 3
    assert list(stick.iterdir()) == [done.file]


def test_the_program_tells_how_far_it_is_and_names_the_file_for_every_system(station, stick):
    ended = subprocess.run(
        program(station, stick, "--json"), capture_output=True, text=True, timeout=DEADLINE,
        check=True,
    )  # fmt: skip
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert {line["event"] for line in lines[:-1]} == {"progress"}
    assert (lines[-1]["ok"], lines[-1]["entries"]) == (True, len(station.bodies))
    (file,) = stick.iterdir()
    assert file.name.startswith("A-03-")
    assert file.name in lines[-1]["zh"]


def test_a_log_that_was_set_aside_goes_along_and_one_nobody_can_read_is_mentioned(station, stick):
    station.close()
    aside = station.data / "set-aside" / "20260101T000000"
    aside.mkdir(parents=True)
    other = TerminalStage(station.data.parent / "other", "http://127.0.0.1:9", FakeClock())
    other.rate(3)
    bodies = other.bodies
    other.close()
    shutil.move(other.data / JOURNAL_FILE, aside / JOURNAL_FILE)
    shutil.move(other.data / "device.key", aside / "device.key")
    broken = station.data / "set-aside" / "20260102T000000"
    broken.mkdir()
    (broken / JOURNAL_FILE).write_bytes(b"not a database")
    done = bundle(station.data, stick, "A03", NOW, quietly)
    assert (done.logs, done.left_out) == (2, 1)
    assert read(done.file)[0].bodies == bodies


def test_an_export_beside_a_terminal_that_goes_on_rating_ends_where_it_began(station, stick):
    before = len(station.bodies)
    done = bundle(station.data, stick, "A03", NOW, lambda *_: station.rate())
    assert done.entries == before
    assert len(station.bodies) > before


@pytest.mark.parametrize(
    ("code", "word"),
    [(errno.ENOSPC, "空间不够"), (errno.EROFS, "写保护"), (errno.EIO, "拔出"),
     (errno.ENODEV, "拔出")],
)  # fmt: skip
@pytest.mark.parametrize("when", [0, 1, 2])
def test_a_stick_that_fails_in_the_middle_leaves_a_sentence_and_no_file(
    station, stick, monkeypatch, code, word, when
):
    calls = []

    def fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > when:
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(bundling, "_SYNC_EVERY", 100_000)
    monkeypatch.setattr(bundling.os, "fsync", fails)
    before = station.bodies
    with pytest.raises(ExportError) as raised:
        bundle(station.data, stick, "A03", NOW, quietly)
    assert word in raised.value.zh
    assert "本机记录不受影响" in raised.value.zh
    assert list(stick.iterdir()) == []
    assert station.bodies == before


def test_a_stick_pulled_out_in_the_middle_is_told_and_the_next_export_is_whole(station, stick):
    def pull(phase: str, done: int, total: int) -> None:
        if stick.exists():
            stick.rename(stick.with_name("pocket"))

    with pytest.raises(ExportError, match="pulled out"):
        bundle(station.data, stick, "A03", NOW, pull)
    stick.with_name("pocket").rename(stick)
    done = bundle(station.data, stick, "A03", NOW, quietly)
    assert [body for one in read(done.file) for body in one.bodies] == station.bodies
    # What the first left behind is gone as well.
    assert list(stick.iterdir()) == [done.file]


def test_an_empty_folder_where_a_stick_used_to_be_is_no_stick(station, stick):
    ended = subprocess.run(
        program(station, stick, "--json", "--stick"), capture_output=True, text=True,
        timeout=DEADLINE, check=False,
    )  # fmt: skip
    said = json.loads(ended.stdout.splitlines()[-1])
    assert (ended.returncode, said["ok"]) == (1, False)
    assert "拔出" in said["zh"]
    assert list(stick.iterdir()) == []


def test_a_stick_that_reads_back_wrong_is_found_out(station, stick, monkeypatch):
    real = bundling._read_back  # noqa: SLF001 -- a stick that lies is hard to buy

    def lying(path: Path, tell):
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
        real(path, tell)

    monkeypatch.setattr(bundling, "_read_back", lying)
    with pytest.raises(ExportError, match="broken"):
        bundle(station.data, stick, "A03", NOW, quietly)
    assert list(stick.iterdir()) == []


def test_too_little_room_is_told_before_the_first_byte(station, stick, monkeypatch):
    monkeypatch.setattr(bundling, "_SPARE", 1 << 60)
    with pytest.raises(ExportError, match="too little room"):
        bundle(station.data, stick, "A03", NOW, quietly)
    assert list(stick.iterdir()) == []


def test_a_terminal_without_a_single_entry_has_nothing_to_export(tmp_path, stick):
    (tmp_path / "data").mkdir()
    with pytest.raises(ExportError, match="no entry"):
        bundle(tmp_path / "data", stick, "A03", NOW, quietly)


def test_a_program_told_to_end_takes_its_unfinished_file_along(station, stick):
    station.rate(20_000)
    running = subprocess.Popen(program(station, stick, "--json"), stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    running.stdout.close()
    assert running.wait(DEADLINE) != 0
    end = time.monotonic() + DEADLINE
    while list(stick.glob("*.part")):
        assert time.monotonic() < end
    assert [file for file in stick.iterdir() if file.suffix != ".ratings"] == []

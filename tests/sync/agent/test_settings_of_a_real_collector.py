"""A real agent and a real collector: what people decide there reaches the window here."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.config import parse_config
from kiosk.settings import SettingsWatch, Situation, load_situation
from tests.collecting import Collector, running_collector
from tests.fakes import FakeClock
from tests.proxy import BadLine, bad_line
from tests.sync.stage import TerminalStage

HEARTBEAT = 30.0


class Hall:
    """A collector, a terminal at its window A01, and the window's look at what the agent left."""

    def __init__(self, running: Collector, line: BadLine, data: Path) -> None:
        self.running = running
        self.line = line
        self.clock = FakeClock(datetime.now(UTC))
        self.terminal = TerminalStage(data, f"http://127.0.0.1:{line.port}", self.clock)
        self.terminal.begin_log()
        self.terminal.start()
        self.terminal.turn()
        self.say("approve", self.terminal.link.code, "--window", "A01")
        self.terminal.deliver()
        config = parse_config(f'[terminal]\ndata = "{data}"\n', data / "config.toml")
        self.config = config
        self.watch = SettingsWatch(config)

    def say(self, *words: str) -> None:
        done = self.running.command(*words)
        assert done.returncode == 0, done.stderr

    def arrives(self) -> Situation:
        """Go on until the window has new settings; it may take no longer than a heartbeat."""
        seen: list[Situation] = []

        def looked() -> bool:
            situation = self.watch.poll()
            seen.extend([] if situation is None else [situation])
            return bool(seen)

        self.terminal.go_on(looked, most=HEARTBEAT + 1)
        return seen[-1]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with running_collector(tmp_path / "collector") as running:
        port = int(running.url.rsplit(":", 1)[1])
        with bad_line(port) as line:
            hall = Hall(running, line, tmp_path / "data")
            yield hall
            hall.terminal.close()


def test_what_is_decided_reaches_the_window_within_a_heartbeat_with_its_pictures(
    hall: Hall, tmp_path: Path
) -> None:
    assert load_situation(hall.config).from_collector
    hall.say("settings", "set", "scale", "national-5")
    assert hall.arrives().scale.id == "national-5"

    face = tmp_path / "face.png"
    Image.new("RGB", (600, 800), "teal").save(face)
    hall.say("staff", "add", "1001", "--name", "王小明")
    hall.say("staff", "photo", "1001", str(face))
    (member,) = hall.arrives().staff
    assert (hall.terminal.data / "media" / member.photo).is_file()
    with Image.open(hall.terminal.data / "media" / member.photo) as shown:
        assert shown.size == (480, 640)

    hall.say("staff", "photo", "1001", "--none")
    assert hall.arrives().staff[0].photo == ""


def test_a_power_cut_between_document_and_pictures_shows_the_old_or_the_new_whole(
    hall: Hall, tmp_path: Path
) -> None:
    face = tmp_path / "face.png"
    Image.new("RGB", (600, 800), "teal").save(face)
    hall.say("staff", "add", "1001", "--name", "王小明")
    hall.say("staff", "photo", "1001", str(face))
    for turns in range(1, 9):
        for _ in range(turns):
            hall.clock.advance(min(hall.terminal.turn(), 5.0))
            situation = load_situation(hall.config)
            for member in situation.staff:
                assert (hall.terminal.data / "media" / member.photo).is_file()
        hall.terminal.start()
    assert load_situation(hall.config).staff[0].photo != ""


def test_a_document_this_program_cannot_use_is_refused_and_both_ends_know_why(
    hall: Hall, tmp_path: Path
) -> None:
    good = load_situation(hall.config)

    # A newer collector, with a scale that this terminal's program does not have yet.
    def patch(scale: str) -> None:
        with sqlite3.connect(hall.running.data / "collector.sqlite3", timeout=10) as database:
            database.execute("DELETE FROM terminal_settings_layer")
            database.execute(
                "INSERT INTO terminal_settings_layer SELECT node_id, json_object('scale', ?) "
                "FROM organisation_hall",
                (scale,),
            )
        database.close()

    patch("stars-10")
    hall.terminal.go_on(lambda: hall.terminal.link.settings.refused != "", most=HEARTBEAT + 1)
    assert "stars-10" in hall.terminal.link.settings.refused
    assert load_situation(hall.config) == good
    hall.terminal.start()
    hall.clock.advance(HEARTBEAT + 1)
    # Until nothing is due, the clock standing still: by then the heartbeat has told.
    assert any(hall.terminal.turn() > 0 for _ in range(20))
    told = hall.running.command("status", "--json").stdout
    assert "stars-10" in told
    patch("national-5")
    assert hall.arrives().scale.id == "national-5"
    assert hall.terminal.link.settings.refused == ""

"""A screen, a collector and a terminal per test, ended whatever the test came to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage import Collector, Terminal, XServer


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[XServer]:
    screen = XServer.start(tmp_path_factory.mktemp("screen"))
    yield screen
    screen.stop()


@pytest.fixture
def collector(tmp_path: Path) -> Iterator[Collector]:
    collector = Collector(tmp_path / "collector")
    collector.start()
    yield collector
    if collector.program is not None:
        collector.stop()


@pytest.fixture
def terminal(tmp_path: Path, screen: XServer) -> Iterator[Terminal]:
    """A terminal by itself, without a collector; started by the test."""
    terminal = Terminal(tmp_path / "terminal", screen)
    terminal.write_config()
    yield terminal
    if terminal.program is not None:
        terminal.stop()


@pytest.fixture
def enrolled(tmp_path: Path, screen: XServer, collector: Collector) -> Iterator[Terminal]:
    """A terminal at window A01 of the collector; started by the test."""
    terminal = Terminal(tmp_path / "terminal", screen, collector.address)
    terminal.write_config()
    terminal.enrol(collector)
    collector.allow_quick_taps()
    yield terminal
    if terminal.program is not None:
        terminal.stop()

import pytest

from tests.fakes import FakeClock, MemoryCollector
from tests.proxy import bad_line
from tests.serving import serving
from tests.sync.stage import TerminalStage


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def collector(clock):
    return MemoryCollector(clock)


@pytest.fixture
def line(collector):
    with serving(collector) as port, bad_line(port) as line:
        yield line


@pytest.fixture
def terminal(tmp_path, line, clock):
    stage = TerminalStage(tmp_path / "data", f"http://127.0.0.1:{line.port}", clock)
    yield stage
    stage.close()

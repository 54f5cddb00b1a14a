"""A collector of this room's own, so that its settings are nobody else's."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.collecting import running_collector
from tests.collector.conftest import Here, Running
from tests.collector.device import Device


@pytest.fixture(scope="module")
def here(running: Running, engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with contextlib.ExitStack() as stack:
        kept = stack.enter_context
        url = "" if engine == "sqlite" else kept(running.fresh_database("settings"))
        here = Here(*kept(running_collector(tmp_path_factory.mktemp("settings"), url)))
        code = here.device(approved=False).enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        yield here


@pytest.fixture
def own_device(here: Here) -> Device:
    return here.device()

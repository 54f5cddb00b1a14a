"""A collector of this room's own, so that its settings are nobody else's."""

import contextlib
import uuid
from collections.abc import Iterator

import pytest

from tests.collecting import running_collector
from tests.collector.conftest import Here
from tests.collector.device import Device
from tests.postgres import fresh_database


@pytest.fixture(scope="module")
def here(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Here]:
    with contextlib.ExitStack() as stack:
        url = database_url
        if url:
            server: str = request.getfixturevalue("postgres_server")
            tables: str = request.getfixturevalue("tables")
            name = f"settings_{uuid.uuid4().hex[:8]}"
            url = stack.enter_context(fresh_database(server, name, tables))
        data = tmp_path_factory.mktemp("settings")
        running = Here(*stack.enter_context(running_collector(data, url)))
        code = running.device(approved=False).enrol().body["code"]
        assert running.command("approve", code, "--window", "A01").returncode == 0
        yield running


@pytest.fixture
def own_device(here: Here) -> Device:
    return here.device()

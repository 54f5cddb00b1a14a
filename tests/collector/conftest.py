"""Real collectors, one on each database, for all tests of this room."""

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from collector.comments.apps import comments
from collector.comments.limits import Doors
from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Keyring
from tests.collecting import Collector, make_tables, running_collector
from tests.collector.device import Device
from tests.postgres import NoPostgresError, fresh_database, running_postgres

DATABASES = ("sqlite", "postgresql")


class Database:
    """The collector's own database, looked at from outside. Statements use %s for values."""

    def __init__(self, data: Path, url: str) -> None:
        self.url = url
        self._path = data / "collector.sqlite3"

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        if self.url:
            with psycopg.connect(self.url) as connection:
                cursor = connection.execute(text, values)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self._path, timeout=20)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            found = connection.execute(text.replace("%s", "?"), values).fetchall()
            connection.commit()
            return found

    def one(self, text: str, *values: Any) -> Any:
        ((value,),) = self.rows(text, *values)
        return value

    def id_of(self, log: str) -> Any:
        return uuid.UUID(log[:32]) if self.url else log[:32]

    def approve(self, device: Device, window: str = "A01") -> None:
        """What `collector approve` does, without a process for each of hundreds of devices."""
        self.rows(
            "UPDATE ingest_log SET status = 'approved', window_id = "
            "(SELECT id FROM organisation_window WHERE code = %s) WHERE id = %s",
            window, self.id_of(device.log),
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public page's limits begin anew: what one test asked for does not keep the next out."""
    monkeypatch.setitem(comments().__dict__, "doors", Doors())


@pytest.fixture(autouse=True, scope="session")
def _keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys of their own for tests that seal something in this process."""
    personal_data().ring = Keyring(tmp_path_factory.mktemp("keys") / "personal.keys", ours=True)


class Here(Collector):
    """A running collector with its database."""

    @property
    def database(self) -> Database:
        return Database(self.data, self.environment.get("COLLECTOR_DATABASE_URL", ""))

    def device(self, *, approved: bool = True) -> Device:
        """A new terminal, enrolled; at window A01 unless it still waits."""
        device = Device(self.url)
        assert device.enrol().status == 201
        if approved:
            self.database.approve(device)
        return device


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    try:
        with running_postgres() as url:
            yield url
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session", params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    server: str = request.getfixturevalue("postgres_server")
    with fresh_database(server, f"collector_{uuid.uuid4().hex[:8]}") as url:
        yield url


@pytest.fixture(scope="session")
def collector(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    data = tmp_path_factory.mktemp("collector")
    with running_collector(data, database_url, from_nothing=True, BODY_SECONDS="2") as running:
        here = Here(*running)
        first = here.device(approved=False)
        code = first.enrol().body["code"]
        approved = here.command("approve", code, "--window", "A01", "--name", "综合窗口")
        assert approved.returncode == 0, approved.stderr
        yield here


@pytest.fixture
def device(collector: Here) -> Device:
    return collector.device()


@pytest.fixture(scope="session")
def tables(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables and no rows, to be copied."""
    name = f"tables_{uuid.uuid4().hex[:8]}"
    with fresh_database(postgres_server, name) as url:
        make_tables(tmp_path_factory.mktemp("tables"), url)
        yield name


@pytest.fixture
def fresh_collector(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., contextlib.AbstractContextManager[Here]]]:
    """Start collectors on a database of one's own, one after another on the same one if need be."""
    with contextlib.ExitStack() as stack:
        url = database_url
        if url:
            server: str = request.getfixturevalue("postgres_server")
            tables: str = request.getfixturevalue("tables")
            name = f"own_{uuid.uuid4().hex[:8]}"
            url = stack.enter_context(fresh_database(server, name, tables))

        @contextlib.contextmanager
        def start(**settings: str) -> Iterator[Here]:
            with running_collector(tmp_path / "data", url, **settings) as running:
                yield Here(*running)

        yield start

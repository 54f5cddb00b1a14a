"""Real collectors, one on each database, for all tests of this room."""

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import override_settings

from collector.comments.apps import comments
from collector.comments.limits import Doors
from collector.personal_data.apps import personal_data
from collector.personal_data.keyring import Keyring
from tests.cheap_passwords import PASSWORD_HASHERS
from tests.collecting import Collector, empty_tables, make_tables, running_collector
from tests.collector.device import Device
from tests.one_run import made_once
from tests.postgres import (
    NoPostgresError,
    fresh_database,
    make_server,
    running_postgres,
    serving_postgres,
)

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


TABLES = "tables"
"""The name of a PostgreSQL database with all tables and no rows, to be copied."""


def _make_server_with_tables(folder: Path) -> None:
    folder.mkdir()
    make_server(folder)
    with serving_postgres(folder) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{TABLES}"')
        make_tables(folder / "unused", url.rpartition("/")[0] + "/" + TABLES)


class Running:
    """What runs until the last test of this process: collectors, a server of databases."""

    def __init__(self, until_the_end: contextlib.ExitStack, folder: Path) -> None:
        self._until_the_end = until_the_end
        self._folder = folder
        self._postgres = ""
        self._collectors: dict[tuple[str, str], Here] = {}

    @property
    def postgres(self) -> str:
        """The address of a PostgreSQL server that has the database TABLES."""
        if not self._postgres:
            try:
                beginning = made_once("postgres", _make_server_with_tables)
                server = running_postgres(beginning)
                self._postgres = self._until_the_end.enter_context(server)
            except NoPostgresError as error:
                pytest.skip(str(error))
        return self._postgres

    def fresh_database(self, name: str) -> contextlib.AbstractContextManager[str]:
        """Copy the tables into a PostgreSQL database of one's own."""
        return fresh_database(self.postgres, f"{name}_{uuid.uuid4().hex[:8]}", TABLES)

    def collector(self, engine: str, place: str = "all") -> Here:
        """Return the collector on a kind of database, which stays for those who ask later.

        place: who shares it; a name of one's own where only one's own ratings may be there.
        """
        if (engine, place) not in self._collectors:
            keep = self._until_the_end.enter_context
            url = "" if engine == "sqlite" else keep(self.fresh_database(place))
            data = self._folder / f"{place}-{engine}"
            here = Here(*keep(running_collector(data, url, BODY_SECONDS="2")))
            code = here.device(approved=False).enrol().body["code"]
            approved = here.command("approve", code, "--window", "A01", "--name", "综合窗口")
            assert approved.returncode == 0, approved.stderr
            self._collectors[engine, place] = here
        return self._collectors[engine, place]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with contextlib.ExitStack() as until_the_end:
        yield Running(until_the_end, tmp_path_factory.mktemp("collector"))


@pytest.fixture(scope="session", params=DATABASES)
def engine(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that asks for a collector is run on each."""
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="session")
def collector(running: Running, engine: str) -> Here:
    """A collector that all tests share; nothing of it ends when the kind of database changes."""
    return running.collector(engine)


@pytest.fixture
def device(collector: Here) -> Device:
    return collector.device()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash in no time in this process too, as the collectors that it starts do."""
    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Let Django's own test database, which is in memory, begin with the tables of the run."""
    creation: Any = connections["default"].creation
    if connections["default"].vendor != "sqlite":
        yield
        return
    plain = creation._create_test_db  # noqa: SLF001 -- what comes after it is to be kept
    with contextlib.ExitStack() as until_the_end:

        def filled(*given: Any, **named: Any) -> str:
            name: str = plain(*given, **named)
            # As long as somebody is connected, what is in memory stays.
            kept = until_the_end.enter_context(contextlib.closing(sqlite3.connect(name, uri=True)))
            with contextlib.closing(sqlite3.connect(empty_tables())) as tables:
                tables.backup(kept)
            return name

        creation._create_test_db = filled  # noqa: SLF001 -- the same
        yield
        creation._create_test_db = plain  # noqa: SLF001 -- the same


@pytest.fixture(autouse=True, scope="session")
def _requests_in_a_transaction() -> Iterator[None]:
    """Let a page's end leave the connection alone where a test holds it, as Django's client does.

    A database in memory cannot be closed; one on a server (test_on_postgresql.py) can.
    """
    with pytest.MonkeyPatch.context() as patch:
        if connections["default"].vendor != "sqlite":
            patch.setattr("collector.boards.gate.close_old_connections", lambda: None)
        yield


@pytest.fixture
def fresh_collector(
    running: Running, engine: str, tmp_path: Path
) -> Iterator[Callable[..., contextlib.AbstractContextManager[Here]]]:
    """Start collectors on a database of one's own, one after another on the same one if need be."""
    with contextlib.ExitStack() as stack:
        url = "" if engine == "sqlite" else stack.enter_context(running.fresh_database("own"))

        @contextlib.contextmanager
        def start(**settings: str) -> Iterator[Here]:
            with running_collector(tmp_path / "data", url, **settings) as begun:
                yield Here(*begun)

        yield start

"""A real collector process on a free port, for tests and benchmarks."""

import contextlib
import functools
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from tests import forked
from tests.one_run import kept_until_changed

_ROOT = Path(__file__).parent.parent
_STARTING_SECONDS = 240.0
_DATABASE = "collector.sqlite3"


class Collector(NamedTuple):
    """A running collector, and how to use its command."""

    url: str
    pid: int
    data: Path
    environment: Mapping[str, str]
    printed: str
    """What `serve` has printed so far."""

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `collector …` against the same data, as a process of its own."""
        verb, *rest = arguments
        return forked.run([verb, "--data", self.data, *rest], self.environment)


@contextlib.contextmanager
def running_collector(
    data: Path,
    database_url: str = "",
    port: int = 0,
    *,
    from_nothing: bool = False,
    **settings: str,
) -> Iterator[Collector]:
    """Start `collector serve`, yield it when it answers, stop it afterwards.

    from_nothing: let it make the tables of an embedded database itself, as a hall's first start
    does; otherwise a new one begins as a copy of `empty_tables`, which costs a fifth.
    settings: environment variables without their COLLECTOR_ prefix. A collector that was killed
    meanwhile is no error.
    """
    port = port or _free_port()
    environment = environment_of(database_url)
    environment |= {f"COLLECTOR_{name}": value for name, value in settings.items()}
    data.mkdir(parents=True, exist_ok=True)
    if not (database_url or from_nothing):
        begin_with_tables(data)
    printed = data / "printed"
    words = ["serve", "--data", data, "--bind", f"127.0.0.1:{port}"]
    server = forked.start(words, environment, printed, printed)
    try:
        _wait(port, server, printed)
        yield Collector(
            f"http://127.0.0.1:{port}", server.pid or 0, data, environment, printed.read_text()
        )
    finally:
        server.terminate()
        server.join(20)
        if server.exitcode is None:
            server.kill()
            server.join()


def begin_with_tables(data: Path) -> None:
    """Put a database with all tables and no rows into a data folder that has none."""
    if not (data / _DATABASE).exists():
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(empty_tables(), data / _DATABASE)


@functools.cache
def empty_tables() -> Path:
    """Make the embedded database as `serve` makes it, once for all tests; return its file."""
    collector = _ROOT / "collector"
    decide = [
        *collector.rglob("migrations/*.py"), *collector.rglob("models/*.py"),
        *collector.rglob("models.py"), *collector.rglob("apps.py"), *collector.glob("*.py"),
        *_ROOT.glob("deploy/requirements/*.lock"),
    ]  # fmt: skip
    return kept_until_changed("tables", decide, make_tables) / _DATABASE


def make_tables(data: Path, database_url: str = "") -> None:
    """Run all migrations on a database and leave no connection to it."""
    data.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"],
        check=True, cwd=_ROOT, timeout=600,
        env=environment_of(database_url)
        | {"COLLECTOR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "collector.settings"},
    )  # fmt: skip


def environment_of(database_url: str = "") -> dict[str, str]:
    """Return the environment in which a collector and its commands are run: nobody else's."""
    found = {name: value for name, value in os.environ.items()
             if not name.startswith("COLLECTOR_")}  # fmt: skip
    found["DJANGO_SETTINGS_MODULE"] = "tests.cheap_passwords"
    return found | ({"COLLECTOR_DATABASE_URL": database_url} if database_url else {})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: BaseProcess, printed: Path) -> None:
    deadline = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < deadline and server.is_alive():
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1),
        ):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the collector did not start:\n{printed.read_text()}")

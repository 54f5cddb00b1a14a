"""A real collector process on a free port, for tests and benchmarks."""

import atexit
import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).parent.parent
_STARTING_SECONDS = 40.0
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
        return subprocess.run(
            [sys.executable, "-m", "collector", verb, "--data", self.data, *rest],
            capture_output=True, text=True, cwd=_ROOT, env=dict(self.environment), check=False,
            timeout=60,
        )  # fmt: skip


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
    environment = _environment(database_url)
    environment |= {f"COLLECTOR_{name}": value for name, value in settings.items()}
    data.mkdir(parents=True, exist_ok=True)
    if not (database_url or from_nothing):
        begin_with_tables(data)
    printed = data / "printed"
    with printed.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "collector", "serve", "--data", data,
             "--bind", f"127.0.0.1:{port}"],
            cwd=_ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(port, server, printed)
        yield Collector(
            f"http://127.0.0.1:{port}", server.pid, data, environment, printed.read_text()
        )
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def begin_with_tables(data: Path) -> None:
    """Put a database with all tables and no rows into a data folder that has none."""
    if not (data / _DATABASE).exists():
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(empty_tables(), data / _DATABASE)


@functools.cache
def empty_tables() -> Path:
    """Make the embedded database as `serve` makes it, once for all tests; return its file."""
    folder = Path(tempfile.mkdtemp(prefix="yiping-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_tables(folder)
    return folder / _DATABASE


def make_tables(data: Path, database_url: str = "") -> None:
    """Run all migrations on a database and leave no connection to it."""
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"],
        check=True, cwd=_ROOT, timeout=120,
        env=_environment(database_url)
        | {"COLLECTOR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "collector.settings"},
    )  # fmt: skip


def _environment(database_url: str) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items()
             if not name.startswith("COLLECTOR_")}  # fmt: skip
    return found | ({"COLLECTOR_DATABASE_URL": database_url} if database_url else {})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes], printed: Path) -> None:
    deadline = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1),
        ):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the collector did not start:\n{printed.read_text()}")

"""A real PostgreSQL server of one's own, for tests and benchmarks: free port, throw-away data."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

_STARTING_SECONDS = 30.0


class NoPostgresError(Exception):
    """The server's programs are not installed here."""


@contextlib.contextmanager
def running_postgres(beginning: Path | None = None) -> Iterator[str]:
    """Start a server and yield the address of its database `postgres`; stop it afterwards.

    Durable as in production. PostgreSQL refuses to run as root, so it then runs as the user
    `postgres` or `nobody`. Raises NoPostgresError where it is not installed.
    beginning: what `make_server` left; this one begins as its copy and not with nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="yiping-postgres-"))
    try:
        if beginning is None:
            make_server(folder)
        else:
            subprocess.run(["cp", "-a", f"{beginning}/.", folder], check=True)
        with serving_postgres(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_server(folder: Path) -> None:
    """Make what a server needs to be started in a folder that is there."""
    run_as = _unprivileged()
    if run_as:
        owner = pwd.getpwnam(run_as[1].removeprefix("--reuid="))
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    subprocess.run(
        [*run_as, _programs() / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust",
         "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip


@contextlib.contextmanager
def serving_postgres(folder: Path) -> Iterator[str]:
    """Start the server of a folder, yield the address of its database `postgres`, stop it."""
    port = _free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_unprivileged(), _programs() / "postgres", "-D", folder / "data", "-p", str(port),
             "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"],
            stdout=log, stderr=log, cwd=folder,
        )  # fmt: skip
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _wait(url, server, folder / "log")
        yield url
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def fresh_database(url: str, name: str, template: str = "template1") -> Iterator[str]:
    """Make a database on the server, yield its address, drop it afterwards.

    It begins as a copy of `template`, to which nobody may be connected.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield url.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not installed:
        raise NoPostgresError("PostgreSQL is not installed: apt install postgresql")
    return installed[-1].parent


def _unprivileged() -> list[str]:
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return ["setpriv", f"--reuid={name}", f"--regid={_group(name)}", "--clear-groups"]
    raise NoPostgresError("there is no user that PostgreSQL could run as")


def _group(name: str) -> str:
    return str(pwd.getpwnam(name).pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")

"""pouchdb-server and Kinto, installed into var/bench only when told to, fed the same ratings."""

import base64
import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.ingest_load import BATCH, bodies
from tests.postgres import fresh_database, running_postgres

_FOLDER = Path("var/bench")
_STARTING_SECONDS = 60.0
_KINTO = """[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
[app:main]
use = egg:kinto
kinto.userid_hmac_secret = bench
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.memory
kinto.batch_max_requests = {batch}
multiauth.policies = basicauth
multiauth.policy.basicauth.use = kinto.core.authentication.BasicAuthAuthenticationPolicy
"""
_KINTO_PACKAGES = ("kinto[postgresql]", "setuptools<80")


def pouchdb(ratings: int = 20_000) -> float | None:
    """Return ratings a second into pouchdb-server, on disk; None where it is not to be had."""
    home = _FOLDER / "pouchdb"
    program = home / "node_modules/.bin/pouchdb-server"
    home.mkdir(parents=True, exist_ok=True)
    if not program.exists() and not _installed(
        ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home),
         "pouchdb-server@4.2.0"]
    ):  # fmt: skip
        return None
    with tempfile.TemporaryDirectory(prefix="yiping-pouchdb-") as data:
        port = _free_port()
        command = [str(program.absolute()), "--port", str(port), "--dir", data, "--no-stdout-logs"]
        with _server(command, port, Path(data)) as connection:
            if connection is None:
                return None
            _call(connection, "PUT", "/ratings", None, {})
            return _measure(
                ratings,
                lambda docs: _call(connection, "POST", "/ratings/_bulk_docs", {"docs": docs}, {}),
            )


def kinto(ratings: int = 2_000) -> float | None:
    """Return ratings a second into Kinto on PostgreSQL by its batch call; None likewise."""
    home = _FOLDER / "kinto"
    if not (home / "bin/kinto").exists() and not (
        _installed([sys.executable, "-m", "venv", str(home)])
        and _installed([str(home / "bin/pip"), "install", "-q", *_KINTO_PACKAGES])
    ):
        return None
    with running_postgres() as server, fresh_database(server, "kinto") as url:
        port = _free_port()
        settings = Path(tempfile.mkdtemp(prefix="yiping-kinto-")) / "kinto.ini"
        settings.write_text(_KINTO.format(port=port, url=url, batch=BATCH))
        program = str((home / "bin/kinto").absolute())
        try:
            subprocess.run([program, "migrate", "--ini", settings], check=True,
                           capture_output=True)  # fmt: skip
            command = [program, "start", "--ini", str(settings)]
            with _server(command, port, settings.parent) as connection:
                return None if connection is None else _fill_kinto(connection, ratings)
        except subprocess.CalledProcessError:
            return None
        finally:
            shutil.rmtree(settings.parent)


def _fill_kinto(connection: http.client.HTTPConnection, ratings: int) -> float:
    headers = {"Authorization": "Basic " + base64.b64encode(b"bench:bench").decode()}
    _call(connection, "PUT", "/v1/buckets/b", {}, headers)
    _call(connection, "PUT", "/v1/buckets/b/collections/c", {}, headers)
    records = "/v1/buckets/b/collections/c/records"

    def send(docs: Sequence[Any]) -> None:
        _call(connection, "POST", "/v1/batch", {
            "defaults": {"method": "POST", "path": records},
            "requests": [{"body": {"data": doc}} for doc in docs],
        }, headers)  # fmt: skip

    return _measure(ratings, send)


def _measure(ratings: int, send: Callable[[Sequence[Any]], None]) -> float:
    docs = [json.loads(body) for body in bodies(ratings)]
    start = time.perf_counter()
    for offset in range(0, ratings, BATCH):
        send(docs[offset : offset + BATCH])
    return ratings / (time.perf_counter() - start)


def _call(connection: http.client.HTTPConnection, method: str, path: str, body: Any,
          headers: dict[str, str]) -> None:  # fmt: skip
    packed = None if body is None else json.dumps(body).encode()
    connection.request(method, path, packed, {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status not in {200, 201}:
        raise SystemExit(f"{path}: {answer.status} {said[:200]!r}")


@contextlib.contextmanager
def _server(
    command: list[str], port: int, folder: Path
) -> Iterator[http.client.HTTPConnection | None]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "NODE_ENV": "production"},
    )  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        yield connection if _answers(port, process) else None
    finally:
        connection.close()
        process.terminate()
        process.wait(20)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.1)
    return False


def _installed(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

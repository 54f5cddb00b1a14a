"""Rebuilding beside a server: the read API answers the same to the last byte, and nobody waits."""

import hashlib
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.collector.conftest import Here
from tests.collector.device import Device, stamp, visit

_ROOT = Path(__file__).parents[3]
_SPAN = "first=2026-01-01&last=2026-12-31"
ASKED = (
    f"counts?{_SPAN}", f"counts?by=day&{_SPAN}", f"counts?by=window&{_SPAN}&format=csv",
    f"counts?by=item&{_SPAN}", "windows", "ratings?limit=50", "ratings?limit=9&level=2",
    "ratings?limit=20&first=2026-01-02&last=2026-01-02",
)  # fmt: skip
_HALL = """
import sys, django
django.setup()
from django.utils.timezone import now
from collector.api import tokens
from collector.api.models import Resource
from collector.ingest.decisions import approve
from collector.organisation.models import Hall
code, hall = sys.argv[1:]
made = Hall.objects.create(code=hall)
approve(code, "E01", now(), hall=hall)
print(tokens.make("a test", made.node, "x", [*Resource], 1, now())[1])
"""


class Elsewhere:
    """A hall of its own with one terminal, and a program that reads it."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.device = here.device(approved=False)
        code = self.device.enrol().body["code"]
        self.name = f"hall-{self.device.log[:8]}"
        done = subprocess.run(
            [sys.executable, "-c", _HALL, code, self.name], capture_output=True, text=True,
            cwd=_ROOT, check=True, timeout=60,
            env={**here.environment, "COLLECTOR_DATA": str(here.data),
                 "DJANGO_SETTINGS_MODULE": "collector.settings"},
        )  # fmt: skip
        self._token = done.stdout.split()[-1]

    def settle(self, within: float = 60.0) -> None:
        """Let the last rating have come in long ago, and the figures have read everything."""
        self.here.database.rows(
            "UPDATE ingest_log SET stored_at = '2026-11-22 01:00:00' WHERE id = %s",
            self.here.database.id_of(self.device.log),
        )
        ends = time.monotonic() + within
        while json.loads(self.get(ASKED[0]))["freshness"]["waiting"]:
            assert time.monotonic() < ends
            time.sleep(0.1)
        self.get("ratings")

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection(urlsplit(self.here.url).netloc, timeout=60)
        headers = {"Authorization": f"Bearer {self._token}"}
        connection.request("GET", f"/api/read/v1/{path}", headers=headers)
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        assert answer.status == 200, raw
        return raw

    def answers(self) -> dict[str, bytes]:
        return {path: self.get(path) for path in ASKED}


def lives(device: Device, services: int, bad: int = 3) -> None:
    """Append services as a window has them: one in `bad` bad, some changed, some unanswered."""
    for number in range(services):
        first = len(device.entries) + 1
        day = first // 100
        at = f"2026-{1 + day // 28 % 11:02}-{1 + day % 28:02}T09:12:49.871+08:00"
        device.write(visit(first, window="E01", item=f"item-{number % 3}") | stamp(first, at))
        if number % 7 == 0:
            device.write(
                {"type": "unrated", "visit": first, "cause": "timeout", **stamp(first, at)}
            )
            continue
        level = "unsatisfied" if number % bad == 2 else ("satisfied", "basic")[number % 2]
        facts = {"window": "E01", "visit": first, "mode": "invited", "staff": "1001", "at": at}
        rated = device.rate(level, **facts)
        if number % 11 == 0:
            rated = device.rate("basic", replaces=rated, **facts)
        if level == "unsatisfied":
            device.write({"type": "reasons", "rating": rated, "catalogue": "national-2020-08",
                          "codes": ["207"], **stamp(rated + 1, at)})  # fmt: skip


def deliver(device: Device, first: int, last: int) -> None:
    """Send entries as a terminal does: again, where the collector is too busy to store them."""
    ends = time.monotonic() + 120
    while (answer := device.send(first, last)).status == 503:
        assert time.monotonic() < ends
        time.sleep(0.2)
    assert answer.status == 200, answer.raw


@contextmanager
def arriving(device: Device) -> Iterator[list[float]]:
    """Let ratings arrive all the while; yield how many seconds each batch took to be stored."""
    took: list[float] = []
    ended = threading.Event()

    def send() -> None:
        while not ended.is_set():
            first = len(device.entries) + 1
            device.rate()
            device.rate()
            began = time.monotonic()
            deliver(device, first, len(device.entries))
            took.append(time.monotonic() - began)
            ended.wait(0.02)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield took
    finally:
        ended.set()
        thread.join()


def spoil(there: Elsewhere) -> None:
    """Write into derived tables what the log does not say."""
    rows, log = there.here.database.rows, there.here.database.id_of(there.device.log)
    rows("UPDATE ingest_rating SET national = 5, level = 'satisfied' WHERE log_id = %s", log)
    rows("DELETE FROM ingest_visit WHERE log_id = %s AND position = 1", log)
    rows("UPDATE figures_placeday SET visits = visits + 1 WHERE place_id IN "
         "(SELECT id FROM organisation_node WHERE code = %s)", there.name)  # fmt: skip


def test_the_same_bytes_are_told_after_a_rebuild_while_ratings_arrive(collector: Here):
    there = Elsewhere(collector)
    lives(there.device, 120)
    assert there.device.send().status == 200
    there.settle()
    before = there.answers()
    spoil(there)
    spoiled = there.answers()

    with arriving(collector.device()) as took:
        rebuilt = collector.command("rebuild", "--json")

    assert rebuilt.returncode == 0, rebuilt.stderr
    there.settle()
    assert there.answers() == before
    wrong = {path for path in before if spoiled[path] != before[path]}
    assert {"ratings?limit=50", f"counts?by=day&{_SPAN}"} <= wrong, "the control"
    assert json.loads(rebuilt.stdout)["changed"] >= 100
    assert len(took) > 5
    read, of = rebuilt.stderr.partition(there.device.log[:12])[2].split()[0].split("/")
    assert 0 < int(read) <= int(of)
    assert "figures" in rebuilt.stderr


@pytest.mark.soak
def test_a_million_entries_rebuilt_while_ratings_arrive(
    fresh_collector: Callable[..., Any], figure: Callable[[str], None]
):
    with fresh_collector(READ_API_PER_MINUTE="1000000") as here:
        first = here.device(approved=False)
        assert (
            here.command("approve", first.enrol().body["code"], "--window", "A01").returncode == 0
        )
        there = Elsewhere(here)
        devices = [there.device, *(here.device() for _ in range(40))]
        for number, device in enumerate(devices):
            fill(device, 200_000 if number == 0 else 20_000)
        there.settle(1_800)
        before = there.answers()
        spoil(there)
        began = time.monotonic()
        with arriving(here.device()) as took:
            rebuilt = subprocess.run(
                [sys.executable, "-m", "collector", "rebuild", "--data", here.data, "--json"],
                capture_output=True, text=True, cwd=_ROOT, env=dict(here.environment), check=False,
                timeout=3_600,
            )  # fmt: skip
        seconds = time.monotonic() - began
        assert rebuilt.returncode == 0, rebuilt.stderr
        there.settle()
        assert there.answers() == before
        facts = json.loads(rebuilt.stdout)
        assert facts["entries"] >= 1_000_000
        assert len(rebuilt.stderr.splitlines()) > 40
        assert max(took) < 30.0
        kind = "PostgreSQL" if here.database.url else "SQLite"
        figure(
            f"{facts['entries']:,} entries rebuilt on {kind} in {seconds:.0f} s, "
            f"{facts['changed']:,} rows put right; meanwhile {len(took):,} batches stored, "
            f"the slowest in {max(took):.2f} s"
        )


def fill(device: Device, entries: int) -> None:
    """Send so many entries in batches of a thousand, each digest made once."""
    digests = [device.digest(0)]

    def digest(position: int) -> bytes:
        for entry in device.entries[len(digests) - 1 : position]:
            digests.append(hashlib.sha256(digests[-1] + entry).digest())
        return digests[position]

    device.digest = digest
    while len(device.entries) < entries:
        lives(device, 400, bad=211)
    del device.entries[entries:]
    for first in range(1, entries + 1, 1_000):
        deliver(device, first, min(first + 999, entries))

"""Real collectors on both databases: pages beside terminals that send, and the examples."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.collector.conftest import Here

_PAGE = Path(__file__).parents[3] / "docs" / "api.md"
_DEADLINE = 20.0


@pytest.fixture(scope="module")
def token(collector: Here) -> str:
    made = collector.command("token", "make", "a test", "--days", "1", "--json")
    assert made.returncode == 0, made.stderr
    found: str = json.loads(made.stdout)["token"]
    return found


_COLUMNS = (
    'at, utc_offset, clock, boot, up, "window", staff, visit, scale, level, rank, national, mode, '
    "elapsed, outcome, replaces, replaced_by"
)
_AGAIN = (
    f"INSERT INTO ingest_rating (log_id, position, {_COLUMNS}) SELECT log_id, %s, {_COLUMNS} "  # noqa: S608 -- constants
    "FROM ingest_rating WHERE log_id = %s AND position = 2"
)


class Reader:
    """A program that reads on and on, and keeps its cursor."""

    def __init__(self, collector: Here, token: str) -> None:
        self._url = f"{collector.url}/api/read/v1/ratings"
        self._headers = {"Authorization": f"Bearer {token}"}
        self.cursor = ""
        self.told: list[tuple[str, int]] = []

    def page(self, limit: int = 100) -> Any:
        url = f"{self._url}?limit={limit}" + (f"&cursor={self.cursor}" if self.cursor else "")
        request = urllib.request.Request(url, headers=self._headers)  # noqa: S310 -- http, loopback
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 -- the same
            page = json.load(answer)
        self.cursor = page["next"]
        self.told += [(row["log"], row["position"]) for row in page["data"]]
        return page

    def until(self, wanted: set[tuple[str, int]]) -> None:
        ends = time.monotonic() + _DEADLINE
        while not wanted <= set(self.told):
            assert time.monotonic() < ends, wanted - set(self.told)
            self.page()


def test_a_reader_beside_terminals_gets_each_rating_once(collector: Here, token: str):
    devices = [collector.device() for _ in range(3)]
    reader = Reader(collector, token)
    while reader.page(1000)["more"]:
        pass
    reader.told.clear()

    def send(device: Any) -> None:
        for _ in range(8):
            first = len(device.entries) + 1
            device.rate()
            device.rate()
            assert device.send(first).status == 200

    threads = [threading.Thread(target=send, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        reader.page(3)
    # The last one of each terminal is not told yet: reasons may follow.
    wanted = {(device.log, at) for device in devices for at in range(1, len(device.entries))}
    reader.until(wanted)

    assert len(reader.told) == len(set(reader.told))
    # The collector is shared: what another test's terminal sent before may be told only now.
    logs = {device.log for device in devices}
    assert {one for one in reader.told if one[0] in logs} == wanted


def test_what_was_written_first_and_seen_last_is_not_skipped(collector: Here, token: str):
    url = collector.database.url
    if not url:
        pytest.skip("the embedded database has one writer: what is written first is seen first")
    slow, quick = collector.device(), collector.device()
    slow.rate()
    slow.rate()
    assert slow.send().status == 200
    reader = Reader(collector, token)
    with psycopg.connect(url) as held:
        log = collector.database.id_of(slow.log)
        for position in (3, 4):
            held.execute(_AGAIN, (position, log))
        held.execute(
            "UPDATE ingest_standing SET entries = 4, last_rating = 4 WHERE log_id = %s", (log,)
        )
        quick.rate()
        quick.rate()
        assert quick.send().status == 200
        reader.until({(quick.log, 1)})
        assert (slow.log, 3) not in reader.told
        held.commit()

    reader.until({(slow.log, 3)})
    assert reader.told.index((quick.log, 1)) < reader.told.index((slow.log, 3))
    written = {
        device.log: collector.database.one(
            "SELECT xmin::text::bigint FROM ingest_rating WHERE log_id = %s AND position = %s",
            collector.database.id_of(device.log), position,
        )
        for device, position in ((slow, 3), (quick, 1))
    }  # fmt: skip
    assert written[slow.log] < written[quick.log], "the control: the order of writing skips it"


def examples() -> Iterator[tuple[str, str]]:
    """Every example of the page: its language and its text."""
    yield from re.findall(r"```(sh|python)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_of_the_page_works(collector: Here, token: str, tmp_path: Path):
    device = collector.device()
    for _ in range(3):
        device.rate()
    assert device.send().status == 200
    found = list(examples())
    environment = {**os.environ, "YIPING": collector.url, "TOKEN": token}
    printed = []
    for language, text in found:
        program = ["bash", "-euc"] if language == "sh" else [sys.executable, "-c"]
        done = subprocess.run(
            [*program, text], capture_output=True, text=True, cwd=tmp_path, env=environment,
            check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, (text, done.stderr)
        printed.append(done.stdout)

    assert {language for language, _text in found} == {"sh", "python"}
    assert len(found) >= 3
    assert all(printed)
    assert (tmp_path / "ratings.jsonl").read_text().count("\n") >= 2

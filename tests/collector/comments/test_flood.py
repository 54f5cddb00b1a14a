"""A thousand forms a second from four addresses: limited, and the boards none the worse.

Control: the same flood on a server without the limits.
"""

import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.protocol.receipt_code import Claim, make_code, receipt_number, tag_of
from tests.collecting import Collector, begin_with_tables, running_collector
from tests.collector.boards.browsing import Visitor
from tests.collector.comments import flooding

RATE, SECONDS = 1_000, 20
LOOKS = 60
_WITHOUT_LIMITS = """
import sys
from collector.comments import limits
wide = limits.Allowance(10**9, 1e-9)
for name in ("ASKS", "POSTS", "ALL_POSTS"):
    setattr(limits, name, wide)
from collector.comments import front
front._UNDER_WAY = front._UNDER_WAY_OF_ONE = 10**9
from collector.command import main
sys.exit(main(sys.argv[1:]))
"""


class Halls:
    """A server with a hall of windows, a person at its board, and a receipt to flood."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.person = Visitor(collector)
        devices = [self.person.terminal_at(f"A{n:02}") for n in range(1, 13)]
        for device in devices:
            device.rate("unsatisfied")
            assert device.send().status == 200
            assert device.heartbeat(disk_free=30 * 1024**3).status == 200
        self.log = devices[0].log

    @property
    def path(self) -> str:
        with closing(sqlite3.connect(self.collector.data / "collector.sqlite3")) as database:
            database.execute("PRAGMA wal_autocheckpoint=0")
            (key,) = database.execute("SELECT feedback_key FROM organisation_hall").fetchone()
        claim = Claim(window="A01", position=1, tag=tag_of(self.log))
        return f"/R/{receipt_number('A01', 1)}/{make_code(key, claim)}"

    def looks(self) -> float:
        """The board's 95th percentile in milliseconds over so many looks, one after another."""
        took = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            assert "A01" in self.person.get("/windows")
            took.append((time.perf_counter() - began) * 1000)
        return statistics.quantiles(took, n=20)[-1]

    def flooded(self, rate: float) -> tuple[float, dict[str, int]]:
        """The same while it is flooded; with what the flood was answered."""
        address = urlsplit(self.collector.url).netloc
        sender = subprocess.Popen(
            [sys.executable, flooding.__file__, address, self.path, str(rate), str(SECONDS)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(1)  # the flood is under way
        looked = self.looks()
        said, _nothing = sender.communicate(timeout=SECONDS * 20)
        return looked, json.loads(said)


@contextmanager
def halls(folder: Path) -> Iterator[Halls]:
    with running_collector(folder, TRUSTED_PROXIES="127.0.0.1") as collector:
        found = Halls(collector)
        yield found
        found.person.http.close()


@contextmanager
def halls_without_limits(folder: Path) -> Iterator[Halls]:
    """The same server, altered before it starts."""
    begin_with_tables(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = dict(os.environ) | {"COLLECTOR_TRUSTED_PROXIES": "127.0.0.1"}
    words = ["serve", "--data", str(folder), "--bind", address]
    printed = folder / "printed"
    with printed.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-c", _WITHOUT_LIMITS, *words], env=environment, stdout=out,
            stderr=out,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while "shown once" not in printed.read_text() or not _answers(address):
            assert time.monotonic() < deadline, printed.read_text()
            time.sleep(0.1)
        found = Halls(
            Collector(f"http://{address}", server.pid, folder, environment, printed.read_text())
        )
        yield found
        found.person.http.close()
    finally:
        server.terminate()
        server.wait(60)


def _answers(address: str) -> bool:
    host, port = address.split(":")
    with suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
        return True
    return False


@pytest.mark.soak
def test_a_flood_of_forms_leaves_the_boards_as_they_were(
    tmp_path: Path, figure: Callable[[str], None]
):
    with halls(tmp_path / "limited") as limited:
        calm = limited.looks()
        looked, answered = limited.flooded(RATE)
        with closing(sqlite3.connect(limited.collector.data / "collector.sqlite3")) as database:
            database.execute("PRAGMA wal_autocheckpoint=0")
            (kept,) = database.execute("SELECT COUNT(*) FROM personal_data_statement").fetchone()
    reached = sum(number for status, number in answered.items() if status != "429")
    sent = sum(answered.values())

    with halls_without_limits(tmp_path / "open") as opened:
        control, control_answered = opened.flooded(RATE)

    assert sent > RATE * SECONDS / 2
    assert reached < sent / 20
    assert kept <= 12
    assert control_answered.get("429", 0) == 0
    open_rate = sum(control_answered.values()) / SECONDS
    figure(
        f"{sent / SECONDS:.0f} forms/s from 4 addresses: {100 - 100 * reached / sent:.1f} % "
        f"refused unread, {kept} kept; boards p95 {calm:.0f} ms calm, {looked:.0f} ms flooded; "
        f"without the limits {control:.0f} ms at {open_rate:.0f} forms/s"
    )
    assert looked < max(4 * calm, 500)
    assert control > looked

"""No number stands in clear anywhere, and erased ones are gone, on a real server.

Numbers come in comments, contacts and case notes. Looked through: database, write-ahead file,
server's log, backup, exports. Controls: the same search finds each form of a number in a plain
column; the same way of erasing without `secure_delete` leaves what was erased in the file.
"""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from collector.environment import SQLITE_PRAGMAS
from sync.protocol.receipt_code import Claim, make_code, receipt_number, tag_of
from tests.collecting import Collector, running_collector
from tests.collector.contacts.clear_text import (
    PREFIX,
    contents,
    forms_of,
    found_in,
    number,
    written,
)
from tests.collector.device import Device

SHORT = 8
NOTES = """
import django; django.setup()
from django.utils.timezone import now
from collector.cases import work
from collector.cases.models import Case
from tests.collector.contacts.clear_text import number, written
for case in Case.objects.order_by("position"):
    said = "called " + written(number(case.position - 1), case.position)
    with work.holding(case.pk, None) as held:
        work.note(held, said, "test", now())
"""


class Town:
    """As many citizens as wanted, each with a number and a phone in a network of its own."""

    def __init__(self, collector: Collector, count: int) -> None:
        self.collector = collector
        self.count = count
        self.device = Device(collector.url)
        code = self.device.enrol().body["code"]
        assert collector.command("approve", code, "--window", "A01").returncode == 0
        for _ in range(count):
            self.device.rate("unsatisfied")
        for first in range(1, count + 1, 100):
            last = min(first + 99, count)
            wait_for(lambda first=first, last=last: self.device.send(first, last).status == 200)
        self.key = str(self.rows("SELECT feedback_key FROM organisation_hall")[0][0])
        self.http = requests.Session()
        self.http.trust_env = False

    @property
    def database(self) -> Path:
        return self.collector.data / "collector.sqlite3"

    def rows(self, text: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            return connection.execute(text).fetchall()

    def address(self, index: int) -> str:
        claim = Claim(window="A01", position=index + 1, tag=tag_of(self.device.log))
        path = f"/R/{receipt_number('A01', index + 1)}/{make_code(self.key, claim)}"
        return f"{self.collector.url}{path}?l=en"

    def opens(self, index: int) -> str:
        return self._ask("GET", index, {}, 200)

    def sends(self, index: int, **fields: str) -> None:
        self._ask("POST", index, fields, 303)

    def _ask(self, method: str, index: int, fields: dict[str, str], wanted: int) -> str:
        from_ = {"X-Forwarded-For": f"10.{index // 65_536}.{index // 256 % 256}.{index % 256}"}
        deadline = time.monotonic() + 120
        while True:
            answer = self.http.request(
                method, self.address(index), data=fields, headers=from_, timeout=30,
                allow_redirects=False,
            )  # fmt: skip
            if answer.status_code == 503:
                assert "It did not go through" in answer.text
            elif answer.status_code != 429:
                assert answer.status_code == wanted, answer.text
                return answer.text
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def notes(self) -> None:
        ran = subprocess.run(
            [sys.executable, "-c", NOTES], check=False, capture_output=True, text=True,
            env={**self.collector.environment, "COLLECTOR_DATA": str(self.collector.data),
                 "DJANGO_SETTINGS_MODULE": "collector.settings"},
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr

    def everything(self, folder: Path) -> list[Path]:
        """All files in which a number could stand: the data folder's, a backup, exports."""
        assert self.collector.command("backup", str(folder / "backup.sqlite3")).returncode == 0
        assert self.collector.command("export-log", "--to", str(folder / "log.txt")).returncode == 0
        for name in ("report.csv", "report.xlsx") if self.count > SHORT else ():
            made = self.collector.command("report", "--to", str(folder / name))
            assert made.returncode == 0, made.stderr
        files = [*self.collector.data.rglob("*"), *folder.rglob("*")]
        return [one for one in files if one.is_file()]

    def sealed(self) -> list[bytes]:
        """What stands sealed now."""
        texts = self.rows("SELECT text FROM personal_data_statement WHERE text IS NOT NULL")
        phones = self.rows("SELECT phone FROM personal_data_contact WHERE phone IS NOT NULL")
        return [bytes(row[0]) for row in (*texts, *phones)]


@pytest.fixture(
    params=[SHORT, pytest.param(1_000, marks=pytest.mark.soak)],
    ids=lambda count: f"{count}-numbers",
)
def town(request: pytest.FixtureRequest, tmp_path: Path):
    with running_collector(tmp_path / "data", TRUSTED_PROXIES="127.0.0.1") as collector:
        town = Town(collector, request.param)
        yield town
        town.http.close()


def test_no_number_stands_in_clear_and_erased_ones_are_gone(
    town: Town, tmp_path: Path, figure: Callable[[str], None]
):
    for index in range(town.count):
        phone = number(index)
        said = f"my number is {written(phone, index)}"
        town.sends(
            index, once=f"{index:032x}", text=said, call="on", phone=written(phone, index + 1)
        )
        if index % 20 == 0:
            assert f"138 •••• ••{phone[-2:]}" in town.opens(index)
        if index % 50 == 0:
            wait_for(lambda: town.device.heartbeat().status == 200)
    refused = town.address(0).replace("?l=en", "x?l=en")
    assert town.http.get(refused, timeout=20).status_code == 404
    assert town.http.post(town.address(0), data={"text": ""}, timeout=20).status_code == 422
    log = (town.collector.data / "printed").read_text()
    assert urlsplit(town.address(0)).path.split("/")[-1] not in log
    wait_for(lambda: town.rows("SELECT COUNT(*) FROM cases_case") == [(town.count,)])
    town.notes()

    (tmp_path / "out").mkdir()
    files = town.everything(tmp_path / "out")
    names = {file.name for file in files}
    assert {"collector.sqlite3", "collector.sqlite3-wal", "printed", "backup.sqlite3"} <= names
    for name, content in contents(files):
        assert found_in(content, town.count) == 0, name
    sealed = town.sealed()
    assert len(sealed) == 2 * town.count
    backup = str(tmp_path / "out" / "backup.sqlite3")
    assert town.collector.command("backup", backup, "--verify").returncode == 0
    assert town.collector.command("backup", backup).returncode == 2
    looked = sum(file.stat().st_size for file in files)

    for index in range(town.count):
        town.sends(index, do="erase", phone=number(index))
        if index % 50 == 0:
            wait_for(lambda: town.device.heartbeat().status == 200)
    for index in range(town.count):
        assert "What you had written was erased on" in town.opens(index)
    assert town.sealed() == []
    wait_for(lambda: emptied(town))
    left = town.database.read_bytes() + wal_of(town)
    assert not [one for one in sealed if one[21:] in left]
    assert town.collector.command("verify").returncode == 0
    assert town.collector.command("audit", "verify").returncode == 0
    figure(
        f"{town.count} numbers in comments, contacts and case notes: none in clear in "
        f"{len(files)} files ({looked / 2**20:.0f} MB: database, write-ahead file, log, backup, "
        f"exports); {town.count} erasures: no sealed byte of them left, pages say so, logs verify"
    )


def emptied(town: Town) -> bool:
    """Let the ingest thread run, which does it, and tell whether it has."""
    position = town.device.rate("satisfied")
    wait_for(lambda: town.device.send(position).status == 200)
    return not list(town.collector.data.glob("wal-to-empty*"))


def wal_of(town: Town) -> bytes:
    wal = town.database.with_name(town.database.name + "-wal")
    return wal.read_bytes() if wal.exists() else b""


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_search_finds_every_form_in_a_plain_column(tmp_path: Path):
    for place, form in enumerate(forms_of(number(3))):
        with closing(sqlite3.connect(tmp_path / f"{place}.sqlite3")) as plain:
            plain.execute("CREATE TABLE contact (phone BLOB)")
            plain.execute("INSERT INTO contact VALUES (?)", (b"xy" + form + b"z",))
            plain.commit()
        content = (tmp_path / f"{place}.sqlite3").read_bytes()
        assert found_in(content, 10) >= 1, form
    with closing(sqlite3.connect(tmp_path / "integer.sqlite3")) as plain:
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("CREATE TABLE contact (phone INTEGER)")
        plain.execute("INSERT INTO contact VALUES (?)", (int(number(3)),))
        plain.commit()
        assert found_in((tmp_path / "integer.sqlite3-wal").read_bytes(), 10) == 1
    assert found_in(b"1380014000 13900130001", 10) == 0
    assert PREFIX in number(9)


@pytest.mark.parametrize("secure", ["ON", "OFF"])
def test_without_secure_delete_what_was_erased_stays_in_the_file(tmp_path: Path, secure: str):
    secret = b"sealed-bytes-of-a-number" * 8
    with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as database:
        for pragma in SQLITE_PRAGMAS:
            database.execute(pragma.replace("secure_delete=ON", f"secure_delete={secure}"))
        database.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, phone BLOB)")
        database.executemany("INSERT INTO contact (phone) VALUES (?)", [(secret,)] * 200)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("UPDATE contact SET phone = NULL")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "PRAGMA secure_delete=ON" in SQLITE_PRAGMAS

    assert (secret in (tmp_path / "a.sqlite3").read_bytes()) == (secure == "OFF")

"""A server that runs opens a bad rating's case at once, and an appeal leaves the log as it was."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.collecting import running_collector
from tests.collector.conftest import Here

LATEST = 30
APPEALED = """
import django; django.setup()
from collector.cases import appealing
from collector.cases.models import Case
from django.utils.timezone import now
from tests.collector.cases.officers import acting, make_account
case, asker = Case.objects.get(), make_account("1023")
appeal = appealing.ask(case, "malicious", "evidence", asker, acting(asker), now())
for name in ("3009", "4002"):
    judge = make_account(name)
    appealing.vote(appeal, judge, "seen", acting(judge), now(), uphold=True)
"""


def wait_for_cases(here: Here, n: int) -> float:
    began = time.monotonic()
    while here.database.one("SELECT count(*) FROM cases_case") < n:
        assert time.monotonic() - began < LATEST
        time.sleep(0.05)
    return time.monotonic() - began


def log_of(here: Here) -> list[tuple[object, ...]]:
    """Everything that was sent and what it amounts to, to the last byte."""
    return [
        row
        for text in (
            "SELECT * FROM ingest_entry",
            "SELECT * FROM ingest_checkpoint",
            "SELECT * FROM ingest_rating",
            "SELECT * FROM ingest_countday",
        )
        for row in here.database.rows(text)
    ]


def test_a_bad_rating_has_its_case_within_seconds_and_an_appeal_leaves_the_log_as_it_was(
    tmp_path: Path, figure: Callable[[str], None]
):
    with running_collector(tmp_path / "data") as running:
        here = Here(*running)
        device = here.device(approved=False)
        code = device.enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        device.rate()
        device.rate("unsatisfied")
        assert device.send().status == 200
        took = wait_for_cases(here, 1)
        figure(f"a bad rating had its case {took:.1f} s after it was stored")
        before = log_of(here)

        ours = {"COLLECTOR_DATA": str(here.data), "PYTHONPATH": ":".join(sys.path)}
        subprocess.run(
            [sys.executable, "-c", APPEALED],
            check=True,
            timeout=60,
            env={**here.environment, **ours},
        )

        assert here.database.one("SELECT outcome FROM cases_case") == "malicious"
        assert log_of(here) == before
        verified = here.command("verify")
        assert verified.returncode == 0, verified.stdout


@pytest.mark.soak
def test_several_servers_on_one_database_open_each_case_once(
    fresh_collector: Callable[..., Any], tmp_path: Path
):
    with fresh_collector() as first, running_collector(tmp_path / "data", first.environment.get(
        "COLLECTOR_DATABASE_URL", "")) as other:  # fmt: skip
        device = first.device(approved=False)
        code = device.enrol().body["code"]
        assert first.command("approve", code, "--window", "A01").returncode == 0
        for position in range(1, 301):
            device.rate("unsatisfied" if position % 3 == 0 else "satisfied")
            if position % 10 == 0:
                assert device.send(position - 9).status == 200
        wait_for_cases(first, 100)

        assert other.pid != first.pid
        assert first.database.one("SELECT count(*) FROM cases_case") == 100
        assert first.database.one("SELECT count(DISTINCT number) FROM cases_case") == 100
        assert first.database.one("SELECT max(number) FROM cases_case").endswith("-0100")

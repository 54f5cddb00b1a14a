"""What follows from a rating once more on PostgreSQL: the same tests with their database there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collector.conftest import Running

ROOMS = (
    "attachments", "cases", "comments", "contacts", "improvement", "inspections", "personal_data",
    "results", "rules",
)  # fmt: skip
HERE = Path(__file__).parents[1]


@pytest.mark.soak
def test_what_holds_on_the_embedded_database_holds_on_a_server(running: Running):
    # Whoever asks for a collector of a kind is run on both kinds already.
    once = ["-m", "not soak", "-k", "not sqlite and not postgresql", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *once, *(HERE / room for room in ROOMS)],
        env={**os.environ, "COLLECTOR_DATABASE_URL": running.postgres},
        check=False, capture_output=True, text=True, timeout=1800,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]

"""The overview of a year: server time for a hall and for the city, at 1 and at 10 million ratings.

`python -m bench.overview [--windows N] [--rounds N]`. The whole way through Django is measured,
from the request to the finished page, signed in, in one process; the network is not. Processor
time stands beside, which others on the machine disturb less; with SQLite it holds the database too.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.table import Row, show

SMALL, LARGE = 1_000_000, 10_000_000
GOAL_MS, GOAL_RATIO = 100.0, 1.2
_DAYS = 365


def main() -> None:
    """Make both cities, look at both pages in turns, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.overview", description=__doc__)
    parser.add_argument("--windows", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="overview-"))
    try:
        rows = _measure(folder, options.windows, options.rounds, options.database_url)
        show(f"A year's overview, {options.windows:,} windows (p95 of server time)", rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, windows: int, rounds: int, url: str) -> list[Row]:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "collector.settings", "COLLECTOR_DATA": str(folder)}
    if url:
        os.environ["COLLECTOR_DATABASE_URL"] = url
    import django  # noqa: PLC0415 -- only once it is settled which database

    django.setup()
    taken: dict[tuple[str, int], tuple[float, float]] = {}
    for ratings in (SMALL, LARGE):
        with _city(windows, ratings) as (client, places):
            taken |= {
                (name, ratings): _p95(client, address, rounds) for name, address in places.items()
            }
    return [
        _row(f"overview of a {name}, 10 million ratings beside 1 million{what}", *pair)
        for name in ("hall", "city")
        for what, pair in zip(
            ("", ", processor time"), zip(taken[name, SMALL], taken[name, LARGE], strict=True),
            strict=True,
        )
    ]  # fmt: skip


def _row(what: str, small: float, large: float) -> Row:
    ratio = large / small
    return Row(
        what=what,
        ours=f"{large:.0f} ms", peer=f"{small:.0f} ms", ratio=ratio,
        goal=f"≤ {GOAL_MS:.0f} ms, ≤ {GOAL_RATIO}×",
        met=large <= GOAL_MS and ratio <= GOAL_RATIO,
    )  # fmt: skip


@contextmanager
def _city(windows: int, ratings: int) -> Iterator[tuple[Any, dict[str, str]]]:
    """Fill an empty database with a city, and empty it again."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils.timezone import localdate  # noqa: PLC0415

    from bench.overview_city import Plan, build  # noqa: PLC0415
    from collector.accounts.models import Account  # noqa: PLC0415
    from collector.accounts.roles import Role  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    last = localdate()
    # The year before is there too: each figure is compared with it.
    city = build(Plan(windows=windows, ratings=2 * ratings, last=last, days=2 * _DAYS))
    account = Account.objects.create(username="bench")
    account.roles.create(role=Role.AUDITOR)
    client = Client()
    client.force_login(account)
    year = f"first={last - timedelta(days=_DAYS - 1)}&last={last}"
    try:
        yield (
            client,
            {
                "hall": f"/overview?place={city.hall}&{year}",
                "city": f"/overview?place={city.city}&{year}",
            },
        )
    finally:
        call_command("flush", verbosity=0, interactive=False)


def _p95(client: Any, address: str, rounds: int) -> tuple[float, float]:
    """Return the time that passed and the processor's, in ms; the first rounds warm up."""
    passed, worked = [], []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        passed.append(1_000 * (time.perf_counter() - began))
        worked.append(1_000 * (time.process_time() - busy))
        if answer.status_code != 200:  # noqa: PLR2004
            raise SystemExit(f"{address}: {answer.status_code}")
    warm = min(2, rounds - 2)
    return statistics.quantiles(passed[warm:], n=20)[-1], statistics.quantiles(worked[warm:], n=20)[
        -1
    ]


if __name__ == "__main__":
    main()

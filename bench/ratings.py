"""Pages of single ratings: server time with 10 million ratings held beside 100 thousand.

`python -m bench.ratings [--windows N] [--rounds N]`. The same city and the same traffic, with a
year behind it or a few days. The whole way through Django is measured, signed in, in one process.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.table import Row, show

SMALL, LARGE = 100_000, 10_000_000
GOAL_RATIO = 1.2
_DAYS = {SMALL: 5, LARGE: 365}


def main() -> None:
    """Make both cities, look at the pages, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.ratings", description=__doc__)
    parser.add_argument("--windows", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--large", type=int, default=LARGE, help="ratings in the larger city")
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ratings-"))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "collector.settings", "COLLECTOR_DATA": str(folder)}
    if options.database_url:
        os.environ["COLLECTOR_DATABASE_URL"] = options.database_url
    import django  # noqa: PLC0415 -- only once it is settled which database

    django.setup()
    try:
        taken: dict[int, dict[str, float]] = {}
        for ratings in (SMALL, options.large):
            days = _DAYS.get(ratings, max(5, 365 * ratings // LARGE))
            with _city(options.windows, ratings, days) as (client, addresses):
                taken[ratings] = _p95s(client, addresses, options.rounds)
        small, large = taken[SMALL], taken[options.large]
        rows = [_row(name, small[name], large[name]) for name in small]
        title = f"Pages of single ratings, {options.large:,} held beside {SMALL:,} (p95)"
        show(title, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _row(name: str, small: float, large: float) -> Row:
    ratio = large / small
    return Row(
        what=name, ours=f"{large:.0f} ms", peer=f"{small:.0f} ms", ratio=ratio,
        goal=f"≤ {GOAL_RATIO}×", met=ratio <= GOAL_RATIO,
    )  # fmt: skip


@contextmanager
def _city(windows: int, ratings: int, days: int) -> Iterator[tuple[Any, dict[str, str]]]:
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from bench.ratings_rows import build  # noqa: PLC0415
    from collector.accounts.models import Account  # noqa: PLC0415
    from collector.accounts.roles import Role  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    hall, middle, receipt = build(windows, ratings, days)
    account = Account.objects.create(username="bench")
    account.roles.create(role=Role.AUDITOR)
    client = Client()
    client.force_login(account)
    try:
        yield (
            client,
            {
                "newest of a city": "/ratings",
                "of a hall": f"/ratings?place={hall}",
                "of a window": f"/ratings?place={hall}&window=A01",
                "bad ones of a city": "/ratings?level=bad",
                "repeats of a city": "/ratings?outcome=repeat",
                "of one member of staff": "/ratings?staff=2104",
                "from the middle of all days": f"/ratings?last={middle}",
                "one rating and its proof": receipt,
            },
        )
    finally:
        call_command("flush", verbosity=0, interactive=False)


def _p95s(client: Any, addresses: dict[str, str], rounds: int) -> dict[str, float]:
    # The embedded database works in this process: its time is told without that of others.
    clock = time.perf_counter if os.environ.get("COLLECTOR_DATABASE_URL") else time.process_time
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            began = clock()
            answer = client.get(address)
            taken[name].append(1_000 * (clock() - began))
            if answer.status_code != 200:  # noqa: PLR2004
                raise SystemExit(f"{address}: {answer.status_code}")
    return {name: statistics.quantiles(some[2:], n=20)[-1] for name, some in taken.items()}


if __name__ == "__main__":
    main()

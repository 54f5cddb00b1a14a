"""`collector demo-data`: a made-up city with its ratings, written as terminals would send them."""

import argparse
import sys
import time

from django.core.management import call_command
from django.db import connection
from django.utils.timezone import localtime

from collector.accounts.models import Account
from collector.command import CommandError
from collector.command.account import make_first
from collector.demo import beating, filling, furnishing, life, tree
from collector.demo.casework import Casework
from collector.demo.plan import Plan, TooMuchError
from collector.figures import rollup
from collector.ingest.assembly import connector
from collector.ingest.models import Log
from collector.organisation.models import Node

_EVERY = 0.5
"""Seconds between two lines of progress on a screen; elsewhere a line for every tenth."""


def run(arguments: argparse.Namespace) -> int:
    """Make the city, or keep the one that is there alive."""
    if arguments.beat:
        return beating.until_stopped()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if Log.objects.exists() or Node.objects.exists():
        raise CommandError(
            "this collector holds terminals or places already. Demonstration data goes into an "
            "empty one only: give another --data · "
            "该收集端已有终端或机构，演示数据只能写入空的收集端，请换一个 --data 目录"
        )
    plan = Plan(
        windows=arguments.windows, days=arguments.days, now=localtime(), seed=arguments.seed,
        ratings=arguments.ratings, halls=arguments.halls,
    )  # fmt: skip
    try:
        expected = plan.expected()
    except TooMuchError as error:
        raise CommandError(str(error), 2) from error
    began = time.monotonic()
    city = tree.make(plan)
    first = make_first()
    furnishing.furnish(plan, city)
    session = connector()()
    try:
        keys = filling.enrol_all(session, plan, city)
        people = Casework(plan, Account.objects.get(username="demo-yi"))
        made = filling.fill(session, plan, city, keys, _Told("评价 ratings", expected), people)
        counting = _Told("统计 entries counted", 0)
        rollup.bring_up_to_date(counting.now_at, rest=lambda _seconds: session.tidy())
    finally:
        session.close()
    life.live(plan, city)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = time.monotonic() - began
    print(  # noqa: T201 -- this is where a command talks
        f"{city.node.name} {city.node.name_en}: {len(city.halls)} 个大厅 halls, "
        f"{len(city.posts):,} 个窗口 windows, {made:,} 条评价 ratings, {took:,.0f} s, "
        f"{made / took:,.0f}/s"
    )
    if first is not None:
        print(f"首个账号（仅显示一次） · first account, shown once: {first[0]} {first[1]}")  # noqa: T201 -- the same
    return 0


class _Told:
    """Says on the error output how far it is, how fast, and how long it will take yet."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._began = self._last = time.monotonic()
        self._tenth = 0

    def __call__(self, more: int) -> None:
        self.now_at(self._done + more, self._total)

    def now_at(self, done: int, total: int) -> None:
        """Take so many of so many, and say it where it is time to."""
        self._done, self._total = done, total
        now, screen = time.monotonic(), sys.stderr.isatty()
        tenth = 10 * done // max(1, total)
        if now - self._last < _EVERY if screen else tenth <= self._tenth:
            return
        self._last, self._tenth = now, tenth
        rate = done / max(0.001, now - self._began)
        left = max(0, total - done) / max(1, rate)
        print(  # noqa: T201 -- the same
            f"  {self._what}: {done:,} / {total:,} ({min(100, 100 * done // max(1, total))} %), "
            f"{rate:,.0f}/s, {left:,.0f} s",
            end="\r" if screen and done < total else "\n", file=sys.stderr, flush=True,
        )  # fmt: skip

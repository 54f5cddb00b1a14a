"""The pages: server time with 10 million ratings beside 1 million, sizes, and first paint.

`python -m bench.pages [--windows N] [--days D] [--rounds N] [--postgres] [--city DIR]`. The cities
are made by `collector demo-data` (the large one takes about an hour and 12 GB) and kept in DIR for
the next run. The whole way through Django is measured, signed in, in one process: the processor's
time, which others on the machine disturb less and which holds the embedded database too; with
PostgreSQL the time that passed. The cities take turns, so that a machine that is slower for a while
is it for all of them. The last half of the days is compared with the half before. First paint is
Chromium's, from a collector on loopback, with the small city.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.pages_paint import first_paints
from bench.pages_timing import measure
from bench.table import Row, show
from tests.postgres import fresh_database, running_postgres

Samples = dict[str, list[float]]
Measure = Callable[[], Samples]

SMALL, LARGE = 1_000_000, 10_000_000
GOAL_MS, GOAL_RATIO, GOAL_PAINT_MS, GOAL_KB = 100.0, 1.2, 500.0, 300.0
_TURNS = 5
_PROMISED = ("windows", "overview")
"""Pages that open every few minutes somewhere; of the others only the ratio is a goal."""
_HALL_DAYS = 15
"""Of the hall that has all windows: its page shows today, whatever was before."""


def main() -> None:
    """Make the cities that are not there, look at their pages, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--windows", type=int, default=1_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--small", type=int, default=SMALL, metavar="RATINGS")
    parser.add_argument("--large", type=int, default=LARGE, metavar="RATINGS")
    parser.add_argument("--postgres", action="store_true", help="beside SQLite also PostgreSQL")
    parser.add_argument("--city", type=Path, default=Path("var/bench-pages"), metavar="DIR")
    parser.add_argument("--measure", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        print(json.dumps(measure(options.measure, options.rounds)))
        return
    kinds = [("SQLite", "")]
    with ExitStack() as stack:
        if options.postgres:
            kinds.append(("PostgreSQL", stack.enter_context(running_postgres())))
        for kind, server in kinds:
            _compare(options, kind, server)
    _show_paints(options)


def _compare(options: argparse.Namespace, kind: str, server: str) -> None:
    with ExitStack() as stack:
        cities = [
            stack.enter_context(_city(options, server, ratings))
            for ratings in (options.small, options.large, 0)
        ]
        small, large, hall = _in_turns(cities)
    rows = [_row(name, small[name], large[name]) for name in small if name in large]
    rows.append(_one(f"Windows page of a hall with {options.windows:,} windows",
                     hall["windows of a hall"]))  # fmt: skip
    what = "processor time" if kind == "SQLite" else "time passed"
    show(
        f"Pages on {kind}, {options.windows:,} windows, {options.large:,} ratings beside "
        f"{options.small:,} (p95 and median of the server's {what})", rows,
    )  # fmt: skip


def _in_turns(cities: Sequence[Measure]) -> list[Samples]:
    found: list[Samples] = [{} for _ in cities]
    for _ in range(_TURNS):
        for all_of_it, city in zip(found, cities, strict=True):
            for name, some in city().items():
                all_of_it.setdefault(name, []).extend(some)
    return found


@contextmanager
def _city(options: argparse.Namespace, server: str, ratings: int) -> Iterator[Measure]:
    """Make a city, unless it is kept, and give what measures it; 0: all windows in one hall."""
    folder = (options.city / f"{ratings or 'hall'}{'-postgres' if server else ''}").absolute()
    size = ["--windows", f"{options.windows}", "--days", f"{options.days}", "--ratings",
            f"{ratings}"] if ratings else ["--windows", f"{options.windows}", "--halls", "1",
                                           "--days", f"{_HALL_DAYS}"]  # fmt: skip
    with ExitStack() as stack:
        environment = dict(os.environ)
        if server:
            url = stack.enter_context(fresh_database(server, f"pages_{ratings}"))
            environment["COLLECTOR_DATABASE_URL"] = url
        if server or not (folder / "made").exists():
            _run(["-m", "collector", "demo-data", "--data", str(folder), *size], environment)
            (folder / "made").write_text("Asia/Shanghai")
        words = ["--measure", str(folder), "--rounds", f"{max(4, options.rounds // _TURNS)}"]
        yield lambda: json.loads(_run(["-m", "bench.pages", *words], environment))


def _run(words: list[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=dict(environment), stdout=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.returncode}\n{done.stdout}")
    return done.stdout


def _row(name: str, small: list[float], large: list[float]) -> Row:
    taken, ratio = _p95(large), _p95(large) / _p95(small)
    promised = name.startswith(_PROMISED)
    return Row(
        what=name, ours=_told(large), peer=_told(small), ratio=ratio,
        goal=f"≤ {GOAL_MS:.0f} ms, ≤ {GOAL_RATIO}×" if promised else f"≤ {GOAL_RATIO}×",
        met=ratio <= GOAL_RATIO and (taken <= GOAL_MS or not promised),
    )  # fmt: skip


def _one(name: str, taken: list[float]) -> Row:
    return Row(what=name, ours=_told(taken), peer="–", ratio=None,
               goal=f"≤ {GOAL_MS:.0f} ms", met=_p95(taken) <= GOAL_MS)  # fmt: skip


def _told(taken: list[float]) -> str:
    return f"{_p95(taken):.0f} ms ({statistics.median(taken):.0f})"


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _show_paints(options: argparse.Namespace) -> None:
    folder = (options.city / f"{options.small}").absolute()
    rows = []
    for name, paint, kilobytes in first_paints(folder, options.windows, options.days):
        rows += [
            Row(what=f"{name}: first paint, median", ours=f"{paint:.0f} ms", peer="–", ratio=None,
                goal=f"≤ {GOAL_PAINT_MS:.0f} ms", met=paint <= GOAL_PAINT_MS),
            Row(what=f"{name}: page, styles and scripts", ours=f"{kilobytes:.0f} KB", peer="–",
                ratio=None, goal=f"≤ {GOAL_KB:.0f} KB", met=kilobytes <= GOAL_KB),
        ]  # fmt: skip
    show("Pages in Chromium, from loopback, nothing kept from before", rows)


if __name__ == "__main__":
    main()

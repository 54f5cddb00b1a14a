"""200 live boards open at once: how soon a rating stands on all of them, and what that costs.

`python -m bench.boards [--boards N] [--windows N] [--halls N] [--seconds N]`: a collector with a
made-up city and the streams of its Windows pages as browsers read them. Once all boards show one
hall in which somebody rates every second, once they are spread over all halls, which together have
four ratings a second: a thousand windows at their busiest. The control has the same ratings come
in with nobody looking: what is more than that, the boards cost.
"""

import argparse
import itertools
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests

from bench.board_watching import Watching
from bench.processes import spent, tree
from bench.table import Row, show
from deploy.pages.stage import Stage, running
from tests.collector.device import Device

_GOAL_SECONDS, _GOAL_CORE = 2.0, 0.5
_DAYS = 2
_AT_REST = 0.15
"""Of a core: less than this, and nothing of the setting up is left to do."""
_WINDOW = "Z01"
"""The window at which the terminals of the benchmark stand; no city has one of that name."""


def main() -> None:
    """Open the boards, rate, and print how long it took and how busy the server was."""
    parser = argparse.ArgumentParser(prog="python -m bench.boards", description=__doc__)
    parser.add_argument("--boards", type=int, default=200)
    parser.add_argument("--windows", type=int, default=1_000)
    parser.add_argument("--halls", type=int, default=40)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--city", type=Path, default=Path("var/bench-boards"), metavar="DIR")
    options = parser.parse_args()
    rows: list[Row] = []
    with running(options.city.absolute(), options.windows, _DAYS, halls=options.halls) as stage:
        halls = [f"h{number + 1:03}" for number in range(options.halls)]
        devices = {hall: _terminal(stage, options.city.absolute(), hall) for hall in halls}
        cookie = _signed_in(stage)
        for some, pace in ((halls[:1], 1), (halls, 4)):
            rows += _measure(stage, cookie, {hall: devices[hall] for hall in some}, pace, options)
    show(
        f"{options.boards} live boards, {options.windows:,} windows in {options.halls} halls", rows
    )


def _measure(
    stage: Stage, cookie: str, devices: dict[str, Device], pace: int, options: argparse.Namespace
) -> Iterator[Row]:
    _wait_for_rest(stage)
    alone, _ = _rate(stage, devices, pace, options.seconds)
    addresses = [f"/windows/live?hall={hall}" for hall in devices]
    with _watched(stage, cookie, addresses, options.boards) as watching:
        busy, sent = _rate(stage, devices, pace, options.seconds)
        watching.wait_for(sent, _GOAL_SECONDS * 5)
        taken = [watching.seconds_until_all(hall, number, at) for hall, number, at in sent]
    where = "one hall" if len(devices) == 1 else f"{len(devices)} halls"
    yield Row(
        what=f"boards of {where}: a rating stands on all, slowest of {len(taken)}",
        ours=f"{max(taken):.2f} s (median {statistics.median(taken):.2f} s)", peer="–",
        ratio=None, goal=f"≤ {_GOAL_SECONDS:g} s", met=max(taken) <= _GOAL_SECONDS,
    )  # fmt: skip
    yield Row(
        what=f"boards of {where}: share of one core", ours=f"{busy:.2f}",
        peer=f"{alone:.2f} unwatched", ratio=busy / alone if alone else None,
        goal=f"≤ {_GOAL_CORE:g}", met=busy <= _GOAL_CORE,
    )  # fmt: skip


def _wait_for_rest(stage: Stage) -> None:
    """Return when the server has done what followed from setting up: figures, cases, alerts."""
    pids = tree(stage.server)
    for _ in range(100):
        before = spent(pids)
        time.sleep(3.0)
        if spent(pids) - before < _AT_REST * 3.0:
            return


def _rate(
    stage: Stage, devices: dict[str, Device], pace: int, seconds: int
) -> tuple[float, list[tuple[str, int, float]]]:
    """Send so many ratings a second, one hall after the other; return the share of a core it took.

    With it what was sent: hall, its how manieth rating it was, and when it was answered.
    """
    sent: list[tuple[str, int, float]] = []
    number = dict.fromkeys(devices, 0)
    pids, halls = tree(stage.server), itertools.cycle(devices.items())
    before, began = spent(pids), time.monotonic()
    for turn in range(seconds * pace):
        time.sleep(max(0.0, began + turn / pace - time.monotonic()))
        hall, device = next(halls)
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        position = device.rate(window=_WINDOW, at=at)
        if device.send(position).status != 200:  # noqa: PLR2004
            raise SystemExit("the collector did not take a rating")
        number[hall] += 1
        sent.append((hall, number[hall], time.monotonic()))
    time.sleep(max(0.0, began + seconds - time.monotonic()))
    return (spent(pids) - before) / (time.monotonic() - began), sent


@contextmanager
def _watched(
    stage: Stage, cookie: str, addresses: Sequence[str], boards: int
) -> Iterator[Watching]:
    watching = Watching(_WINDOW)
    for number in range(boards):
        watching.open(
            stage.url, addresses[number % len(addresses)], cookie, ("zh-CN", "en")[number % 2]
        )
    thread = threading.Thread(target=watching.read, daemon=True)
    thread.start()
    try:
        watching.wait_until_all_have_begun(30.0)
        yield watching
    finally:
        watching.end()
        thread.join(10)


def _terminal(stage: Stage, city: Path, hall: str) -> Device:
    device = Device(stage.url)
    code = device.enrol().body["code"]
    done = subprocess.run(
        [sys.executable, "-m", "collector", "approve", code, "--window", _WINDOW, "--hall", hall,
         "--data", str(city)],
        check=False, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return device


def _signed_in(stage: Stage) -> str:
    """Return the cookies of a person who is signed in."""
    person = requests.Session()
    person.trust_env = False
    page = person.get(f"{stage.url}/sign-in", timeout=20).text
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    if token is None:
        raise SystemExit("the page of signing in has no form")
    fields = {"username": stage.account, "password": stage.password,
              "csrfmiddlewaretoken": token[1]}  # fmt: skip
    person.post(f"{stage.url}/sign-in", data=fields, timeout=20)
    return "; ".join(f"{one.name}={one.value}" for one in person.cookies)


if __name__ == "__main__":
    main()

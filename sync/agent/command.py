"""The agent's program: `python -m sync.agent run | enrol | once | check`. `kiosk` starts it."""

import argparse
import faulthandler
import logging
import os
import platform
import random
import sys
import time
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from sync.agent.agent import Agent
from sync.agent.check import check
from sync.agent.clockwork import Clockwork
from sync.agent.courier import Terminal
from sync.agent.ending import stopping_at_once
from sync.agent.once import Conclusion, conclude, concluded_enrolment, facts
from sync.client import Client
from sync.outbox import FILE, Outbox
from sync.protocol.handover import read_link

POLL_SECONDS = 0.5
"""How often the journal's end is looked at: a rating is sent within this of being written."""
_ONCE_WAIT_SECONDS = 2.0
STUCK_SECONDS = 600.0
"""A turn has its deadlines, a few minutes in all; one that takes longer will never end."""

_EPILOG = """\
exit status of enrol, once and check: 0 done (enrol: the code is known; once: the collector has
every entry; check: a collector is there) · 2 wrong arguments · 3 waiting for a person to approve
the code · 4 no collector answered · 5 the collector refused, or the log cannot be read (check:
somebody else answered). run ends with 0 on SIGTERM, or when its starter is gone."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    status = 0
    with stopping_at_once():
        if options.action == "check":
            return check(options.collector, options.data, options.ca_file, version=_version())
        agent = _agent(options)
        try:
            match options.action:
                case "run":
                    _run(agent)
                case "enrol":
                    status = _until(agent, options, enrolment=True)
                case _:
                    status = _until(agent, options, enrolment=False)
        finally:
            agent.close()
    return status


def _agent(options: argparse.Namespace) -> Agent:
    """Build everything: the composition root of the agent's process."""
    data: Path = options.data
    data.mkdir(parents=True, exist_ok=True)
    clockwork = Clockwork(
        now=lambda: datetime.now().astimezone(), steady=time.monotonic, chance=random.random
    )
    collector = options.collector.rstrip("/")
    known = read_link(data)
    ahead = 0 if known is None or known.collector != collector else known.clock_offset or 0
    client = Client(
        collector,
        version=_version(),
        now=clockwork.now,
        ca_file=options.ca_file,
        offset=timedelta(milliseconds=-ahead),
    )
    return Agent(
        data=data,
        terminal=Terminal(collector=collector, name=options.name, version=_version()),
        client=client,
        outbox=Outbox(data / FILE),
        clockwork=clockwork,
        eager=options.action != "run",
    )


def _run(agent: Agent) -> None:
    parent = os.getppid()
    # An agent whose starter was killed would go on for ever beside the one started after it.
    while os.getppid() == parent:
        # Stuck, it says where and ends with status 1, so that its starter starts another one.
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        time.sleep(min(agent.turn(), POLL_SECONDS))
    faulthandler.cancel_dump_traceback_later()


def _until(agent: Agent, options: argparse.Namespace, *, enrolment: bool) -> int:
    judge = concluded_enrolment if enrolment else conclude
    while True:
        wait = agent.turn()
        end = judge(agent, waits=options.wait)
        if end is not None:
            _print(agent, end, options, enrolment=enrolment)
            return end.status
        time.sleep(min(wait, _ONCE_WAIT_SECONDS))


def _print(agent: Agent, end: Conclusion, options: argparse.Namespace, *, enrolment: bool) -> None:
    if not options.json:
        sys.stdout.write(f"{end.zh}\n{end.en}\n")
        return
    said = facts(agent)
    if enrolment:
        said = {name: said[name] for name in ("log", "code", "status")}
    if end.status:
        sys.stderr.write(f"{end.zh}\n{end.en}\n")
    sys.stdout.write(msgspec.json.encode(said).decode() + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sync.agent",
        description="Bring a terminal's ratings to its collector. 把评价送到收集端。",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "action",
        choices=("run", "enrol", "once", "check"),
        help="run: until told to end · enrol: ask for a code · once: send everything and end · "
        "check: is there a collector? prints one line of JSON",
    )
    parser.add_argument("--data", type=Path, required=True, help="the terminal's data folder")
    parser.add_argument(
        "--collector", required=True, metavar="URL", help="address of the collector"
    )
    parser.add_argument(
        "--name", default=platform.node(), help="name shown where the code is approved"
    )
    parser.add_argument("--ca-file", type=Path, help="authorities to trust instead of the system's")
    parser.add_argument("--json", action="store_true", help="print facts as one line of JSON")
    parser.add_argument("--wait", action="store_true", help="wait until the code is approved")
    return parser


def _version() -> str:
    try:
        return version("yiping")
    except PackageNotFoundError:
        return "0"

"""`kiosk run` and `kiosk demo`: start the window and the agent, and keep them alive."""

import argparse
import os
import sys
import time

from kiosk.collector_address import collector_of
from kiosk.command import children, systemd
from kiosk.command.supervisor import Child, supervise
from kiosk.command.watchdog import Watchdog
from kiosk.config import Config
from kiosk.journal.lock import held, in_use_error

_WINDOW_FIRST = 1.5
"""Seconds the window has the machine to itself: a citizen may be waiting, no collector is."""


def run(config: Config, options: argparse.Namespace) -> int:
    """Run until told to end; return the window's exit status. Raises JournalInUse."""
    if held(config.terminal.data):
        raise in_use_error(config.terminal.data)
    if options.command == "demo":
        extra = ["--demo"]
        if options.seconds is not None:
            extra += ["--seconds", str(options.seconds)]
        if options.screenshots is not None:
            extra += ["--screenshots", str(options.screenshots)]
        return _keep(config, extra, restarts=False)
    if not hasattr(os, "fork"):
        return _keep(config, [], restarts=True)
    watchdog = Watchdog(systemd.teller(os.environ))
    try:
        return _keep(config, ["--pulse", str(watchdog.mouth)], restarts=True, watchdog=watchdog)
    finally:
        watchdog.close()


def _keep(
    config: Config, extra: list[str], *, restarts: bool, watchdog: Watchdog | None = None
) -> int:
    window = Child("评价窗口 window", children.window(config, *extra), leads=True)
    due = time.monotonic() + _WINDOW_FIRST
    agent = Child("发送程序 agent", None, leads=False, due=due)
    agent.follow(lambda: _agent(config), since=due)
    return supervise([window, agent], sys.stderr, restarts=restarts, watchdog=watchdog)


def _agent(config: Config) -> list[str] | None:
    """Return the agent's command line, None without a collector: it may be entered later."""
    collector = collector_of(config)
    return children.agent(config, collector, "run") if collector else None

"""`kiosk enrol` and `kiosk sync --once`: the agent's one-time tasks, passed through."""

import argparse
import subprocess

from kiosk.collector_address import collector_of
from kiosk.command.children import agent
from kiosk.config import Config
from kiosk.errors import ConfigError


def run(config: Config, options: argparse.Namespace) -> int:
    """Run the agent as a child; return its exit status. Raises ConfigError without a collector."""
    collector = collector_of(config)
    if not collector:
        where = config.path or "config.toml"
        raise ConfigError(
            f"还没有填汇总服务器的地址。请在 {where} 的 [collector] 下写 "
            'url = "https://…"，或在屏幕上设置，再试一次。',
            f'No collector is set. Write url = "https://…" under [collector] in {where}, or '
            "enter it at the screen, and try again.",
        )
    extra = ["--json"] * options.json
    if options.command == "enrol":
        return subprocess.call(
            agent(config, collector, "enrol", *extra, *(["--wait"] * options.wait))
        )
    return subprocess.call(agent(config, collector, "once", *extra))

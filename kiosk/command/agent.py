"""`kiosk enrol` and `kiosk sync --once`: the agent's one-time tasks, passed through."""

import argparse
import subprocess

from kiosk.command.children import agent
from kiosk.config import Config
from kiosk.errors import ConfigError

_WRONG_USE = 2


def run(config: Config, options: argparse.Namespace) -> int:
    """Run the agent as a child; return its exit status. Raises ConfigError without a collector."""
    if not config.collector.url:
        where = config.path or "config.toml"
        raise ConfigError(
            f"还没有填汇总服务器的地址。请在 {where} 的 [collector] 下写 "
            'url = "https://…"，再试一次。',
            f'No collector is set. Write url = "https://…" under [collector] in {where} and try '
            "again.",
        )
    extra = ["--json"] * options.json
    if options.command == "enrol":
        return subprocess.call(agent(config, "enrol", *extra, *(["--wait"] * options.wait)))
    return subprocess.call(agent(config, "once", *extra))

"""The command lines of the programs that make up a terminal."""

import sys
from pathlib import Path

from kiosk.config import Config


def window(config: Config, *extra: str) -> list[str]:
    """Return the command line of the rating window."""
    chosen = [] if config.path is None else ["--config", str(config.path)]
    return [sys.executable, "-m", "ui", *chosen, *extra]


def agent(config: Config, action: str, *extra: str) -> list[str]:
    """Return the command line of the sync agent."""
    place, upstream = config.terminal, config.collector
    authority = ["--ca-file", str(Path(upstream.ca_file))] if upstream.ca_file else []
    return [
        sys.executable, "-m", "sync.agent", action,
        "--data", str(place.data),
        "--collector", upstream.url,
        "--name", " ".join(filter(None, (place.hall, place.window, place.window_name))),
        *authority, *extra,
    ]  # fmt: skip

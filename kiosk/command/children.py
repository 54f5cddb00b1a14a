"""The command lines of the programs that make up a terminal."""

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from kiosk.config import Config

_SET_NAME = 15


def window(config: Config, *extra: str) -> list[str] | Callable[[], int]:
    """Return what a copy of this process does to be the rating window, or its command line."""
    chosen = [] if config.path is None else ["--config", str(config.path)]
    arguments = [*chosen, *extra]
    if not hasattr(os, "fork"):
        return [sys.executable, "-m", "ui", *arguments]

    def be_the_window() -> int:
        _name_process("yiping-window")
        # By name, as `python -m ui` would: this room knows nothing of the window's inside.
        return int(import_module("ui.start").start(arguments))

    return be_the_window


def _name_process(name: str) -> None:
    """Show a name of its own in lists of processes (`ps -e`, `top`), where the system can."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(_SET_NAME, name.encode("ascii"))


def agent(config: Config, collector: str, action: str, *extra: str) -> list[str]:
    """Return the command line of the sync agent for a collector's address."""
    place, upstream = config.terminal, config.collector
    authority = ["--ca-file", str(Path(upstream.ca_file))] if upstream.ca_file else []
    return [
        sys.executable, "-m", "sync.agent", action,
        "--data", str(place.data),
        "--collector", collector,
        "--name", " ".join(filter(None, (place.hall, place.window, place.window_name))),
        *authority, *extra,
    ]  # fmt: skip

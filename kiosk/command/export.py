"""`kiosk export --to DIR`: the agent's room writes the file, as a program of its own."""

import argparse
import subprocess
import sys

from kiosk.config import Config
from kiosk.settings import load_situation


def run(config: Config, options: argparse.Namespace) -> int:
    """Run the export as a child; return its exit status."""
    window = load_situation(config).window.code
    return subprocess.call(
        [sys.executable, "-m", "sync.agent", "export", "--data", config.terminal.data,
         "--to", options.to.absolute(), "--name", window, *(["--json"] * options.json),
         *(["--stick"] * options.stick)]
    )  # fmt: skip

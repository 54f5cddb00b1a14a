"""How far the set-up has come, in a small file of the data folder: a power cut goes on there.

Only a first set-up that is under way comes up by itself at a start. One that was finished or put
off never does, and none does where the collector's settings are in force: that terminal works.
"""

import json
from pathlib import Path
from threading import Lock
from typing import Literal

from kiosk.app.panel.background import Background
from kiosk.config import Config
from sync.protocol.handover import replace_file

MARK_FILE = "set-up.json"
_SETTINGS_FILE = "settings.json"
State = Literal["under-way", "done", "alone", "later"]


def due(config: Config) -> str | None:
    """Return the station at which a start has to show the set-up; None for the rate screen.

    Reads nothing unless config.toml asks for the set-up.
    """
    data = config.terminal.data
    if not config.terminal.set_up or (data / _SETTINGS_FILE).exists():
        return None
    try:
        said = json.loads((data / MARK_FILE).read_bytes())
        state, station = said["state"], said["station"]
    except FileNotFoundError:
        return "touch"
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        # Somebody has been there. A terminal in doubt takes ratings; staff can open the set-up.
        return None
    return str(station) if state == "under-way" else None


def mark(state: State, station: str) -> bytes:
    """Return what the file is to hold."""
    return json.dumps({"state": state, "station": station}).encode()


class Mark:
    """Writes the file, beside the window."""

    def __init__(self, data: Path, background: Background) -> None:
        self._path = data / MARK_FILE
        self._background = background
        self._said = b""
        self._lock = Lock()

    def keep(self, state: State, station: str) -> None:
        """Have it written that the set-up stands so, at a station."""
        self._said = mark(state, station)
        self._background.do(self._write, lambda _: None)

    def _write(self) -> None:
        # Whichever of two threads comes last, it writes what was said last.
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, self._said)

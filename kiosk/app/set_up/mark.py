"""How far the set-up has come, in a small file of the data folder: a power cut goes on there.

Only a first set-up that is under way comes up by itself at a start. One that was finished or put
off never does, and none does where the collector's settings are in force: that terminal works.
"""

import json
from typing import Literal

from kiosk.config import Config

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

"""Staff of a terminal without a collector: a file in the data folder, written by `kiosk staff`.

Used where the settings name no staff at all: a collector's own list is never mixed with it, so
nobody who was struck off there can sign in by what a station once noted.
"""

from pathlib import Path

import msgspec

from sync.protocol.handover import replace_file
from sync.protocol.settings import Staff

FILE = "staff.json"
_decoder = msgspec.json.Decoder(tuple[Staff, ...])


def read_staff(data: Path) -> tuple[Staff, ...]:
    """Read the list; empty where there is none, or where it cannot be read."""
    try:
        return _decoder.decode((data / FILE).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ()


def write_staff(data: Path, staff: tuple[Staff, ...]) -> None:
    """Replace the list; for the terminal's own account alone to read. Raises OSError."""
    data.mkdir(parents=True, exist_ok=True)
    (data / (FILE + ".new")).unlink(missing_ok=True)
    (data / (FILE + ".new")).touch(mode=0o600)
    replace_file(data / FILE, msgspec.json.encode(staff))

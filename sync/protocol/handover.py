"""Facts the agent leaves for the window in the data folder, as two small files.

The agent and the window are two processes and neither may wait for the other: the agent writes a
whole new file and renames it over the old one, the window reads whichever is there. Both files
are derived; deleting them costs one exchange with the collector.
"""

import os
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sync.protocol.calls import LogStatus

SETTINGS_FILE = "settings.json"
"""The last good settings document, byte for byte as the collector sent it."""
LINK_FILE = "link.json"
MEDIA_FOLDER = "media"
"""Pictures the settings name, each a file called by the SHA-256 of its bytes."""


class Trouble(Struct, frozen=True, kw_only=True):
    """Why the last call did not succeed, and since when it is so.

    `kind` is an error name of the protocol, or "unreachable" (no answer at all), or
    "not-a-collector" (an answer that is not this protocol's: a log-in page of the network, say).
    """

    kind: str
    message: str
    since: str


class Closing(Struct, frozen=True, kw_only=True):
    """Outcome of a nightly closing: both ends at the same digest, or not."""

    date: str
    outcome: Literal["complete", "behind", "disagrees"]
    at: str
    behind: int = 0


class Link(Struct, frozen=True, kw_only=True):
    """How the terminal stands with its collector. Times are RFC 3339 in UTC."""

    collector: str
    log: str
    status: LogStatus | Literal["unknown"] = "unknown"
    code: str = ""
    acknowledged: int = 0
    """Every entry up to here is at the collector: it answered with our own digest."""
    contact: str | None = None
    trouble: Trouble | None = None
    closing: Closing | None = None
    clock_offset: int | None = None
    """Milliseconds this device is ahead of the collector."""


_decoder = msgspec.json.Decoder(Link)


def write_link(folder: Path, link: Link) -> None:
    """Replace the link file."""
    replace_file(folder / LINK_FILE, msgspec.json.encode(link))


def read_link(folder: Path) -> Link | None:
    """Read the link file; None where there is none yet or it cannot be read."""
    try:
        return _decoder.decode((folder / LINK_FILE).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that after a power cut the old or the new file is there whole."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""Facts that the programs of a terminal leave for each other in the data folder, as small files.

The agent and the window are two processes and neither may wait for the other: whoever writes
makes a whole new file and renames it over the old one, whoever reads takes the one that is there.
The agent's two, settings and link, are derived: deleting them costs one exchange with the
collector. The third, the collector's address, comes from a person at the screen (`address`).
"""

import contextlib
import os
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sync.protocol.address import ADDRESS_FILE, is_address
from sync.protocol.calls import LogStatus

SETTINGS_FILE = "settings.json"
"""The last good settings document, byte for byte as the collector sent it."""
BEFORE_FILE = "settings.before.json"
"""The good document before it: for a program that was set back and cannot read the newer one."""
MEDIA_FOLDER = "media"
"""The pictures those documents name: a file each, called by the SHA-256 of its bytes in hex."""
LINK_FILE = "link.json"


class Trouble(Struct, frozen=True, kw_only=True):
    """Why the last call did not succeed, and since when it is so.

    `kind` is an error name of the protocol, or "unreachable" (no answer at all), or
    "not-a-collector" (an answer that is not this protocol's: a log-in page of the network, say).
    """

    kind: str
    message: str
    since: str
    cause: str = ""
    """For "unreachable": which of `sync.outcomes.Cause` it was; "" from an older agent."""


class Closing(Struct, frozen=True, kw_only=True):
    """Outcome of a nightly closing: both ends at the same digest, or not."""

    date: str
    outcome: Literal["complete", "behind", "disagrees"]
    at: str
    behind: int = 0


class DocumentFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The settings document in force, and what is wrong with what the collector has now."""

    etag: str = ""
    since: str | None = None
    """When the document in force was put there."""
    refused: str = ""
    """Why the collector's present document is not used; "" while it is, or will be."""
    refused_etag: str = ""
    missing: tuple[str, ...] = ()
    """Pictures that could not be had; the document is shown without them."""


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
    window: str = ""
    """The window it was approved for, once the collector has said so."""
    settings: DocumentFacts = DocumentFacts()


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


def write_address(folder: Path, url: str) -> None:
    """Keep the address a person has entered; "" for none. On the disk when this returns."""
    if url and not is_address(url):
        raise ValueError(f"{url!r} is no address of a collector")
    replace_file(folder / ADDRESS_FILE, msgspec.json.encode({"url": url}))


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that after a power cut the old or the new file is there whole.

    Raises OSError; what was written beside it is then taken away, so that a full disk gets no
    fuller.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut.

    Windows opens no folder as a file; NTFS keeps names by a journal of its own.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""One log on this terminal's disk, as the agent sees it: read only, one short read at a time."""

from datetime import datetime
from pathlib import Path

from kiosk.errors import JournalMissing, StorageUnavailable
from kiosk.journal.database import JOURNAL_FILE
from kiosk.journal.reader import JournalReader
from sync.protocol import chain
from sync.protocol.entries import Day, Shift, State, Unknown, Unreadable, read
from sync.protocol.key import DeviceKey


class LogUnreadableError(Exception):
    """The log cannot be read now; the sentence says why. Nothing is lost by it."""


class LogSource:
    """The log in `folder`, written with `key`. Methods raise LogUnreadableError."""

    def __init__(self, folder: Path, key: DeviceKey) -> None:
        self.folder = folder
        self.key = key
        self._reader = JournalReader(folder / JOURNAL_FILE)
        self._proven = False

    def last(self) -> int:
        """Return the last position; 0 while there is no journal."""
        try:
            if not self._proven:
                self._prove()
            return self._reader.tail().position
        except JournalMissing:
            self._proven = False
            return 0
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error

    def first(self) -> int:
        """Return the first position that is held."""
        try:
            return self._reader.base().position + 1
        except JournalMissing:
            return 1
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error

    def digest_at(self, position: int) -> bytes | None:
        """Return our digest after `position`, or None where it is not held any more."""
        if position == 0:
            return chain.start(self.key.public)
        try:
            return self._reader.digest_at(position)
        except (KeyError, JournalMissing):
            return None
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error

    def bodies(self, first: int, limit: int, max_bytes: int) -> list[bytes]:
        """Return entries from `first` on: at least one, as far as the limits allow."""
        try:
            bodies = self._reader.bodies(first, limit, max_bytes)
        except JournalMissing:
            bodies = []
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error
        if not bodies:
            raise LogUnreadableError(f"entry {first} of the journal in {self.folder} is not there")
        return bodies

    def totals(self) -> dict[str, dict[str, int]]:
        """Return the lifetime number of rating entries per scale and level."""
        try:
            return self._reader.totals()
        except JournalMissing:
            return {}
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error

    def written_at(self, position: int) -> datetime | None:
        """Return when an entry was written, by the device's belief; None where it does not say."""
        entry = read(self.bodies(position, 1, 1)[0])
        return None if isinstance(entry, Unknown | Unreadable) else entry.at

    def state(self) -> State | None:
        """Return the window's latest state."""
        entry = self._latest("state")
        return entry[1] if entry is not None and isinstance(entry[1], State) else None

    def shift(self) -> Shift | None:
        """Return the latest sign-in or sign-out."""
        entry = self._latest("shift")
        return entry[1] if entry is not None and isinstance(entry[1], Shift) else None

    def day(self) -> tuple[int, Day] | None:
        """Return the latest closing of a business day, with its position."""
        entry = self._latest("day")
        if entry is None or not isinstance(entry[1], Day):
            return None
        return entry[0], entry[1]

    def close(self) -> None:
        """Let go of the file."""
        self._reader.close()

    def _latest(self, kind: str) -> tuple[int, object] | None:
        try:
            found = self._reader.latest(kind)
        except JournalMissing:
            return None
        except StorageUnavailable as error:
            raise LogUnreadableError(error.en) from error
        return None if found is None else (found[0], read(found[1]))

    def _prove(self) -> None:
        """Make sure journal and key belong together: a key signs its own log and no other."""
        if self._reader.base().log != self.key.log:
            raise LogUnreadableError(f"the journal in {self.folder} is not written with its key")
        self._proven = True

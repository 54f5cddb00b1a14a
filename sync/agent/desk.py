"""The settings a collector gives: checked, kept, and laid out for the window to read."""

from pathlib import Path

from sync.client import Document
from sync.outbox import Outbox, SettingsDocument
from sync.protocol.handover import SETTINGS_FILE, replace_file
from sync.protocol.settings import Schedule, read_settings


class Desk:
    """The settings of one log from one collector. A bad document never replaces a good one."""

    def __init__(self, folder: Path, outbox: Outbox, collector: str, log: str) -> None:
        self._path = folder / SETTINGS_FILE
        self._outbox = outbox
        self._of = (collector, log)
        self._held = outbox.document(*self._of)
        self._refused = ""
        self.schedule = Schedule()
        self.wanted = True
        """Whether the collector is to be asked: at each start, and when it offers another."""
        if self._held is not None:
            self._take_up(self._held)

    @property
    def etag(self) -> str:
        """The ETag of the document that is in force, "" where there is none."""
        return "" if self._held is None else self._held.etag

    def offered(self, etag: str) -> None:
        """Hear which settings the collector has now."""
        known = (_bare(self.etag), _bare(self._refused))
        if etag and _bare(etag) not in known:
            self.wanted = True

    def take(self, document: Document) -> str | None:
        """Put a fetched document in force. Returns the reason where it cannot be used.

        Raises OSError where it is good and cannot be written: then it is still wanted.
        """
        if document.body is None:
            self.wanted = False
            return None
        try:
            read_settings(document.body)
        except ValueError as error:
            self._refused, self.wanted = document.etag, False
            return str(error)
        replace_file(self._path, document.body)
        self._held = SettingsDocument(etag=document.etag, body=document.body)
        self._outbox.keep_document(*self._of, self._held)
        self.schedule = read_settings(document.body).schedule
        self.wanted = False
        return None

    def _take_up(self, held: SettingsDocument) -> None:
        """Go on with what the last run left; without the file the window would not have it."""
        try:
            self.schedule = read_settings(held.body).schedule
            if not self._path.exists() or self._path.read_bytes() != held.body:
                replace_file(self._path, held.body)
        except (ValueError, OSError):
            self._held = None


def _bare(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')

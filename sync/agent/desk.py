"""The settings a collector gives: checked, kept, and laid out for the window to read.

A document goes into force together with its pictures: it waits for them here until each has come
or could not be had. A bad document never replaces a good one, and the reason is kept.
"""

import contextlib
from collections import Counter
from math import inf
from pathlib import Path

import msgspec

from sync.agent.clockwork import Clockwork
from sync.agent.pictures import Pictures
from sync.client import Document
from sync.outbox import Outbox, SettingsDocument
from sync.protocol.calls import moment
from sync.protocol.handover import (
    BEFORE_FILE,
    MEDIA_FOLDER,
    SETTINGS_FILE,
    DocumentFacts,
    replace_file,
)
from sync.protocol.settings import Schedule, pictures_of, read_settings
from sync.protocol.settings_checks import read_document

_TRIES = 5
"""So often a picture is asked for before the document goes into force without it."""
_LATER = 3_600.0
"""Seconds until the pictures that could not be had are asked for again."""
_LONGEST_REASON = 500


class Desk:
    """The settings of one log from one collector."""

    def __init__(
        self,
        folder: Path,
        outbox: Outbox,
        of: tuple[str, str],
        clockwork: Clockwork,
        facts: DocumentFacts,
    ) -> None:
        """Take the data folder, `of` (collector, log), and the facts of the last run."""
        self._folder = folder
        self._outbox = outbox
        self._of = of
        self._clockwork = clockwork
        self._pictures = Pictures(folder / MEDIA_FOLDER)
        self._held = outbox.document(*of)
        self._staged: SettingsDocument | None = None
        self._named: tuple[str, ...] = ()
        self._missing: tuple[str, ...] = ()
        self._tries: Counter[str] = Counter()
        self._late_at = -inf
        self._came_late = False
        self.facts = facts
        """How it stands, for the window and for people."""
        self.schedule = Schedule()
        self.wanted = True
        """Whether the collector is to be asked: at each start, and when it offers another."""
        if self._held is not None:
            self._take_up(self._held)

    @property
    def etag(self) -> str:
        """The ETag of the document that is in force, "" where there is none."""
        return "" if self._held is None else self._held.etag

    @property
    def busy(self) -> bool:
        """Whether the collector's present document is not in force, nor refused, yet."""
        return self.wanted or self._staged is not None

    @property
    def picture(self) -> tuple[str, float] | None:
        """The next picture to be asked for, and when by the steady clock; None for none."""
        most = _TRIES if self._staged is not None else 1
        name = next((one for one in self._missing if self._tries[one] < most), None)
        return None if name is None else (name, self._late_at)

    def offered(self, etag: str) -> None:
        """Hear which settings the collector has now."""
        if not etag:
            return
        if _bare(etag) == _bare(self.etag):
            self._content()
            return
        staged = "" if self._staged is None else self._staged.etag
        if _bare(etag) not in (_bare(staged), _bare(self.facts.refused_etag)):
            self.wanted = True

    def take(self, document: Document) -> None:
        """Hear the collector's present document; in force at once where its pictures are here.

        A bad one is refused: `facts` has the reason. Raises OSError where a good one cannot be
        written: then it is still wanted.
        """
        if document.body is None:
            self._content()
            return
        try:
            settings = read_document(document.body)
        except ValueError as error:
            self._staged, self.wanted = None, False
            reason = str(error)[:_LONGEST_REASON]
            self._change(refused=reason, refused_etag=document.etag)
            self._look_for(self._named)
            return
        self._staged = SettingsDocument(etag=document.etag, body=document.body)
        self._look_for(pictures_of(settings))
        if not self._missing:
            self._put_in_force(self._staged)
        self.wanted = False

    def take_picture(self, name: str, content: bytes) -> None:
        """Keep a picture that came; with the last one the document goes into force.

        Raises ValueError where it is another picture, and OSError: call `miss` then.
        """
        self._pictures.keep(name, content)
        self._missing = tuple(one for one in self._missing if one != name)
        self._came_late = self._staged is None
        self._go_on()

    def miss(self, name: str, *, for_good: bool = False) -> None:
        """Hear that a picture did not come. Raises OSError as `take` does."""
        self._tries[name] += _TRIES if for_good else 1
        self._go_on()

    def _go_on(self) -> None:
        """Do what is next when no picture is left to be asked for now."""
        if self.picture is not None:
            return
        if self._staged is not None:
            self._put_in_force(self._staged)
        elif self._came_late and self._held is not None:
            # The same document once more, so that the window looks for its pictures again.
            replace_file(self._folder / SETTINGS_FILE, self._held.body)
            self._came_late = False
        self._tries.clear()
        self._late_at = self._clockwork.steady() + _LATER
        self._change(missing=self._missing)

    def _put_in_force(self, document: SettingsDocument) -> None:
        path = self._folder / SETTINGS_FILE
        before = self._held
        if before is None or before.body != document.body:
            if before is not None and _usable(before.body):
                replace_file(self._folder / BEFORE_FILE, before.body)
            # Remembered first: a power cut in between is made good by the next start.
            self._outbox.keep_document(*self._of, document)
            replace_file(path, document.body)
            since: str | None = moment(self._clockwork.now())
        else:
            self._outbox.keep_document(*self._of, document)
            since = self.facts.since
        self._held, self._staged = document, None
        self.schedule = read_settings(document.body).schedule
        self.facts = DocumentFacts(etag=document.etag, since=since, missing=self._missing)
        self._sweep()

    def _content(self) -> None:
        """Take note that the document in force is the collector's present one."""
        self._staged, self.wanted = None, False
        self._change(refused="", refused_etag="")
        if self._held is not None:
            self._look_for(pictures_of(read_settings(self._held.body)))

    def _look_for(self, names: tuple[str, ...]) -> None:
        if names == self._named and self._staged is None:
            return
        self._named = names
        self._missing = self._pictures.missing(names)
        self._tries.clear()
        self._late_at = -inf

    def _sweep(self) -> None:
        wanted = set(self._named)
        with contextlib.suppress(OSError, ValueError):
            before = (self._folder / BEFORE_FILE).read_bytes()
            wanted |= set(pictures_of(read_settings(before)))
        self._pictures.sweep(wanted)

    def _change(self, **changes: object) -> None:
        self.facts = msgspec.structs.replace(self.facts, **changes)

    def _take_up(self, held: SettingsDocument) -> None:
        """Go on with what the last run left; without the file the window would not have it."""
        path = self._folder / SETTINGS_FILE
        try:
            settings = read_document(held.body)
            self.schedule = settings.schedule
            self._look_for(pictures_of(settings))
            if not path.exists() or path.read_bytes() != held.body:
                replace_file(path, held.body)
        except (ValueError, OSError):
            self._held = None


def _usable(body: bytes) -> bool:
    try:
        read_document(body)
    except ValueError:
        return False
    return True


def _bare(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')

"""Whether ratings can be stored: the outage there is, and the attempts that may end it."""

from collections.abc import Callable

from kiosk.app.clocks import Clocks
from kiosk.app.outage import Outage
from kiosk.app.recorder import Recorder
from kiosk.app.times import Times
from kiosk.errors import StorageUnavailable
from kiosk.journal.journal import Opened
from sync.protocol.entries import Stamp


class Storage:
    """Opens the log, and opens it again during an outage, ever more rarely.

    `outage` is None while all is well. It lasts until `restored` is called: a log that opens is
    no use before something could be written to it.
    """

    def __init__(self, recorder: Recorder, clocks: Clocks, times: Times) -> None:
        self._recorder = recorder
        self._clocks = clocks
        self._times = times
        self._trying = False
        self.outage: Outage | None = None

    def open(self, done: Callable[[Opened], None]) -> None:
        """Try to open the log; the outcome is `done`, or the recorder's `failed`."""
        self._trying = True
        self._recorder.open(done)

    def retry_at(self) -> int | None:
        """When to try again, in milliseconds of the steady clock; None while an attempt runs."""
        return None if self._trying or self.outage is None else self.outage.retry_at

    def fault(self, *, other_log: bool) -> tuple[Stamp, str] | None:
        """Return since when, and why, the log has to say that nothing could be stored.

        A log that begins after the outage did cannot tell of a time before its own.
        """
        if self.outage is None:
            return None
        since = self._recorder.stamp() if other_log else self.outage.since
        return since, self.outage.cause

    def restored(self) -> None:
        """End the outage: something was stored again."""
        self._trying = False
        self.outage = None

    def failed(self, error: StorageUnavailable) -> None:
        """Begin an outage, or go on with the one there is after another attempt has failed."""
        if self.outage is None:
            self.outage = Outage.begin(self._recorder.plain_stamp(), error, self._times)
        elif self._trying:
            self.outage = self.outage.again(self._clocks.up(), error, self._times)
        self._trying = False

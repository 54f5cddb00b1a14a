"""Closing the business day: one `day` entry a day, also when the moment was missed."""

from datetime import datetime

from kiosk.app.clocks import Clocks
from kiosk.app.recorder import Recorder
from kiosk.domain import days
from kiosk.journal.journal import Opened, Stored
from sync.protocol import night
from sync.protocol.entries import Day
from sync.protocol.settings import Schedule


class Closing:
    """Knows which day was closed last and closes the next."""

    def __init__(self, recorder: Recorder, clocks: Clocks) -> None:
        self._recorder = recorder
        self._clocks = clocks
        self._log = ""
        self._closed: str | None = None
        self._began: datetime | None = None
        self._wanted: str | None = None

    def restore(self, opened: Opened) -> None:
        """Go on from where the log ends."""
        day = opened.latest.get("day", (0, None))[1]
        self._log = opened.log
        self._closed = day.date if isinstance(day, Day) else None
        self._began = self._clocks.now() if opened.first is None else opened.first.at
        self._wanted = None

    def close_if_due(self, schedule: Schedule) -> None:
        """Close the day whose closing is due; nothing happens where none is."""
        date = days.due(
            log=self._log,
            schedule=schedule,
            local=self._clocks.now(),
            sure=self._clocks.sure(),
            closed=self._closed,
            began=self._began,
        )
        if date is not None:
            self._close(date)

    def close(self) -> None:
        """Close the day that is running, unless it is closed already."""
        date = night.business_date(self._clocks.now()).isoformat()
        if date != self._closed:
            self._close(date)

    def _close(self, date: str) -> None:
        if self._wanted == date:
            return
        self._wanted = date

        def closed(_: Stored) -> None:
            self._closed = date
            self._wanted = None

        self._recorder.close_day(date, closed)

"""How the terminal goes on from where its log ends: at a start, and after an outage."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from kiosk.app.attendance import Attendance
from kiosk.app.closing import Closing
from kiosk.app.recorder import Recorder
from kiosk.app.sitting import Sitting
from kiosk.app.storage import Storage
from kiosk.app.today import Today
from kiosk.domain import visits
from kiosk.journal.journal import Opened, Stored
from sync.protocol.entries import AnyEntry, Boot, Rating, Unrated


class GoingOn(Struct, frozen=True, kw_only=True):
    """The parts that remember what the log says, each brought to its end when it is opened."""

    recorder: Recorder
    storage: Storage
    today: Today
    closing: Closing
    attendance: Attendance
    sitting: Sitting
    version: str

    def take(self, opened: Opened, day: date, done: Callable[[Stored], None]) -> None:
        """Go on with a log on a day. `done`: something could be written to it again."""
        latest, first = opened.latest, not self.recorder.log
        other = opened.log != self.recorder.log
        if other:
            self.recorder.log = opened.log
            _note_start(self.recorder, opened, self.version)
        self.today.start(day, opened.counts)
        self.closing.restore(opened)
        if first:
            self.attendance.restore(latest)
            rating = latest.get("rating", (0, None))[1]
            self.sitting.previous = rating if isinstance(rating, Rating) else None
        _settle_visit(self.recorder, latest)
        self.attendance.catch_up(
            latest,
            "start" if first else "storage",
            fault=self.storage.fault(other_log=other),
            done=done,
        )


def _note_start(recorder: Recorder, opened: Opened, version: str) -> None:
    """Write this start's `boot` entry, numbered after the last one of this log."""
    boot = opened.latest.get("boot", (0, None))[1]
    recorder.boot = boot.boot + 1 if isinstance(boot, Boot) else 1
    recorder.write(recorder.entry(Boot, recorder.stamp(), version=version, follows=opened.follows))


def _settle_visit(recorder: Recorder, latest: Mapping[str, tuple[int, AnyEntry]]) -> None:
    """End an invitation that was interrupted, given the last entry of each type: unrated."""
    where = {kind: position for kind, (position, _) in latest.items()}
    visit = visits.open_visit(where.get("visit"), where.get("rating"), where.get("unrated"))
    if visit is not None:
        recorder.write(recorder.entry(Unrated, recorder.stamp(), visit=visit, cause="fault"))

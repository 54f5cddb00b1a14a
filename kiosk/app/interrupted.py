"""How a log goes on after a start: the start is noted, and what was left open is ended first."""

from collections.abc import Mapping

from kiosk.app.recorder import Recorder
from kiosk.domain import visits
from kiosk.journal.journal import Opened
from sync.protocol.entries import AnyEntry, Boot, Unrated


def note_start(recorder: Recorder, opened: Opened, version: str) -> None:
    """Write this start's `boot` entry, numbered after the last one of this log."""
    boot = opened.latest.get("boot", (0, None))[1]
    recorder.boot = boot.boot + 1 if isinstance(boot, Boot) else 1
    recorder.write(recorder.entry(Boot, recorder.stamp(), version=version, follows=opened.follows))


def settle_visit(recorder: Recorder, latest: Mapping[str, tuple[int, AnyEntry]]) -> None:
    """End an invitation that was interrupted, given the last entry of each type: unrated."""
    where = {kind: position for kind, (position, _) in latest.items()}
    visit = visits.open_visit(where.get("visit"), where.get("rating"), where.get("unrated"))
    if visit is not None:
        recorder.write(recorder.entry(Unrated, recorder.stamp(), visit=visit, cause="fault"))

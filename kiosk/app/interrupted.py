"""What a power cut or an outage has left open is ended in the log before anything else begins."""

from collections.abc import Mapping

from kiosk.app.recorder import Recorder
from kiosk.domain import visits
from sync.protocol.entries import AnyEntry, Unrated


def settle_visit(recorder: Recorder, latest: Mapping[str, tuple[int, AnyEntry]]) -> None:
    """End an invitation that was interrupted, given the last entry of each type: unrated."""
    where = {kind: position for kind, (position, _) in latest.items()}
    visit = visits.open_visit(where.get("visit"), where.get("rating"), where.get("unrated"))
    if visit is not None:
        recorder.write(recorder.entry(Unrated, recorder.stamp(), visit=visit, cause="fault"))

"""What a heartbeat says of the terminal, read from the journal at that moment."""

import shutil

from sync.agent.source import LogSource
from sync.outbox import Standing
from sync.protocol import chain
from sync.protocol.calls import Heartbeat, SettingsFacts


def take(source: LogSource, standing: Standing, version: str) -> Heartbeat:
    """Gather a heartbeat. Raises LogUnreadableError."""
    last = source.last()
    digest = source.digest_at(last) or chain.start(source.key.public)
    pending = max(0, last - standing.acknowledged)
    oldest = source.written_at(standing.acknowledged + 1) if pending else None
    known = standing.document
    state, shift = source.state(), source.shift()
    return Heartbeat(
        state="closed" if state is None else state.state,
        staff=shift.staff if shift is not None and shift.action == "start" else None,
        last=last,
        digest=digest.hex(),
        totals=dict(source.totals()),
        pending=pending,
        oldest_pending=None if oldest is None else oldest.isoformat(timespec="milliseconds"),
        version=version,
        disk_free=_free(source),
        clock_offset=standing.clock_offset,
        settings_document=SettingsFacts(
            etag=known.etag[:100], refused=known.refused[:500], missing=len(known.missing)
        ),
    )


def _free(source: LogSource) -> int | None:
    try:
        return shutil.disk_usage(source.folder).free
    except OSError:
        return None

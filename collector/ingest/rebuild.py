"""Making everything that is derived again, from the stored entries alone."""

from collections.abc import Callable

from collector.ingest.database.session import Session
from collector.ingest.held import hold
from collector.ingest.projection.project import forget, project
from collector.ingest.projection.rules import Rules
from collector.ingest.reading import all_logs, pieces


def rebuild(session: Session, rules: Rules, progress: Callable[[str, int], None]) -> int:
    """Rebuild every log, each in a transaction of its own; return how many entries were read.

    Runs beside a server: a terminal whose log is being rebuilt waits or is told to come back.
    What this version has learnt to read since an entry was stored is read now.
    """
    total = 0
    for name in all_logs(session):
        with session.transaction():
            held = hold(session, name.hex)
            if held is None:
                continue
            log = session.log_id(held.log)
            forget(session, log)
            for piece in pieces(session, log, held.next):
                first = piece.positions[0]
                project(session, log, rules, first, rules.read(first, piece.bodies))
        total += held.next - 1
        progress(held.log, held.next - 1)
    return total

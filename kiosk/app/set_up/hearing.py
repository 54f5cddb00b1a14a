"""What the agent has left about an enrolment, as the set-up shows it."""

from msgspec.structs import replace

from kiosk.app.set_up.screens import Enrolment
from sync.protocol.handover import Link


def heard(known: Enrolment, link: Link | None, waited: int) -> Enrolment:
    """Return how an enrolment stands after some seconds. A link to another collector is old."""
    if link is None or link.collector != known.collector:
        return replace(known, waited=waited)
    trouble = link.trouble
    return Enrolment(
        collector=known.collector,
        log=link.log,
        code=link.code,
        status=link.status,
        window=link.window,
        offset=known.offset if link.clock_offset is None else link.clock_offset,
        trouble="" if trouble is None else trouble.kind,
        cause="" if trouble is None else trouble.cause,
    )

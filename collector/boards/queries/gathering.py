"""Puts what the queries found together, window by window: looked up, never searched."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from collector.boards.queries.logs import StandingLog, freshness
from collector.boards.rows import Counts, NightClosing, Opening, WindowFacts

_NO_HOURS, _NOTHING = Opening(), Counts()


class Named(Struct, frozen=True):
    """A window as the organisation knows it."""

    id: int
    name: str
    name_en: str
    path: str


class Logs(Struct, frozen=True):
    """The logs of one window code: those that stand there, and the last rating of any."""

    standing: list[StandingLog]
    rated: list[datetime]

    @property
    def current(self) -> StandingLog | None:
        """The one that was heard of last; nearly every window has had but one."""
        if len(self.standing) == 1:
            return self.standing[0]
        return max(self.standing, key=freshness, default=None)


def by_window(logs: Sequence[StandingLog], names: Mapping[str, Named]) -> Mapping[str, Logs]:
    """Sort logs by the codes they have to do with.

    A log is a window's where it was approved for it, or where it writes a code nobody made.
    """
    found: dict[str, Logs] = defaultdict(lambda: Logs([], []))
    for log in logs:
        for code in {log.window, log.writes} - {""}:
            here = found[code]
            if log.approved and (log.window == code or code not in names):
                here.standing.append(log)
            if log.last_rating is not None:
                here.rated.append(log.last_rating)
    return found


class Gathering(Struct, frozen=True):
    """Everything the queries found, by window code or log."""

    names: Mapping[str, Named]
    logs: Mapping[str, Logs]
    today: Mapping[str, Counts]
    closings: Mapping[str, NightClosing]
    plan: tuple[Mapping[str, Opening], Mapping[int, tuple[str, ...]]]

    def facts(self, code: str) -> WindowFacts:
        """Return all that is known of one window."""
        logs = self.logs.get(code)
        current = logs.current if logs else None
        named = self.names.get(code)
        openings, planned = self.plan
        return WindowFacts(
            code=code,
            name=named.name if named else "",
            name_en=named.name_en if named else "",
            known=named is not None,
            contact=current.contact if current else None,
            state=current.state if current else "",
            state_since=current.state_at if current else None,
            cause=current.cause if current else "",
            staff=(current.contact.staff or None) if current else None,
            planned=planned.get(named.id, ()) if named else (),
            departments=tuple(named.path.split("/")) if named else (),
            opening=openings.get(code, _NO_HOURS),
            today=self.today.get(code, _NOTHING),
            last_rating=max(logs.rated, default=None) if logs else None,
            closing=self.closings.get(current.hex) if current else None,
        )

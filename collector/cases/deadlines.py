"""When a case is due, by the working days of its place, and what follows from that today."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from collector.cases.models import Case, Stage
from collector.rules.kinds import Key
from collector.rules.reading import Rulebook, Ruling
from collector.rules.tables import cases as keys
from collector.working_days.calendar import Calendar

Rule = Callable[[Key, str], Ruling]


class Standing(Struct, frozen=True, kw_only=True):
    """How a case stands on a day; all of it derived, nothing stored.

    `left`: working days that are left, 0 today, negative when overdue.
    """

    left: int
    gone: int
    """Working days since it was opened or reopened, today included."""
    due_soon: bool
    escalated_to: str
    """"" · "hall-manager" · "supervisor": who is named beside the owner."""

    @property
    def overdue(self) -> bool:
        """Whether its last day is past."""
        return self.left < 0


def days_of(path: str, book: Rulebook, day: date) -> dict[str, int]:
    """Return the numbers of days that hold for a place, as fields of a case."""
    return {
        "days_total": book.rule(keys.DAYS_TOTAL, path, day).number,
        "days_verify": book.rule(keys.DAYS_VERIFY, path, day).number,
        "days_put_right": book.rule(keys.DAYS_PUT_RIGHT, path, day).number,
        "days_answer": book.rule(keys.DAYS_ANSWER, path, day).number,
    }


def due(case: Case, calendar: Calendar) -> date:
    """Return the last day in time for all of it."""
    return calendar.add(case.since, case.days_total, case.path)


def step_due(case: Case, calendar: Calendar) -> date:
    """Return the last day in time for what is next; never later than for all of it."""
    days = {
        Stage.VERIFY: case.days_verify,
        Stage.PUT_RIGHT: case.days_put_right,
        Stage.ANSWER: case.days_answer,
    }.get(Stage(case.stage), case.days_total)
    return calendar.add(case.since, min(days, case.days_total), case.path)


def set_due(case: Case, calendar: Calendar) -> None:
    """Write both days into the case, which the caller saves."""
    case.due_on = due(case, calendar)
    case.step_due_on = step_due(case, calendar)


def standing(case: Case, today: date, calendar: Calendar, book: Rulebook) -> Standing:
    """Say how a case stands; of a closed one, how it stood on the day it was closed."""
    left = _left(today, case.due_on, calendar, case.path)
    late = -left
    escalated = ""
    if not case.closed:
        if late >= book.rule(keys.ESCALATE_SUPERVISOR, case.path, today).number:
            escalated = "supervisor"
        elif late >= book.rule(keys.ESCALATE_MANAGER, case.path, today).number:
            escalated = "hall-manager"
    return Standing(
        left=left,
        gone=calendar.between(case.since, today, case.path),
        due_soon=not case.closed and 0 <= left <= book.rule(keys.DUE_SOON, case.path, today).number,
        escalated_to=escalated,
    )


def _left(today: date, due_on: date, calendar: Calendar, path: str) -> int:
    left = calendar.between(today, due_on, path)
    # The days after the last one are days late even where nobody works on them.
    return min(left, -1) if today > due_on else left

"""Doing what a plan says, in one transaction: all of it or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from collector.accounts import audit
from collector.accounts.audit import By
from collector.organisation import recording
from collector.organisation.models import Node
from collector.organisation.recording import Done
from collector.organisation.sheets import applying_people, applying_places
from collector.organisation.sheets.book import Sheet
from collector.organisation.sheets.layout import SHEETS
from collector.organisation.sheets.lookup import Lookup
from collector.organisation.sheets.plan import Plan, Step

Progress = Callable[[Sheet, int, int], None]
"""Told which sheet, how many of its steps are done, and how many there are."""

_HANDS: dict[str, Callable[[Sequence[Step], Lookup, date], Iterable[int]]] = {
    "platform": applying_places.platform,
    "organisation": applying_places.organisation,
    "windows": applying_places.windows,
    "staff": applying_people.staff,
    "items": applying_people.items,
    "duty": applying_people.duty,
}


def apply(
    plan: Plan, by: By, day: date, progress: Progress = lambda _sheet, _done, _all: None
) -> None:
    """Apply a plan without problems; new names and places hold from `day`."""
    assert not plan.problems  # noqa: S101 -- nobody may come here with one
    with transaction.atomic():
        lookup = Lookup()
        for sheet in SHEETS:
            steps = [step for step in plan.steps if step.sheet is sheet]
            if not steps:
                continue
            done = 0
            for number in _HANDS[sheet.key](steps, lookup, day):
                done += number
                progress(sheet, done, len(steps))
        recording.keep(by, [_done(step, lookup, day) for step in plan.steps])
        audit.record(by, "organisation.imported", detail=_summary(plan))


def _done(step: Step, lookup: Lookup, day: date) -> Done:
    values = step.values
    node: Node | None = None
    match step.sheet.key:
        case "organisation":
            node, name = lookup.nodes.get(values["code"]), f"{values['kind']}:{values['code']}"
        case "windows":
            window = lookup.windows.get((values["hall"], values["code"]))
            node = window.node if window else None
            name = f"window:{values['hall']}/{values['code']}"
        case "staff":
            node, name = lookup.nodes.get(values["hall"]), f"staff:{values['number']}"
        case "items":
            node, name = lookup.nodes.get(values["node"]), f"item:{values['code']}"
        case "duty":
            window = lookup.windows.get((values["hall"], values["window"]))
            node = window.node if window else None
            name = f"duty:{values['staff']}@{values['window']}"
        case _:
            name = f"platform:{values['code']}"
    changed: dict[str, tuple[Any, Any]] = {
        key: pair for key, pair in step.changed.items() if pair[1] not in {None, "", ()} or pair[0]
    }
    return Done(f"{step.sheet.key}.{step.verb}", name, node, changed, _holds_from(step, day))


def _holds_from(step: Step, day: date) -> date | None:
    """Return the first day whose figures may belong elsewhere now; None where none do."""
    if step.sheet.key not in {"organisation", "windows"}:
        return None
    said = [one for key in ("since", "until") for one in step.changed.get(key, ()) if one]
    earliest: date = min([day, *said])
    return earliest


def _summary(plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan.mark,
        "steps": {f"{sheet}.{verb}": n for (sheet, verb), n in sorted(plan.numbers().items())},
    }

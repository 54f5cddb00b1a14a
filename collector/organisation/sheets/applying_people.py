"""Applying the sheets of staff, of service items and of duty. Each yields how many are done."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from collector.organisation.models import Duty, Item, Staff
from collector.organisation.sheets.checks import window_key
from collector.organisation.sheets.lookup import Lookup
from collector.organisation.sheets.plan import Step, Verb
from collector.organisation.spells import BATCH

_STAFF = ("name", "post", "stars", "active", "since", "until")
_ITEM = ("name", "name_en", "task_code", "handle_code", "since", "until")
_DUTY = ("since", "until", "weekdays", "starts", "ends", "every_weeks")


def staff(steps: Sequence[Step], lookup: Lookup, _day: date) -> Iterator[int]:
    """Make, change and end members of staff."""
    for some in _batches([step for step in steps if step.verb == Verb.ADD]):
        made = Staff.objects.bulk_create(
            Staff(hall=lookup.halls[one.values["hall"]], number=one.values["number"],
                  department=lookup.departments.get(one.values["department"]),
                  **{name: one.values[name] for name in _STAFF})
            for one in some
        )  # fmt: skip
        for person in made:
            lookup.staff[person.hall.code, person.number] = person
        yield len(some)
    for some in _batches([step for step in steps if step.verb != Verb.ADD]):
        people = []
        for step in some:
            person = lookup.staff[step.values["hall"], step.values["number"]]
            person.department = lookup.departments.get(step.values["department"])
            _set(person, step, _STAFF)
            people.append(person)
        Staff.objects.bulk_update(people, [*_STAFF, "department"])
        yield len(some)


def items(steps: Sequence[Step], lookup: Lookup, _day: date) -> Iterator[int]:
    """Make, change and end service items, with the windows they are done at."""
    for some in _batches([step for step in steps if step.verb == Verb.ADD]):
        made = Item.objects.bulk_create(
            Item(node=lookup.nodes[one.values["node"]], code=one.values["code"],
                 **{name: one.values[name] for name in _ITEM})
            for one in some
        )  # fmt: skip
        _at_windows(list(zip(made, some, strict=True)), lookup)
        yield len(some)
    for some in _batches([step for step in steps if step.verb != Verb.ADD]):
        held = {one.code: one for one in Item.objects.filter(
            code__in=[step.values["code"] for step in some])}  # fmt: skip
        pairs = [(held[step.values["code"]], step) for step in some]
        for item, step in pairs:
            item.node = lookup.nodes[step.values["node"]]
            _set(item, step, _ITEM)
        Item.objects.bulk_update(list(held.values()), [*_ITEM, "node"])
        Item.windows.through.objects.filter(item__in=list(held.values())).delete()
        _at_windows(pairs, lookup)
        yield len(some)


def duty(steps: Sequence[Step], lookup: Lookup, _day: date) -> Iterator[int]:
    """Make duties, and end them."""
    for some in _batches([step for step in steps if step.verb == Verb.ADD]):
        Duty.objects.bulk_create(
            Duty(staff=lookup.staff[one.values["hall"], one.values["staff"]],
                 window=lookup.windows[one.values["hall"], one.values["window"]],
                 **{name: one.values[name] for name in _DUTY})
            for one in some
        )  # fmt: skip
        yield len(some)
    for step in steps:
        if step.verb != Verb.ADD:
            values = step.values
            Duty.objects.filter(
                staff=lookup.staff[values["hall"], values["staff"]],
                window=lookup.windows[values["hall"], values["window"]],
                **{name: values[name] for name in _DUTY if name != "until"},
            ).update(until=values["until"])
            yield 1


def _at_windows(pairs: Sequence[tuple[Item, Step]], lookup: Lookup) -> None:
    through: Any = Item.windows.through
    rows = []
    for item, step in pairs:
        for one in step.values["windows"]:
            key = window_key(one, lookup.windows)
            assert key is not None  # noqa: S101 -- checked with the cells
            rows.append(through(item=item, window=lookup.windows[key]))
    through.objects.bulk_create(rows, batch_size=BATCH)


def _set(one: Any, step: Step, names: Sequence[str]) -> None:
    for name in names:
        setattr(one, name, step.values[name])


def _batches(steps: Sequence[Step]) -> Iterator[Sequence[Step]]:
    for first in range(0, len(steps), BATCH):
        yield steps[first : first + BATCH]

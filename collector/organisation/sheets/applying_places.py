"""Applying the sheets of platform departments, of the organisation and of windows.

Each function yields how many more steps are done.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from collector.organisation import spells
from collector.organisation.acts import after_end
from collector.organisation.models import Department, Hall, Kind, Node, PlatformDepartment, Window
from collector.organisation.sheets.lookup import Lookup
from collector.organisation.sheets.plan import Step, Verb
from collector.organisation.spells import First, Look

_BETWEEN = "\x7f"
"""Before a code that is given up while two windows change theirs with one another."""


def platform(steps: Sequence[Step], lookup: Lookup, _day: date) -> Iterator[int]:
    """Make and change platform departments."""
    for step in steps:
        code = step.values["code"]
        lookup.platforms[code], _made = PlatformDepartment.objects.update_or_create(
            code=code, defaults={name: step.values[name] for name in ("name", "area_code")}
        )
        yield 1


def organisation(steps: Sequence[Step], lookup: Lookup, day: date) -> Iterator[int]:
    """Make, change, move and end areas, halls and departments."""
    waiting = [step for step in steps if step.verb == Verb.ADD]
    number = len(waiting)
    while waiting:
        # One round makes all whose parents are there: as many rounds as the tree is deep.
        ready = [one for one in waiting if _stands(one, lookup)]
        for kind in Kind:
            _begin_places(kind, [one for one in ready if one.values["kind"] == kind], lookup)
        made = {id(one) for one in ready}
        waiting = [one for one in waiting if id(one) not in made]
    if number:
        yield number
    others = [step for step in steps if step.verb != Verb.ADD]
    for step in others:
        _change_place(step, lookup, day)
        yield 1
    _ends(steps, lambda values: lookup.nodes[values["code"]],
          lambda values: lookup.nodes.get(values["successor"]))  # fmt: skip


def windows(steps: Sequence[Step], lookup: Lookup, day: date) -> Iterator[int]:
    """Make, change, move, rename and end windows."""
    _give_up_codes([step for step in steps if "code" in step.changed and step.verb != Verb.ADD],
                   lookup)  # fmt: skip
    for step in steps:
        if step.verb != Verb.ADD:
            _change_window(step, lookup, day)
            yield 1
    new = [step for step in steps if step.verb == Verb.ADD]
    if new:
        _begin_windows(new, lookup)
        yield len(new)
    _ends(steps, lambda values: lookup.windows[values["hall"], values["code"]].node,
          lambda values: _node(lookup.windows.get((values["hall"], values["successor"]))),
          )  # fmt: skip


def _stands(step: Step, lookup: Lookup) -> bool:
    return not step.values["parent"] or step.values["parent"] in lookup.nodes


def _begin_places(kind: Kind, steps: Sequence[Step], lookup: Lookup) -> None:
    if not steps:
        return
    nodes = spells.begin_many(kind, [
        First(
            Look(one.values["code"], one.values["name"], one.values["name_en"],
                 lookup.nodes.get(one.values["parent"])),
            one.values["since"], one.values["until"], one.values["area_code"],
        )
        for one in steps
    ])  # fmt: skip
    for node in nodes:
        lookup.nodes[node.code] = node
    if kind == Kind.HALL:
        for hall in Hall.objects.bulk_create(
            Hall(node=node, code=node.code, name=node.name, name_en=node.name_en) for node in nodes
        ):
            lookup.halls[hall.code] = hall
    if kind == Kind.DEPARTMENT:
        for department in Department.objects.bulk_create(
            [
                Department(
                    node=node, hall=_hall_over(node, lookup), name=node.name,
                    name_en=node.name_en, platform=lookup.platforms.get(one.values["platform"]),
                )
                for node, one in zip(nodes, steps, strict=True)
            ],
            batch_size=spells.BATCH,
        ):  # fmt: skip
            lookup.departments[department.node.code] = department


def _hall_over(node: Node, lookup: Lookup) -> Hall:
    up = node.parent
    while up is not None and up.kind != Kind.HALL:
        up = up.parent
    assert up is not None  # noqa: S101 -- checked with the cells
    return lookup.halls[up.code]


def _change_place(step: Step, lookup: Lookup, day: date) -> None:
    values = step.values
    node = lookup.nodes[values["code"]]
    node.refresh_from_db()
    _days(step, node, day)
    if "area_code" in step.changed:
        node.area_code = values["area_code"]
        node.save(update_fields=["area_code"])
    look = Look(values["code"], values["name"], values["name_en"],
                lookup.nodes.get(values["parent"]))  # fmt: skip
    if look.parent is not None:
        look.parent.refresh_from_db()
    spells.change(node, look, day)
    names = {"name": node.name, "name_en": node.name_en}
    if node.kind == Kind.HALL:
        Hall.objects.filter(node=node).update(**names)
    elif node.kind == Kind.DEPARTMENT:
        platform = lookup.platforms.get(values["platform"])
        Department.objects.filter(node=node).update(**names, platform=platform)


def _begin_windows(steps: Sequence[Step], lookup: Lookup) -> None:
    places = [
        (lookup.halls[one.values["hall"]], lookup.departments.get(one.values["department"]))
        for one in steps
    ]
    nodes = spells.begin_many(Kind.WINDOW, [
        First(
            Look(one.values["code"], one.values["name"], one.values["name_en"],
                 department.node if department else hall.node, hall.pk),
            one.values["since"], one.values["until"],
        )
        for one, (hall, department) in zip(steps, places, strict=True)
    ])  # fmt: skip
    made = Window.objects.bulk_create(
        [
            Window(node=node, hall=hall, department=department,
                   **{name: one.values[name] for name in ("code", "number", "name", "name_en")})
            for node, one, (hall, department) in zip(nodes, steps, places, strict=True)
        ],
        batch_size=spells.BATCH,
    )  # fmt: skip
    for window in made:
        lookup.windows[window.hall.code, window.code] = window


def _give_up_codes(steps: Sequence[Step], lookup: Lookup) -> None:
    found = [(step, lookup.windows.pop((step.identity[0], step.identity[1]))) for step in steps]
    for step, window in found:
        Window.objects.filter(pk=window.pk).update(code=f"{_BETWEEN}{window.pk}")
        lookup.windows[step.values["hall"], step.values["code"]] = window


def _change_window(step: Step, lookup: Lookup, day: date) -> None:
    values = step.values
    window = lookup.windows[values["hall"], values["code"]]
    window.node.refresh_from_db()
    _days(step, window.node, day)
    for name in ("code", "number", "name", "name_en"):
        setattr(window, name, values[name])
    window.department = lookup.departments.get(values["department"])
    # The departments' paths may have changed in this very import.
    if window.department:
        window.department.node.refresh_from_db()
    else:
        window.hall.node.refresh_from_db()
    window.save_from(day)


def _days(step: Step, node: Node, day: date) -> None:
    """Correct the first day, and let what had ended go on."""
    if "until" in step.changed and step.values["until"] is None:
        spells.reopen(node, day)
    if "since" in step.changed:
        spells.since(node, step.values["since"])


def _ends(steps: Sequence[Step], node_of: Any, successor_of: Any) -> None:
    for step in steps:
        values: Mapping[str, Any] = step.values
        if values["until"] is None or not {"until", "successor"} & step.changed.keys():
            continue
        if step.verb == Verb.ADD and not values["successor"]:
            continue
        node = node_of(values)
        node.refresh_from_db()
        spells.end(node, values["until"], successor_of(values))
        after_end(node, values["until"])


def _node(window: Window | None) -> Node | None:
    return window.node if window else None

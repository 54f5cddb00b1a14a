"""Which place of the tree a command is about: `--hall`, `--department`, `--window`, `--place`."""

import argparse

from collector.command import CommandError
from collector.organisation.models import Hall, Kind, Node, Window

BY = "collector"
"""Who did it, in the trail, when it was done by a command."""


def hall_of(code: str) -> Hall:
    """Return the hall with this code, or the only one. Raises CommandError."""
    halls = Hall.objects.select_related("node")
    found = list(halls.filter(code=code) if code else halls[:2])
    if len(found) == 1:
        return found[0]
    known = "、".join(halls.values_list("code", flat=True)) or "–"
    raise CommandError(
        f"give one hall with --hall; there are: {known} · 请用 --hall 指定一个大厅", 2
    )


def place_of(code: str) -> Node:
    """Return the place of a code, a window by its hall's code and its own: hall/A01.

    "" is the first at the top of the tree. Raises CommandError.
    """
    if not code:
        found = Node.objects.filter(parent=None).order_by("pk")
    elif "/" in code:
        hall, _sign, window = code.partition("/")
        found = Node.objects.filter(window__hall__code=hall, window__code=window)
    else:
        found = Node.objects.exclude(kind=Kind.WINDOW).filter(code=code)
    node = found.first()
    if node is None:
        raise CommandError(f"there is no place {code or '(root)'} · 没有这个单位")
    return node


def node_of(arguments: argparse.Namespace) -> Node:
    """Return the place that is meant: the innermost one named. Raises CommandError."""
    if arguments.place:
        return place_of(arguments.place)
    hall = hall_of(arguments.hall)
    if arguments.window:
        window = Window.objects.filter(hall=hall, code=arguments.window).first()
        if window is None:
            raise CommandError(
                f"hall {hall.code} has no window {arguments.window} · 该大厅没有这个窗口"
            )
        return window.node
    if arguments.department:
        return _department(hall, arguments.department)
    return hall.node


def title(node: Node) -> str:
    """Name a place in a line of output."""
    words = {"city": "市", "county": "区县", "town": "乡镇", "village": "村", "hall": "大厅",
             "department": "部门", "window": "窗口"}  # fmt: skip
    return f"{words[node.kind]} {node.kind} {node.code} {node.name}".strip()


def _department(hall: Hall, wanted: str) -> Node:
    for department in hall.departments.select_related("node"):
        if wanted in (department.name, department.node.code):
            return department.node
    known = "、".join(hall.departments.values_list("name", flat=True)) or "–"
    raise CommandError(f"hall {hall.code} has no department {wanted}; it has: {known} · 没有该部门")

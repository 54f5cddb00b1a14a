"""What the rows of a file mean by their codes, while it is applied."""

from functools import cached_property

from collector.organisation.models import (
    Department,
    Hall,
    Kind,
    Node,
    PlatformDepartment,
    Staff,
    Window,
)


class Lookup:
    """Everything by its code, read when it is first asked for and added to as rows are made."""

    @cached_property
    def platforms(self) -> dict[str, PlatformDepartment]:
        """Platform departments by code."""
        return {one.code: one for one in PlatformDepartment.objects.all()}

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Areas, halls and departments by code."""
        return {one.code: one for one in Node.objects.exclude(kind=Kind.WINDOW)}

    @cached_property
    def halls(self) -> dict[str, Hall]:
        """Halls by code."""
        return {one.code: one for one in Hall.objects.select_related("node")}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """Departments by their node's code."""
        return {one.node.code: one for one in Department.objects.select_related("node", "hall")}

    @cached_property
    def windows(self) -> dict[tuple[str, str], Window]:
        """Windows by their hall's code and their own."""
        found = Window.objects.select_related("node", "hall__node", "department__node")
        return {(one.hall.code, one.code): one for one in found}

    @cached_property
    def staff(self) -> dict[tuple[str, str], Staff]:
        """Staff by their hall's code and their number."""
        return {(one.hall.code, one.number): one for one in Staff.objects.select_related("hall")}

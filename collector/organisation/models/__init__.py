"""The organisation as people describe it. On a sharded database these are reference tables."""

from collector.organisation.models.changes import Change
from collector.organisation.models.items import Item
from collector.organisation.models.people import EVERY_DAY, Duty, Staff
from collector.organisation.models.places import (
    DEFAULT_HALL,
    Department,
    Hall,
    Placed,
    PlatformDepartment,
    Window,
)
from collector.organisation.models.tree import BEGINNING, Kind, Node, Spell
from collector.organisation.models.uploads import Upload

__all__ = [
    "BEGINNING",
    "DEFAULT_HALL",
    "EVERY_DAY",
    "Change",
    "Department",
    "Duty",
    "Hall",
    "Item",
    "Kind",
    "Node",
    "Placed",
    "PlatformDepartment",
    "Spell",
    "Staff",
    "Upload",
    "Window",
]

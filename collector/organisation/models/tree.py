"""The tree of places, and what each was called and where it stood on every day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

BEGINNING = date(2000, 1, 1)
"""The first day of whatever was there before anybody said since when."""


class Kind(models.TextChoices):
    """What a place is, from the city down."""

    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    HALL = "hall"
    DEPARTMENT = "department"
    WINDOW = "window"


class Node(models.Model):
    """A place in the tree, as it is now. Every role, setting and report is bound to one of these.

    `path` is the ids from the root down to this one, "/1/5/12/": whatever lies in a branch has a
    path that begins with the branch's, and no query has to walk the tree. `since` is the first
    day, `until` the first day no more; empty: it goes on. `successor` is what it was merged into.
    Written by `collector.organisation.spells` alone, which keeps `Spell` in step.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, db_index=True)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=100, blank=True, default="")
    name_en = models.CharField(max_length=100, blank=True, default="")
    area_code = models.CharField(max_length=12, blank=True, default="")
    """The national code of the area, 12 digits, where it is known."""
    since = models.DateField(default=BEGINNING)
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        """Above the windows a code names one place of the whole tree, and no other one later."""

        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=("code",), condition=~Q(kind="window"), name="node_code_above_windows"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="node_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    def contains(self, path: str) -> bool:
        """Tell whether a path leads to this node or to one below it."""
        return path.startswith(self.path)


class Spell(models.Model):
    """A stretch of days through which a node had one code, one name and one place in the tree.

    A node's spells follow each other without a gap from its first day on; the last one is open
    unless the node has ended. Figures of a day belong to whatever path the spell of that day has:
    nothing that is changed later moves them. `hall` is a window's hall then.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="spells")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    path = models.CharField(max_length=255, db_index=True)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=100, blank=True, default="")
    name_en = models.CharField(max_length=100, blank=True, default="")
    hall = models.ForeignKey(
        "organisation.Hall", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """One spell begins on a day; a hall's codes are looked up by day."""

        ordering = ("node", "since")
        constraints = (
            models.UniqueConstraint(fields=("node", "since"), name="spell_begins_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="spell_ends_later"
            ),
        )
        indexes = (models.Index(fields=("hall", "code"), name="spell_hall_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.since}"

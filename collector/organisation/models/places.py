"""Halls, departments and windows as terminals know them: each is a node of the tree as well.

Every text that a terminal shows comes from here; `collector.ingest.settings_document` reads it
with one statement. Code and names stand in the node too, where they are dated; saving one of
these keeps the node in step.
"""

import secrets
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.timezone import localdate

from collector.organisation import spells
from collector.organisation.models.tree import Kind, Node
from collector.organisation.spells import Look

DEFAULT_HALL = "hall"
"""Code of the hall that a first window is put in."""


class Placed(models.Model):
    """A place with a node of the tree, made with it and kept in step with it on each save."""

    kind: Kind
    node = models.OneToOneField(
        Node, on_delete=models.PROTECT, related_name="%(class)s", editable=False
    )

    class Meta:
        """Not a table."""

        abstract = True

    def save(self, **how: Any) -> None:
        """Save the place and its node, together or not at all; what changed holds from today."""
        self.save_from(localdate(), **how)

    def save_from(self, day: date, **how: Any) -> None:
        """Save the place and its node; what changed holds from a day."""
        with transaction.atomic():
            if self.node_id is None:
                self.node = spells.begin(self.kind, self.look())
            else:
                spells.change(self.node, self.look(), day)
            super().save(**how)

    def look(self) -> Look:
        """Return what the node is to say of this place from today on."""
        raise NotImplementedError


def make_feedback_key() -> str:
    """Return a new key for a hall's receipt codes: 192 random bits."""
    return secrets.token_urlsafe(24)


class Hall(Placed):
    """A service hall. What it has decided about its terminals: `collector.terminal_settings`."""

    kind = Kind.HALL
    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100, default="政务服务大厅")
    name_en = models.CharField(max_length=100, blank=True, default="Government service hall")
    # Where the receipts' codes lead; empty: to this collector's own page. The key, by which nobody
    # can make up a code, is made with the hall and told to its terminals alone.
    feedback_url = models.CharField(max_length=200, blank=True, default="")
    feedback_key = models.CharField(max_length=64, blank=True, default=make_feedback_key)

    class Meta:
        """Halls stand in the order of their codes."""

        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def look(self) -> Look:
        """Return the hall's; it stays where it is in the tree."""
        parent = self.node.parent if self.node_id else None
        return Look(self.code, self.name, self.name_en, parent)


class PlatformDepartment(models.Model):
    """A department as the national rating platform knows it, by its 18-character credit code."""

    code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=100)
    area_code = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        """In the order of the codes."""

        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Department(Placed):
    """A department with windows in a hall. `platform`: whom its ratings are reported as."""

    kind = Kind.DEPARTMENT
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    platform = models.ForeignKey(
        PlatformDepartment, on_delete=models.PROTECT, null=True, blank=True,
        related_name="departments",
    )  # fmt: skip

    class Meta:
        """In the order of the names; two that follow each other may bear the same one."""

        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def look(self) -> Look:
        """Return the department's: directly in its hall, or in another department of it."""
        node = self.node if self.node_id else None
        inside = node is not None and node.parent is not None and self.hall.node.contains(node.path)
        return Look(
            code=node.code if node else spells.free_code(self.hall.code),
            name=self.name,
            name_en=self.name_en,
            parent=node.parent if node and inside else self.hall.node,
        )


class Window(Placed):
    """A service window. `code` is what stands in every entry and on every receipt."""

    kind = Kind.WINDOW
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="windows")
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="windows"
    )
    code = models.CharField(max_length=64)
    number = models.CharField(max_length=8, blank=True, default="")
    name = models.CharField(max_length=100, blank=True, default="")
    name_en = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        """A code stands once in a hall."""

        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("hall", "code"), name="window_code_in_hall"),
        )

    def __str__(self) -> str:
        return self.code

    def look(self) -> Look:
        """Return the window's: in its department, or in its hall where it has none."""
        parent = self.department.node if self.department else self.hall.node
        return Look(self.code, self.name, self.name_en, parent, hall_id=self.hall_id)

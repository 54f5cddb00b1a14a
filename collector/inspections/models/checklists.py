"""Checklists and their versions. What was published is never altered."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from collector.inspections import checklist
from collector.inspections.checklist import Content
from collector.organisation.models import Node


class ImmutableError(Exception):
    """Something tried to alter or delete a version that was published: a mistake of ours."""


class Checklist(models.Model):
    """A checklist of a branch. Without a `node` it is the whole organisation's.

    `example`: the id of the one that comes with the program and that it was taken over from,
    unaltered so far; "" for the hall's own.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="checklists")
    zh = models.CharField(max_length=100)
    en = models.CharField(max_length=100, blank=True, default="")
    example = models.CharField(max_length=40, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.zh

    @property
    def path(self) -> str:
        """Return where it belongs."""
        return self.node.path if self.node is not None else "/"


class Version(models.Model):
    """A version of a checklist: a draft until it is published, and then as it is for ever.

    `content`: what `checklist.written` wrote; `digest`: of it, shown on every result.
    """

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        """Numbered from 1; at most one is being written."""

        ordering = ("checklist", "number")
        constraints = (
            models.UniqueConstraint(fields=("checklist", "number"), name="checklist_version"),
            models.UniqueConstraint(
                fields=("checklist",), condition=Q(published_at=None), name="checklist_one_draft"
            ),
        )

    def __str__(self) -> str:
        return f"{self.checklist_id}/{self.number}"

    def save(self, **how: Any) -> None:
        """Save a draft, or publish it. Raises ImmutableError for one that was published."""
        self._refuse_published()
        super().save(**how)

    def delete(self, *where: Any, **how: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises ImmutableError for one that was published."""
        self._refuse_published()
        return super().delete(*where, **how)

    @cached_property
    def whole(self) -> Content:
        """Return what it says."""
        return checklist.read(self.content)

    def _refuse_published(self) -> None:
        if self.pk and Version.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise ImmutableError(f"version {self} is published")

"""Screens on a wall: they are let in by a link, and belong to no person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from collector.organisation.models import Node


class Wall(models.Model):
    """A link that opens the wall of one branch and nothing else, until somebody ends it.

    Only the SHA-256 of its secret is kept, in hex: the link is shown once. `made_by` is the
    account's name as it was then. `seen_at` is written at most once a minute.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="walls")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_from = models.CharField(max_length=45, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Wall"]] = models.Manager()

    class Meta:
        """The latest comes first."""

        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(digest=""), name="wall_has_a_digest"),)

    def __str__(self) -> str:
        return self.name

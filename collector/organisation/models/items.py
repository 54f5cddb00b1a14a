"""What is done at the windows."""

from django.db import models
from django.db.models import F, Q

from collector.organisation.models.places import Window
from collector.organisation.models.tree import BEGINNING, Node


class Item(models.Model):
    """A service item, offered by a hall, a department or a whole area (`node`).

    `code` is what a queue or business system writes into a visit. `task_code` (31 characters)
    and `handle_code` (33, the task's and two more) are the national ones, where known. Without
    `windows` it is done at every window of `node`.
    """

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    task_code = models.CharField(max_length=31, blank=True, default="")
    handle_code = models.CharField(max_length=33, blank=True, default="")
    windows = models.ManyToManyField(Window, related_name="items", blank=True)
    since = models.DateField(default=BEGINNING)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """In the order of the codes."""

        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="item_ends_later"
            ),
        )

    def __str__(self) -> str:
        return self.code

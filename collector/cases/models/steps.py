"""What was done in a case: rows are added and never changed."""

from uuid import uuid4

from django.db import models

from collector.cases.models.case import Case
from collector.personal_data.fields import SealedTextField


class Step(models.Model):
    """One thing done. `number` counts within the case, so that no two are the same one.

    `who`: an account's name, "citizen", or "" for the program. `words` are sealed; None where there
    are none or where they were erased. `detail`: codes, days and names of accounts, no free text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=150, blank=True, default="")
    action = models.CharField(max_length=24)
    stage = models.CharField(max_length=9)
    """Where the case stood after it."""
    words = SealedTextField(bound_to="id")
    detail = models.JSONField(default=dict)

    class Meta:
        """In their order."""

        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="case_step_number"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.action}"

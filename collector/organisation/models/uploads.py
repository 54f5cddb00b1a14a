"""Files between their preview and the decision to apply them."""

from django.db import models


class Upload(models.Model):
    """A file somebody wants to import. It waits for a decision.

    Gone once it is applied or given up, and a day later in any case.
    """

    token = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    complete = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

"""The organisation as people describe it. On a sharded database these are reference tables.

Every text that a terminal shows comes from here; `collector.ingest.settings_document` writes it
into the document that the terminals fetch.
"""

from django.db import models

DEFAULT_HALL = "hall"
"""Code of the hall that a first window is put in."""


class Hall(models.Model):
    """A service hall, with what it has decided about its terminals."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100, default="政务服务大厅")
    name_en = models.CharField(max_length=100, blank=True, default="Government service hall")
    scale = models.CharField(max_length=64, default="satisfaction-3")
    catalogue = models.CharField(max_length=64, default="national-2020-08")
    # These three follow sync.protocol.settings; a key that is missing has that module's default.
    schedule = models.JSONField(default=dict, blank=True)
    policy = models.JSONField(default=dict, blank=True)
    announcements = models.JSONField(default=list, blank=True)
    feedback_url = models.CharField(max_length=200, blank=True, default="")
    feedback_key = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Halls stand in the order of their codes."""

        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department with windows in a hall."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        """A name stands once in a hall."""

        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("hall", "name"), name="department_name_in_hall"),
        )

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A service window. `code` is what stands in every entry and on every receipt."""

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


class Staff(models.Model):
    """A member of staff as the card at the window shows them."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="staff")
    number = models.CharField(max_length=64)
    name = models.CharField(max_length=50)
    post = models.CharField(max_length=50, blank=True, default="")
    stars = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        """A number stands once in a hall."""

        ordering = ("number",)
        verbose_name_plural = "staff"
        constraints = (
            models.UniqueConstraint(fields=("hall", "number"), name="staff_number_in_hall"),
            models.CheckConstraint(condition=models.Q(stars__lte=5), name="staff_stars_0_to_5"),
        )

    def __str__(self) -> str:
        return self.number

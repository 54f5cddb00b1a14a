"""Staff, and who is at which window when."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from collector.organisation.models.places import Department, Hall, Window
from collector.organisation.models.tree import BEGINNING

EVERY_DAY = 0b111_1111
"""Monday is bit 0."""


class Staff(models.Model):
    """A member of staff as the card at the window shows them. `active`: may sign in at a window."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="staff")
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="staff"
    )
    number = models.CharField(max_length=64)
    name = models.CharField(max_length=50)
    post = models.CharField(max_length=50, blank=True, default="")
    stars = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    since = models.DateField(default=BEGINNING, db_default=BEGINNING)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A number stands once in a hall."""

        ordering = ("number",)
        verbose_name_plural = "staff"
        constraints = (
            models.UniqueConstraint(fields=("hall", "number"), name="staff_number_in_hall"),
            models.CheckConstraint(condition=Q(stars__lte=5), name="staff_stars_0_to_5"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="staff_ends_later"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Duty(models.Model):
    """A member of staff is at a window, from `since` until just before `until`.

    On which days of the week (`weekdays`, Monday is bit 0), from which time of day until which
    (both empty: all day), and every how many weeks, counted from the week of `since`: two clerks
    who take turns each have a duty every second week, begun a week apart.
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="duties")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="duties")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    weekdays = models.PositiveSmallIntegerField(
        default=EVERY_DAY, validators=[MinValueValidator(1), MaxValueValidator(EVERY_DAY)]
    )
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta:
        """In the order of the days; looked up by window and by member of staff."""

        ordering = ("since", "pk")
        verbose_name_plural = "duties"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="duty_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1) & Q(weekdays__lte=EVERY_DAY), name="duty_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1) & Q(every_weeks__lte=52), name="duty_every_weeks"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(ends__gt=F("starts")),
                name="duty_times_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.window_id} {self.since}"

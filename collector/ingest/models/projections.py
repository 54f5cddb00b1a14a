"""What stored entries amount to. Every row can be made again from the entries alone.

`position` is the entry a row comes from. `at` is the device's belief of the time as an instant,
`utc_offset` the minutes its local clock was ahead of UTC, `clock` "ok" or "unsure"; `boot` and
`up` (milliseconds) give true order and intervals even where `at` is wrong.
"""

from django.db import models

from collector.ingest.models.logs import Log


class OfLog(models.Model):
    """A row derived from the entry at `position` of a log."""

    pk = models.CompositePrimaryKey("log", "position")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.BigIntegerField()

    class Meta:
        """Not a table."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.log_id} {self.position}"


class Timed(OfLog):
    """A derived row that also has the entry's times."""

    at = models.DateTimeField()
    utc_offset = models.SmallIntegerField()
    clock = models.CharField(max_length=6)
    boot = models.BigIntegerField()
    up = models.BigIntegerField()

    class Meta:
        """Not a table."""

        abstract = True


class Quarantine(OfLog):
    """An entry that is kept in its place and makes no sense, with the reason."""

    code = models.CharField(max_length=32)
    message = models.TextField()


class Visit(Timed):
    """A service was finished and a rating asked for.

    `rating` is the position of the rating it got, `unrated` why it got none; both empty while
    the citizen has not answered yet.
    """

    window = models.CharField(max_length=64)
    staff = models.CharField(max_length=64)
    ticket = models.CharField(max_length=200, default="")
    item = models.CharField(max_length=200, default="")
    by = models.CharField(max_length=8)
    rating = models.BigIntegerField(null=True)
    unrated = models.CharField(max_length=16, default="")


class Unrated(Timed):
    """An asked-for rating did not come."""

    visit = models.BigIntegerField()
    cause = models.CharField(max_length=16)


class Rating(Timed):
    """A citizen tapped a level.

    `rank` is the level's place on its scale, 0 for the best; `national` its place on the
    national scale, 5 best. `outcome` says how it is counted: "counted", "repeat" (too soon after
    the one before, or a second one for a visit) or "replaced" (by the rating at `replaced_by`).
    """

    class Outcome(models.TextChoices):
        """How a rating is counted."""

        COUNTED = "counted"
        REPEAT = "repeat"
        REPLACED = "replaced"

    window = models.CharField(max_length=64)
    staff = models.CharField(max_length=64, default="")
    visit = models.BigIntegerField(null=True)
    scale = models.CharField(max_length=64)
    level = models.CharField(max_length=64)
    rank = models.SmallIntegerField()
    national = models.SmallIntegerField()
    mode = models.CharField(max_length=8)
    elapsed = models.BigIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    replaces = models.BigIntegerField(null=True)
    replaced_by = models.BigIntegerField(null=True)


class ReasonPicked(models.Model):
    """One reason picked for the rating at position `rating`."""

    pk = models.CompositePrimaryKey("log", "position", "code")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.BigIntegerField()
    code = models.CharField(max_length=64)
    rating = models.BigIntegerField()
    catalogue = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.log_id} {self.position} {self.code}"


class Shift(Timed):
    """A member of staff signed in (`start`) or out (`end`)."""

    window = models.CharField(max_length=64)
    staff = models.CharField(max_length=64)
    action = models.CharField(max_length=8)


class WindowState(Timed):
    """The window opened, paused, closed or broke down."""

    window = models.CharField(max_length=64)
    state = models.CharField(max_length=8)
    cause = models.CharField(max_length=200)


class Closing(OfLog):
    """A business day as the terminal closed it, beside the collector's own counts.

    `outcome` is "complete" when both agree to the last rating, "disagrees" otherwise, and
    `difference` then says in what. A day that has no row yet is behind.
    `levels` and `own_levels` are `{"scale": {"level": n}}`.
    """

    class Outcome(models.TextChoices):
        """Whether the two agree."""

        COMPLETE = "complete"
        DISAGREES = "disagrees"

    date = models.DateField()
    at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    levels = models.JSONField()
    visits = models.BigIntegerField()
    unrated = models.BigIntegerField()
    own_levels = models.JSONField()
    own_visits = models.BigIntegerField()
    own_unrated = models.BigIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    difference = models.CharField(max_length=32, blank=True, default="")


class Standing(models.Model):
    """How a terminal stands after its last stored entry. One row a log.

    Times are of the entries that said so; positions of 0 mean that none did yet.
    """

    log = models.OneToOneField(
        Log, on_delete=models.CASCADE, primary_key=True, related_name="standing",
        db_constraint=False,
    )  # fmt: skip
    window = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=8, default="")
    cause = models.CharField(max_length=200, default="")
    state_at = models.DateTimeField(null=True)
    staff = models.CharField(max_length=64, default="")
    staff_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=64, default="")
    last_rating = models.BigIntegerField(default=0)
    last_rating_at = models.DateTimeField(null=True)
    last_closing = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)
    """Up to which position the projections have read."""

    def __str__(self) -> str:
        return f"{self.log_id} {self.state}"

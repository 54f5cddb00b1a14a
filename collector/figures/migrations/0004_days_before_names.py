"""Keep counts of staff and items in the order of days: a period is then one stretch of rows."""

from django.db import migrations, models

from collector.migration_steps import without_rowid

_COUNTERS = (
    *(f"invited_{rank}" for rank in range(5)),
    *(f"walk_up_{rank}" for rank in range(5)),
    "repeats",
    "replaced",
    "visits",
    "rated",
    "timeouts",
    "cancelled",
    "faults",
)
_ALL = (
    "PlaceDay",
    "PlaceMonth",
    "PlaceHour",
    "PlaceReached",
    "PlaceReason",
    "LogDay",
    "Progress",
)


def _table(name, day, what, length):
    return [
        migrations.DeleteModel(name=name),
        migrations.CreateModel(
            name=name,
            fields=[
                *((counter, models.BigIntegerField(default=0)) for counter in _COUNTERS),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place",
                        day,
                        what,
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (what, models.CharField(max_length=length)),
                (day, models.DateField()),
                ("scale", models.CharField(max_length=64)),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="organisation.node",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]


def _forget(apps, _editor):
    """Empty the figures: the server makes them again from the first entry."""
    for name in _ALL:
        apps.get_model("figures", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_reached_and_months")]
    operations = [
        *_table("StaffDay", "day", "staff", 64),
        *_table("StaffMonth", "month", "staff", 64),
        *_table("ItemDay", "day", "item", 200),
        *_table("ItemMonth", "month", "item", 200),
        without_rowid(
            "figures_staffday", "figures_staffmonth", "figures_itemday", "figures_itemmonth"
        ),
        migrations.RunPython(_forget, migrations.RunPython.noop),
    ]

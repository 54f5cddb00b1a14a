"""Coarser counts for a year of a city, and how the days were closed; all is counted anew."""

import django.db.models.deletion
from django.db import migrations, models

from collector.migration_steps import without_rowid

_ALL = (
    "PlaceDay",
    "PlaceMonth",
    "PlaceHour",
    "StaffDay",
    "ItemDay",
    "PlaceReason",
    "LogDay",
    "Progress",
)


def _forget(apps, _editor):
    """Empty the figures: the server and `collector figures` make them again from the first entry."""
    for name in _ALL:
        apps.get_model("figures", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0002_without_rowid"),
        ("organisation", "0006_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemMonth",
            fields=[
                ("invited_0", models.BigIntegerField(default=0)),
                ("invited_1", models.BigIntegerField(default=0)),
                ("invited_2", models.BigIntegerField(default=0)),
                ("invited_3", models.BigIntegerField(default=0)),
                ("invited_4", models.BigIntegerField(default=0)),
                ("walk_up_0", models.BigIntegerField(default=0)),
                ("walk_up_1", models.BigIntegerField(default=0)),
                ("walk_up_2", models.BigIntegerField(default=0)),
                ("walk_up_3", models.BigIntegerField(default=0)),
                ("walk_up_4", models.BigIntegerField(default=0)),
                ("repeats", models.BigIntegerField(default=0)),
                ("replaced", models.BigIntegerField(default=0)),
                ("visits", models.BigIntegerField(default=0)),
                ("rated", models.BigIntegerField(default=0)),
                ("timeouts", models.BigIntegerField(default=0)),
                ("cancelled", models.BigIntegerField(default=0)),
                ("faults", models.BigIntegerField(default=0)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place",
                        "item",
                        "month",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("item", models.CharField(max_length=200)),
                ("month", models.DateField()),
                ("scale", models.CharField(max_length=64)),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffMonth",
            fields=[
                ("invited_0", models.BigIntegerField(default=0)),
                ("invited_1", models.BigIntegerField(default=0)),
                ("invited_2", models.BigIntegerField(default=0)),
                ("invited_3", models.BigIntegerField(default=0)),
                ("invited_4", models.BigIntegerField(default=0)),
                ("walk_up_0", models.BigIntegerField(default=0)),
                ("walk_up_1", models.BigIntegerField(default=0)),
                ("walk_up_2", models.BigIntegerField(default=0)),
                ("walk_up_3", models.BigIntegerField(default=0)),
                ("walk_up_4", models.BigIntegerField(default=0)),
                ("repeats", models.BigIntegerField(default=0)),
                ("replaced", models.BigIntegerField(default=0)),
                ("visits", models.BigIntegerField(default=0)),
                ("rated", models.BigIntegerField(default=0)),
                ("timeouts", models.BigIntegerField(default=0)),
                ("cancelled", models.BigIntegerField(default=0)),
                ("faults", models.BigIntegerField(default=0)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place",
                        "staff",
                        "month",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("staff", models.CharField(max_length=64)),
                ("month", models.DateField()),
                ("scale", models.CharField(max_length=64)),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceReached",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("due", models.BigIntegerField(default=0)),
                ("complete", models.BigIntegerField(default=0)),
                ("disagrees", models.BigIntegerField(default=0)),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.node",
                    ),
                ),
            ],
        ),
        without_rowid("figures_itemmonth", "figures_staffmonth", "figures_placereached"),
        migrations.AddIndex(
            model_name="placereached",
            index=models.Index(
                fields=("day",),
                condition=models.Q(complete__lt=models.F("due")),
                name="reached_incomplete",
            ),
        ),
        migrations.RunPython(_forget, migrations.RunPython.noop),
    ]

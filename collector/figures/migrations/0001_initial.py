"""Make the tables of the figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0004_every_place_has_a_node"),
    ]

    operations = [
        migrations.CreateModel(
            name="Basis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LogDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", models.UUIDField()),
                ("day", models.DateField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("put_in", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("log", models.UUIDField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ItemDay",
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
                        "day",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("item", models.CharField(max_length=200)),
                ("day", models.DateField()),
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
            name="PlaceDay",
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
                        "day",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
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
            name="PlaceHour",
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
                        "day",
                        "hour",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("hour", models.SmallIntegerField()),
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
            name="PlaceMonth",
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
                        "month",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
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
            name="PlaceReason",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "place",
                        "day",
                        "catalogue",
                        "code",
                        "national",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("catalogue", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=64)),
                ("national", models.SmallIntegerField()),
                ("ratings", models.BigIntegerField(default=0)),
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
        migrations.CreateModel(
            name="StaffDay",
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
                        "day",
                        "scale",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("staff", models.CharField(max_length=64)),
                ("day", models.DateField()),
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
    ]

"""Every hall has a key for its receipt codes: halls that were there before get theirs here."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from collector.organisation.models.places import make_feedback_key


def make_keys(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give a key to each hall without one."""
    for hall in apps.get_model("organisation", "Hall").objects.filter(feedback_key=""):
        hall.feedback_key = make_feedback_key()
        hall.save(update_fields=["feedback_key"])


class Migration(migrations.Migration):
    dependencies = (("organisation", "0004_every_place_has_a_node"),)

    operations = (
        migrations.AlterField(
            "hall",
            "feedback_key",
            models.CharField(
                blank=True,
                default=make_feedback_key,
                max_length=64,
            ),
        ),
        migrations.RunPython(make_keys, migrations.RunPython.noop),
    )

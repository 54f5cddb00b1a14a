"""Keep the figures in the order of their keys on the embedded database."""

from django.db import migrations

from collector.migration_steps import without_rowid


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]
    operations = [
        without_rowid(
            "figures_placeday",
            "figures_placemonth",
            "figures_placehour",
            "figures_staffday",
            "figures_itemday",
            "figures_placereason",
            "figures_logday",
        )
    ]

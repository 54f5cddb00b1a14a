"""Keep the terminals' tables in the order of their keys on the embedded database."""

from django.db import migrations

from collector.migration_steps import without_rowid


class Migration(migrations.Migration):
    dependencies = [("ingest", "0001_initial")]
    operations = [
        without_rowid(
            "ingest_entry",
            "ingest_checkpoint",
            "ingest_quarantine",
            "ingest_visit",
            "ingest_unrated",
            "ingest_rating",
            "ingest_reasonpicked",
            "ingest_shift",
            "ingest_windowstate",
            "ingest_closing",
            "ingest_countday",
            "ingest_counthour",
        )
    ]

"""Ratings that a collector held before it knew cases open none: they were dealt with as then."""

from django.db import migrations


def begin(apps, schema_editor):
    standing = apps.get_model("ingest", "Standing")
    following = apps.get_model("cases", "Following")
    rows = standing.objects.values_list("log_id", "entries")
    following.objects.bulk_create(
        [following(log=log, position=entries) for log, entries in rows], batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("ingest", "0003_settings")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]

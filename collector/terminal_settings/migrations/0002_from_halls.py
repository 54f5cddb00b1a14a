"""What halls had decided in columns of their own becomes the layer of each hall's place."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_DEFAULTS = {"scale": "satisfaction-3", "catalogue": "national-2020-08"}
_SECTIONS = ("schedule", "policy")
_TEXTS = {"title": 40, "text": 100, "title_en": 80, "text_en": 200}


def to_layers(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make a layer for each hall that had decided something, and a notice of each announcement."""
    layers = apps.get_model("terminal_settings", "Layer").objects
    notices = apps.get_model("terminal_settings", "Notice").objects
    for hall in apps.get_model("organisation", "Hall").objects.all():
        values: dict[str, Any] = {
            name: getattr(hall, name)
            for name, default in _DEFAULTS.items()
            if getattr(hall, name) != default
        }
        for section in _SECTIONS:
            decided = getattr(hall, section)
            if isinstance(decided, dict):
                values |= {f"{section}.{name}": value for name, value in decided.items()}
        if values:
            layers.create(node_id=hall.node_id, values=values)
        said = hall.announcements if isinstance(hall.announcements, list) else []
        for one in reversed(said):
            if isinstance(one, dict) and one.get("title"):
                words = {name: str(one.get(name) or "")[:most] for name, most in _TEXTS.items()}
                days = {name: one.get(name) for name in ("since", "until")}
                notices.create(node_id=hall.node_id, **words, **days)


class Migration(migrations.Migration):
    dependencies = (
        ("terminal_settings", "0001_settings"),
        ("organisation", "0005_feedback_keys"),
    )
    operations = (migrations.RunPython(to_layers, migrations.RunPython.noop),)

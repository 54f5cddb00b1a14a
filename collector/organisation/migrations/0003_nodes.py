"""Give every hall, department and window its node, as if it had always stood there."""

from django.db import migrations


def plant(apps, _editor):
    """Halls are roots; departments stand in them, windows in their department or their hall."""
    model = {
        name: apps.get_model("organisation", name)
        for name in ("Node", "Spell", "Hall", "Department", "Window")
    }

    def begin(kind, code, place, parent, hall=None):
        names = {"code": code, "name": place.name, "name_en": place.name_en}
        node = model["Node"].objects.create(kind=kind, parent=parent, path="", **names)
        node.path = f"{parent.path if parent else '/'}{node.pk}/"
        node.save()
        model["Spell"].objects.create(
            node=node, since=node.since, path=node.path, hall=hall, **names
        )
        place.node = node
        place.save()
        return node

    for hall in model["Hall"].objects.order_by("pk"):
        begin("hall", hall.code, hall, None)
        for number, place in enumerate(model["Department"].objects.filter(hall=hall), 1):
            begin("department", f"{hall.code[:50]}-d{number}", place, hall.node)
        windows = model["Window"].objects.filter(hall=hall).select_related("department__node")
        for place in windows.order_by("pk"):
            parent = place.department.node if place.department else hall.node
            begin("window", place.code, place, parent, hall)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_tree")]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]

"""The inspections application."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """What supervisors look at themselves, beside what citizens rate."""

    name = "collector.inspections"
    label = "inspections"

"""The working days application."""

from django.apps import AppConfig


class WorkingDaysConfig(AppConfig):
    """Working days, by which deadlines are counted."""

    name = "collector.working_days"
    label = "working_days"

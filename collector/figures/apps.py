"""The figures application."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Counts by place, month, hour, reason, member of staff and item."""

    name = "collector.figures"
    label = "figures"

"""The overview application."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Figures as a page."""

    name = "collector.overview"
    label = "overview"

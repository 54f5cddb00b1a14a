"""The alerts application."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Conditions that are watched, and messages about them."""

    name = "collector.alerts"
    label = "alerts"

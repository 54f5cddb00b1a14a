"""The read API's application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Answers other systems."""

    name = "collector.api"
    label = "api"

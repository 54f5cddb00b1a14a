"""The rules application."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Numbers and choices that differ from place to place, as settings with their sources."""

    name = "collector.rules"
    label = "rules"

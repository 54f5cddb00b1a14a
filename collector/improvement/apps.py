"""The improvement application."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Actions, their steps, and the judgement on their figure."""

    name = "collector.improvement"
    label = "improvement"

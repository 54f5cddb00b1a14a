"""The reports application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports made on the page, in the background, by command and by subscription."""

    name = "collector.reports"
    label = "reports"

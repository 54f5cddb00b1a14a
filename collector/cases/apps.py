"""The cases application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what is done about bad ratings, comments and findings."""

    name = "collector.cases"
    label = "cases"

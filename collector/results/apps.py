"""The results application."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Monthly results and public bulletins."""

    name = "collector.results"
    label = "results"

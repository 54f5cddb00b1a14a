"""The ingest application."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    """Logs and their projections."""

    name = "collector.ingest"
    label = "ingest"

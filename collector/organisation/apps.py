"""The organisation application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Halls and what is in them."""

    name = "collector.organisation"
    label = "organisation"

"""The ratings application."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Single ratings and their proof."""

    name = "collector.ratings"
    label = "ratings"

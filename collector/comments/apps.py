"""The comments application."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """What citizens see on their own phone."""

    name = "collector.comments"
    label = "comments"

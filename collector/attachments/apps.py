"""The attachments application."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Pictures that belong to something."""

    name = "collector.attachments"
    label = "attachments"

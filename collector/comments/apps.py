"""The comments application, and what is shared for as long as the process lives."""

from functools import cached_property

from django.apps import AppConfig
from django.apps import apps as applications

from collector.comments.limits import Doors
from collector.personal_data.apps import personal_data


class CommentsConfig(AppConfig):
    """What citizens see and do on their own phone."""

    name = "collector.comments"
    label = "comments"

    def ready(self) -> None:
        """Have photos erased with the words they came with."""
        from collector.comments.keeping import erase_photos  # noqa: PLC0415 -- needs models

        personal_data().erasers.append(erase_photos)

    @cached_property
    def doors(self) -> Doors:
        """How often the page may be used."""
        return Doors()


def comments() -> CommentsConfig:
    """Return this application."""
    config = applications.get_app_config("comments")
    assert isinstance(config, CommentsConfig)  # noqa: S101 -- what INSTALLED_APPS names
    return config

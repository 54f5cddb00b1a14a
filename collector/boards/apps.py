"""The boards application, and what its pages share for as long as the process lives."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.apps import apps as applications
from django.utils.timezone import now

from sync.protocol.catalogue import Scale, load_scales

if TYPE_CHECKING:
    from collector.boards.live import Broadcaster


class BoardsConfig(AppConfig):
    """Pages for people."""

    name = "collector.boards"
    label = "boards"

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scales of this installation: what a place on a scale is called."""
        return load_scales()

    @cached_property
    def broadcaster(self) -> "Broadcaster":
        """What every live page of this process listens to."""
        # Models may be imported only once all applications are there.
        from collector.boards.drawn import draw  # noqa: PLC0415
        from collector.boards.live import Broadcaster  # noqa: PLC0415
        from collector.boards.queries.change_mark import change_marks  # noqa: PLC0415

        return Broadcaster(marks=lambda: change_marks(now()), draw=draw)


def boards() -> BoardsConfig:
    """Return this application."""
    config = applications.get_app_config("boards")
    assert isinstance(config, BoardsConfig)  # noqa: S101 -- what INSTALLED_APPS names
    return config
